package templates

import "html/template"

// The pages on which owners answer what villagers ask about their projects, and
// the sheet that leads villagers there.
var (
	OfficeProjectQuestions = Page[OfficeProjectQuestionsData]{"office/project_questions.html"}
	OfficeProjectQuestion  = Page[OfficeProjectQuestionData]{"office/project_question.html"}
	OfficeFilingSheet      = Page[OfficeFilingSheetData]{"office/filing_sheet.html"}
)

func questionPages() []declared {
	return []declared{OfficeProjectQuestions, OfficeProjectQuestion, OfficeFilingSheet}
}

// OfficeProjectQuestionsData is the list. Suggested title: 项目提问.
type OfficeProjectQuestionsData struct {
	Tabs    []OfficeTab
	View    string // kept by the filter form
	Words   string
	Project string // kept by the filter form: the number of one project
	Towns   []Option
	Clear   string // "" while nothing is filtered
	Rows    []ProjectQuestionRow
	Pager   Pager
	Empty   Empty
}

// ProjectQuestionRow is one question in the list.
type ProjectQuestionRow struct {
	URL, Number, Project, Place, Owner string
	Text, AskedAt, Due                 string
	State                              Badge
	Lamp                               Lamp
}

// OfficeProjectQuestionData is one question. Suggested title: its number.
type OfficeProjectQuestionData struct {
	State    Badge
	Lamp     Lamp
	Next     string
	Act      bool // the reader does what comes next
	Text     string
	AskedAt  string
	Facts    []Fact
	Links    []Link
	Report   bool // it was a report, which the petition office has to take down
	Answer   ProjectAnswer
	Photos   []OfficePhoto
	Older    []ProjectAnswer
	Deeds    []Deed
	Timeline []TimelineItem
	ReadOnly string
}

// ProjectAnswer is an answer as it was given. Without Text there is none.
type ProjectAnswer struct {
	Text, Who, At string
	Photo         OfficePhoto // without URL none
}

// FilingPublic is what villagers see of a project, as its owner decides it.
type FilingPublic struct {
	Says  string // how many photos are public
	Looks []Link // each photo, to look at
	Deeds []Deed
	Links []Link
}

// OfficeFilingSheetData is a sheet to hang at the site. Suggested title: 项目公示牌.
type OfficeFilingSheetData struct {
	Back    string
	Name    string
	Facts   []Fact
	Phone   string
	Organ   string
	QR      template.URL // a picture our own service drew; "" while the county has no public address
	Address string       // what it says
	Printed string
}
