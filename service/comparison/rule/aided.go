package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// aidedness is what the register of aided households says of a person's family.
type aidedness int8

const (
	unknownAided aidedness = iota // nothing: the family is not known
	isAided
	notAided
)

// familyAided says whether a person's family was in the register of aided
// households by a day. The register names heads only, so a person who is
// registered alone (a pupil whose registration moved to the school) and stands
// on no roster under the family's number is unknown.
func familyAided(s *dossier.Snapshot, p dossier.P, by period.Day) aidedness {
	known := false
	for q := range s.Registered(s.People[p].Hukou) {
		known = known || q != p
		if aidedBy(s, q, by) {
			return isAided
		}
	}
	if aidedBy(s, p, by) {
		return isAided
	}
	for r := range s.RostersOf(p) {
		for m := range s.MembersOf(r.Household) {
			if aidedBy(s, m.Person, by) {
				return isAided
			}
		}
		known = known || heads(s, r.Household) > 1
	}
	switch {
	case !known:
		return unknownAided
	case numberAided(s, p, by):
		return isAided
	}
	return notAided
}

// numberAided reports whether a person stands on a roster under the number of
// an aided household. It reads the whole register: ask last.
func numberAided(s *dossier.Snapshot, p dossier.P, by period.Day) bool {
	for i := range s.Aided {
		a := &s.Aided[i]
		for r := range s.RostersOf(p) {
			if s.Households[r.Household].No == a.No && a.Identified <= by {
				return true
			}
		}
	}
	return false
}

func aidedBy(s *dossier.Snapshot, p dossier.P, by period.Day) bool {
	for a := range s.AidedOf(p) {
		if a.Identified <= by {
			return true
		}
	}
	return false
}

// heads is how many people a roster household has.
func heads(s *dossier.Snapshot, household int32) (n int) {
	for range s.MembersOf(household) {
		n++
	}
	return n
}
