package custom

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr/vm"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// state is one goroutine's machine.
type state struct {
	vm    vm.VM
	env   env
	s     *dossier.Snapshot
	p     dossier.P
	items map[string][]bool
}

// check makes the check of persons. Machines are pooled: several goroutines
// run it at once.
func (p *program) check(d Definition, used []string) func(*dossier.Snapshot, dossier.P, func(rule.Hit)) {
	pool := sync.Pool{New: func() any { return newState() }}
	return func(s *dossier.Snapshot, who dossier.P, report func(rule.Hit)) {
		st, _ := pool.Get().(*state)
		defer pool.Put(st)
		st.at(s, who)
		if len(d.Items) > 0 && !st.receives(d.Items) {
			return
		}
		for _, f := range p.fill {
			f.fill(&st.env, s, who)
		}
		out, err := st.vm.Run(p.code, &st.env)
		if hit, ok := out.(bool); err != nil || !ok || !hit {
			return // a typed expression over these fields fails only past its bounds
		}
		report(st.hit(d, used))
	}
}

func newState() *state {
	st := &state{items: map[string][]bool{}}
	st.vm.MemoryBudget = maxMemory
	st.env.Received = func(item string) float64 {
		fen := int64(0)
		for r := range recent(st.s, st.p) {
			if st.among(item)[r.Item] {
				fen += r.AmountFen
			}
		}
		return float64(fen) / 100
	}
	st.env.Times = func(item string) int {
		n := 0
		for r := range recent(st.s, st.p) {
			if st.among(item)[r.Item] {
				n++
			}
		}
		return n
	}
	st.env.Listed = func(item string) bool {
		for r := range st.s.RostersOf(st.p) {
			if st.among(item)[r.Item] && r.Span.Contains(st.s.AsOf) {
				return true
			}
		}
		return false
	}
	return st
}

func (st *state) at(s *dossier.Snapshot, p dossier.P) {
	if st.s != s {
		clear(st.items)
	}
	st.s, st.p = s, p
}

// among tells which items a name means: the item of that name, or all of that
// category.
func (st *state) among(name string) []bool {
	if is, ok := st.items[name]; ok {
		return is
	}
	is := make([]bool, len(st.s.Items))
	c := category(name)
	for i := range st.s.Items {
		is[i] = st.s.Items[i].Name == name || c != dossier.Other && st.s.Items[i].Category == c
	}
	st.items[name] = is
	return is
}

func (st *state) receives(items []string) bool {
	for r := range recent(st.s, st.p) {
		for _, name := range items {
			if st.among(name)[r.Item] {
				return true
			}
		}
	}
	return false
}

// hit is the finding about a person: the money of the declared items, and what
// the registers that it rests on say. It is about whole calendar years, those
// of the money or else the one that the registers describe: what was judged
// does not come back because another day went by.
func (st *state) hit(d Definition, used []string) rule.Hit {
	h := rule.Hit{Subject: rule.Person(st.p), Item: dossier.None, Household: dossier.None, Severity: d.Severity, Sentence: strings.TrimRight(d.Says, "。") + "。"}
	first, last := math.MaxInt, 0
	for r := range recent(st.s, st.p) {
		for _, name := range d.Items {
			if st.among(name)[r.Item] {
				h.AmountFen += r.AmountFen
				first, last = min(first, r.Period.From.Year()), max(last, r.Period.Last().Year())
				if len(h.Evidence) < 24 {
					h.Evidence = append(h.Evidence, rule.PayoutEvidence(st.s, r))
				}
				break
			}
		}
	}
	if len(d.Items) == 0 && slices.Contains(used, "payouts") { // what its words look at
		for r := range recent(st.s, st.p) {
			if len(h.Evidence) < 24 {
				h.Evidence = append(h.Evidence, rule.PayoutEvidence(st.s, r))
			}
		}
	}
	h.Evidence = append(h.Evidence, registerEvidence(st.s, st.p, used)...)
	if last == 0 {
		first = described(st.s, used)
		last = first
	}
	h.Period = period.Interval{From: period.Date(first, 1, 1), To: period.Date(last+1, 1, 1)}
	if len(h.Evidence) == 0 {
		h.Evidence = []rule.Evidence{{Kind: "residents", Fields: []rule.Field{{Name: "截至", Value: st.s.AsOf.Chinese()}, {Name: "条件", Value: d.Expression}}}}
	}
	return h
}

// described is the year that the newest of some registers describes.
func described(s *dossier.Snapshot, kinds []string) int {
	newest := period.Past
	for _, k := range kinds {
		if c, ok := s.Coverage[k]; ok && c.Rows > 0 {
			newest = max(newest, c.AsOf)
		}
	}
	if newest == period.Past || newest > s.AsOf {
		newest = s.AsOf
	}
	return newest.Year()
}
