package templates

// The pages of livelihood tasks 保障监督 and of one household.
var (
	OfficeLivelihood      = Page[OfficeLivelihoodData]{"office/livelihood.html"}
	OfficeLivelihoodTasks = Page[OfficeLivelihoodTasksData]{"office/livelihood_tasks.html"}
	OfficeLivelihoodTask  = Page[OfficeLivelihoodTaskData]{"office/livelihood_task.html"}
	OfficeHouseholdAsk    = Page[OfficeHouseholdAskData]{"office/household_ask.html"}
	OfficeHousehold       = Page[OfficeHouseholdData]{"office/household.html"}
	OfficeHouseholdVisit  = Page[OfficeHouseholdVisitData]{"office/household_visit.html"}
)

// livelihoodPages is every page of livelihood tasks.
func livelihoodPages() []declared {
	return []declared{OfficeLivelihood, OfficeLivelihoodTasks, OfficeLivelihoodTask, OfficeHouseholdAsk, OfficeHousehold, OfficeHouseholdVisit}
}

// OfficeLivelihoodData is the overview: what was put right, and all counts.
type OfficeLivelihoodData struct {
	Scope   string // whose tasks these are
	Total   LivelihoodCell
	Late    LivelihoodCell
	Percent int
	Results []LivelihoodResult
	Bars    []StateBar
	Legend  []Badge
	Tables  []LivelihoodTable
	Empty   Empty
}

// LivelihoodResult is one figure of what was put right, with the list behind it.
type LivelihoodResult struct{ Text, Value, Unit, Note, URL string }

// StateBar is the tasks of one kind, drawn by their states.
type StateBar struct {
	Text  string
	Total LivelihoodCell
	Parts []StatePart
}

// StatePart is one state's part of a bar, in per cent of the longest bar.
type StatePart struct {
	X, Width float64
	Tone     string
}

// LivelihoodTable is counts by state, each of which leads to its list.
type LivelihoodTable struct {
	Title string
	First string // heading of the first column
	Head  []string
	Rows  []LivelihoodLine
}

// LivelihoodLine is one row of such a table.
type LivelihoodLine struct {
	Text  string
	Cells []LivelihoodCell
	Sum   bool
}

// LivelihoodCell is one count. Without URL it is only shown.
type LivelihoodCell struct {
	Text, URL string
	Late      bool
}

// OfficeLivelihoodTasksData is a list of tasks.
type OfficeLivelihoodTasksData struct {
	Tabs     []OfficeTab
	View     string
	Name     string
	Kinds    []Option
	Towns    []Option
	Bureaus  []Option
	ClearURL string
	Narrowed Narrowed // to a figure of the statistics
	Jobs     string   // how many people found work, of all that is listed; "" says nothing
	Rows     []LivelihoodRow
	Pager    Pager
	Empty    Empty
}

// LivelihoodRow is one task in a list.
type LivelihoodRow struct {
	URL, Number, Kind, Subject, Place, Bureau, Sentence, Way, Due, Warning string
	State                                                                  Badge
	Lamp                                                                   Lamp
	Next                                                                   string
	Act                                                                    bool
}

// OfficeLivelihoodTaskData is one task.
type OfficeLivelihoodTaskData struct {
	Number     string
	Kind       string
	Sentence   string
	State      Badge
	Lamp       Lamp
	Next       string
	Act        bool
	Warnings   []string
	Facts      []Fact
	Evidence   []EvidenceRow
	Model      ModelBox
	Outcome    []Fact
	Photos     []OfficePhoto // of the remedy
	Papers     []Link
	Visits     []OfficePhoto // of the visits
	Deeds      []Deed
	ReadOnly   string
	Timeline   []TimelineItem
	Households Link
	Finding    Link
}

// OfficeHouseholdAskData asks why somebody opens a household.
type OfficeHouseholdAskData struct {
	No     string
	Action string
	Reason string
	Errors Errors
}

// OfficeHouseholdData is one household over the years.
type OfficeHouseholdData struct {
	No       string
	Facts    []Fact
	Line     TimeLine
	Members  [][]string // name, relation, birth, state
	Years    []HouseholdYear
	Parts    []HouseholdParts // of the years whose check tells them
	Schools  HouseholdMembers // the children of 6 to 15
	Insured  HouseholdMembers // everybody
	Benefits HouseholdBenefits
	Events   []HouseholdEvent
	Vetoes   []HouseholdVeto
	Visit    Link // where a visit is written down, for who may
	Tasks    []LivelihoodRow
}

// HouseholdYear is one row of the table of indicators.
type HouseholdYear struct {
	Year, Income, Line, House, Water, School, Insured, Covered, Pupils, Checked string
	Short, Unsafe, Dry, Away, Bare                                              bool // which of them fall short
}

// HouseholdParts is one year's parts of the income per head and the four values of
// the water; "" is not told.
type HouseholdParts struct {
	Year   string
	Income []string // all of it, and its four parts
	Water  []string
}

// HouseholdMembers is a table of members by years.
type HouseholdMembers struct {
	Years []string
	Rows  []HouseholdMember
}

// HouseholdMember is one member's cell of each year.
type HouseholdMember struct {
	Name  string
	Cells []HouseholdCell
}

// HouseholdCell is one cell; Short marks what falls short, Quiet what is not known.
type HouseholdCell struct {
	Text         string
	Short, Quiet bool
}

// HouseholdBenefits is what was paid, by item and year.
type HouseholdBenefits struct {
	Years []string
	Rows  []HouseholdBenefit
}

// HouseholdBenefit is one item with its sum of each year.
type HouseholdBenefit struct {
	Item, Spans, Total string
	Cells              []string
}

// HouseholdEvent is one thing that happened; No is its number in the drawing,
// "" when it lies outside.
type HouseholdEvent struct{ No, On, Sort, What, Who string }

// HouseholdVeto is one item of the list with what the registers say.
type HouseholdVeto struct {
	No, Text, Source string
	State            Badge
	Says             []HouseholdSaid
	Seen             []HouseholdSeen
}

// HouseholdSeen is what two people saw who went there.
type HouseholdSeen struct {
	On, Who, Answer, Note string
	Photo                 Link
}

// OfficeHouseholdVisitData asks what two people saw in a household.
type OfficeHouseholdVisitData struct {
	Action, Me           string
	Items, Answers       []Option
	Companion, Day, Note string
	Errors               Errors
}

// HouseholdSaid is one record.
type HouseholdSaid struct {
	Text string
	Then bool // it held when the household was identified
}

// TimeLine is a drawing of lanes over years. X and W are per cent of its width,
// Y and H its pixels. What it shows stands in tables besides.
type TimeLine struct {
	Title, Desc string
	Height      int
	Years       []TimeWord
	Grid        []float64
	Lanes       []TimeLane
	Bars        []TimeBar
	Marks       []TimeMark
	Words       []TimeWord
	Legend      []TimeKey
}

// TimeLane is one lane: its name, and where its ground lies.
type TimeLane struct {
	Y, GroundY, GroundH int
	Text                string
}

// TimeBar is a stretch of time, a column or a step of a line.
type TimeBar struct {
	X, W  float64
	Y, H  int
	Tone  string
	Title string
}

// TimeMark is a numbered point.
type TimeMark struct {
	X        float64
	Y, TextY int
	Tone     string
	No       string
	Title    string
}

// TimeWord is a short text in the drawing.
type TimeWord struct {
	X    float64
	Y    int
	Tone string
	Text string
}

// TimeKey says what a colour means.
type TimeKey struct{ Tone, Text string }
