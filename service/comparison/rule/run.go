package rule

import (
	"fmt"

	"yangguang/service/comparison/dossier"
)

// Bound is a model with its parameters, ready to run.
type Bound struct {
	Model Model
	Check Check
}

// Bind makes models ready. texts goes by full parameter name; a value that its
// parameter does not allow is an error naming every such value.
func Bind(models []Model, texts map[string]string, matrix Matrix) ([]Bound, error) {
	out := make([]Bound, 0, len(models))
	for _, m := range models {
		v, err := NewValues(m, texts, matrix)
		if err != nil {
			return nil, fmt.Errorf("model %s: %w", m.Key, err)
		}
		out = append(out, Bound{m, m.Bind(v)})
	}
	return out, nil
}

// People runs every check of persons over the persons from first up to but not
// including last, in one pass: it asks a model only about people who have what
// the model needs. It may run for several stretches at once.
func People(s *dossier.Snapshot, bound []Bound, first, last dossier.P, report func(model int, h Hit)) {
	type ask struct {
		model int
		needs dossier.Flag
		check func(*dossier.Snapshot, dossier.P, func(Hit))
		tell  func(Hit)
	}
	var asks []ask
	for i := range bound {
		if f := bound[i].Check.Person; f != nil {
			asks = append(asks, ask{i, bound[i].Model.Needs, f, func(h Hit) { report(i, h) }})
		}
	}
	for p := first; p < last; p++ {
		has := s.People[p].Has
		for k := range asks {
			if a := &asks[k]; a.needs&has == a.needs {
				a.check(s, p, a.tell)
			}
		}
	}
}

// Others runs every check that is not about persons.
func Others(s *dossier.Snapshot, b Bound, report func(Hit)) {
	for _, part := range Parts(s, b, 1<<30) {
		part(report)
	}
	if b.Check.County != nil {
		b.Check.County(s, report)
	}
}

// Parts cuts a model's checks of households, accounts, aided households,
// projects and funds into stretches of at most so many subjects. They may run at
// once; one after the other they report what the whole would, in its order.
func Parts(s *dossier.Snapshot, b Bound, most int) (parts []func(report func(Hit))) {
	each := func(n int, f func(*dossier.Snapshot, int32, func(Hit))) {
		if f == nil {
			return
		}
		for first := 0; first < n; first += most {
			parts = append(parts, func(report func(Hit)) {
				for i := first; i < min(first+most, n); i++ {
					f(s, int32(i), report) //nolint:gosec // fewer than 2³¹ of anything
				}
			})
		}
	}
	each(len(s.Households), b.Check.Household)
	each(s.Accounts, b.Check.Account)
	each(len(s.Aided), b.Check.Aided)
	each(len(s.Projects), b.Check.Project)
	each(len(s.Funds), b.Check.Fund)
	return parts
}

// All runs models over a whole snapshot on one goroutine, weak hits included:
// for cases and previews. The full run is in package comparison.
func All(s *dossier.Snapshot, bound []Bound) map[string][]Hit {
	out := map[string][]Hit{}
	People(s, bound, 0, dossier.P(len(s.People)), func(m int, h Hit) { //nolint:gosec // fewer than 2³¹ people
		h.Fill()
		out[bound[m].Model.Key] = append(out[bound[m].Model.Key], h)
	})
	for _, b := range bound {
		Others(s, b, func(h Hit) {
			h.Fill()
			out[b.Model.Key] = append(out[b.Model.Key], h)
		})
	}
	return out
}
