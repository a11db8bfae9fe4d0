package funds

import (
	"cmp"
	"slices"

	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Sums are what came, what went and what lies idle: the first is the two others
// together, in every view.
type Sums struct{ Came, Went, Idle money.Fen }

// Add adds what another piece came to.
func (s *Sums) Add(o Sums) {
	s.Came, s.Went, s.Idle = s.Came+o.Came, s.Went+o.Went, s.Idle+o.Idle
}

// Wait is how long a document's money lay before the first of it was paid, in
// the days of the models. Which money a payment used is what the way says: first
// come, first used.
type Wait struct {
	Known  bool
	Paid   bool // it was paid after that; else it waits still
	Days   int
	Colour int // 0 none, 1 黄, 2 橙, 3 红
}

// Line is the money of one document for one item or project; Doc is "" for what
// no document accounts for.
type Line struct {
	Doc, Name       string
	Code, Title     string
	OfProject       bool
	Bureau, Village string
	Issued, Arrived period.Day // Past where they are not known
	Levels          []Place    // at which it arrived, from above
	Sums
	Wait  Wait
	Since period.Day // of the oldest idle money, Past where nothing is idle
	Days  int        // since then

	entered, paid period.Day // the first of it came to the project, was paid; Past where it was not
}

// lines sums a chain up by document, in the order of the documents.
func (a *account) lines(c Chain, l Lags, today period.Day) []Line {
	at := map[string]*Line{}
	var order []*Line
	line := func(doc string) *Line {
		x := at[doc]
		if x == nil {
			x = &Line{Doc: doc, Code: a.Code, Title: a.title, OfProject: a.OfProject, Bureau: a.bureau, Village: a.village, Issued: period.Past, Arrived: period.Past, Since: period.Past, entered: period.Past, paid: period.Past}
			at[doc], order = x, append(order, x)
		}
		return x
	}
	for _, r := range a.Allotments {
		x := line(r.Doc)
		if x.Arrived == period.Past || r.Arrived < x.Arrived {
			x.Name, x.Issued, x.Arrived = r.Name, r.Issued, r.Arrived
		}
	}
	for _, g := range c.Legs {
		x := line(g.Doc)
		if g.From == Document || g.From == Unsourced {
			x.Came += g.Amount
		}
		if g.Doc != "" && g.To != Payee && (g.To != Project || g.From == Document) && !slices.Contains(x.Levels, g.To) {
			x.Levels = append(x.Levels, g.To)
		}
		if g.From == Document && x.Arrived == period.Past {
			x.Arrived = g.On
		}
		if g.To == Project && (x.entered == period.Past || g.On < x.entered) {
			x.entered = g.On
		}
		if g.To == Payee {
			x.Went += g.Amount
			if g.Amount > 0 && (x.paid == period.Past || g.On < x.paid) {
				x.paid = g.On
			}
		}
	}
	for _, r := range c.Rests {
		x := line(r.Doc)
		x.Idle += r.Amount
		if r.Amount > 0 && (x.Since == period.Past || r.First < x.Since) {
			x.Since = r.First
		}
	}
	slices.SortFunc(order, func(a, b *Line) int { return cmp.Compare(a.Doc, b.Doc) })
	out := make([]Line, len(order))
	for i, x := range order {
		slices.Sort(x.Levels)
		if x.Since != period.Past {
			x.Days = int(max(0, a.until(today)-x.Since))
		}
		x.Wait = a.wait(x, l, today)
		out[i] = *x
	}
	return out
}

// until is the day to which idle money is counted: payments to households are
// known only as far as their register reaches.
func (a *account) until(today period.Day) period.Day {
	if !a.OfProject && a.known != 0 {
		return min(a.known, today)
	}
	return today
}

// wait measures from a document's arrival, a project's from the first of it that
// the project got, to the first payment that used its money.
func (a *account) wait(x *Line, l Lags, today period.Day) Wait {
	from, until, judge := x.Arrived, a.until(today), l.Subsidy
	if a.OfProject {
		from, judge = x.entered, l.Project
	}
	if a.unknown || x.Doc == "" && !a.OfProject || from == period.Past || from > until {
		return Wait{}
	}
	w := Wait{Known: true}
	first := until
	if x.paid != period.Past && x.paid <= until {
		first, w.Paid = x.paid, true
	}
	if on, bounced := a.bounced(from, first); bounced && x.Idle > 0 {
		first, w.Paid = on, true
	}
	w.Days, w.Colour = judge(from, first)
	w.Days = max(w.Days, 0)
	return w
}

// bounced is the first day of a stretch on which all that an item was paid came
// back: it had left the treasury, though none of it was used.
func (a *account) bounced(from, until period.Day) (period.Day, bool) {
	at, found := until, false
	if a.OfProject {
		return at, false
	}
	for _, on := range a.days {
		if on >= from && on < at && !slices.ContainsFunc(a.Payments, func(p Payment) bool { return p.On == on }) {
			at, found = on, true
		}
	}
	return at, found
}
