package templates

// OfficeTasks is everything that waits for its reader, by day.
var OfficeTasks = Page[OfficeTasksData]{"office/tasks.html"}

// taskPages is every page about what waits.
func taskPages() []declared { return []declared{OfficeTasks} }

// OfficeTasksData is one page of what waits.
type OfficeTasksData struct {
	Tabs   []OfficeTab // by sort; nil where there is one
	Groups []TaskGroup
	Cut    string // said where more waits than is listed
	Pager  Pager
	Empty  Empty
}

// TaskGroup is what is equally urgent.
type TaskGroup struct {
	Title string
	Late  bool
	Days  []TaskDay
}

// TaskDay is what has to be done by one day; without a Text by none.
type TaskDay struct {
	Text string // 11月26日 星期四
	Note string // how far off it is
	Rows []TaskRow
}

// TaskRow is one thing to do.
type TaskRow struct {
	Title string
	URL   string
	Sort  string
	Also  []string // what else waits at the same page
	Since string
	Note  string // how far off its day is; "" without one
	Late  bool
}
