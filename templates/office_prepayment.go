package templates

// The pages on which a list is checked before it is paid.
var (
	OfficePrepayments = Page[OfficePrepaymentsData]{"office/prepayments.html"}
	OfficePrepayment  = Page[OfficePrepaymentData]{"office/prepayment.html"}
)

func prepaymentPages() []declared { return []declared{OfficePrepayments, OfficePrepayment} }

// OfficePrepaymentsData is every list somebody sees. Suggested title: 发放前比对.
type OfficePrepaymentsData struct {
	Upload   Link // "" where one may not hand in
	Figures  []Figure
	States   []Option
	Narrowed Narrowed // to a figure of the statistics
	Rows     []PrepaymentListRow
	Pager    Pager
	Empty    Empty
}

// Figure is one number people look at first.
type Figure struct {
	Label, Value, Note string
	Tone               Tone
}

// PrepaymentListRow is one list.
type PrepaymentListRow struct {
	URL, FileName, Bureau string
	State                 Badge
	Rows, Amount          string
	Share                 PrepaymentShare
	Stopped               string // 元 kept back; "" is none
	At                    string
}

// PrepaymentShare draws how many rows pass, want checking and are stopped. The
// widths are whole percents that add up to 100; an empty list has none.
type PrepaymentShare struct {
	Pass, Verify, Stop             string // figures
	PassPart, VerifyPart, StopPart int
}

// StopFrom is where the last part begins.
func (s PrepaymentShare) StopFrom() int { return s.PassPart + s.VerifyPart }

// OfficePrepaymentData is one list. Suggested title: the file's name.
type OfficePrepaymentData struct {
	URL     string
	State   Badge
	Busy    string // what is being done; "" when the result is there
	Facts   []Fact
	Share   PrepaymentShare
	Next    string // what has to be done now, in a sentence
	Note    string // why the head returned it
	Tabs    []OfficeTab
	Rows    []PrepaymentRowData
	Pager   Pager
	Empty   Empty
	Answer  PrepaymentAnswer // the zero value when one may not answer
	Submit  string           // what the button says; "" when there is none
	Decide  bool             // the head's form
	Release string           // what the button says
	Reason  string           // typed by the head
	FileURL string           // of the released list
	Errors  Errors
}

// PrepaymentRowData is one row that does not simply pass.
type PrepaymentRowData struct {
	ID                             int64
	RowNo, Name, Item, Period, Sum string
	Verdict                        Badge
	Reasons                        []PrepaymentReason
	Answer                         Badge
	Answered                       string // why; "" while open and where it is taken out
	AnsweredBy, AnsweredAt         string
	Checked                        bool
	Pick                           bool // may be ticked
}

// PrepaymentReason is one reason in words.
type PrepaymentReason struct {
	Title, Sentence, Held string
	Tone                  Tone
}

// PrepaymentAnswer is the form for the ticked rows.
type PrepaymentAnswer struct {
	On               bool
	Passing          bool // the rows are of those that nothing speaks against
	Answers, Reasons []Option
	Doc, Note        string
}
