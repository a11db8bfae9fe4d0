package comparison

import (
	"cmp"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
)

// combine drops the weak hits that stand alone, lifts those that turn red in
// company, and joins hits of one model about one thing whose periods overlap.
// The order of the result is that of the models, then of the subjects.
func combine(s *dossier.Snapshot, found []Result) []Result {
	return combineIn(s, companies(found, map[dossier.P]company{}), found)
}

// companies adds to strong the models that have hits which are not weak.
func companies(found []Result, strong map[dossier.P]company) map[dossier.P]company {
	for _, r := range found {
		if !r.Weak && r.Subject.Kind == rule.OfPerson {
			c, ok := strong[r.Subject.Index]
			strong[r.Subject.Index] = c.with(r.Model, ok)
		}
	}
	return strong
}

func combineIn(s *dossier.Snapshot, strong map[dossier.P]company, found []Result) []Result {
	kept := found[:0:0]
	for _, r := range found {
		together := (r.Weak || r.RedWith) && r.Subject.Kind == rule.OfPerson && inCompany(s, strong, r)
		if r.Weak && !together {
			continue
		}
		if r.RedWith && together {
			r.Severity = rule.Red
		}
		kept = append(kept, r)
	}
	slices.SortStableFunc(kept, inOrder)
	return join(kept)
}

// company says which models have hits on a person.
type company struct {
	model   int
	several bool // more than one
}

func (c company) with(model int, known bool) company {
	if known && c.model != model {
		c.several = true
		return c
	}
	c.model = model
	return c
}

// other reports whether a model besides the given one is there.
func (c company) other(model int) bool { return c.several || c.model != model }

// inCompany reports whether another model has a hit that is not weak on the
// same person, or on somebody who is at the same time in a roster household.
func inCompany(s *dossier.Snapshot, strong map[dossier.P]company, r Result) bool {
	if c, ok := strong[r.Subject.Index]; ok && c.other(r.Model) {
		return true
	}
	for place := range s.RostersOf(r.Subject.Index) {
		for m := range s.MembersOf(place.Household) {
			if c, ok := strong[m.Person]; ok && m.Person != r.Subject.Index && c.other(r.Model) && m.Span.Overlaps(place.Span) {
				return true
			}
		}
	}
	return false
}

func inOrder(a, b Result) int {
	return cmp.Or(cmp.Compare(a.Model, b.Model), cmp.Compare(a.Subject.Kind, b.Subject.Kind), cmp.Compare(a.Subject.Index, b.Subject.Index),
		cmp.Compare(a.Item, b.Item), cmp.Compare(a.Period.From, b.Period.From), cmp.Compare(a.Period.To, b.Period.To), cmp.Compare(a.AmountFen, b.AmountFen), cmp.Compare(a.Sentence, b.Sentence))
}

// join makes one of hits of one model, subject and item whose periods overlap:
// one unbroken stretch is one finding.
func join(in []Result) []Result {
	out := in[:0:0]
	for _, r := range in {
		if n := len(out); n > 0 && sameThing(out[n-1], r) && out[n-1].Period.Overlaps(r.Period) {
			last := &out[n-1]
			last.Period.To = max(last.Period.To, r.Period.To)
			last.AmountFen += r.AmountFen
			last.Severity = max(last.Severity, r.Severity)
			if last.Sentence != r.Sentence {
				last.Sentence += r.Sentence
			}
			last.Join(r.Hit)
			continue
		}
		out = append(out, r)
	}
	return out
}

func sameThing(a, b Result) bool {
	return a.Model == b.Model && a.Subject == b.Subject && a.Item == b.Item
}
