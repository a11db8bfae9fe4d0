package templates

// The pages of field checks 现场核查: the telephone's, the list, one check and the
// sampling plans.
var (
	OfficeField         = Page[OfficeFieldData]{"office/field.html"}
	OfficeFieldchecks   = Page[OfficeFieldchecksData]{"office/fieldchecks.html"}
	OfficeFieldcheck    = Page[OfficeFieldcheckData]{"office/fieldcheck.html"}
	OfficeFieldcheckNew = Page[OfficeFieldcheckNewData]{"office/fieldcheck_new.html"}
	OfficeFieldPlans    = Page[OfficeFieldPlansData]{"office/fieldplans.html"}
	OfficeFieldPlan     = Page[OfficeFieldPlanData]{"office/fieldplan.html"}
)

// fieldPages is every page of field checks.
func fieldPages() []declared {
	return []declared{OfficeField, OfficeFieldchecks, OfficeFieldcheck, OfficeFieldcheckNew, OfficeFieldPlans, OfficeFieldPlan}
}

// OfficeFieldData is the telephone's page: it is kept on the telephone and works
// without a network, so it holds nothing of a villager.
type OfficeFieldData struct {
	Staff   string // number of the account, so that nobody sends what another wrote
	Name    string
	Worker  string // address of the script that keeps the page; "" keeps nothing
	Tasks   []FieldErrand
	More    Link // the list, when not all are here
	Empty   Empty
	Refused bool // a form was not taken
}

// FieldErrand is one task on the telephone.
type FieldErrand struct {
	ID, Number, Project, Place string
	State                      Badge
	Lamp                       Lamp
	Why                        []string
	Facts                      []Fact
	Latitude, Longitude        string // "" when no place was filed
	Questions                  []string
	Form                       FieldForm
}

// FieldForm is what somebody writes down on the spot.
type FieldForm struct {
	Check, UUID, Staff string
	Verdicts           []Option
	Filed              string // what is said of the progress that was reported
	Scale              string // what is said of the size that was filed
	Percent            string
	Quantity           string
	Unit               string
	Note               string
	Photos             int
	Open               bool
	Errors             Errors
}

// OfficeFieldchecksData is the list of checks.
type OfficeFieldchecksData struct {
	Tabs     []OfficeTab
	View     string
	Words    string
	Towns    []Option
	ClearURL string
	Narrowed Narrowed // to a figure of the statistics
	Deeds    []Link
	Rows     []FieldRow
	Pager    Pager
	Empty    Empty
}

// FieldRow is one check in the list.
type FieldRow struct {
	URL, Number, Project, No, Place, Due, Visits string
	State                                        Badge
	Lamp                                         Lamp
	Act                                          bool
}

// OfficeFieldcheckData is one check with all visits.
type OfficeFieldcheckData struct {
	Number, Project string
	State           Badge
	Lamp            Lamp
	Next            Link
	Conflict        string // several people were there
	Why             []string
	Facts           []Fact
	Map             FieldMap
	Visits          []FieldVisit
	Empty           string // why there are none
	CallOff         Deed
	MayCallOff      bool
	Links           []Link
	Questions       []string
}

// FieldMap draws places around the filed one, without a map. Everything is in
// its own units of 0 to 320.
type FieldMap struct {
	Title, Desc string
	Ring        float64 // radius of what still counts as the filed place
	RingText    string
	Dots        []FieldDot
	BarWidth    float64
	BarText     string
}

// FieldDot is a place in the drawing.
type FieldDot struct {
	X, Y  float64
	Tone  string // visit or photo
	No    string
	Title string
}

// FieldVisit is one visit as it is reviewed.
type FieldVisit struct {
	ID, Who, Note string
	State         Badge
	Verdict       Badge
	Second        string // why it is kept beside another
	Warnings      []string
	Compared      []FieldCompared
	Facts         []Fact
	Photos        []OfficePhoto
	PhotoNotes    []string
	Review        string
	Deeds         []Deed
}

// FieldCompared is one thing as found and as filed.
type FieldCompared struct {
	What, Found, Filed string
	Wrong              bool
}

// OfficeFieldcheckNewData asks for a single check.
type OfficeFieldcheckNewData struct {
	Project string // its number
	Finding string
	Facts   []Fact
	Says    string // the finding's sentence
	Why     string
	Due     string
	Usual   string // how long there is when no day is given
	Waiting Link   // the check that is not done yet
	Errors  Errors
}

// OfficeFieldPlansData lists the sampling plans and draws a new one.
type OfficeFieldPlansData struct {
	MayDraw                      bool
	Top, Share, Days, Seed, Note string
	Rows                         []FieldPlanRow
	Errors                       Errors
}

// FieldPlanRow is a plan in the list.
type FieldPlanRow struct {
	URL, Number, Made, Drawn, Done string
	State                          Badge
}

// OfficeFieldPlanData is one plan with its projects.
type OfficeFieldPlanData struct {
	State  Badge
	Facts  []Fact
	Note   string
	Items  []FieldPlanItem
	Deeds  []Deed
	Points []string // how points are given
	Waits  string
}

// FieldPlanItem is one project of a plan.
type FieldPlanItem struct {
	Rank, Points, Project, No, Place string
	Chance                           bool
	Reasons                          []string
	Check                            Link
	State                            Badge
}
