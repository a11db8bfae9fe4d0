package templates

// The pages of money that officials give back of their own accord 主动退缴.
var (
	OfficeVoluntary        = Page[OfficeVoluntaryData]{"office/voluntary.html"}
	OfficeVoluntaryNew     = Page[OfficeVoluntaryNewData]{"office/voluntary_new.html"}
	OfficeVoluntaryOne     = Page[OfficeVoluntaryOneData]{"office/voluntary_one.html"}
	OfficeVoluntaryPeriods = Page[OfficeVoluntaryPeriodsData]{"office/voluntary_periods.html"}
	OfficeVoluntaryReceipt = Page[OfficeVoluntaryReceiptData]{"office/voluntary_receipt.html"}
)

// voluntaryPages is every page of voluntary returns.
func voluntaryPages() []declared {
	return []declared{OfficeVoluntary, OfficeVoluntaryNew, OfficeVoluntaryOne, OfficeVoluntaryPeriods, OfficeVoluntaryReceipt}
}

// VoluntaryNotice is a period's notice in the county's words.
type VoluntaryNotice struct {
	Title, DocNo, Days, Notice, Promise string
	State                               Badge
	AgreedAt                            string
	Said                                []string // what was asked and decided
	Deeds                               []Deed
}

// OfficeVoluntaryData is the list, with the figures for who works on all of it.
type OfficeVoluntaryData struct {
	Desk    bool
	Notice  []VoluntaryNotice // the one that holds today, or none
	Links   []Link
	Figures []Figure
	Years   []VoluntaryYear
	Tabs    []OfficeTab
	Rows    []VoluntaryRow
	Pager   Pager
	Empty   Empty
	Year    string // narrows the export
	Reason  string
	Errors  Errors
}

// VoluntaryRow is one declaration.
type VoluntaryRow struct {
	URL, Number, Name, Unit, Whom, Item, Span, Amount, Paid, On string
	Period                                                      string // 期限内 or 期限外
	State                                                       Badge
}

// VoluntaryYear is the figures of one year.
type VoluntaryYear struct {
	Title string
	Rows  []VoluntaryTotal
	Sum   VoluntaryTotal
}

// VoluntaryTotal is one line of them: persons, returns and yuan, all, inside a
// period and outside.
type VoluntaryTotal struct {
	Text                                            string
	Persons, Returns, InsidePersons, OutsidePersons int
	Yuan, InsideYuan, OutsideYuan                   string
}

// OfficeVoluntaryNewData is the form of a declaration.
type OfficeVoluntaryNewData struct {
	Counter     bool
	Notice      []VoluntaryNotice
	NeedsNumber bool
	Switch      Link // to the other form
	Kinds       []Option
	Whom        []Option
	Items       []Option
	F           map[string]string // what was typed, by field
	Errors      Errors
}

// OfficeVoluntaryOneData is one declaration.
type OfficeVoluntaryOneData struct {
	Number   string
	State    Badge
	Next     string
	Act      bool
	Facts    []Fact
	Paid     []Fact
	Reason   string
	Receipt  string // where the slip is; "" before there is one
	Photos   []OfficePhoto
	Papers   []Link
	Deeds    []Deed
	ReadOnly string
	Timeline []TimelineItem
}

// OfficeVoluntaryPeriodsData is all periods.
type OfficeVoluntaryPeriodsData struct {
	Periods []VoluntaryNotice
	New     []Deed
	Empty   Empty
}

// OfficeVoluntaryReceiptData is the slip that is printed on A5.
type OfficeVoluntaryReceiptData struct {
	Organ, Receipt, Number       string
	Name, Unit, Whom, Item, Span string
	Yuan, Words                  string // the sum in figures and in the words of bank notes
	PaidOn, Voucher, On          string
	BackURL                      string
}
