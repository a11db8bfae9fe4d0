package templates

// Villages leads from town to village without JavaScript. Suggested title: 选村.
var Villages = Page[VillagesData]{"citizen/villages.html"}

// VillagesData shows the towns, or the villages of the chosen town, or what was searched for.
type VillagesData struct {
	Action   string // path of this page, for the search form (GET, q)
	For      string // what the village is chosen for: "看公示", "看项目"
	Query    string
	Mine     Link   // the bound person's own village; without URL none
	Town     string // the chosen town; "" shows the towns
	TownsURL string // back to the towns
	Towns    []Link
	Villages []Link
}

// VillageList is a village's public list (公示). Suggested title: 本村公示.
var VillageList = Page[VillageListData]{"citizen/village_list.html"}

// VillageListData is one page of at most twenty rows: only what the notice on
// the village's wall contains. The form is a GET of item and period.
type VillageListData struct {
	Village   string // "那林镇 四联村"
	Action    string // path of this page
	OtherURL  string // choose another village
	BoardURL  string // everything that is public in the village; "" shows none
	Items     []Option
	Periods   []Option
	Chosen    bool // item and period have been chosen
	Rows      []PublicRow
	Sum       string // "共 36 户，12,345.00 元"; "" shows none
	PostedAt  string
	ExpiresAt string
	Pager     Pager
	AskURL    string // complain about this list
	Cleared   []ClearedNotice
}

// ClearedNotice is a notice that clears somebody's name 澄清: the words that were
// approved, and nothing of who reported what.
type ClearedNotice struct{ Words, At, Until string }

// PublicRow is one line of the public list.
type PublicRow struct {
	Group, Name, Item, Period, Amount string
	Tell                              string // tells people of the same name apart: "450923********0011"; "" else
}

// Policies searches what help there is. Suggested title: 查政策.
var Policies = Page[PoliciesData]{"citizen/policies.html"}

// PoliciesData is one page of results. The form is a GET of q and category to /h5/policies.
type PoliciesData struct {
	Query      string
	Category   string // kept as a hidden field while searching; "" is all
	Categories []Chip
	Rows       []PolicyCard
	Pager      Pager
}

// PolicyCard is a policy in one glance.
type PolicyCard struct{ Title, Category, Who, HowMuch, URL string }

// Policy is one policy. Suggested title: the policy's name.
var Policy = Page[PolicyData]{"citizen/policy.html"}

// PolicyData answers a villager's five questions.
type PolicyData struct {
	Category string
	Summary  string
	Who      []string // who may have it
	HowMuch  []string // how much
	Papers   []string // what to bring
	Where    string   // where to go
	When     string   // when, and how long it takes
	Phone    string
	Dept     string
	Basis    []string // the documents it stands on
	Body     []string // the policy's own words, folded away
	Updated  string
	MineURL  string // "我领到了吗": the bound person's payouts of this item; "" shows none
}

// Projects searches what is built. Suggested title: 身边的项目.
var Projects = Page[ProjectsData]{"citizen/projects.html"}

// ProjectsData is one page of projects. The form is a GET of q and stage to /h5/projects.
type ProjectsData struct {
	Place      string // the chosen village or town; "" is the whole county
	PlaceCode  string // kept as hidden field "village"
	ChooseURL  string // choose a village
	AnywhereOf string // the address without the village; "" shows none
	Query      string
	Stages     []Option
	Rows       []ProjectCard
	Pager      Pager
}

// ProjectCard is a project in one glance.
type ProjectCard struct {
	Name    string
	Place   string
	Stage   Badge
	Percent int // done, 0 to 100
	Money   string
	Dates   string
	URL     string
}

// Project is one project. Suggested title: the project's name.
var Project = Page[ProjectData]{"citizen/project.html"}

// ProjectData is what anyone may know about a project.
type ProjectData struct {
	Place    string
	Stage    Badge
	What     string
	Scale    string // "硬化道路 2.3 公里"
	Money    string
	Sources  []MoneySource
	Flows    []MoneySource // what came and what was paid so far, beside the whole
	Prices   []Fact        // 合同价, 结算价
	Owner    string        // 业主单位
	Builder  string        // 施工单位
	Overseer string        // 监理单位
	Percent  int
	AsOf     string
	Dates    []ProjectDate
	Span     Span
	Curve    Curve
	Progress []TimelineItem
	Photos   []Photo
	Board    Board
	AskURL   string // complain to the commission
	Promise  string // within how long the owner answers: "10个工作日"
}

// Curve draws what was reported over time, on a scale of 320 by 150; its zero
// value draws nothing. X and Y are points of it.
type Curve struct {
	Points   string
	Dots     []CurveDot
	From, To string
	PlanX    int // where the plan ends; 0: not on the scale
	Words    string
}

// CurveDot is one report.
type CurveDot struct {
	X, Y int
	Text string // "" where there is no room for it
}

// Board is what was asked about a project and what was answered.
type Board struct {
	AskURL  string // "" takes no questions
	Waiting string // how many wait, and until when
	Late    string // how many wait too long, and how long
	Hidden  string // how many are not shown, and why that may be
	Answers []BoardAnswer
}

// BoardAnswer is one question with its answer.
type BoardAnswer struct {
	Question, AskedOn string
	Answer, Unit, On  string
	Corrected         bool
	Photo             Photo // without URL none
}

// MoneySource is a part of the project's money.
type MoneySource struct {
	From, Amount string
	Percent      int
	Last         string // the day of the last movement; "" shows none
}

// ProjectDate is a planned day and the real one.
type ProjectDate struct {
	What    string // "开工", "完工", "验收"
	Planned string
	Real    string // "" means not yet
	Note    Badge  // "晚 32 天"
}

// Span draws planned against real time on one scale; all numbers are percent
// of the whole width. The zero value draws nothing.
type Span struct {
	From, To  string // what the ends of the scale mean
	PlanX     int
	PlanWidth int
	RealX     int
	RealWidth int // 0: not begun
	TodayX    int // 0: not on the scale
	Words     string
}

// Photo is a picture, re-encoded and without place or device inside.
type Photo struct {
	URL, Alt, Caption string
	Thumb             string // a smaller one for the page itself; "" shows URL
}
