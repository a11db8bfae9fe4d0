package funds

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// The views of the table; "" is every document.
const (
	ViewIdle      = "idle"      // documents with money that lies idle
	ViewLate      = "late"      // coloured by a model's measure
	ViewUnsourced = "unsourced" // money that no document accounts for
)

// The sorts of money.
const (
	OfItems    = "items"
	OfProjects = "projects"
)

// Query narrows the overview; the zero value is everything one sees.
type Query struct {
	View   string
	Sort   string // OfItems or OfProjects
	Bureau string
	Words  string
	page.Request
}

// Edge is money that went from one column of a drawing to a later one.
type Edge struct {
	From, To       string
	Column, Into   int // of From and of To
	Amount         money.Fen
	Idle, Unfunded bool // it lies; no document accounts for it
}

// Overview is the money somebody sees.
type Overview struct {
	Total     Sums // of everything the filter leaves, whatever the view
	Unsourced Sums // of that, what no document accounts for
	Edges     []Edge
	Counts    map[string]int // by view
	Bureaus   []string
	Lines     page.Page[Line]
	Shown     Sums // of all lines of the view
	Known     period.Day
	ByItem    bool // the middle of the drawing are items and projects, not bureaus
	Empty     bool // there is no money at all to be seen
}

// All is every line that somebody sees, for one filter.
type collected struct {
	lines   []Line
	edges   *edges
	bureaus []string
	known   period.Day
	any     bool
}

// Overview gives the money that somebody sees, the longest idle first. All of it
// is followed anew, since nothing of this is a column: a county has some thousand
// documents and projects.
func (s *Service) Overview(ctx context.Context, by actor.Actor, q Query) (Overview, error) {
	x, err := scopeOf(by)
	if err != nil {
		return Overview{}, err
	}
	all, err := s.collect(ctx, x, q)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Counts: map[string]int{}, Bureaus: all.bureaus, Known: all.known, ByItem: !x.all, Empty: !all.any, Edges: all.edges.list(mostNodes)}
	var shown []Line
	for _, l := range all.lines {
		o.Total.Add(l.Sums)
		if l.Doc == "" {
			o.Unsourced.Add(l.Sums)
		}
		for _, v := range l.views() {
			o.Counts[v]++
		}
		if slices.Contains(l.views(), q.View) {
			o.Shown.Add(l.Sums)
			shown = append(shown, l)
		}
	}
	r, total := q.Request.Clamp(), len(shown)
	shown = shown[min(r.Offset(), total):]
	o.Lines = page.Of(r, shown[:min(r.Limit(), len(shown))], total)
	return o, nil
}

// views are the views a line is in.
func (l *Line) views() []string {
	if l.Doc == "" {
		return []string{ViewUnsourced}
	}
	v := []string{""}
	if l.Idle > 0 {
		v = append(v, ViewIdle)
	}
	if l.Wait.Colour > 0 {
		v = append(v, ViewLate)
	}
	return v
}

// collect follows all money within a scope and a filter, the view left out.
func (s *Service) collect(ctx context.Context, x scope, q Query) (collected, error) {
	l, err := s.lags(ctx)
	if err != nil {
		return collected{}, err
	}
	accounts, err := s.accounts(ctx, x, nil)
	if err != nil {
		return collected{}, err
	}
	out := collected{edges: newEdges(), known: s.today()}
	words, today := strings.Fields(clip.Runes(q.Words, 40)), s.today()
	for _, a := range accounts {
		if len(a.Allotments)+len(a.Entries)+len(a.Payments) == 0 {
			continue
		}
		out.any = true
		for _, b := range bureaus.Split(a.bureau) {
			if !slices.Contains(out.bureaus, b) {
				out.bureaus = append(out.bureaus, b)
			}
		}
		if !a.OfProject && a.known != 0 {
			out.known = a.known
		}
		if q.Sort == OfItems && (a.OfProject || a.unknown) || q.Sort == OfProjects && !a.OfProject || q.Bureau != "" && !bureaus.In(a.bureau, q.Bureau) {
			continue
		}
		c := a.Chain()
		kept := map[string]bool{}
		for _, line := range a.lines(c, l, today) {
			if line.matches(words) {
				out.lines, kept[line.Doc] = append(out.lines, line), true
			}
		}
		out.edges.county(a, c, kept, !x.all)
	}
	slices.Sort(out.bureaus)
	slices.SortStableFunc(out.lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(b.Idle, a.Idle), cmp.Compare(b.Arrived, a.Arrived), cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Code, b.Code))
	})
	return out, nil
}

func (l *Line) matches(words []string) bool {
	for _, w := range words {
		if !strings.Contains(l.Doc, w) && !strings.Contains(l.Name, w) && !strings.Contains(l.Title, w) && !strings.Contains(l.Code, w) {
			return false
		}
	}
	return true
}
