package templates

// The pages of clues and cases.
var (
	OfficeClues = Page[OfficeCluesData]{"office/clues.html"}
	OfficeClue  = Page[OfficeClueData]{"office/clue.html"}
	OfficeCases = Page[OfficeCasesData]{"office/cases.html"}
	OfficeCase  = Page[OfficeCaseData]{"office/case.html"}
)

// OfficeCluesData is the ledger of clues.
type OfficeCluesData struct {
	Tabs  []OfficeTab
	Rows  []ClueRow
	Pager Pager
	Empty Empty
}

// ClueRow is one line of the ledger.
type ClueRow struct {
	URL, Number, Title, Place, Source, Unit, Opinion, At, Days string
	State                                                      Badge
	Lamp                                                       Lamp
	Next                                                       string
	Act                                                        bool
}

// OfficeClueData is one clue.
type OfficeClueData struct {
	Number   string
	Title    string
	State    Badge
	Lamp     Lamp
	Facts    []Fact
	Summary  string
	Opinion  string // in words; "" until proposed
	Reason   string
	Decision string
	Petition string // address of the petition's materials; "" for who may not read them
	Finding  string // address of the finding it came from; "" for who may not read it
	Case     Link
	Timeline []TimelineItem
	Deeds    []Deed
	ReadOnly string
}

// OfficeCasesData is the register of cases.
type OfficeCasesData struct {
	Tabs             []OfficeTab
	Found, Recovered string
	Rows             []CaseRow
	Pager            Pager
	Empty            Empty
}

// CaseRow is one case.
type CaseRow struct {
	URL, Number, FiledOn, ConcludedOn, Outcome, Form, Found, Recovered string
	State                                                              Badge
}

// OfficeCaseData is one case.
type OfficeCaseData struct {
	Number   string
	Title    string
	State    Badge
	Facts    []Fact
	Outcome  []Fact
	Words    string
	Note     string
	Clue     Link
	Timeline []TimelineItem
	Conclude []Deed
	ReadOnly string
}
