package templates

// The pages about the clocks of matters.
var (
	OfficeDeadlines  = Page[OfficeDeadlinesData]{"office/deadlines.html"}
	OfficeExtend     = Page[OfficeExtendData]{"office/extend.html"}
	OfficeExtensions = Page[OfficeExtensionsData]{"office/extensions.html"}
)

// deadlinePages is every page about clocks.
func deadlinePages() []declared { return []declared{OfficeDeadlines, OfficeExtend, OfficeExtensions} }

// OfficeDeadlinesData is the running clocks of what the reader may see, as a
// list or as the calendar of a month.
type OfficeDeadlinesData struct {
	Tabs     []OfficeTab
	Notices  []DeadlineNotice
	Day      string // the only day that is shown; "" shows all
	Groups   []DeadlineGroup
	Pager    Pager
	Empty    Empty
	Calendar *DeadlineMonth // nil in the list
}

// DeadlineNotice is a reminder, or that a reporter urges.
type DeadlineNotice struct {
	ID, Text, At string
	Matter       Link
	What         string
	Tone         Tone
}

// DeadlineGroup is the clocks of one urgency.
type DeadlineGroup struct {
	Title string
	Late  bool
	Rows  []DeadlineRow
}

// DeadlineRow is one running clock.
type DeadlineRow struct {
	Matter     Link // its number
	What       string
	State      string
	Unit       string // who handles it
	Clock      string // what has to be done
	At         string
	Lamp       Lamp
	Colour     Badge // of the whole matter
	Extensions string
	Urged      string
	Mine       bool
	ExtendURL  string // "" where no more time can be asked for
}

// DeadlineMonth is a month of days, in weeks from Monday.
type DeadlineMonth struct {
	Title, Prev, Next string
	Weeks             [][]DeadlineDay
}

// DeadlineDay is one day of a calendar; without Text it lies in another month.
type DeadlineDay struct {
	Text    string // its number
	Label   string // for who does not see the grid: 3月4日，2件到期
	Count   int
	URL     string // of the list of this day; "" when nothing ends
	Off     bool
	Holiday string
	Today   bool
	Late    bool // ended, and still running
}

// OfficeExtendData is the form with which more time is asked for.
type OfficeExtendData struct {
	URL      string
	Facts    []Fact
	Lamp     Lamp
	Hint     string // how much more time there is, and until when
	Superior bool   // the superior organ's document has to be named
	Waiting  bool   // a request waits already
	More     Field
	Document Field
	Reason   Field
	Errors   Errors
}

// OfficeExtensionsData is the requests for more time that wait.
type OfficeExtensionsData struct {
	Tabs  []OfficeTab
	Rows  []ExtensionRow
	Empty Empty
}

// ExtensionRow is one request.
type ExtensionRow struct {
	ID     string
	URL    string // where the word is sent; "" for who does not decide
	Matter Link
	What   string
	Facts  []Fact
	Reason string
	Gone   bool // the clock runs no more
	Words  Field
}
