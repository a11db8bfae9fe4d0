package templates

import "html/template"

// ReceiptBlock is a signed receipt to keep: as text, and as a picture that says
// the same. Without Text there is none.
type ReceiptBlock struct {
	Text string
	QR   template.URL // a picture our own service drew
}

// ReceiptCheck checks a signed receipt; it posts text to /h5/receipt. Suggested
// title: 验证回执.
var ReceiptCheck = Page[ReceiptCheckData]{"citizen/receipt.html"}

// ReceiptCheckData is the form, and what was found.
type ReceiptCheckData struct {
	Text    string
	Genuine bool   // a genuine receipt was found
	Lines   []Fact // what it proves
	Key     string // fingerprint of the key that signed
	Errors  Errors // key text
}

// Doors is the list 该找谁. Suggested title: 该找谁.
var Doors = Page[DoorsData]{"citizen/doors.html"}

// DoorsData is the whole list.
type DoorsData struct {
	Rows    []DoorRow
	Hotline string
}

// DoorRow is one matter and where to go with it.
type DoorRow struct{ Matter, Office, Phone, Address, Hours string }

// The office's pages of what leaves this platform.
var (
	OfficeHandoverKeys = Page[OfficeHandoverKeysData]{"office/handover_keys.html"}
	OfficeHandovers    = Page[OfficeHandoversData]{"office/handovers.html"}
	OfficeReferrals    = Page[OfficeReferralsData]{"office/referrals.html"}
	OfficeReferral     = Page[OfficeReferralData]{"office/referral.html"}
	OfficeDoors        = Page[OfficeDoorsData]{"office/doors.html"}
	OfficeDoor         = Page[OfficeDoorData]{"office/door.html"}
)

// outsidePages is every office page of what leaves this platform.
func outsidePages() []declared {
	return []declared{OfficeHandoverKeys, OfficeHandovers, OfficeReferrals, OfficeReferral, OfficeDoors, OfficeDoor}
}

// OfficeHandoverKeysData is the public keys of the offices that sealed matters
// go to, and the form for another.
type OfficeHandoverKeysData struct {
	Editable    bool
	Rows        []HandoverKeyRow
	Office      string // typed
	PublicKey   string
	Fingerprint string
	From        string
	Errors      Errors // keys office, key, fingerprint, from
}

// HandoverKeyRow is one key.
type HandoverKeyRow struct {
	ID, Office, Fingerprint, From, Added string
	State                                Badge
	Live                                 bool
}

// OfficeHandoversData is what was sealed up.
type OfficeHandoversData struct {
	Rows  []HandoverRow
	Pager Pager
	Empty Empty
}

// HandoverRow is one sealed matter. Only one of the addresses is set: the next step.
type HandoverRow struct {
	ID, Number, Received, Sealed, Office, Digest, Size string
	State                                              Badge
	Due                                                string
	Lamp                                               Lamp
	ParcelURL, HandedURL, ReportedURL                  string
}

// OfficeReferralsData is what was forwarded to a bureau.
type OfficeReferralsData struct {
	Bureau string
	Rows   []ReferralRow
	Pager  Pager
	Empty  Empty
}

// ReferralRow is one matter at a bureau.
type ReferralRow struct {
	URL, Number, Text, Sent string
	State                   Badge
	What, Due               string
	Lamp                    Lamp
}

// OfficeReferralData is one matter at a bureau with what it may do.
type OfficeReferralData struct {
	State Badge
	Facts []Fact
	Text  string
	Dues  []DueRow
	Deeds []Deed
}

// OfficeDoorsData is the list 该找谁 for whoever edits it.
type OfficeDoorsData struct{ Rows []OfficeDoorRow }

// OfficeDoorRow is one line of it.
type OfficeDoorRow struct {
	URL string
	DoorRow
	Shown Badge
}

// OfficeDoorData is the form of one line; it posts to URL.
type OfficeDoorData struct {
	URL       string
	RemoveURL string // "" for a new line
	DoorRow
	Position string
	Shown    bool
	Errors   Errors
}
