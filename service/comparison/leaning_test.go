package comparison

import (
	"slices"
	"strings"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
)

// TestEveryFindingOnALackingRegisterIsHeld runs the cases of every model with
// every register there and fresh, and again with each that a hit goes by old,
// and missing: what rests on it is held back and says so, and a model does not
// run without what it cannot do without.
func TestEveryFindingOnALackingRegisterIsHeld(t *testing.T) {
	t.Parallel()
	for _, m := range rule.Models() {
		t.Run(m.Key, func(t *testing.T) {
			t.Parallel()
			text, err := rule.CaseText(m.Key)
			if err != nil {
				t.Fatal(err)
			}
			cases, err := fixture.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			tried := map[string]bool{}
			for _, c := range cases {
				chosen, err := bind([]rule.Model{m}, c.Parameters)
				if err != nil {
					t.Fatal(err)
				}
				l := &snapshot.Loaded{Snapshot: c.Snapshot}
				evaluated := func() []Result {
					found, err := evaluate(t.Context(), l, chosen, nil)
					if err != nil {
						t.Fatal(err)
					}
					return found
				}
				every(l.Snapshot)
				for _, r := range evaluated() {
					if r.Held != "" {
						t.Errorf("%s: held with every register fresh: %s", c.Title, r.Held)
					}
					for _, kind := range goingBy(m, r) {
						tried[kind] = true
						lacking(t, m, l.Snapshot, kind, evaluated)
						every(l.Snapshot)
					}
				}
			}
			for _, kind := range append(registersOf(m), m.Leans...) {
				if !tried[kind] {
					t.Errorf("no case tries %s", kind)
				}
			}
		})
	}
}

// every makes all registers there and of the day.
func every(s *dossier.Snapshot) {
	for _, c := range cadences {
		s.Coverage[c.kind] = dossier.Cover{AsOf: s.AsOf, Rows: 1}
	}
}

// goingBy are the registers that a finding rests on.
func goingBy(m rule.Model, r Result) []string {
	out := slices.Concat(registersOf(m), m.Leans, r.Leans)
	for _, e := range r.Evidence {
		if slices.ContainsFunc(cadences, func(c struct {
			kind, title string
			days        int
		}) bool {
			return c.kind == e.Kind && e.Kind != fieldChecks
		}) {
			out = append(out, e.Kind)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func lacking(t *testing.T, m rule.Model, s *dossier.Snapshot, kind string, evaluated func() []Result) {
	t.Helper()
	for _, missing := range []bool{false, true} {
		words := titleOf(kind) + "数据截至"
		s.Coverage[kind] = dossier.Cover{AsOf: s.AsOf - 4000, Rows: 1}
		if missing {
			words = "没有" + titleOf(kind) + "数据"
			delete(s.Coverage, kind)
		}
		found := evaluated()
		for _, r := range found {
			if slices.Contains(goingBy(m, r), kind) && !strings.Contains(r.Held, words) {
				t.Errorf("%s lacking (missing: %v) and not held for it but %q: %s", kind, missing, r.Held, r.Sentence)
			}
		}
		if needed := slices.Contains(registersOf(m), kind); needed && missing && len(found) > 0 {
			t.Errorf("found %d without %s", len(found), kind)
		}
		if all := slices.Contains(append(registersOf(m), m.Leans...), kind); all && !strings.Contains(heldReason(s, m, nil), words) {
			t.Errorf("%s lacking and the run says %q of the model", kind, heldReason(s, m, nil))
		}
	}
}
