package rule_test

import (
	"strings"
	"testing"

	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
)

// hitOf is the only hit of a model in a case.
func hitOf(t *testing.T, key, text string) rule.Hit {
	t.Helper()
	cases, err := fixture.Parse("# " + key + " x\n\n== x\n" + text + "\n疑点 ?\n")
	if err != nil {
		t.Fatal(err)
	}
	m, _ := rule.Lookup(key)
	bound, err := rule.Bind([]rule.Model{m}, nil, rule.DefaultMatrix())
	if err != nil {
		t.Fatal(err)
	}
	hits := rule.All(cases[0].Snapshot, bound)[key]
	if len(hits) != 1 {
		t.Fatalf("%d hits", len(hits))
	}
	hits[0].Fill()
	return hits[0]
}

// TestARelativeIsListedOnce: one brother who is head and shareholder is one
// person in the sentence, and the records say whose they are.
func TestARelativeIsListedOnce(t *testing.T) {
	t.Parallel()
	h := hitOf(t, "P08", `企业 C1 2010-01-01..
任职 乙 C1 2010-01-01..
任职 乙 C1 2010-01-01.. 角色=股东 持股=30
公职 甲 2005-01-01.. 单位=县文化馆 类别=事业
家属 甲 乙 关系=兄弟
项目库 X1 中标=C1 中标价=980000 开标=2024-03-01 主管=县水利局`)
	if !strings.Contains(h.Sentence, "法定代表人、股东是县文化馆的事业单位工作人员申报的兄弟。") {
		t.Error(h.Sentence)
	}
	count := map[string]int{}
	for _, e := range h.Evidence {
		count[e.Kind]++
		if _, known := e.Who.Person(); known != (e.Kind == "company_roles" || e.Kind == "officials" || e.Kind == "relatives") {
			t.Errorf("%s: known %v", e.Kind, known)
		}
	}
	if count["company_roles"] != 2 || count["officials"] != 1 || count["relatives"] != 1 || count["companies"] != 1 {
		t.Errorf("%v", count)
	}
}

// TestWhatIsNotListedIsCounted: a long account lists some of everybody's
// payments, each with its person, and counts the rest.
func TestWhatIsNotListedIsCounted(t *testing.T) {
	t.Parallel()
	h := hitOf(t, "S25", `发放 甲 高龄津贴 2020-01..2023-12 金额=50 账号=K1
发放 乙 高龄津贴 2020-01..2023-12 金额=50 账号=K1 户名=甲
发放 丙 高龄津贴 2020-01..2020-02 金额=50 账号=K1 户名=甲`)
	n, rest := 0, int64(0)
	who := map[rule.Who]bool{}
	for _, e := range h.Evidence {
		n, rest, who[e.Who] = n+1+e.Rest, rest+e.RestFen, true
	}
	if n != 98 || len(h.Evidence) != 42 || rest != 56*5000 || len(who) != 3 {
		t.Errorf("%d records of %d, %d分 left out, %d people", len(h.Evidence), n, rest, len(who))
	}
}

// TestOneHouseIsOneMatter: a house of grade D is told of once, and the sentence
// says whether any roster has the household.
func TestOneHouseIsOneMatter(t *testing.T) {
	t.Parallel()
	const house = "帮扶户 H1 甲 脱贫=2018-12-01\n指标 H1 2024 住房=D 危改=否\n"
	for _, c := range []struct {
		more   string
		missed bool
	}{{"", true}, {"名册 甲 农村低保 2020-01..", false}, {"名册 甲 农村低保 2020-01..2022-12", true}, {"名册 甲 危房改造 2023-01.. 批准=2023-01-10", false}} {
		if h := hitOf(t, "Q02", house+c.more); strings.Contains(h.Sentence, "有没有漏评、漏保") != c.missed {
			t.Errorf("%q: %s", c.more, h.Sentence)
		}
	}
}

// TestAWholeHouseholdsMoneyIsSaidToBeThat: where one of three has died, what is
// due back is not all that the three were paid.
func TestAWholeHouseholdsMoneyIsSaidToBeThat(t *testing.T) {
	t.Parallel()
	const three = "名册 甲 农村低保 2020-01.. 户=D1\n名册 乙 农村低保 2020-01.. 户=D1 关系=配偶\n名册 丙 农村低保 2020-01.. 户=D1 关系=子女\n发放 甲 农村低保 2024-05..2024-06 金额=765 数量=3\n"
	for _, c := range []struct {
		key, text string
		whole     bool
	}{
		{"S01", three + "死亡 丙 2024-03-20", true},
		{"S01", "死亡 甲 2024-03-20\n名册 甲 农村低保 2020-01..\n发放 甲 农村低保 2024-05 金额=350", false},
		{"S01", "死亡 甲 2024-03-20\n发放 甲 高龄津贴 2024-05 金额=50", false},
		{"S05", three + "服刑 丙 2023-10-20..", true},
		{"S05", "服刑 甲 2023-10-20..\n发放 甲 城乡居民养老 2024-05 金额=131", false},
		{"S11", three + "发放 丙 农村特困供养 2024-05..2024-06 金额=900", true},
		{"S11", "名册 甲 农村低保 2020-01..\n发放 甲 农村低保 2024-05..2024-06 金额=350\n发放 甲 农村特困供养 2024-05..2024-06 金额=900", false},
	} {
		if h := hitOf(t, c.key, c.text); strings.Contains(h.Sentence, "金额按全户的发放额计") != c.whole {
			t.Errorf("%s %q: %s", c.key, c.text, h.Sentence)
		}
	}
}
