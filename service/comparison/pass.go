package comparison

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
)

// Result is a hit with the model that has it.
type Result struct {
	Model int // position in the models that ran
	rule.Hit
	Held string // why it is held back
}

// stretch is how many persons one goroutine takes at a time.
const stretch = 4096

// pass asks every model about every subject, on every processor, and gives the
// hits in an order that does not depend on how the work was shared out.
func pass(ctx context.Context, s *dossier.Snapshot, bound []rule.Bound, tell func(done, total int)) ([]Result, error) {
	people := (len(s.People) + stretch - 1) / stretch
	others := make([]int, 0, len(bound)) // first, because each may take long
	for i, b := range bound {
		c := b.Check
		if c.Household != nil || c.Account != nil || c.Aided != nil || c.Project != nil || c.Fund != nil || c.County != nil {
			others = append(others, i)
		}
	}
	out := make([][]Result, len(others)+people)
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(out) {
					return
				}
				report := func(m int, h rule.Hit) { out[i] = append(out[i], Result{Model: m, Hit: h}) }
				if i < len(others) {
					rule.Others(s, bound[others[i]], func(h rule.Hit) { report(others[i], h) })
				} else {
					first := (i - len(others)) * stretch
					rule.People(s, bound, dossier.P(first), dossier.P(min(first+stretch, len(s.People))), report) //nolint:gosec // fewer than 2³¹ people
				}
				if tell != nil {
					tell(int(done.Add(1)), len(out))
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n := 0
	for _, part := range out {
		n += len(part)
	}
	all := make([]Result, 0, n)
	for _, part := range out {
		all = append(all, part...)
	}
	return all, nil
}
