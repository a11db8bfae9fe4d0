package templates

// The pages on which owners file how their projects go.
var (
	OfficeFilings     = Page[OfficeFilingsData]{"office/filings.html"}
	OfficeFiling      = Page[OfficeFilingData]{"office/filing.html"}
	OfficeFilingNew   = Page[OfficeFilingNewData]{"office/filing_new.html"}
	OfficeFilingPaper = Page[OfficeFilingPaperData]{"office/filing_paper.html"}
)

func filingPages() []declared {
	return []declared{OfficeFilings, OfficeFiling, OfficeFilingNew, OfficeFilingPaper}
}

// OfficeFilingsData is the list of projects. Suggested title: 项目备案.
type OfficeFilingsData struct {
	New     Link // "" where one may not file
	Tabs    []OfficeTab
	View    string // kept by the filter form
	Words   string
	Stages  []Option
	Towns   []Option
	Bureaus []Option
	Clear   string // "" while nothing is filtered
	Rows    []FilingCard
	Pager   Pager
	Empty   Empty
}

// FilingMark is one stage of a project's bar.
type FilingMark struct {
	Title, Word string // 立项, 已报
	Class       string // done, lacking, skipped, open, shut, unknown or late
	Sign        string // what tells them apart without colour
}

// FilingCard is one project in the list.
type FilingCard struct {
	URL, Name, No, Place, Owner, Money string
	Bar                                []FilingMark
	Lamp                               Lamp
	Warn                               Badge
	Gaps                               string // 缺 2 份材料
	Next                               string
	NextURL                            string // "" where somebody else does it
}

// FilingField is one field of a stage's form: an input, a choice or a village.
type FilingField struct {
	Field  Field
	Choice Choice
	Towns  []Town // of a village to choose
	Fixed  string // what cannot be another's, in words
}

// FilingUpload asks for a sort of document.
type FilingUpload struct {
	Name, Label, Hint, Error, Accept string
	Must                             bool
}

// FilingForm is what is asked for at a stage.
type FilingForm struct {
	URL     string
	Version int
	Title   string // of the fold
	Hint    string
	Button  string
	Open    bool
	Only    bool // brings documents only
	Fields  []FilingField
	Uploads []FilingUpload
	Errors  Errors // to be told at the head of the form
}

// FilingDoc is a document that was handed in.
type FilingDoc struct{ URL, Label, Name, Size, SM3 string }

// FilingStep is one thing that was filed.
type FilingStep struct {
	What, Who, At string
	Facts         []Fact
	Note          string
	Docs          []FilingDoc
	Withdrawn     bool
}

// FilingStage is one stage in the line.
type FilingStage struct {
	ID, Title, Asks string
	Class           string // as FilingMark.Class
	State           Badge
	Lamp            Lamp
	Due             string
	Facts           []Fact
	Gaps            string
	Older           string // documents that may be handed in, of a stage that came in a file
	Why             string // why it is shut
	Steps           []FilingStep
	Forms           []FilingForm
	Warnings        []string // titles of what is open about it
}

// FilingWarning is an open finding about the project.
type FilingWarning struct {
	Number, Title, Sentence string
	Severity, State         Badge
	Stage                   Link // of the line below
	Figures                 []Fact
	Source                  string
	Rules                   []string
	Proof                   []string // what settles it
	Waits                   string
	Answer                  Link // "" where there is nothing for this reader
}

// OfficeFilingData is one project. Suggested title: its name.
type OfficeFilingData struct {
	Bar      []FilingMark
	Lamp     Lamp
	Next     string // in a sentence
	NextURL  string // where it is done on this page; "" where somebody else does it
	Facts    []Fact
	Figures  []Figure
	Warnings []FilingWarning
	Calm     string // instead of the warnings, where there are none
	Stages   []FilingStage
	Public   FilingPublic
	ReadOnly string
	Money    Link   // the way of its money; "" where one may not see it
	Links    []Link // to its field checks
}

// OfficeFilingNewData is the form of a new project. Suggested title: 登记新项目.
type OfficeFilingNewData struct{ Form FilingForm }

// OfficeFilingPaperData is one document as somebody looks at it. Suggested
// title: the sort of document.
type OfficeFilingPaperData struct {
	Content string // address of the bytes, as the page shows them
	Save    string // where a PDF is taken from as a file; "" of a picture
	PDF     bool
	Name    string
	Facts   []Fact
	Mark    string // who looks and when, drawn over a PDF
	Says    string // what is marked and what is not
	Back    Link
}
