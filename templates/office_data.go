package templates

// The pages on how far the data reach, and on who may be whom.
var (
	OfficeCoverage = Page[OfficeCoverageData]{"office/coverage.html"}
	OfficeMatching = Page[OfficeMatchingData]{"office/matching.html"}
)

func dataPages() []declared { return []declared{OfficeCoverage, OfficeMatching} }

// OfficeCoverageData is what was handed in of each kind, and how good it is.
// Suggested title: 数据覆盖.
type OfficeCoverageData struct {
	Facts []Fact // the table in four numbers
	Rows  []CoverageRow
	Empty Empty
}

// CoverageRow is one kind, or one bureau's part of it. Figures have thousands
// separators; "" where there is none.
type CoverageRow struct {
	Title   string // of the kind
	Same    bool   // the row above is of the same kind
	Bureau  string
	AsOf    string // as 2026-03-02; "" when nothing was handed in
	State   Lamp   // in time, late, nothing yet
	Cadence string // every 31 days
	Agree   string // for the administrator: where another cadence is agreed with a bureau
	Rows    string
	Refused string
	IDs     Share // rows with a valid resident ID
	Known   Share // persons whom the population register has
}

// Share is a part of a whole, drawn as a bar. Text is "" where there is none.
type Share struct {
	Percent int
	Text    string
	Low     bool // worth a look
}

// OfficeMatchingData is the pool of persons who may be one. Suggested title: 人工比对.
type OfficeMatchingData struct {
	Verdicts []Option
	Pairs    []MatchPair
	Pager    Pager
	Empty    Empty
}

// MatchPair is one pair with the form to judge it.
type MatchPair struct {
	Number  string
	URL     string // where the verdict goes
	Grade   Badge
	Reason  string
	Source  string // kind, file and row
	Given   MatchPerson
	Known   MatchPerson
	Judged  string // verdict, who and when; "" when it is open
	State   Badge  // of a judged pair
	Next    string // of a row that was given back: what becomes of it
	Open    bool   // may still be judged
	Choices []Option
	Basis   string // as it was typed
	Errors  Errors
}

// MatchPerson is one side of a pair. Of the ID only where the two differ is shown.
type MatchPerson struct{ Name, ID, Sex, Birth, Place string }
