package templates

// OfficeBurden is what the program asks of people.
var OfficeBurden = Page[OfficeBurdenData]{"office/burden.html"}

// burdenPages is every page about what the program asks.
func burdenPages() []declared { return []declared{OfficeBurden} }

// OfficeBurdenData is what was asked in a month, and in the months before.
type OfficeBurdenData struct {
	Month         string
	Before, After string // addresses; "" where there is none
	All           BurdenLine
	Tables        []BurdenTable
	Months        []StateBar
	Twice         []AskedTwice
	Empty         Empty
}

// AskedTwice is a piece of data that more than one form asks for.
type AskedTwice struct {
	Text  string
	Forms []string // with the field of each
	Why   string
}

// BurdenLine is what was asked of one role, or by one form.
type BurdenLine struct {
	Text                   string
	Count, Fields, Minutes int
	Each                   string // minutes each time; "" where nobody knows
}

// BurdenTable is what was asked, line by line.
type BurdenTable struct {
	Title, First string
	Rows         []BurdenLine
}
