package templates

// The pages of clues and cases.
var (
	OfficeClues      = Page[OfficeCluesData]{"office/clues.html"}
	OfficeClue       = Page[OfficeClueData]{"office/clue.html"}
	OfficeClueNew    = Page[OfficeClueNewData]{"office/clue_new.html"}
	OfficeClueNotice = Page[OfficeClueNoticeData]{"office/clue_notice.html"}
	OfficeCases      = Page[OfficeCasesData]{"office/cases.html"}
	OfficeCase       = Page[OfficeCaseData]{"office/case.html"}
	OfficeCaseReturn = Page[OfficeCaseReturnData]{"office/case_return.html"}
)

// OfficeCluesData is the ledger of clues.
type OfficeCluesData struct {
	Tabs     []OfficeTab
	Ways     []OfficeTab // the four ways and how many went each
	States   []Option
	Sources  []Option
	Units    []Option
	State    string // in words: what the list is narrowed to; "" for all
	Overdue  bool
	Narrowed Narrowed
	Register string // address of the form to enter one; "" for who may not
	Rows     []ClueRow
	Pager    Pager
	Empty    Empty
}

// ClueRow is one line of the ledger.
type ClueRow struct {
	URL, Number, Title, Place, Source, Unit, Opinion, At, Days string
	State                                                      Badge
	Colour                                                     Badge  // of the whole matter; empty without
	Clock                                                      string // what the lamp is about
	Lamp                                                       Lamp
	Next                                                       string
	Act                                                        bool
}

// DocPart is a paper of a matter: facts, then words under headings.
type DocPart struct {
	Title string
	State Badge
	Facts []Fact
	Texts []TextPart
	Team  []TeamRow
}

// TextPart is a text under a heading.
type TextPart struct{ Title, Text string }

// TeamRow is somebody in a team.
type TeamRow struct {
	Name   string
	Signed string // when; "" has not
}

// PaperRow is one line of the list of evidence.
type PaperRow struct{ Number, Title, At string }

// ApprovalRow is a request and what became of it.
type ApprovalRow struct {
	What, Asked, Decided, Words string
	State                       Badge
}

// OfficeClueData is one clue.
type OfficeClueData struct {
	Number    string
	Title     string
	Recuse    string // where “我应当回避” is sent to; "" shows none
	State     Badge
	Marks     []Badge
	Clocks    []DueRow
	Facts     []Fact
	Summary   string
	Parts     []DocPart
	Petition  string // address of the petition's materials; "" for who may not read them
	Finding   string // address of the finding it came from; "" for who may not read it
	Notice    string // address of the notice that clears a name; "" when there is none to print
	Case      Link
	Evidence  []PaperRow
	Approvals []ApprovalRow
	Timeline  []TimelineItem
	Deeds     []Deed // the obvious ones
	More      []Deed // what else may be done
	ReadOnly  string
}

// OfficeClueNewData is the form to enter a clue. It posts to /office/clues:
// token, source, ref, superior, village, title, summary.
type OfficeClueNewData struct {
	Token    string
	Sources  []Option
	Ref      string
	Superior bool
	Places   []Town
	Title    string
	Summary  string
	Errors   Errors
}

// OfficeClueNoticeData is the notice that clears a name, to be printed.
type OfficeClueNoticeData struct {
	Scope string
	Words string
	Organ string
	At    string
}

// OfficeCasesData is the register of cases.
type OfficeCasesData struct {
	Tabs                                []OfficeTab
	Narrowed                            Narrowed
	Found, Ordered, Recovered, Returned string
	Rows                                []CaseRow
	Pager                               Pager
	Empty                               Empty
}

// CaseRow is one case.
type CaseRow struct {
	URL, Number, FiledOn, ConcludedOn, Outcome, Form, Found, Recovered, Returned string
	State                                                                        Badge
	Lamp                                                                         Lamp
	Next                                                                         string
	Act                                                                          bool
}

// StageRow is one of the ten steps of a case.
type StageRow struct {
	Text, At  string
	Done, Now bool
}

// MoneyRow is an amount as a bar.
type MoneyRow struct {
	Text, Amount string
	Percent      int // of the largest
	Tone         Tone
}

// ReturnRow is money given back to a household.
type ReturnRow struct {
	Name, Place, Amount, At, Words string
	State                          Badge
	Void                           bool // it was entered by mistake and counts no more
}

// OfficeCaseData is one case.
type OfficeCaseData struct {
	Number    string
	Title     string
	Recuse    string // where “我应当回避” is sent to; "" shows none
	State     Badge
	Clocks    []DueRow
	Stages    []StageRow
	Facts     []Fact
	Outcome   []Fact
	Money     []MoneyRow
	Returns   []ReturnRow
	Owing     string // of an archived case: what is not paid in or given back, and why; "" nothing
	GiveBack  string // address of the form to enter one more; "" for who may not
	Words     string
	Note      string
	Team      []TeamRow
	Clue      Link
	Approvals []ApprovalRow
	Timeline  []TimelineItem
	Deeds     []Deed
	More      []Deed
	ReadOnly  string
}

// OfficeCaseReturnData is the form to enter money given back to a household:
// first the village and the name, then the person, the amount and the day. It
// posts to Action: action, version, giveback-village, giveback-person,
// giveback-amount, giveback-on.
type OfficeCaseReturnData struct {
	Action    string
	Version   int
	Left      string // yuan that can still be given back
	Places    []Town
	Village   string
	Name      string
	Searched  bool
	People    []Option
	Amount    string
	On        string
	Reference string
	Errors    Errors
}
