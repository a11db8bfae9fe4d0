package rule_test

import (
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
)

// TestBenefitsThatTheCountyPairs: S11 goes by the cells of the matrix, as the
// county set them.
func TestBenefitsThatTheCountyPairs(t *testing.T) {
	t.Parallel()
	cases, err := fixture.Parse(`# S11
== 低保和高龄津贴
发放 甲 农村低保 2024-01..2024-04 金额=350
发放 甲 高龄津贴 2024-01..2024-04 金额=80
无疑点
`)
	if err != nil {
		t.Fatal(err)
	}
	s11, _ := rule.Lookup("S11")
	for verdict, want := range map[rule.Verdict]string{rule.Compatible: "none", rule.Conflict: "hit", rule.Doubtful: "weak"} {
		m := rule.DefaultMatrix()
		m.SetBetween(dossier.OldAge, dossier.RuralAllowance, verdict)
		if m.Between(dossier.RuralAllowance, dossier.OldAge) != verdict {
			t.Errorf("%c is not said the other way round", verdict)
		}
		bound, err := rule.Bind([]rule.Model{s11}, nil, m)
		if err != nil {
			t.Fatal(err)
		}
		got := "none"
		for _, h := range rule.All(cases[0].Snapshot, bound)["S11"] {
			if got = "hit"; h.Weak {
				got = "weak"
			}
		}
		if got != want {
			t.Errorf("%c: %s, want %s", verdict, got, want)
		}
	}
}
