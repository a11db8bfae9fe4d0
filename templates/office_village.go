package templates

// The pages of a village's cadre, and of the bureau that answers.
var (
	OfficeResidents  = Page[OfficeResidentsData]{"office/residents.html"}
	OfficePayouts    = Page[OfficePayoutsData]{"office/payouts.html"}
	OfficeProjects   = Page[OfficeProjectsData]{"office/projects.html"}
	OfficeRemarkForm = Page[OfficeRemarkFormData]{"office/remark_form.html"}
	OfficeRemarks    = Page[OfficeRemarksData]{"office/remarks.html"}
	OfficeRemark     = Page[OfficeRemarkData]{"office/remark.html"}
	OfficeRelatives  = Page[OfficeRelativesData]{"office/relatives.html"}
)

// OfficeResidentsData is a village's population register.
type OfficeResidentsData struct {
	Villages []Option // empty when the account is for one village
	Village  string   // its name
	Q        string
	Groups   []Option
	Rows     []ResidentRow
	Pager    Pager
	Empty    Empty
}

// ResidentRow is one person, the resident ID masked.
type ResidentRow struct {
	Name, ID, Household, Relation, Group, Phone, Status string
	RemarkURL                                           string // "" while a remark is open
}

// OfficePayoutsData is what was paid to a village's people.
type OfficePayoutsData struct {
	Villages []Option
	Village  string
	Q        string
	Items    []Option
	From, To string // months, as 2025-01
	Results  []Option
	Sum      string
	Rows     []VillagePayoutRow
	Pager    Pager
	Empty    Empty
	Errors   Errors
}

// VillagePayoutRow is one payment.
type VillagePayoutRow struct {
	Name, Item, Class, Period, Amount, PaidOn, Tail string
	Result                                          Badge
	RemarkURL                                       string
}

// OfficeProjectsData is a village's projects.
type OfficeProjectsData struct {
	Villages []Option
	Village  string
	Q        string
	Rows     []VillageProjectRow
	Pager    Pager
	Empty    Empty
}

// VillageProjectRow is one project.
type VillageProjectRow struct {
	No, Name, Kind, Bureau, Planned, Plan, Real string
	State                                       Badge
	RemarkURL                                   string
}

// Fact is a labelled value.
type Fact struct{ Label, Value string }

// OfficeRemarkFormData says what is wrong with a row.
type OfficeRemarkFormData struct {
	Kind, Row, Village string // hidden fields
	Bureau             string // who will answer
	Facts              []Fact
	Text               string
	Back               string
	Errors             Errors
}

// OfficeRemarksData is a list of remarks, the cadre's or the bureau's.
type OfficeRemarksData struct {
	Bureau   bool // the reader answers
	Statuses []Option
	Rows     []RemarkRow
	Pager    Pager
	Empty    Empty
}

// RemarkRow is one remark.
type RemarkRow struct {
	URL, Summary, Village, Bureau, At string
	State                             Badge
	Lamp                              Lamp
}

// OfficeRemarkData is one remark with its answer.
type OfficeRemarkData struct {
	RemarkRow
	By       string
	Text     string
	Facts    []Fact
	Answer   string
	Answerer string
	Answered string
	Form     bool // the reader may answer
	Outcomes []Option
	Reply    string
	Errors   Errors
}

// OfficeRelativesData is the consents that a village office wrote down.
type OfficeRelativesData struct {
	Rows      []GrantRow
	Form      RelativeForm
	Relations []Option
	Errors    Errors
}

// GrantRow is one consent.
type GrantRow struct{ ID, Person, Holder, Relation, Since, Until string }

// RelativeForm is what was typed. Resident IDs go back only into the form they came from.
type RelativeForm struct {
	PersonName, PersonID, HolderName, HolderID, Consent, Until string
}
