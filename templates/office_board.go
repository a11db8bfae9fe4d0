package templates

import "html/template"

// The pages on which what is public in a village is printed.
var (
	OfficeBoardSheet   = Page[OfficeBoardSheetData]{"office/board_sheet.html"}
	OfficeBoardLetters = Page[OfficeBoardLettersData]{"office/board_letters.html"}
	BoardSheet         = Page[BoardSheetData]{"office/board_sheet_print.html"}
	BoardLetters       = Page[BoardLettersData]{"office/board_letters_print.html"}
)

func boardPages() []declared {
	return []declared{OfficeBoardSheet, OfficeBoardLetters, BoardSheet, BoardLetters, OfficeKiosk, OfficeCounter, CounterSlip}
}

// OptionGroup is options under a heading.
type OptionGroup struct {
	Text    string
	Options []Option
}

// OfficeBoardSheetData asks for which village and quarter a sheet is printed.
type OfficeBoardSheetData struct {
	Village  string        // the name of the only one; "" when there is a choice
	Code     string        // of the only one
	Villages []OptionGroup // by town
	Spans    []Option
	Items    []Option
	Errors   Errors // keys village, span and ""
}

// PaperHead stands on every sheet of paper.
type PaperHead struct {
	Place, Span, Printed string
	Page, Pages          int
}

// BoardSheetData is the sheet for a village's wall, cut into pages of A3.
type BoardSheetData struct {
	County, Place, Span string
	Amount              string
	Count               int
	Organ               string
	Hotline             string
	QR                  template.URL // a data: address made on the server; "" shows the address alone
	Address             string       // "" while the county has none
	Planned, Came, Paid string
	More                bool
	BackURL             string
	Pages               []BoardSheetPage
}

// BoardSheetPage is one page: a summary, or columns of names.
type BoardSheetPage struct {
	PaperHead
	Summary  bool
	First    bool
	Items    []SheetItem
	Projects []SheetProject
	Columns  [][]SheetLine
}

// SheetItem is a line of the summary.
type SheetItem struct {
	Name, For, Amount string
	People, Count     int
	Percent           int // of the largest item
}

// SheetProject is a project on the sheet.
type SheetProject struct {
	Name, Dates         string
	Stage               Badge
	Percent             int
	Planned, Came, Paid string
}

// SheetLine is the head of a list, a person, or words.
type SheetLine struct {
	Title  string // of a head; "" on a person's line
	Said   bool   // a line of words
	Words  string
	Strong bool
	Note   string
	Again  bool
	Double bool
	Group  string
	Name   string
	Tell   string
	Count  int
	Amount string
}

// OfficeBoardLettersData is a village's households, to choose letters from.
type OfficeBoardLettersData struct {
	Village  string
	Code     string
	Villages []OptionGroup // empty when there is no choice
	Groups   []Option
	Spans    []Option
	Span     string // the chosen one, sent along
	Every    bool
	Rows     []HouseholdLetterRow
	Reason   string
	Most     int
	Pager    Pager
	Empty    Empty
	Errors   Errors // keys household, span, reason and ""
}

// HouseholdLetterRow is one household.
type HouseholdLetterRow struct {
	No, Group, Head string
	People, Bound   int
	Count           int
	Amount          string
	Chosen          bool
}

// BoardLettersData is the letters of one print job.
type BoardLettersData struct {
	Place, Span, Printed string
	Organ, Hotline, Hall string       // who answers, and where
	QR                   template.URL // as on the sheet
	Address              string
	BackURL              string
	Letters              []HouseholdLetter
}

// HouseholdLetter is the letter to one household.
type HouseholdLetter struct {
	No, Group, Head  string
	Amount, Returned string // Returned "" is none
	Count            int
	Looked           []string // when the village office looked up for somebody of the household
	Ask              []Fact   // whom to ask about which item
	Pages            []HouseholdLetterPage
}

// HouseholdLetterPage is one page of A4.
type HouseholdLetterPage struct {
	First, Last bool
	Page, Pages int
	Lines       []HouseholdLetterLine
}

// HouseholdLetterLine is the head of an item, or a payment.
type HouseholdLetterLine struct {
	Title, Sum             string // of a head
	Again                  bool
	Who, For, PaidOn, Tail string
	Amount                 string
	Note                   string // 被银行退回, 补发
}
