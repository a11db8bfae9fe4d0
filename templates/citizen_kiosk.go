package templates

// The pages that only a screen in a village office has.
var (
	KioskStart  = Page[KioskStartData]{"citizen/kiosk_start.html"}
	KioskEnrol  = Page[KioskEnrolData]{"citizen/kiosk_enrol.html"}
	KioskSignIn = Page[KioskSignInData]{"citizen/kiosk_signin.html"}
	KioskMoney  = Page[KioskMoneyData]{"citizen/kiosk_money.html"}
)

// KioskStartData is the first page of a screen.
type KioskStartData struct {
	Village, Code string
	SignedIn      bool
	Hotline       string
}

// KioskEnrolData is the form that makes a browser a screen.
type KioskEnrolData struct {
	Code   string
	Errors Errors
}

// KioskSignInData asks who is there. Locked stands in place of the form.
type KioskSignInData struct {
	Name, ID, Tail string
	Locked         string
	Errors         Errors // keys name, id, tail and ""
}

// KioskMoneyData is a person's own money.
type KioskMoneyData struct {
	MaskedName string
	PayoutsData
}
