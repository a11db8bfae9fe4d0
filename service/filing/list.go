package filing

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

// The views of the list.
const (
	ViewMine    = "mine" // what waits for the owner now
	ViewLate    = "late"
	ViewLacking = "lacking"
	ViewWarned  = "warned"
	ViewDone    = "done"
)

// Query narrows the list; the zero value is everything one sees.
type Query struct {
	View   string
	Stage  Stage // the stage that comes next
	Town   string
	Bureau string
	Words  string
	page.Request
}

// Mark is one stage of a project's bar.
type Mark struct {
	Stage Stage
	State State
	Late  bool // not filed, and past its day
}

// Card is a project in the list.
type Card struct {
	No, Name, Village, Bureau, Owner string
	Planned                          money.Fen
	Bar                              []Mark
	Next                             Stage
	NextLacks                        []string // what is missing before the next can be filed
	AllDone                          bool
	Percent                          int
	LateStage                        Stage // what the lamp is about
	Days                             int   // late by, negative while there is time
	Dated                            bool  // whether Days is known
	Soon                             bool
	Gaps                             int
	Warnings, Severity               int
	MayFile                          bool
}

// List is one page and how many there are in each view.
type List struct {
	page.Page[Card]
	Counts  map[string]int // by view; "" is all
	Bureaus []string
}

// List gives the projects that somebody sees, the latest first in the order of
// what is most behind. All of them are judged, since nothing of this is a column:
// a county has some thousands.
func (s *Service) List(ctx context.Context, by actor.Actor, q Query) (List, error) {
	where, args, err := s.scope(ctx, by)
	if err != nil {
		return List{}, err
	}
	l, err := s.limits(ctx)
	if err != nil {
		return List{}, err
	}
	all, err := s.works(ctx, s.DB, "", where, args)
	if err != nil {
		return List{}, err
	}
	warned, err := s.Warnings.OfProjects(ctx, by, "")
	if err != nil {
		return List{}, err
	}
	open := map[string][]Warning{}
	for _, w := range warned {
		open[w.ProjectNo] = append(open[w.ProjectNo], w)
	}
	out := List{Counts: map[string]int{}}
	today, words := s.today(), strings.Fields(clip.Runes(q.Words, 40))
	var cards []Card
	for _, w := range all {
		for _, b := range bureaus.Split(w.Bureau) {
			if !slices.Contains(out.Bureaus, b) {
				out.Bureaus = append(out.Bureaus, b)
			}
		}
		c := w.card(l, today, open[w.ProjectNo], owns(by))
		if !c.matches(q, words) {
			continue
		}
		for _, v := range c.views() {
			out.Counts[v]++
		}
		if slices.Contains(c.views(), q.View) {
			cards = append(cards, c)
		}
	}
	slices.Sort(out.Bureaus)
	slices.SortStableFunc(cards, func(a, b Card) int { return cmp.Compare(b.urgency(), a.urgency()) })
	total := len(cards)
	r := q.Request.Clamp()
	cards = cards[min(r.Offset(), total):]
	out.Page = page.Of(r, cards[:min(r.Limit(), len(cards))], total)
	return out, nil
}

// urgency orders the list: days late, with those that are not late behind.
func (c *Card) urgency() int {
	if !c.Dated || c.Days <= 0 {
		return 0
	}
	return c.Days
}

func (c *Card) matches(q Query, words []string) bool {
	if q.Stage != "" && c.Next != q.Stage || q.Bureau != "" && !bureaus.In(c.Bureau, q.Bureau) || q.Town != "" && !strings.HasPrefix(c.Village, actor.DivisionPrefix(q.Town)) {
		return false
	}
	for _, w := range words {
		if !strings.Contains(c.Name, w) && !strings.Contains(c.No, w) && !strings.Contains(c.Owner, w) {
			return false
		}
	}
	return true
}

// views are the views a project is in.
func (c *Card) views() []string {
	v := []string{""}
	add := func(in bool, view string) {
		if in {
			v = append(v, view)
		}
	}
	add(c.MayFile && !c.AllDone, ViewMine)
	add(c.Dated && c.Days > 0, ViewLate)
	add(c.Gaps > 0, ViewLacking)
	add(c.Warnings > 0, ViewWarned)
	add(c.AllDone, ViewDone)
	return v
}

func (w *work) card(l Limits, today period.Day, warnings []Warning, mayFile bool) Card {
	c := Card{No: w.ProjectNo, Name: w.Name, Village: w.VillageCode, Bureau: w.Bureau, Owner: w.OwnerUnit, Planned: w.Planned, Percent: w.Percent, Gaps: w.Gaps(),
		Warnings: len(warnings), MayFile: mayFile}
	for _, x := range warnings {
		c.Severity = max(c.Severity, x.Severity)
	}
	for _, d := range Definitions {
		if d.Extra && !w.filed(d.Stage) {
			continue
		}
		late, known := w.Late(d.Stage, l, today)
		c.Bar = append(c.Bar, Mark{d.Stage, w.Gate(d.Stage).State, known && late > 0 && (!w.filed(d.Stage) || d.Stage == Progress)})
	}
	next, lacking, ok := w.Next()
	c.Next, c.AllDone = next, !ok
	if lacking {
		c.NextLacks = w.gaps(next)
	}
	c.LateStage, c.Days, c.Dated = w.Worst(l, today)
	c.Soon = c.Dated && c.Days <= 0 && c.Days >= -l.Soon
	return c
}
