package rule

import "yangguang/service/comparison/dossier"

// mismatch is one of several predicates of a model that a person's payouts may
// meet.
type mismatch struct {
	weak  bool
	why   string // the first half of the sentence
	show  []Evidence
	leans []string // as Hit.Leans
	holds func(*dossier.Payout) bool
}

// mismatchHits makes a hit of each predicate and stretch. Two predicates of the
// very same stretch are one hit, since a finding is known by subject, item and
// period.
func mismatchHits(s *dossier.Snapshot, p dossier.P, own []*dossier.Payout, all []mismatch) (hits []Hit) {
	for k := range all {
		m := &all[k]
		var out []Stretch
		for _, r := range own {
			if m.holds(r) {
				out = extend(out, r)
			}
		}
		for i := range out {
			hits = joinHit(hits, Hit{
				Subject: Person(p), Item: int32(out[i].Item), Household: rosterHousehold(s, p, out[i].Item), Period: out[i].Period, AmountFen: out[i].AmountFen, Weak: m.weak,
				Sentence: m.why + "，其间发放了" + out[i].spell(s) + "。", Evidence: append(append([]Evidence{}, m.show...), payoutsEvidence(s, out[i].Rows)...), Leans: m.leans,
			}, m)
		}
	}
	return hits
}

// joinHit adds a hit, or what it says to the hit of the same stretch.
func joinHit(hits []Hit, h Hit, m *mismatch) []Hit {
	for i := range hits {
		old := &hits[i]
		if old.Item != h.Item || old.Period != h.Period {
			continue
		}
		switch {
		case old.Weak && !m.weak:
			old.Weak, old.Sentence = false, h.Sentence
		case old.Weak == m.weak:
			old.Sentence = m.why + "；" + old.Sentence
		}
		old.Evidence = append(old.Evidence, m.show...)
		old.lean(h.Leans...)
		return hits
	}
	return append(hits, h)
}
