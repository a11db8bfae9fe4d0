package comparison

import (
	"slices"
	"strings"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// TestAFindingThatQuotesAnOldRegisterIsHeld: whether or not its model cannot do
// without that register.
func TestAFindingThatQuotesAnOldRegisterIsHeld(t *testing.T) {
	t.Parallel()
	s := &dossier.Snapshot{AsOf: period.Date(2026, 7, 1), Coverage: map[string]dossier.Cover{"payouts": {AsOf: period.Date(2026, 6, 30), Rows: 9}, "vehicles": {AsOf: period.Date(2024, 1, 1), Rows: 9}}}
	lacking := lackingKinds(s, map[string]string{})
	car := []rule.Evidence{{Kind: "payouts"}, {Kind: "vehicles"}, {Kind: "vehicles"}}
	for _, c := range []struct {
		name, why, want string
		m               rule.Model
		evidence        []rule.Evidence
	}{
		{"quotes it", "", "机动车数据截至2024年1月1日，已过期", rule.Model{Key: "S01"}, car},
		{"says why already", "没有死亡人口数据", "没有死亡人口数据；机动车数据截至2024年1月1日，已过期", rule.Model{Key: "S01"}, car},
		{"its model says it", "机动车数据旧", "机动车数据旧", rule.Model{Key: "S06", Registers: []string{"vehicles"}}, car},
		{"does not quote it", "", "", rule.Model{Key: "S01"}, car[:1]},
	} {
		if got := quoted(c.why, c.m, &rule.Hit{Evidence: c.evidence}, lacking); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestTwoPeopleAreNoCounty: what compares with the rest of the county says
// nothing of a part of it.
func TestTwoPeopleAreNoCounty(t *testing.T) {
	t.Parallel()
	s := &dossier.Snapshot{Coverage: map[string]dossier.Cover{"payouts": {Rows: 1}, "rosters": {Rows: 1}, "deaths": {Rows: 1}}}
	var bound []rule.Bound
	for _, m := range rule.Models() {
		if slices.Contains([]string{"S01", "S30", "S31"}, m.Key) {
			bound = append(bound, rule.Bound{Model: m, Check: rule.Check{County: func(*dossier.Snapshot, func(rule.Hit)) {}}})
		}
	}
	for part, want := range map[bool]int{false: 3, true: 1} {
		n := 0
		for _, b := range answerable(s, bound, part) {
			if b.Check.County != nil {
				n++
			}
		}
		if n != want {
			t.Errorf("part %v: %d of three are asked, want %d", part, n, want)
		}
	}
}

// TestARunSaysWhatItCouldNotLookAt: Q06 can do without the register of cars, and
// nobody is to think that it looked.
func TestARunSaysWhatItCouldNotLookAt(t *testing.T) {
	t.Parallel()
	m, _ := rule.Lookup("Q06")
	s := &dossier.Snapshot{Coverage: map[string]dossier.Cover{}}
	every(s)
	if got := lackNote(s, m); got != "" {
		t.Error(got)
	}
	delete(s.Coverage, "vehicles")
	delete(s.Coverage, "officials")
	if got := lackNote(s, m); got != "没有机动车、财政供养人员数据，要看这些数据的部分没有比对，或者暂缓" || heldReason(s, m, nil) != "" {
		t.Errorf("%q %q", got, heldReason(s, m, nil))
	}
}

// TestEveryKindHasAName: whatever a county may import is listed on the page of
// a run, and nobody reads a key there.
func TestEveryKindHasAName(t *testing.T) {
	t.Parallel()
	for _, kind := range strings.Fields("divisions residents subsidies policies payouts prepayouts rosters officials relatives deaths inmates vehicles companies company_roles properties employment pensions disabilities enrolments assessments parcels households indicators insurance projects funds project_funds project_progress bids field_checks") {
		if titleOf(kind) == kind {
			t.Errorf("%s has no name", kind)
		}
	}
}
