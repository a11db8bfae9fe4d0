package templates

// OfficeKiosk is the screens in village offices. Suggested title: 自助机.
var OfficeKiosk = Page[OfficeKioskData]{"office/kiosk.html"}

// OfficeKioskData lists the screens and enters new ones. A code is shown once,
// on the answer to the form.
type OfficeKioskData struct {
	Villages []OptionGroup // empty when there is no choice
	Village  string        // the name of the only one
	Code     string        // of the only one
	Place    string
	Digits   string // the code that was just made; "" is none
	Until    string
	Address  string // what to open on the screen; "" while the county has none
	Rows     []KioskRow
	Errors   Errors // keys place and ""
}

// KioskRow is one screen.
type KioskRow struct {
	ID, Village, Place, Added string
	State                     Badge
	Live                      bool // can be taken off
}
