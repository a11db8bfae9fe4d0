package comparison

import (
	"cmp"
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// past is a finding that is there already, of one model, subject and item.
type past struct {
	id          int64
	period      period.Interval
	status      string
	gone        bool
	exemptUntil period.Day // last day; period.Past when the exemption is for its own period
}

// work is what a run does to the findings of one model, subject and item.
type work struct {
	insert []piece
	update []change
	seen   []int64 // still true, and judged or being judged: only the day it was last seen changes
	gone   []int64
}

// piece is the part of a hit that a finding is about.
type piece struct {
	hit    int // position among the hits
	period period.Interval
	whole  bool // all of the hit
}

// change is a finding that takes a new shape.
type change struct {
	id   int64
	back bool // it was gone
	piece
}

// open reports whether a finding may still change its shape: nobody has said
// anything about it yet.
func (p past) open() bool {
	return p.status == model.FindingGenerated || p.status == model.FindingDispatched
}

// judged is the stretch that is not raised again.
func (p past) judged() period.Interval {
	out := p.period
	if p.status == model.FindingExempted && p.exemptUntil != period.Past && out.To != period.Future {
		out.To = max(out.To, p.exemptUntil+1)
	}
	return out
}

// reconcile says what to do with hits and the findings there are, all of one
// model, subject and item. Hits do not overlap each other. complete says that
// the run would have found whatever is still true.
//
// What was judged stays judged: only what a hit has beyond it is raised. Of
// the rest, what overlaps or touches an open finding is that finding, in a new
// shape; what does not is a new one. An open finding that no hit supports any
// more is gone, unless somebody works on it.
func reconcile(hits []period.Interval, old []past, complete bool) work {
	var w work
	var pieces []piece
	var judged []period.Interval
	for _, p := range old {
		if p.open() {
			continue
		}
		judged = append(judged, p.judged())
		if slices.ContainsFunc(hits, p.judged().Overlaps) {
			w.seen = append(w.seen, p.id)
		}
	}
	for i, h := range hits {
		rest := subtract(h, judged)
		for _, part := range rest {
			pieces = append(pieces, piece{hit: i, period: part, whole: part == h})
		}
	}
	taken := make([]bool, len(pieces))
	open := slices.DeleteFunc(slices.Clone(old), func(p past) bool { return !p.open() })
	// Whoever is worked on is served first, so that work does not lose its finding.
	slices.SortStableFunc(open, func(a, b past) int {
		return cmp.Or(-cmp.Compare(boolInt(a.status == model.FindingDispatched), boolInt(b.status == model.FindingDispatched)), cmp.Compare(a.period.From, b.period.From), cmp.Compare(a.id, b.id))
	})
	for _, p := range open {
		if i := best(p.period, pieces, taken); i >= 0 {
			taken[i] = true
			w.update = append(w.update, change{id: p.id, back: p.gone, piece: pieces[i]})
			continue
		}
		switch supported := slices.ContainsFunc(hits, p.period.Overlaps); {
		case p.status == model.FindingDispatched && supported:
			w.seen = append(w.seen, p.id) // a neighbour has grown over it
		case complete && p.status == model.FindingGenerated && !p.gone:
			w.gone = append(w.gone, p.id)
		}
	}
	for i, part := range pieces {
		if !taken[i] {
			w.insert = append(w.insert, part)
		}
	}
	return w
}

// best is the free piece that shares most days with a finding, or touches it;
// -1 when none does.
func best(p period.Interval, pieces []piece, taken []bool) int {
	found, most := -1, -1
	for i, c := range pieces {
		if taken[i] || c.period.From > p.To || p.From > c.period.To {
			continue
		}
		if n := p.Intersect(c.period).Len(); n > most {
			found, most = i, n
		}
	}
	return found
}

// subtract gives what of an interval lies in none of others, in order.
func subtract(i period.Interval, others []period.Interval) []period.Interval {
	left := []period.Interval{i}
	for _, o := range others {
		var next []period.Interval
		for _, p := range left {
			if !p.Overlaps(o) {
				next = append(next, p)
				continue
			}
			for _, part := range []period.Interval{{From: p.From, To: o.From}, {From: o.To, To: p.To}} {
				if !part.Empty() {
					next = append(next, part)
				}
			}
		}
		left = next
	}
	return left
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
