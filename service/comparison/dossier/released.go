package dossier

import (
	"cmp"
	"maps"
	"slices"

	"yangguang/service/kernel/period"
)

// listed is what a released list is of: an item and a period.
type listed struct {
	batch int32
	from  period.Day
	item  uint16
}

// renumbered finds the released lists that were paid under another 批次号: none
// was paid under theirs, and at least half of their lines, the same people, item
// and period, were under others. An ordinary second batch pays few of them.
func (s *Snapshot) renumbered() {
	type pair struct{ list, batch int32 }
	lines, found, under := map[int32]int{}, map[int32]int{}, map[pair]int{}
	for i := range s.Released {
		r := &s.Released[i]
		if s.paid[r.Batch] {
			continue
		}
		lines[r.Batch]++
		var seen []int32
		rows := s.PayoutsOf(r.Person)
		for k := range rows {
			q := &rows[k]
			if q.Item == r.Item && q.Period.From == r.Period.From && q.State&Proposed == 0 && q.RepayOf == 0 && s.pays[q.Batch] == 0 && !slices.Contains(seen, q.Batch) {
				seen = append(seen, q.Batch)
				under[pair{r.Batch, q.Batch}]++
			}
		}
		if len(seen) > 0 {
			found[r.Batch]++
		}
	}
	order := slices.SortedFunc(maps.Keys(under), func(a, b pair) int {
		return cmp.Or(-cmp.Compare(under[a], under[b]), cmp.Compare(a.list, b.list), cmp.Compare(a.batch, b.batch))
	})
	s.covers = map[listed]bool{}
	for _, p := range order {
		if n := lines[p.list]; found[p.list]*2 >= n && under[p]*10 >= n && s.pays[p.batch] == 0 {
			s.pays[p.batch], s.paid[p.list] = p.list, true
		}
	}
	for i := range s.Released {
		r := &s.Released[i]
		s.covers[listed{r.Batch, r.Period.From, r.Item}] = true
	}
}
