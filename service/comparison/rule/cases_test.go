package rule_test

import (
	"fmt"
	"slices"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
)

// TestCases runs every model against its file of cases. A model without a file,
// without a hit in it or with a trap that no case shows fails: an untested
// model accuses people.
func TestCases(t *testing.T) {
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
			hits, shown := 0, map[string]bool{}
			for _, c := range cases {
				hits += len(c.Want)
				for _, k := range c.Traps {
					if !c.None && !slices.ContainsFunc(m.Traps, func(x rule.Trap) bool { return x.Key == k }) {
						t.Errorf("%s: trap %s is not one of the model's", c.Title, k)
					}
					shown[k] = true
				}
				check(t, m, c)
			}
			if hits == 0 {
				t.Error("no case has a hit")
			}
			for _, trap := range m.Traps {
				if !shown[trap.Key] {
					t.Errorf("no case shows the trap %s: %s", trap.Key, trap.Text)
				}
			}
		})
	}
}

func check(t *testing.T, m rule.Model, c fixture.Case) {
	t.Helper()
	bound, err := rule.Bind([]rule.Model{m}, c.Parameters, rule.DefaultMatrix())
	if err != nil {
		t.Errorf("%s: %v", c.Title, err)
		return
	}
	got := rule.All(c.Snapshot, bound)[m.Key]
	left := slices.Clone(got)
	for _, w := range c.Want {
		i := slices.IndexFunc(left, func(h rule.Hit) bool { return matches(c, w, h) })
		if i < 0 {
			t.Errorf("%s: not found: %+v", c.Title, w)
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, h := range left {
		t.Errorf("%s: reported, and not wanted: %s %s %s %d分 %s weak=%v: %s", c.Title, subject(c, h), item(c, h), h.Period, h.AmountFen, h.Severity, h.Weak, h.Sentence)
	}
	for _, h := range got {
		if h.Sentence == "" || len(h.Evidence) == 0 {
			t.Errorf("%s: a hit without sentence or evidence: %+v", c.Title, h)
		}
		shown := map[string]bool{}
		for _, e := range h.Evidence {
			key := fmt.Sprint(e.Kind, e.Src, e.Who, e.Fields)
			if shown[key] && e.Src != (dossier.Ref{}) {
				t.Errorf("%s: a record is shown twice: %s %v", c.Title, e.Kind, e.Fields)
			}
			shown[key] = true
		}
	}
}

func matches(c fixture.Case, w fixture.Want, h rule.Hit) bool {
	return subject(c, h) == w.Subject && (w.Item == "" || item(c, h) == w.Item) && (w.Period.Empty() || w.Period == h.Period) &&
		(w.Fen < 0 || w.Fen == h.AmountFen) && (w.Severity == "" || w.Severity == h.Severity.String()) && w.Weak == h.Weak
}

func subject(c fixture.Case, h rule.Hit) string {
	switch h.Subject.Kind {
	case rule.OfAccount:
		return c.AccountToken(h.Subject.Index)
	case rule.OfFund:
		return c.Snapshot.Funds[h.Subject.Index].DocNo
	case rule.OfProject:
		return c.Snapshot.Projects[h.Subject.Index].No
	case rule.OfVillage:
		return c.Snapshot.Villages[h.Subject.Index].Code
	case rule.OfBank:
		return c.Snapshot.Banks[h.Subject.Index]
	case rule.OfPerson:
	}
	return c.Token(h.Subject.Index)
}

func item(c fixture.Case, h rule.Hit) string {
	if h.Item == dossier.None {
		return ""
	}
	return c.Snapshot.Items[h.Item].Name
}

// TestModelsAreComplete checks what every model owes its reader.
func TestModelsAreComplete(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, m := range rule.Models() {
		if seen[m.Key] || m.Title == "" || m.Says == "" || len(m.Basis) == 0 || len(m.Traps) == 0 || len(m.Evidence) == 0 || len(m.Questions) < 2 || m.Bind == nil {
			t.Errorf("%s is not complete, or there twice", m.Key)
		}
		seen[m.Key] = true
		if _, err := rule.NewValues(m, nil, rule.DefaultMatrix()); err != nil {
			t.Errorf("%s: its own defaults are refused: %v", m.Key, err)
		}
		for _, p := range m.Parameters {
			if p.Label == "" || p.Basis == "" {
				t.Errorf("%s: parameter %s has no label or basis", m.Key, p.Key)
			}
		}
	}
}
