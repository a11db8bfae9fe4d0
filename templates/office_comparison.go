package templates

// The pages about comparison runs and what benefits exclude.
var (
	OfficeRuns   = Page[OfficeRunsData]{"office/runs.html"}
	OfficeRun    = Page[OfficeRunData]{"office/run.html"}
	OfficeMatrix = Page[OfficeMatrixData]{"office/matrix.html"}
)

func comparisonPages() []declared {
	return append([]declared{OfficeRuns, OfficeRun, OfficeMatrix}, ownModelPages()...)
}

// OfficeRunsData is every comparison run. Suggested title: 比对记录.
type OfficeRunsData struct {
	URL      string // of this page, for the script that looks again
	MayStart bool
	Busy     bool // one waits or is under way
	Rows     []RunRow
	Pager    Pager
	Empty    Empty
}

// RunRow is one run. Figures are "" where there is no result.
type RunRow struct {
	URL, Kind, AsOf, Scope, Started, By, Took string
	Hits, Created, Updated, Gone              string
	State                                     Badge
	Work                                      ImportWork // the zero value when it is over
}

// OfficeRunData is one run. Suggested title: 第 3 次比对.
type OfficeRunData struct {
	URL        string
	State      Badge
	Message    string // why it failed; "" when it did not
	Working    ImportWork
	Facts      []Fact
	Figures    []Figure
	Models     []RunModelRow
	Batches    []RunBatchRow
	BatchCount string // how many there are: not all may be listed
	// Of a run that is done: where it is made again ("" where one may not), and
	// how that came out.
	Repeat  string
	Repeats []RunRepeatRow
	// Of a run that was made again: what is to be said of it, and what is
	// otherwise than it was.
	Of          Link
	Note        string
	Differences []RunDifferenceRow
}

// RunRepeatRow is how a run came out that was made again.
type RunRepeatRow struct {
	URL, At, By string
	State       Badge
}

// RunDifferenceRow is what one model finds otherwise than it did.
type RunDifferenceRow struct{ Model, Text, Examples string }

// RunModelRow is what a run says of one model.
type RunModelRow struct{ URL, Text, Version, Hits, Amount, Held string }

// RunBatchRow is a batch that a run read.
type RunBatchRow struct {
	Number, Title, FileName, AsOf, Rows string
	Withdrawn                           bool
}

// OfficeMatrixData is which status goes with which benefit, and which benefits go
// with each other. Suggested title: 互斥矩阵.
type OfficeMatrixData struct {
	Statuses []string
	Benefits []string // over the pairs: all but the last row
	Rows     []MatrixRow
	Editable bool // every cell leads to its parameter
}

// MatrixRow is one benefit.
type MatrixRow struct {
	Benefit string
	Cells   []MatrixCell
	Pairs   []MatrixCell // with each of the rows above
}

// MatrixCell is one verdict.
type MatrixCell struct {
	State   Badge
	URL     string // of the parameter; "" where one may not open it
	About   string // benefit and status, or two benefits, for who hears the link alone
	Changed bool
}
