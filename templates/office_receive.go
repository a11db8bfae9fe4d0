package templates

// The pages of what households say of their payments 收款回访, and of the
// inquiries at the bank.
var (
	OfficeAnswers     = Page[OfficeAnswersData]{"office/answers.html"}
	OfficeAnswersList = Page[OfficeAnswersListData]{"office/answers_list.html"}
	OfficeInquiries   = Page[OfficeInquiriesData]{"office/inquiries.html"}
	OfficeInquiry     = Page[OfficeInquiryData]{"office/inquiry.html"}
)

// receivePages is every page of these.
func receivePages() []declared {
	return []declared{OfficeAnswers, OfficeAnswersList, OfficeInquiries, OfficeInquiry}
}

// OfficeAnswersData counts what was said, in one grouping.
type OfficeAnswersData struct {
	Scope     string // whose payments these are
	Tabs      []OfficeTab
	Spans     []Chip
	Figures   []AnswerFigure
	Whole     []StatePart
	Legend    []Badge // Tone is the class of the colour
	First     string  // heading of the first column
	Rows      []AnswerLine
	Least     int // households that make a finding where they miss money
	Wrong     int // and where they got another sum
	None      int // and where they say nothing; 0 where that is not counted
	Quiet     int // share of those that were told, in per cent
	Share     int // and their share in per cent
	SilentFor int
	More      bool // there are more lines than are shown
	Inquiries Link
	Empty     Empty
}

// AnswerFigure is one figure of the whole.
type AnswerFigure struct {
	Text, Share string
	Tone        Tone
	Count       LivelihoodCell
}

// AnswerLine is one village, item, handler or bank.
type AnswerLine struct {
	Text    string
	Bar     []StatePart
	Cells   []LivelihoodCell // the figures in their order, then all
	Homes   string           // households that miss money, of those that spoke
	Crosses bool
}

// OfficeAnswersListData lists the payments behind a figure.
type OfficeAnswersListData struct {
	Of, Said string
	Rows     []AnswerRow
	Pager    Pager
	Empty    Empty
}

// AnswerRow is one payment.
type AnswerRow struct {
	Subject, Place, Item, Period, PaidOn, Amount, Bank, Handler, At string
	Said                                                            Badge
	Inquiry                                                         Link
}

// OfficeInquiriesData lists inquiries.
type OfficeInquiriesData struct {
	Tabs  []OfficeTab
	Kinds []Chip
	Rows  []LivelihoodRow
	Pager Pager
	Empty Empty
}

// OfficeInquiryData is one inquiry.
type OfficeInquiryData struct {
	Says     string
	State    Badge
	Lamp     Lamp
	Open     bool
	Ought    string // by the standard; "" unknown
	Paid     string
	Came     string // as the household says; "" it did not say
	Standard string
	Quantity string
	On       string // the day it was credited
	Facts    []Fact
	Deeds    []Deed
	Proofs   []Link
	Timeline []TimelineItem
}
