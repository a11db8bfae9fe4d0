package templates

// The pages of the joint meeting 联席会议.
var (
	OfficeMeetings       = Page[OfficeMeetingsData]{"office/meetings.html"}
	OfficeMeetingFigures = Page[OfficeMeetingFiguresData]{"office/meeting_figures.html"}
	OfficeMeetingNew     = Page[OfficeMeetingNewData]{"office/meeting_new.html"}
	OfficeMeetingIssue   = Page[OfficeMeetingIssueData]{"office/meeting_issue.html"}
	OfficeMeetingsHeld   = Page[OfficeMeetingsHeldData]{"office/meetings_held.html"}
	OfficeMeeting        = Page[OfficeMeetingData]{"office/meeting.html"}
	OfficeMeetingSheet   = Page[OfficeMeetingSheetData]{"office/meeting_sheet.html"}
)

// meetingPages is every page of the joint meeting.
func meetingPages() []declared {
	return []declared{OfficeMeetings, OfficeMeetingFigures, OfficeMeetingNew, OfficeMeetingIssue, OfficeMeetingsHeld, OfficeMeeting, OfficeMeetingSheet}
}

// OfficeMeetingsData is a list of issues.
type OfficeMeetingsData struct {
	Scope    string // whose issues these are
	Figures  []MeetingFigure
	New      Link // the form of a new one; without URL the reader raises none
	Tabs     []OfficeTab
	View     string
	Kinds    []Option
	Years    []Option
	Units    []Option
	Kept     int64 // the meeting that the list is narrowed to; 0 none
	ClearURL string
	Narrowed Narrowed // to a figure of the statistics
	Rows     []MeetingRow
	Pager    Pager
	Empty    Empty
	Reason   string // of the export
	Errors   Errors
}

// MeetingFigure is one number with the list behind it.
type MeetingFigure struct {
	Text, Value, Note, URL string
	Good, Late             bool
}

// MeetingRow is one issue in a list.
type MeetingRow struct {
	URL, Number, Title, Kind, Raised, Unit, Due string
	State                                       Badge
	Lamp                                        Lamp
}

// OfficeMeetingFiguresData is what was found and what was mended.
type OfficeMeetingFiguresData struct {
	Scope   string
	Figures []MeetingFigure
	Years   []Option
	Tables  []LivelihoodTable
	Empty   Empty
}

// OfficeMeetingNewData is the form of a new issue.
type OfficeMeetingNewData struct {
	Title, Facts, Finding, Source string
	Kinds, Origins                []Option
	Errors                        Errors
}

// OfficeMeetingIssueData is one issue.
type OfficeMeetingIssueData struct {
	Title    string
	State    Badge
	Lamp     Lamp
	Next     string
	Act      bool
	Facts    string
	Basics   []Fact
	Finding  Link
	Meeting  Link
	Photos   []OfficePhoto
	Papers   []Link
	Deeds    []Deed
	Timeline []TimelineItem
}

// OfficeMeetingsHeldData is the meetings, and the form of a new one.
type OfficeMeetingsHeldData struct {
	Rows  []HeldRow
	Form  *HeldForm // nil for who keeps no meeting
	Pager Pager
	Empty Empty
}

// HeldRow is one meeting in the list.
type HeldRow struct {
	URL, Title, On, Place string
	Units, Issues, Mended int
}

// HeldForm is the form of a meeting.
type HeldForm struct {
	URL                    string
	Version                int
	On, Title, Place, Said string
	Units                  Choice
	Errors                 Errors
	Open                   bool
}

// OfficeMeetingData is one meeting.
type OfficeMeetingData struct {
	Facts []Fact
	Said  string
	Rows  []MeetingRow
	Form  *HeldForm // nil for who keeps no meeting
	Sheet string    // the page to print
}

// OfficeMeetingSheetData is the minutes on paper.
type OfficeMeetingSheetData struct {
	Organ, Title string
	Facts        []Fact
	Said         string
	Rows         []SheetIssue
	Back         string
}

// SheetIssue is one issue in the minutes.
type SheetIssue struct{ Number, Title, Raised, Unit, Due, State string }
