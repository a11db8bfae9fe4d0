package board

import (
	"unicode/utf8"

	"yangguang/service/kernel/seal"
)

// How much there is room for on a sheet of A3, landscape: the style sheet of
// the printed page (board.css) keeps to the same measures, and a browser test
// that nothing is cut off.
const (
	itemsOnPage    = 13 // lines of the summary
	projectsOnPage = 9
	columnsOnPage  = 3
	linesInColumn  = 40
	headLines      = 3 // the head of an item's list
	againLines     = 2 // the head of a list that goes on in the next column
	wideName       = 9 // characters that one line has room for
	wideGroup      = 5
	wordsOnLine    = 29 // Chinese characters of a line of words
)

// SheetPage is one sheet of paper: either a summary with projects, or columns
// of names.
type SheetPage struct {
	Items    []List // without people
	Projects []Project
	Columns  [][]Line
}

// Line is one line of a column: the head of a list, a person, the head of the
// questions that were answered, or a line of their words.
type Line struct {
	List  *List // on a head
	Asked bool  // the head of the questions
	Again bool  // the head of what began in an earlier column
	Person
	Double bool // takes two lines of paper
	Said   bool // a line of words; an empty one keeps apart
	Words  seal.Secret
	Strong bool // the words are the name of a project
}

// pages lays lists and projects out. There is at least one page, and none is empty.
func pages(lists []List, projects []Project, answers []Answer) []SheetPage {
	var out []SheetPage
	items := make([]List, len(lists))
	for i, l := range lists {
		items[i] = l
		items[i].Persons, items[i].People = len(l.People), nil
	}
	for len(out) == 0 || len(items) > 0 || len(projects) > 0 {
		p := SheetPage{Items: items[:min(len(items), itemsOnPage)], Projects: projects[:min(len(projects), projectsOnPage)]}
		items, projects = items[len(p.Items):], projects[len(p.Projects):]
		out = append(out, p)
	}
	for columns := columnsOf(lists, answers); len(columns) > 0; {
		n := min(len(columns), columnsOnPage)
		out = append(out, SheetPage{Columns: columns[:n]})
		columns = columns[n:]
	}
	return out
}

// columnsOf lets the lists, and then what was asked and answered, flow into
// columns. What is broken has its head again, and no head stands alone at the
// foot of a column.
func columnsOf(lists []List, answers []Answer) [][]Line {
	var out [][]Line
	left := 0
	open := func() { out, left = append(out, nil), linesInColumn }
	put := func(l Line, cost int) {
		out[len(out)-1], left = append(out[len(out)-1], l), left-cost
	}
	for i := range lists {
		list := &lists[i]
		if left < headLines+2 {
			open()
		}
		put(Line{List: list}, headLines)
		for _, p := range list.People {
			line, cost := Line{Person: p}, 1
			if p.Tell != "" || utf8.RuneCountInString(p.Name) > wideName || utf8.RuneCountInString(p.Group) > wideGroup {
				line.Double, cost = true, 2
			}
			if left < cost {
				open()
				put(Line{List: list, Again: true}, againLines)
			}
			put(line, cost)
		}
	}
	if len(answers) > 0 && left < headLines+answerLines {
		open()
	}
	for i, a := range answers {
		if i == 0 {
			put(Line{Asked: true}, headLines)
		} else if left < answerLines {
			open()
			put(Line{Asked: true, Again: true}, againLines)
		}
		for _, line := range answerWords(a) {
			if left < 1 {
				open()
				put(Line{Asked: true, Again: true}, againLines)
			}
			put(line, 1)
		}
		if left > 0 { // an empty line keeps the next apart
			put(Line{Said: true}, 1)
		}
	}
	return out
}

// answerLines is what the first lines of an answer take: no less of one stands
// at the foot of a column.
const answerLines = 4

// answerWords are the lines of one question with its answer.
func answerWords(a Answer) []Line {
	var out []Line
	add := func(strong bool, words seal.Secret) {
		for _, line := range words.Folded(wordsOnLine) {
			out = append(out, Line{Said: true, Words: line, Strong: strong})
		}
	}
	add(true, seal.NewSecret(a.Name))
	add(false, a.Question.After("问："))
	add(false, a.Answer.After("答："))
	add(false, seal.NewSecret(a.Unit+" "+a.On.Chinese()))
	return out
}

// How much there is room for on a letter of A4.
const (
	firstLines = 25 // below the address
	nextLines  = 38
	tailLines  = 12 // what may be asked, and where
)

// LetterPage is one sheet of a letter.
type LetterPage struct {
	First, Last bool // the address stands on the first, what may be asked on the last
	Lines       []LetterLine
}

// LetterLine is the head of an item, or a payment.
type LetterLine struct {
	Item      *PaidItem // on a head
	Continued bool      // the head of an item that began on an earlier page
	Paid
}

// letterPages lays the payments of a household out. There is at least one page;
// no head stands alone at the foot of one, and what may be asked stands on the
// last, below the payments.
func letterPages(items []PaidItem) []LetterPage {
	out := []LetterPage{{First: true}}
	left := firstLines
	next := func() {
		out, left = append(out, LetterPage{}), nextLines
	}
	put := func(l LetterLine) {
		at := &out[len(out)-1]
		at.Lines, left = append(at.Lines, l), left-1
	}
	for i := range items {
		it := &items[i]
		if left < 2 {
			next()
		}
		put(LetterLine{Item: it})
		for _, p := range it.Rows {
			if left < 1 {
				next()
				put(LetterLine{Item: it, Continued: true})
			}
			put(LetterLine{Paid: p})
		}
	}
	if left < tailLines {
		next()
	}
	out[len(out)-1].Last = true
	return out
}
