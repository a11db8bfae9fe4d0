package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// state is something true of a person for a while that does not go with a
// benefit: a post, a car, a stay in prison.
type state struct {
	person dossier.P
	span   period.Interval
	strong bool   // enough by itself; else only in company of another hit
	grave  bool   // what the model lifts its severity for
	what   string // in the sentence: 在某局任公务员
	show   []Evidence
	leans  []string // as Hit.Leans
}

// clash is a model of one shape: a state of a person, and a benefit that the
// person or their roster household draws all the while. A household is judged
// once, by its roster; a person by what they were paid themselves.
type clash struct {
	has   dossier.Flag // what a member needs for states to be asked
	looks [32]bool     // by category: whether the model looks at it
	grace int          // periods after a state began that are let pass
	// firstDay goes by the first day of every period, not of monthly ones only.
	firstDay bool
	// states lists what is true of the members of a benefit, within their membership.
	states func(s *dossier.Snapshot, b *benefit) []state
	// counted, when set, drops a payout that does not count the person.
	counted func(s *dossier.Snapshot, b *benefit, st *state, r *dossier.Payout) bool
	// tell makes the hit; held are the states that touch the stretch, never none.
	tell func(s *dossier.Snapshot, b *benefit, st *Stretch, held []state) Hit
}

func (c *clash) check() Check { return Check{Person: c.person, Household: c.household} }

func (c *clash) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	rows := s.PayoutsOf(p)
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j].Item == rows[i].Item {
			j++
		}
		if item := &s.Items[rows[i].Item]; c.looks[item.Category] && (!item.Household() || rosterHousehold(s, p, rows[i].Item) == dossier.None) {
			b := benefit{item: rows[i].Item, household: rosterHousehold(s, p, rows[i].Item), personal: true, members: []member{{p, always}}}
			c.judge(s, &b, report)
		}
		i = j
	}
}

func (c *clash) household(s *dossier.Snapshot, h int32, report func(Hit)) {
	item := &s.Items[s.Households[h].Item]
	if !item.Household() || !c.looks[item.Category] {
		return
	}
	var members []member
	for m := range s.MembersOf(h) {
		if s.People[m.Person].Has&c.has != 0 {
			span := m.Span
			if item.Frequency == oneOff { // decided before the roster begins
				span = always
			}
			members = append(members, member{m.Person, span})
		}
	}
	if members == nil {
		return
	}
	b := benefit{item: s.Households[h].Item, household: h, members: members}
	c.judge(s, &b, report)
}

func (c *clash) judge(s *dossier.Snapshot, b *benefit, report func(Hit)) {
	states := c.states(s, b)
	if len(states) == 0 {
		return
	}
	b.gather(s)
	spans := c.delayed(&s.Items[b.item], states)
	var out []Stretch
	for _, r := range b.rows {
		if !r.Counts() {
			continue
		}
		for k := range states {
			if c.touches(s, b, &states[k], spans[k], r) {
				out = extend(out, r)
				break
			}
		}
	}
	for i := range out {
		var held []state
		for k := range states {
			for _, r := range out[i].Rows {
				if c.touches(s, b, &states[k], spans[k], r) {
					held = append(held, states[k])
					break
				}
			}
		}
		report(c.finish(s, b, &out[i], held))
	}
}

// delayed are the spans of states without the grace at their beginning. A state
// that carries on another of the same person has had its grace.
func (c *clash) delayed(item *dossier.Item, states []state) []period.Interval {
	out := make([]period.Interval, len(states))
	for k := range states {
		out[k] = states[k].span
		if c.grace == 0 || out[k].From == period.Past {
			continue
		}
		carries := false
		for j := range states {
			carries = carries || (states[j].person == states[k].person && states[j].span.From < out[k].From && states[j].span.To >= out[k].From)
		}
		if !carries {
			out[k].From = out[k].From.AddMonths(c.grace * months(item))
		}
	}
	return out
}

// touches reports whether a payout falls into a state: by the first day of its
// period where that is a month, by any day where it is longer, and one-off
// payouts by the day they were decided.
func (c *clash) touches(s *dossier.Snapshot, b *benefit, st *state, span period.Interval, r *dossier.Payout) bool {
	hit := false
	switch item := &s.Items[r.Item]; {
	case item.Frequency == oneOff:
		hit = span.Contains(b.decidedOn(s, r))
	case item.Frequency == "月" || c.firstDay:
		hit = span.Contains(r.Period.From)
	default:
		hit = span.Overlaps(r.Period)
	}
	return hit && (c.counted == nil || c.counted(s, b, st, r))
}

// finish fills in what every hit of the shape has.
func (c *clash) finish(s *dossier.Snapshot, b *benefit, st *Stretch, held []state) Hit {
	slices.SortStableFunc(held, func(a, b state) int { // strong ones first
		if a.strong == b.strong {
			return 0
		} else if a.strong {
			return -1
		}
		return 1
	})
	h := c.tell(s, b, st, held)
	h.Subject, h.Item, h.Household, h.Period, h.AmountFen = Person(held[0].person), int32(st.Item), b.household, st.Period, st.AmountFen
	h.Weak = !held[0].strong
	for i := range held {
		h.Evidence = append(h.Evidence, held[i].show...)
		h.lean(held[i].leans...)
		if e := entry(s, b.household, held[i].person, st.Period.From); e != nil && !b.personal {
			h.Evidence = append(h.Evidence, rosterEvidence(s, e))
		}
	}
	h.Evidence = append(h.Evidence, payoutsEvidence(s, st.Rows)...)
	if item := &s.Items[st.Item]; item.Household() || item.Frequency == oneOff { // whose it is, or when it was decided
		h.lean("rosters")
	}
	return h
}

// looksBy lists the categories that the matrix does not hold compatible with
// any of the statuses.
func looksBy(m Matrix, statuses ...Status) (out [32]bool) {
	for _, c := range dossier.Categories() {
		for _, st := range statuses {
			out[c] = out[c] || m.At(c, st) != Compatible
		}
	}
	return out
}

// drew is the sentence of a state and what was drawn meanwhile.
func drew(s *dossier.Snapshot, held []state, st *Stretch) string {
	return held[0].what + "，其间发放了" + st.spell(s) + "。"
}
