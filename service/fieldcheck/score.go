package fieldcheck

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Candidate is a project as the plan weighs it. It looks at nothing else.
type Candidate struct {
	No, Name, Village  string
	Money              money.Fen // the public money in it
	PlanStart, PlanEnd period.Day
	Started, Accepted  *period.Day
	Percent            int         // last reported; -1 when nothing was
	Findings           [4]int      // open findings by severity, 蓝 to 红
	Visited            *period.Day // the last visit that was accepted
	Asked              int         // open questions of villagers
	Waiting            bool        // a check of it is not done yet
}

// settledLong is for how long after its acceptance a project is still drawn, in
// months.
const settledLong = 24

// eligible reports whether there is something to see: work that has begun or
// should have, and was not accepted long ago.
func (c *Candidate) eligible(today period.Day) bool {
	if c.Waiting || c.PlanStart > today && c.Started == nil {
		return false
	}
	return c.Accepted == nil || c.Accepted.AddMonths(settledLong) > today
}

// The points that each thing gives, in one place so that the county can be told.
var (
	severityPoints = [4]int{3, 10, 20, 30}
	severityNames  = [4]string{"蓝", "黄", "橙", "红"}
	moneyPoints    = []struct {
		from   money.Fen
		points int
		words  string
	}{{500_000_000, 20, "资金500万元以上"}, {100_000_000, 15, "资金100万元以上"}, {30_000_000, 8, "资金30万元以上"}}
)

const (
	mostFindings = 60
	mostLate     = 20
	mostAsked    = 15
	neverSeen    = 10
	longUnseen   = 5
	gapPoints    = 15
	gapPercent   = 20 // behind the plan by more than this
)

// Score weighs a project and says why in words, the weightiest first.
func Score(c Candidate, today period.Day) (points int, reasons []string) {
	type reason struct {
		points int
		words  string
	}
	var all []reason
	add := func(points int, format string, args ...any) {
		if points > 0 {
			all = append(all, reason{points, fmt.Sprintf(format, args...)})
		}
	}
	sum, words := 0, ""
	for i := len(c.Findings) - 1; i >= 0; i-- {
		if n := c.Findings[i]; n > 0 {
			sum += n * severityPoints[i]
			words += fmt.Sprintf("%s%d条", severityNames[i], n)
		}
	}
	add(min(sum, mostFindings), "没有办完的疑点：%s", words)
	for _, m := range moneyPoints {
		if c.Money >= m.from {
			add(m.points, "%s（%s）", m.words, c.Money.Short())
			break
		}
	}
	if late, gap := c.late(today); late > 0 {
		add(min(mostLate, 5+late/30*3), "计划%s完工，过了%d天，进度报到%d%%", c.PlanEnd.Chinese(), late, max(c.Percent, 0))
	} else if gap > gapPercent {
		add(gapPoints, "进度比计划慢%d个百分点", gap)
	}
	add(min(mostAsked, c.Asked*5), "群众有%d个疑问", c.Asked)
	switch {
	case c.Visited == nil:
		add(neverSeen, "没有现场核查过")
	case c.Visited.AddMonths(12) <= today:
		add(longUnseen, "上次核查是%s", c.Visited.Chinese())
	}
	slices.SortStableFunc(all, func(a, b reason) int { return b.points - a.points })
	for _, r := range all {
		points += r.points
		reasons = append(reasons, fmt.Sprintf("%s，%d分", r.words, r.points))
	}
	return points, reasons
}

// toldAs are the beginnings of the reasons that whoever is sent there may know.
// Findings that were not sent to be answered and what villagers ask are not
// among them: those stay with the plan.
var toldAs = []string{"资金", "计划", "进度比计划慢", "没有现场核查过", "上次核查是"}

// told are the reasons of a plan's row, one a line, as they go to the town and
// onto its telephones: without findings, villagers and points. What is not
// known to be harmless is left out.
func told(reasons string, byChance bool) string {
	lines := []string{"按风险抽取"}
	if byChance {
		lines[0] = byChanceWords
	}
	for r := range strings.SplitSeq(reasons, "\n") {
		if slices.ContainsFunc(toldAs, func(start string) bool { return strings.HasPrefix(r, start) }) {
			if i := strings.LastIndex(r, "，"); i > 0 {
				r = r[:i] // the points
			}
			lines = append(lines, r)
		}
	}
	return strings.Join(lines, "\n")
}

// byChanceWords is the first reason of what was drawn by chance.
const byChanceWords = "随机抽取"

// late is by how many days a project is past its end and not finished, and by
// how many points of progress it is behind its plan.
func (c *Candidate) late(today period.Day) (days, gap int) {
	done := max(c.Percent, 0)
	if done >= 100 || c.Accepted != nil {
		return 0, 0
	}
	if c.PlanEnd < today {
		return int(today - c.PlanEnd), 0
	}
	if c.PlanEnd <= c.PlanStart || c.PlanStart > today {
		return 0, 0
	}
	return 0, int(today-c.PlanStart)*100/int(c.PlanEnd-c.PlanStart) - done
}

// Picked is one project that was drawn.
type Picked struct {
	Candidate
	Points   int
	Reasons  []string
	ByChance bool
}

// Draw draws top projects, a share of them in per cent by chance and the others
// by their points. The same projects, numbers and seed give the same.
func Draw(list []Candidate, today period.Day, top, share int, seed int64) (drawn []Picked, weighed int) {
	var all []Picked
	for _, c := range list {
		if c.eligible(today) {
			p := Picked{Candidate: c}
			p.Points, p.Reasons = Score(c, today)
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b Picked) int { return cmp.Or(b.Points-a.Points, cmp.Compare(a.No, b.No)) })
	weighed, top = len(all), min(max(top, 0), len(all))
	chance := min(max(top*share+50, 0)/100, top)
	drawn = append(drawn, all[:top-chance]...)
	rest := all[top-chance:]
	// The rest is put in an order that does not hang on the points before it is
	// shuffled.
	slices.SortFunc(rest, func(a, b Picked) int { return cmp.Compare(a.No, b.No) })
	r := rand.New(rand.NewPCG(uint64(seed), uint64(len(rest)))) //nolint:gosec // a draw that can be repeated is the point
	r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	for _, p := range rest[:chance] {
		p.ByChance = true
		p.Reasons = append([]string{byChanceWords}, p.Reasons...)
		drawn = append(drawn, p)
	}
	return drawn, weighed
}
