package templates

// The pages of the way of public money, and of who stands behind bidders.
var (
	OfficeFunds     = Page[OfficeFundsData]{"office/funds.html"}
	OfficeFundsWay  = Page[OfficeFundsWayData]{"office/funds_way.html"}
	OfficeFundLinks = Page[OfficeFundLinksData]{"office/funds_links.html"}
)

func fundPages() []declared { return []declared{OfficeFunds, OfficeFundsWay, OfficeFundLinks} }

// Flow is a drawing of where money went, once for wide and once for narrow
// screens. Title and Says are what a screen reader reads instead; a table on the
// page says the same in full.
type Flow struct {
	ID, Title, Says string
	Charts          []FlowChart // the wide one first; none draws nothing
}

// FlowChart is a Sankey drawing of one width.
type FlowChart struct {
	Class         string // wide or narrow
	Width, Height int
	Links         []FlowLink
	Nodes         []FlowNode
}

// FlowLink is a band between two nodes.
type FlowLink struct{ Path, Tone string }

// FlowNode is a bar with its name and sum beside it.
type FlowNode struct {
	X, Y, Width, Height int
	Tone                string // info, good, bad or plain
	TextX, TextY        int
	Text, Sum           string
}

// FundSum says in words that what came is what went and what is idle.
type FundSum struct{ Came, Went, Idle string }

// OfficeFundsData is the money somebody sees. Suggested title: 资金流向.
type OfficeFundsData struct {
	Scope   string
	Rules   []string // by which the figures are made
	Figures []Figure
	Total   FundSum
	Flow    Flow
	Tabs    []OfficeTab
	View    string
	Words   string
	Sorts   []Option
	Bureaus []Option
	Clear   string
	Rows    []FundRow
	Shown   FundSum // of all rows of the view
	Pager   Pager
	Empty   Empty
	Export  string // address; "" while there is nothing
	Kept    []Option
	Reason  string
	Errors  Errors
}

// FundRow is the money of one document for one item or project.
type FundRow struct {
	Doc              Link // without URL: no document
	Name, Bureau     string
	For              Link
	Arrived, Levels  string
	Came, Went, Idle string
	Days, Since      string // of the oldest idle money; "" for none
	Waited           string // 到账后12天首次付出
	Wait             Badge
}

// OfficeFundsWayData is the way of one document's money or of one project's.
// Suggested title: the document or the project.
type OfficeFundsWayData struct {
	Facts   []Fact
	Figures []Figure
	Total   FundSum
	Flow    Flow
	Lines   []FundRow // where there is more than one
	Steps   []FundStep
	More    string
	Rests   []FundRest
	Rules   []string
	Links   []Link // the project's filing, who stands behind its bidders
	Notes   []string
}

// FundStep is one leg of the way.
type FundStep struct {
	On, From, To, What, Amount, Proof string // Proof is the number of the document or the voucher
	Days                              string
	Wait                              Badge
}

// FundRest is money that lies idle.
type FundRest struct {
	Doc, At, What, Amount, Since, Days string
	Wait                               Badge
}

// OfficeFundLinksData is who stands behind the companies that bid for a project.
// Suggested title: 关联图.
type OfficeFundLinksData struct {
	Scope         string
	Facts         []Fact
	Says          string // what the drawing shows, for a screen reader
	Width, Height int
	Columns       []FlowNode // their heads
	Curves        []LinkCurve
	Boxes         []LinkBox
	Ties          []LinkTie
	Notes         []string
	Back          []Link
	Empty         Empty
}

// LinkBox is somebody or something.
type LinkBox struct {
	X, Y, Width, Height int
	Lines               []LinkWords
	Note                LinkWords
	Class               string
}

// LinkCurve is a tie between two boxes, with its words.
type LinkCurve struct {
	Path, Class string
	Lines       []LinkWords
}

// LinkWords are one line of words and their place.
type LinkWords struct {
	X, Y int
	Text string
}

// LinkTie is a tie in words.
type LinkTie struct {
	From, FromNote, Text, To, ToNote string
	Strong                           bool
}
