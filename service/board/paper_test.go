package board

import (
	"fmt"
	"strings"
	"testing"

	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

func people(n int) []Person {
	out := make([]Person, n)
	for i := range out {
		out[i] = Person{Group: "1组", Name: fmt.Sprintf("示例%d", i), Count: 1, Amount: 100}
	}
	return out
}

// TestNothingIsLostOnPaper lays lists of every length out: everybody is on a
// page once, no column is too long, no head stands alone, no page is empty.
func TestNothingIsLostOnPaper(t *testing.T) {
	for _, n := range []int{0, 1, 30, 36, 37, 38, 39, 40, 41, 111, 240, 999} {
		lists := []List{{Name: "农村低保", People: people(n)}, {Name: "高龄津贴", People: people(7)}, {Name: "耕地地力保护补贴", People: people(n)}}
		lists[1].People[3].Tell = "450923********0011"
		projects := make([]Project, n/4)
		answers, asked := make([]Answer, n%11), ""
		for i := range answers {
			answers[i] = Answer{Name: "村道", Question: seal.NewSecret(strings.Repeat("问", i*20+1)), Answer: seal.NewSecret(strings.Repeat("答", i*61+1) + "\n" + strings.Repeat("a", 59)), Unit: "村委会"}
		}
		onPaper, works, heads := 0, 0, 0
		for i, p := range pages(lists, projects, answers) {
			if len(p.Items) > itemsOnPage || len(p.Projects) > projectsOnPage || len(p.Columns) > columnsOnPage || len(p.Items)+len(p.Projects)+len(p.Columns) == 0 {
				t.Errorf("%d: page %d: %d items, %d projects, %d columns", n, i, len(p.Items), len(p.Projects), len(p.Columns))
			}
			works += len(p.Projects)
			for _, column := range p.Columns {
				lines := 0
				for _, l := range column {
					switch {
					case l.Again:
						lines += againLines
					case l.Asked:
						lines += headLines
					case l.Said:
						lines++
						asked += l.Words.Reveal()
					case l.List != nil:
						lines, heads = lines+headLines, heads+1
					case l.Double:
						lines, onPaper = lines+2, onPaper+1
					default:
						lines, onPaper = lines+1, onPaper+1
					}
				}
				if lines > linesInColumn || (column[len(column)-1].List != nil || column[len(column)-1].Asked) && n > 0 {
					t.Errorf("%d: a column of %d lines that ends in %+v", n, lines, column[len(column)-1])
				}
			}
		}
		for i, a := range answers {
			if !strings.Contains(asked, "村道问："+a.Question.Reveal()+"答：") || strings.Count(asked, "a") != 59*len(answers) {
				t.Errorf("%d: answer %d is not whole on paper", n, i)
			}
		}
		if onPaper != 2*n+7 || works != n/4 || heads != 3 {
			t.Errorf("%d people, %d projects, %d heads on paper", onPaper, works, heads)
		}
	}
	if p := pages(nil, nil, nil); len(p) != 1 {
		t.Errorf("nothing paid: %d pages", len(p))
	}
}

func TestALetterOnPaper(t *testing.T) {
	for _, n := range []int{0, 1, 11, 12, 13, 23, 24, 25, 26, 60, 100} {
		items := []PaidItem{{Name: "农村低保", Rows: make([]Paid, n)}, {Name: "高龄津贴", Rows: make([]Paid, 2)}}
		all := letterPages(items)
		paid := 0
		for i, p := range all {
			most := nextLines
			if i == 0 {
				most = firstLines
			}
			if i == len(all)-1 {
				most -= tailLines
			}
			if len(p.Lines) > most || p.First != (i == 0) || p.Last != (i == len(all)-1) || len(p.Lines) == 0 && !p.Last {
				t.Errorf("%d: page %d of %d: %d lines", n, i, len(all), len(p.Lines))
			}
			for _, l := range p.Lines {
				if l.Item == nil {
					paid++
				}
			}
		}
		if paid != n+2 {
			t.Errorf("%d of %d payments on paper", paid, n+2)
		}
	}
}

func TestSpans(t *testing.T) {
	for text, want := range map[string]string{"2026": "2026年", "2026Q1": "2026年第一季度", "2026Q4": "2026年第四季度", "2026Q5": "", "26Q1": "", "": "", "2026Q": "", "2026Q11": "", "x": ""} {
		s, ok := ParseSpan(text)
		if ok != (want != "") || ok && (s.Chinese() != want || s.String() != text) {
			t.Errorf("%q: %+v %v", text, s, ok)
		}
	}
	first, last := Span{2026, 4}.Days()
	if first != period.Date(2026, 10, 1) || last != period.Date(2026, 12, 31) {
		t.Errorf("%s–%s", first, last)
	}
	if q := quarterOf(period.Date(2026, 3, 31)); q != (Span{2026, 1}) || q.before() != (Span{2025, 4}) {
		t.Errorf("%+v", q)
	}
}
