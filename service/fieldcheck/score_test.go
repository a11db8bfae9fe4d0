package fieldcheck

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"yangguang/service/kernel/period"
)

func TestScoreSaysWhy(t *testing.T) {
	t.Parallel()
	today := period.Date(2026, 11, 26)
	begun := period.Date(2026, 3, 1)
	usual := Candidate{No: "X1", Money: 10_000_00, PlanStart: begun, PlanEnd: period.Date(2027, 2, 28), Started: &begun, Percent: 74}
	lately, long := today-30, today-500
	for name, c := range map[string]struct {
		change func(*Candidate)
		points int
		says   string
	}{
		"nothing but that nobody was there": {func(*Candidate) {}, 10, "没有现场核查过，10分"},
		"somebody was there lately":         {func(c *Candidate) { c.Visited = &lately }, 0, ""},
		"somebody was there long ago":       {func(c *Candidate) { c.Visited = &long }, 5, "上次核查是"},
		"findings by colour":                {func(c *Candidate) { c.Findings = [4]int{1, 1, 1, 0} }, 43, "橙1条黄1条蓝1条，33分"},
		"findings are bounded":              {func(c *Candidate) { c.Findings = [4]int{0, 0, 0, 9} }, 70, "红9条，60分"},
		"money":                             {func(c *Candidate) { c.Money = 100_000_000 }, 25, "资金100万元以上"},
		"late":                              {func(c *Candidate) { c.PlanEnd = today - 61 }, 21, "过了61天，进度报到74%，11分"},
		"late and finished":                 {func(c *Candidate) { c.PlanEnd, c.Percent = today-61, 100 }, 10, ""},
		"behind the plan":                   {func(c *Candidate) { c.Percent = 30 }, 25, "进度比计划慢44个百分点"},
		"nothing reported":                  {func(c *Candidate) { c.Percent = -1 }, 25, "进度比计划慢74个百分点"},
		"villagers ask":                     {func(c *Candidate) { c.Asked = 7 }, 25, "群众有7个疑问，15分"},
	} {
		one := usual
		c.change(&one)
		points, reasons := Score(one, today)
		if points != c.points || !strings.Contains(strings.Join(reasons, "\n"), c.says) {
			t.Errorf("%s: %d, want %d: %q", name, points, c.points, reasons)
		}
	}
}

// TestTheTownIsToldNothingOfFindings: what goes onto telephones says nothing of
// findings that nobody was asked about yet, nor of villagers.
func TestTheTownIsToldNothingOfFindings(t *testing.T) {
	t.Parallel()
	today := period.Date(2026, 11, 26)
	long := today - 500
	c := Candidate{Money: 100_000_000, PlanStart: today - 300, PlanEnd: today - 61, Percent: 74, Findings: [4]int{1, 1, 1, 1}, Asked: 2}
	_, late := Score(c, today)
	c.PlanEnd, c.Percent, c.Visited = today+65, 10, &long
	_, behind := Score(c, today)
	for _, x := range []struct {
		reasons []string
		chance  bool
		want    string
	}{
		{late, false, "按风险抽取\n资金100万元以上（100万元）\n计划2026年9月26日完工，过了61天，进度报到74%\n没有现场核查过"},
		{append([]string{"随机抽取"}, behind...), true, "随机抽取\n资金100万元以上（100万元）\n进度比计划慢72个百分点\n上次核查是2025年7月14日"},
		{[]string{"别的原因，3分"}, false, "按风险抽取"},
	} {
		if got := told(strings.Join(x.reasons, "\n"), x.chance); got != x.want {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
}

func TestDrawCanBeRepeated(t *testing.T) {
	t.Parallel()
	today := period.Date(2026, 11, 26)
	begun, old, fresh := today-200, today-1000, today-100
	var all []Candidate
	for i := range 60 {
		all = append(all, Candidate{No: fmt.Sprintf("X%02d", i), PlanStart: begun, PlanEnd: today + 200, Started: &begun, Percent: 50, Findings: [4]int{0, i % 4, 0, 0}})
	}
	all = append(all,
		Candidate{No: "waiting", PlanStart: begun, PlanEnd: today - 300, Findings: [4]int{0, 0, 0, 3}, Waiting: true},
		Candidate{No: "not begun", PlanStart: today + 1, PlanEnd: today + 90, Findings: [4]int{0, 0, 0, 3}},
		Candidate{No: "long done", PlanStart: old, PlanEnd: old, Accepted: &old, Findings: [4]int{0, 0, 0, 3}},
		Candidate{No: "just done", PlanStart: begun, PlanEnd: fresh, Started: &begun, Accepted: &fresh, Findings: [4]int{0, 0, 0, 3}})
	drawn, weighed := Draw(all, today, 10, 30, 4711)
	if len(drawn) != 10 || weighed != 61 || drawn[0].No != "just done" {
		t.Fatalf("%d of %d, first %s", len(drawn), weighed, drawn[0].No)
	}
	seen := map[string]bool{}
	for i, p := range drawn {
		if p.ByChance != (i >= 7) || seen[p.No] || p.ByChance && p.Reasons[0] != "随机抽取" {
			t.Errorf("%d: %+v", i, p)
		}
		seen[p.No] = true
	}
	back := make([]Candidate, len(all))
	for i, c := range all {
		back[len(all)-1-i] = c
	}
	if again, _ := Draw(back, today, 10, 30, 4711); !reflect.DeepEqual(drawn, again) {
		t.Error("the same seed draws others")
	}
	if other, _ := Draw(all, today, 10, 30, 4712); reflect.DeepEqual(drawn, other) {
		t.Error("another seed draws the same")
	}
	for _, c := range [][3]int{{0, 30, 0}, {500, 100, 61}, {1, 0, 1}, {3, 100, 3}} {
		if got, _ := Draw(all, today, c[0], c[1], 1); len(got) != c[2] {
			t.Errorf("top %d, share %d: %d", c[0], c[1], len(got))
		}
	}
	if got, weighed := Draw(nil, today, 5, 20, 1); len(got) != 0 || weighed != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	at := PointOf("109.975500", "22.272600")
	for in, want := range map[[2]string]int{{"109.975500", "22.272600"}: 0, {"109.975500", "22.273600"}: 111, {"109.976500", "22.272600"}: 103, {"", ""}: -1, {"0", "0"}: -1, {"x", "22"}: -1, {"NaN", "22"}: -1, {"200", "22"}: -1} {
		d := metres(PointOf(in[0], in[1]), at)
		if got := map[bool]int{true: -1}[d == nil]; d == nil && got != want || d != nil && *d != want {
			t.Errorf("%v: %v, want %d", in, d, want)
		}
	}
	if metres(at, Point{}) != nil {
		t.Error("a project without a place has a distance")
	}
}
