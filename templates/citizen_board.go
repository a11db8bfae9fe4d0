package templates

// VillageBoard is what is public in one village. Suggested title: 村务公开.
var VillageBoard = Page[VillageBoardData]{"citizen/village_board.html"}

// VillageBoardData is the payments, projects and money of one village, and what
// was asked and answered in public.
type VillageBoardData struct {
	Village     string // "那林镇四联村"
	Since       string // payments from this day on
	Sum         string // of all payments shown, without 元
	Count       int
	Items       []BoardItem
	Money       []MoneySource // planned, came, paid
	Projects    []BoardProject
	MoreURL     string // the whole list of projects; "" when all are here
	Answers     []VillageAnswer
	ListURL     string // the list with names
	ProjectsURL string
	OtherURL    string // choose another village
	AskURL      string // complain
	Hotline     string
}

// BoardItem is what was paid of one item.
type BoardItem struct {
	Name, Amount string
	Count        int
	Percent      int // of the largest item
	Periods      []BoardPeriod
}

// BoardPeriod is what was paid for one stretch of time.
type BoardPeriod struct {
	Text, Amount  string
	People, Count int
	Percent       int    // of the item's largest
	URL           string // the list with names
}

// BoardProject is a project with its money.
type BoardProject struct {
	Name    string
	URL     string
	Stage   Badge
	Percent int // done
	Planned string
	Came    string // "" where nothing is known
	Paid    string
	PaidOf  int // percent of what came
}

// VillageAnswer is a public question with its answer, and nothing of who asked.
type VillageAnswer struct {
	About    Link
	Question string
	Answer   string
	At       string
}
