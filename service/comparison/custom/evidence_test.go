package custom

import (
	"slices"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// everything is somebody who stands in every register.
const everything = `
== 甲样样都有
截至 2026-06-30
居民 甲 生=1941-03-01
发放 甲 农村低保 2026-01..2026-05 金额=50
名册 甲 农村低保 2020-01..
死亡 甲 2026-06-01
公职 甲 2020-01-01..
家属 乙 甲
服刑 甲 2026-01-01..
车辆 甲 2020-01-01..
企业 C1 2020-01-01.. 名称=某公司
任职 甲 C1 2020-01-01..
房产 甲 2020-01-01..
社保 甲 2026-01..2026-04
养老 甲 2020-01..
残疾 甲 2020-01-01..
学籍 甲 2020-09.. 学段=中职
核对 甲 2026-01-01
地块 甲 D1 3
帮扶户 H1 甲
医保 甲 2026
无疑点`

func person(t *testing.T, text string) *dossier.Snapshot {
	t.Helper()
	cases, err := fixture.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return cases[0].Snapshot
}

func hitsOf(t *testing.T, s *dossier.Snapshot, d Definition) []rule.Hit {
	t.Helper()
	m, err := Compile(d, catalogue)
	if err != nil {
		t.Fatalf("%s: %v", d.Expression, err)
	}
	bound, err := rule.Bind([]rule.Model{m}, nil, rule.DefaultMatrix())
	if err != nil {
		t.Fatal(err)
	}
	return rule.All(s, bound)["Z01"]
}

// TestAFindingShowsEveryRegisterThatItRestsOn: by whatever words, ticked or not.
func TestAFindingShowsEveryRegisterThatItRestsOn(t *testing.T) {
	t.Parallel()
	s := person(t, everything)
	types := map[string]string{}
	for _, f := range Fields() {
		types[f.Name] = f.Type
	}
	expressions := map[string][]string{
		`车辆数 > 0 and 住房数 + 商业用房数 > 0 and 社保月数 >= 4 and 企业数 > 0`: {"vehicles", "properties", "employment", "company_roles"},
	}
	for word, kinds := range sources {
		source := map[string]string{truth: word + " or not " + word, words: word + ` != "某"`}[types[word]]
		switch {
		case word == "在册":
			source = `在册("农村低保")`
		case word == "领取" || word == "次数":
			source = word + `("农村低保") > 0`
		case source == "":
			source = word + " >= 0"
		}
		expressions["年龄 >= 80 and ("+source+")"] = kinds
	}
	for source, kinds := range expressions {
		hits := hitsOf(t, s, definition(source))
		if len(hits) != 1 {
			t.Errorf("%s: %d hits", source, len(hits))
			continue
		}
		for _, kind := range kinds {
			if !slices.ContainsFunc(hits[0].Evidence, func(e rule.Evidence) bool { return e.Kind == kind && len(e.Fields) > 0 }) {
				t.Errorf("%s: nothing of %s in %+v", source, kind, hits[0].Evidence)
			}
		}
	}
	ticked := definition("年龄 >= 80")
	ticked.Registers = Registers()
	hits := hitsOf(t, s, ticked)
	if len(hits) != 1 {
		t.Fatalf("ticked: %d hits", len(hits))
	}
	for _, kind := range ticked.Registers {
		if !slices.ContainsFunc(hits[0].Evidence, func(e rule.Evidence) bool { return e.Kind == kind }) {
			t.Errorf("ticked: nothing of %s", kind)
		}
	}
}

// TestAModelsPeriodDoesNotMove: what was judged does not come back because
// another day went by; another year is another matter.
func TestAModelsPeriodDoesNotMove(t *testing.T) {
	t.Parallel()
	money := definition("年龄 >= 80")
	money.Items = []string{"农村低保"}
	state := definition("年龄 >= 80 and 车辆数 > 0")
	for _, c := range []struct {
		name string
		d    Definition
		days []period.Day
		want string
	}{
		{"money of one year", money, []period.Day{period.Date(2026, 5, 31), period.Date(2026, 6, 1), period.Date(2026, 12, 31), period.Date(2027, 1, 15)}, "2026-01-01~2026-12-31"},
		{"a state of the register's year", state, []period.Day{period.Date(2026, 3, 2), period.Date(2026, 6, 30), period.Date(2027, 2, 1), period.Date(2028, 2, 1)}, "2026-01-01~2026-12-31"},
	} {
		for _, on := range c.days {
			s := person(t, everything)
			s.AsOf = on
			s.Coverage["vehicles"] = dossier.Cover{AsOf: period.Date(2026, 3, 1), Rows: 1}
			hits := hitsOf(t, s, c.d)
			if len(hits) != 1 || hits[0].Period.From.String()+"~"+hits[0].Period.Last().String() != c.want {
				t.Errorf("%s on %s: %+v", c.name, on, hits)
			}
		}
	}
}
