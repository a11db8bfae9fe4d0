package comparison

import (
	"context"
	"runtime"
	"slices"
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

// stretch is how many persons one goroutine takes at a time; subjects how many
// households, accounts and the like.
const (
	stretch  = 4096
	subjects = 65536
)

// longest are the models whose look at the whole county takes longest, the
// longest first: begun last, one of them would keep one processor busy alone.
var longest = []string{"S31", "S30", "S28"}

// task is a part of the pass that one goroutine does.
type task func(report func(model int, h rule.Hit))

// tasks cuts the pass: first what cannot be cut, then the subjects that are not
// persons, then the persons.
func tasks(s *dossier.Snapshot, bound []rule.Bound) []task {
	var whole, out []task
	begun := make([]bool, len(bound))
	begin := func(i int) {
		if county := bound[i].Check.County; county != nil && !begun[i] {
			begun[i] = true
			whole = append(whole, func(report func(int, rule.Hit)) { county(s, func(h rule.Hit) { report(i, h) }) })
		}
	}
	for _, key := range longest {
		for i := range bound {
			if bound[i].Model.Key == key {
				begin(i)
			}
		}
	}
	for i, b := range bound {
		begin(i)
		for _, part := range rule.Parts(s, b, subjects) {
			out = append(out, func(report func(int, rule.Hit)) { part(func(h rule.Hit) { report(i, h) }) })
		}
	}
	out = append(whole, out...)
	for first := 0; first < len(s.People); first += stretch {
		out = append(out, func(report func(int, rule.Hit)) {
			rule.People(s, bound, dossier.P(first), dossier.P(min(first+stretch, len(s.People))), report) //nolint:gosec // fewer than 2³¹ people
		})
	}
	return out
}

// fill makes the evidence that models have put off, on every processor.
func fill(found []Result) {
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for k := range n {
		part := found[len(found)*k/n : len(found)*(k+1)/n]
		wg.Go(func() {
			for i := range part {
				part[i].Fill()
			}
		})
	}
	wg.Wait()
}

// pass asks every model about every subject, on every processor, and gives the
// hits in an order that does not depend on how the work was shared out.
func pass(ctx context.Context, s *dossier.Snapshot, bound []rule.Bound, tell func(done, total int)) ([]Result, error) {
	work := tasks(s, bound)
	out := make([][]Result, len(work))
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(work) {
					return
				}
				work[i](func(m int, h rule.Hit) { out[i] = append(out[i], Result{Model: m, Hit: h}) })
				if tell != nil {
					tell(int(done.Add(1)), len(work))
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return slices.Concat(out...), nil
}
