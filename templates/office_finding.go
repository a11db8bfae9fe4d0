package templates

// The pages of findings 疑点, their scorecards and ledgers.
var (
	OfficeFindings     = Page[OfficeFindingsData]{"office/findings.html"}
	OfficeFinding      = Page[OfficeFindingData]{"office/finding.html"}
	OfficeFindingSheet = Page[OfficeFindingSheetData]{"office/finding_sheet.html"}
	OfficeModels       = Page[OfficeModelsData]{"office/models.html"}
	OfficeModel        = Page[OfficeModelData]{"office/model.html"}
	OfficeLedger       = Page[OfficeLedgerData]{"office/ledger.html"}
)

// The colours of severity, besides the tones of states.
const (
	Red    Tone = "red"
	Orange Tone = "orange"
	Yellow Tone = "yellow"
	Blue   Tone = "blue"
)

// findingPages is every page of findings.
func findingPages() []declared {
	return []declared{OfficeFindings, OfficeFinding, OfficeFindingSheet, OfficeModels, OfficeModel, OfficeLedger}
}

// Bar is a small bar with its words. Percent is its length.
type Bar struct {
	Text    string
	Count   string
	Percent int
	Tone    string // red, orange, yellow or blue; "" is plain
	URL     string
	Active  bool
}

// OfficeFindingsData is the list of findings, or of what somebody has to check.
type OfficeFindingsData struct {
	Tabs       []OfficeTab
	Severities []Bar
	Sum        string // yuan
	View       string // kept by the filter form
	Name       string
	Models     []Option
	Colours    []Option
	Towns      []Option // empty for a town
	Bureaus    []Option
	Full       bool   // the reader sees all findings and filters them
	ClearURL   string // "" while nothing is filtered
	PickAll    string // address that ticks every row; "" when nothing can be sent
	Back       string // where the dispatch form comes back to
	Target     Choice
	Bureau     Choice
	Note       Field
	Errors     Errors
	Held       []string // the models that wait for data, and for which
	Refused    []string // which picked rows could not be sent, and why
	Rows       []FindingRow
	Pager      Pager
	Empty      Empty
}

// FindingRow is one finding in a list.
type FindingRow struct {
	URL, Number, Model, Title, Subject, Place, Item, Period, Amount string
	Pick                                                            string // value of its box; "" when it cannot be sent
	Picked                                                          bool
	Severity                                                        Badge
	State                                                           Badge
	Verdict                                                         string
	Target                                                          string
	What, Due                                                       string
	Lamp                                                            Lamp
	Warning                                                         string
	Next                                                            string
	Act                                                             bool
}

// EvidenceRow is one matched record.
type EvidenceRow struct {
	Register  string
	Fields    []Fact
	Source    string // file and row
	AsOf      string // the day up to which that register goes; "" where it is not known
	Withdrawn bool
}

// ModelBox is what a model checks, for whoever has never seen it.
type ModelBox struct {
	Key, Title, Says string
	Basis            []string
	Traps            []string
	Evidence         []string
}

// HearingBox is one question to the household.
type HearingBox struct {
	Person, Question, AskedAt string
	Lamp                      Lamp
	Due                       string
	Answer                    Badge
	Text                      string
	AnsweredAt                string
	Photos                    []OfficePhoto
	Voices                    []string
	Decision                  string
	Reason                    string
	Deeds                     []Deed
}

// RefundBox is money to be paid back.
type RefundBox struct {
	Facts []Fact
	Late  bool
	Deeds []Deed
}

// OfficeFindingData is one finding.
type OfficeFindingData struct {
	Number     string
	Sentence   string
	Severity   Badge
	State      Badge
	Lamp       Lamp
	Next       string // what is to be done now, in words
	Act        bool   // it is this reader who does it, in the first of Deeds
	Warnings   []string
	Given      []string // given back of one's own accord
	Facts      []Fact
	ID         []Fact // the whole number, right after it was opened
	Unseal     []Deed
	AsOf       Reach // of the registers that the evidence is from, when it was read
	Evidence   []EvidenceRow
	Rest       []EvidenceRow // of them, those that are folded
	More       string        // how many records are not shown
	Household  []Fact
	Model      ModelBox // without Key there is none
	Note       string   // what the checkers were told
	Feedback   string
	FeedbackBy []Fact
	Photos     []OfficePhoto
	Papers     []Link // PDFs that came with the feedback
	Opinion    string // of the review
	Outcome    []Fact
	Clue       Link
	Task       Link   // the livelihood task it is handled through
	Ways       []Link // what else there is to see of the project or document
	Deeds      []Deed
	ReadOnly   string
	Hearings   []HearingBox
	Ask        []Deed
	Owed       bool // the household is told of what it may be owed, not heard before a stop
	Refunds    []RefundBox
	Order      []Deed
	Related    []FindingLink
	Timeline   []TimelineItem
	Sheet      string // address of the sheet to print
	Spot       Link   // where a field check of its project is asked for
}

// FindingLink leads to another finding about the same person.
type FindingLink struct{ URL, Text, Note string }

// OfficeFindingSheetData is the sheet 核查表 to print and fill in.
type OfficeFindingSheetData struct {
	Organ     string
	Number    string
	Facts     []Fact
	Sentence  string
	Evidence  []EvidenceRow
	More      string // how many records are not listed
	AsOf      Reach
	Members   []Fact
	Questions []string
	Materials []string
	Back      string
}

// OfficeModelsData is the scorecard of all models.
type OfficeModelsData struct {
	Rows  []ModelRow
	Empty Empty
}

// ModelRow is one model's score.
type ModelRow struct {
	URL, Key, Title                                           string
	Hits, Checked, Judged, Confirmed, Clues, Cases, Recovered string
	Precision                                                 Bar
	Ground                                                    string // why a fresh county runs it, or that it may be switched on
	Held                                                      string // what it waits for, by the last full run
	State                                                     Badge
}

// OfficeModelData is one model with its score.
type OfficeModelData struct {
	Box     ModelBox
	State   Badge
	Why     string
	Facts   []Fact
	Refuted []Bar
	Trend   []Bar
	Reviews []TimelineItem
	Review  []Deed
	List    string // address of its findings
	Ground  string // why a fresh county runs it, or that it may be switched on
	Needed  []Fact
	AsOf    Reach  // of the registers it needs
	Cases   string // as they are written
	WhatIf  WhatIf
}

// OfficeLedgerData is one page of a ledger.
type OfficeLedgerData struct {
	Tabs     []OfficeTab
	Towns    []Option
	From, To string
	Open     bool
	OpenText string
	Header   []string
	Rows     []LedgerLine
	Pager    Pager
	Empty    Empty
	Export   string // address the export form posts to
	Reason   string
	Errors   Errors // keys from, to, reason
}

// LedgerLine is one row, its cells in the order of the header.
type LedgerLine struct {
	URL   string
	Cells []LedgerCell
}

// LedgerCell is one value.
type LedgerCell struct {
	Text   string
	Figure bool
	Link   bool // the number, which leads to the finding
}
