package templates

// OfficeStatistics is the page of the figures that are reported.
var OfficeStatistics = Page[OfficeStatisticsData]{"office/statistics.html"}

func statisticsPages() []declared { return []declared{OfficeStatistics} }

// OfficeStatisticsData is the figures of one month or quarter. Suggested title:
// 统计报表.
type OfficeStatisticsData struct {
	Tabs     []OfficeTab // quarters, months
	Spans    []Option
	Span     string // 2026年第一季度
	Days     string // 2026-01-01 至 2026-03-31
	Before   string // address of the span before
	After    string // of the next one; "" when it has not begun
	State    Badge
	Facts    []Fact // who submitted it, when, digest
	Notes    []string
	Excel    string // address of the workbook
	Figures  []StatFigure
	Trend    Chart
	Blocks   []StatBlock
	Platform []StatBlock
	Submit   StatSubmit
	Versions []StatVersion
	Changes  []StatChange // what is different now from what was submitted
	Empty    Empty        // shown in place of the figures when nothing was counted
}

// StatFigure is one of the numbers at the head of the page.
type StatFigure struct {
	Label, Value, Unit string
	URL                string // of the list behind it; "" for who may not see it
	Before, YearAgo    string // compared with, in words
}

// StatBlock is the lines of one group, each with a bar.
type StatBlock struct {
	ID, Title, Unit string
	Note            string
	Shares          bool // the lines have shares
	Alone           bool // nothing is compared with
	Plain           bool // lines of different units: no bars
	Stack           []StatPart
	Rows            []StatRow
}

// StatRow is one line. Percent is the length of its bar.
type StatRow struct {
	Text, Value, Share, Before, YearAgo string
	URL                                 string // of the list behind it; "" for who may not see it
	Percent                             int
}

// StatPart is a piece of a bar that shows the parts of a whole, in percent.
type StatPart struct {
	From, Wide string
	Tone       string // one to four
}

// StatSubmit is the form that freezes a span, or corrects what was submitted.
// The zero value shows nothing.
type StatSubmit struct {
	URL, Span, Version string
	Title, Hint        string
	Button             string
	Reasons            Choice // of a correction; without options there is none to give
	Open               bool
	Errors             Errors
}

// StatVersion is one time that the form was submitted.
type StatVersion struct {
	Text, At, By, Reason, Digest string
	URL                          string // "" for the one that is shown
	Changes                      []StatChange
}

// StatChange is a figure that is not what it was.
type StatChange struct{ Text, Was, Now string }

// Chart is lines over time. All numbers are of the drawing's own grid.
type Chart struct {
	Title         string
	Width, Height int
	Lines         []ChartLine
	Grid          []ChartMark // the heights, with their numbers
	Ticks         []ChartMark // the spans
	Rows          []ChartRow  // the same in words
}

// ChartLine is one line with its dots.
type ChartLine struct {
	Name, Tone, Points string
	Dots               []ChartDot
}

// ChartDot is one value.
type ChartDot struct{ X, Y int }

// ChartMark is a number or a name at the edge of the drawing. A minor one is
// left out where there is little room.
type ChartMark struct {
	X, Y  int
	Text  string
	Minor bool
}

// ChartRow is the values of one span, in the order of the lines.
type ChartRow struct {
	Text   string
	Values []string
}
