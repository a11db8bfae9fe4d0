package rule_test

import (
	"slices"
	"strings"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
)

// wordsOf are the words of the cases' lines that make up each register. Without
// companies nobody has a place in one.
var wordsOf = map[string][]string{
	"rosters": {"名册"}, "deaths": {"死亡"}, "officials": {"公职"}, "relatives": {"家属"}, "inmates": {"服刑"}, "vehicles": {"车辆"}, "companies": {"企业", "任职"}, "company_roles": {"任职"},
	"properties": {"房产"}, "employment": {"社保"}, "pensions": {"养老"}, "disabilities": {"残疾"}, "enrolments": {"学籍"}, "assessments": {"核对"}, "parcels": {"地块"},
	"households": {"帮扶户", "指标"}, "indicators": {"指标"}, "insurance": {"医保"}, "funds": {"资金"}, "project_funds": {"拨付"}, "project_progress": {"进度"}, "bids": {"投标"},
	"field_checks": {"现场"}, "subsidies": {"项目"}, "payouts": {"发放"}, "residents": {"居民", "原户籍"},
}

// TestAHitNamesEveryRegisterItGoesBy takes each register away from each case: a
// hit that comes up or falls away with it says so, by its model's Registers or
// Leans, by its own Leans, or by showing a record. Else it could not be held
// back where that register is missing or old.
func TestAHitNamesEveryRegisterItGoesBy(t *testing.T) {
	t.Parallel()
	for _, m := range rule.Models() {
		t.Run(m.Key, func(t *testing.T) {
			t.Parallel()
			text, err := rule.CaseText(m.Key)
			if err != nil {
				t.Fatal(err)
			}
			named := append(slices.Clone(m.Registers), m.Leans...)
			if strings.HasPrefix(m.Key, "S") {
				named = append(named, "payouts")
			}
			for _, one := range strings.Split("\n"+text, "\n== ")[1:] {
				whole, c := hitsOf(t, m, "== "+one)
				for kind := range wordsOf {
					less, had := without(c, kind)
					if !had || slices.Contains(named, kind) {
						continue
					}
					left, _ := hitsOf(t, m, less)
					for k, h := range whole {
						if _, still := left[k]; !still && !goesBy(h, kind) {
							t.Errorf("%s: falls away without %s and does not say that it goes by them: %s", c.Title, kind, h.Sentence)
						}
					}
					for k, h := range left {
						if _, before := whole[k]; !before && !goesBy(h, kind) {
							t.Errorf("%s: comes up without %s and does not say that it goes by them: %s", c.Title, kind, h.Sentence)
						}
					}
				}
			}
		})
	}
}

// thing is what a finding is known by.
type thing struct{ subject, item, period string }

func hitsOf(t *testing.T, m rule.Model, text string) (map[thing]rule.Hit, fixture.Case) {
	t.Helper()
	cases, err := fixture.Parse(text)
	if err != nil || len(cases) != 1 {
		t.Fatalf("%d cases %v: %s", len(cases), err, text)
	}
	c := cases[0]
	bound, err := rule.Bind([]rule.Model{m}, c.Parameters, rule.DefaultMatrix())
	if err != nil {
		t.Fatal(err)
	}
	out := map[thing]rule.Hit{}
	for _, h := range rule.All(c.Snapshot, bound)[m.Key] {
		h.Fill()
		out[thing{subject(c, h), item(c, h), h.Period.String()}] = h
	}
	return out, c
}

func goesBy(h rule.Hit, kind string) bool {
	return slices.Contains(h.Leans, kind) || slices.ContainsFunc(h.Evidence, func(e rule.Evidence) bool { return e.Kind == kind })
}

// without writes a case again with a register taken away; false where the case
// has nothing of it. Everybody has a place among the residents.
func without(c fixture.Case, kind string) (text string, had bool) {
	lines, known := []string{"== " + c.Title}, map[string]bool{}
	for _, l := range strings.Split(c.Text, "\n") {
		words := strings.Fields(l)
		switch mine := slices.Contains(wordsOf[kind], words[0]); {
		case mine && kind == "subsidies": // the item goes on being paid, its standards are unknown
			kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.HasPrefix(w, "档次=") })
			had = had || len(kept) < len(words)
			lines = append(lines, strings.Join(kept, " "))
		case mine && words[0] == "居民": // the number still tells the birthday
			known[words[1]] = true
			kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
				return strings.HasPrefix(w, "村=") || strings.HasPrefix(w, "户=") || strings.HasPrefix(w, "状态=")
			})
			lines = append(lines, strings.Join(append(kept, "状态=无"), " "))
		case mine:
			had = true
		default:
			lines = append(lines, l)
		}
	}
	if kind == "residents" {
		for p := range c.Snapshot.People {
			if who := c.Token(dossier.P(p)); !known[who] { //nolint:gosec // a case has a handful
				lines = append(lines, "居民 "+who+" 状态=无")
			}
		}
		had = len(c.Snapshot.People) > 0
	}
	return strings.Join(lines, "\n"), had
}
