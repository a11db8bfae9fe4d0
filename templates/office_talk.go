package templates

// The pages about who a reporter is and about the words that reporters read.
var (
	OfficeIdentity = Page[OfficeIdentityData]{"office/identity.html"}
	OfficeRequests = Page[OfficeRequestsData]{"office/requests.html"}
	OfficeWordings = Page[OfficeWordingsData]{"office/wordings.html"}
	OfficeWording  = Page[OfficeWordingData]{"office/wording.html"}
)

// OfficeIdentityData is a reporter, shown to one person for a while.
type OfficeIdentityData struct {
	Number   string
	Facts    []Fact
	Until    string // the hour at which it is over
	AgreedBy string
	BackURL  string
	Mark     string     // who looks, and when
	Marks    []struct{} // as often as the mark stands on the page
	Verify   []Deed
}

// OfficeRequestsData is what waits for this person's consent.
type OfficeRequestsData struct{ Rows []RequestRow }

// RequestRow is one request with its two buttons.
type RequestRow struct {
	URL         string
	Petition    string // its row number, sent along
	PetitionURL string
	Which       string // the kind of request, sent along
	Number      string
	Subject     string
	Mode        Badge
	Kind        string
	AskedBy     string
	AskedAt     string
	Reason      string
	Text        string // the answer that is to be read
	Files       []Link // that come with it
	Moved       bool   // the petition has moved on since
	Words       string
	Errors      Errors // keys words and ""
}

// OfficeWordingsData lists the templates of answers.
type OfficeWordingsData struct {
	Groups []WordingGroup
	NewURL string // "" for who may not
}

// WordingGroup is the templates of one step.
type WordingGroup struct {
	Title string
	Rows  []WordingRow
}

// WordingRow is one template.
type WordingRow struct {
	Title, Body, URL, Version string
	Withdrawn                 bool
}

// OfficeWordingData is one template with its versions.
type OfficeWordingData struct {
	Name      string
	Version   int
	Token     string
	Actions   []Option
	Title     string
	Body      string
	Withdrawn bool
	Editable  bool
	Blanks    []Fact
	Versions  []WordingRow
	Errors    Errors
}

// NeutralSlip is a piece of paper with a receipt and nothing that says whose
// it is or what about: no organ, no mark, no telling word.
var NeutralSlip = Page[NeutralSlipData]{"citizen/neutral_slip.html"}

// NeutralSlipData is what stands on it.
type NeutralSlipData struct {
	Receipt string // in groups of four
	At      string
	BackURL string
}
