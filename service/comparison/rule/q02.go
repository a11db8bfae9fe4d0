package rule

import (
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var q02 = Model{
	Key:   "Q02",
	Title: "住房疑似不达标",
	Says:  "已脱贫或应有保障的户，登记的住房是C级、D级或没有评定，又没有改造验收；或者批了危房改造很久没有验收。",
	Basis: []string{
		"农村危险房屋鉴定技术导则：A级、B级为安全，C级、D级需要维修加固或重建",
		"广西贫困户脱贫摘帽标准“八有一超”：有住房保障",
	},
	Registers: []string{"households", "indicators"},
	Leans:     []string{"rosters", "residents"},
	Parameters: []Parameter{
		{Key: "accept_days", Label: "危房改造批准后多久应当验收", Unit: "天", Sort: Number, Default: "180", Basis: "备案监督参数，县里核定"},
		assuredSince,
	},
	Traps: []Trap{
		{"rebuilt", "改造已经验收，等级是改造以前评的"},
		{"under-repair", "危房改造刚批准，还在施工"},
		{"before-exit", "脱贫以前的年份"},
		{"safe", "A级、B级"},
		{"rechecked", "同一年核查过两次，以后一次为准"},
	},
	Evidence:  []string{"房屋安全鉴定报告", "现在居住的房屋照片及坐标", "危改审批和验收表"},
	Questions: []string{"现在住在哪里？是不是随子女居住、旧房已空置？", "有没有安排危房改造，卡在哪一步？", "鉴定是哪一年做的？"},
	Ask:       true,
	Bind: func(v Values) Check {
		x := housing{accept: period.Day(v.Int("accept_days")), since: v.Int(assuredSince.Key)} //nolint:gosec // at most a million
		return Check{Aided: x.check}
	},
}

// housing looks at whether a household has a safe house.
type housing struct {
	accept period.Day
	since  int
}

func (x *housing) check(s *dossier.Snapshot, i int32, report func(Hit)) {
	a := &s.Aided[i]
	bad := func(r *dossier.Indicator) bool {
		if unsafe(r) {
			approved, ok := x.approved(s, a, r)
			return !ok || yearEnd(s, r)-approved.on > x.accept
		}
		if r.Rebuilt != "否" {
			return false
		}
		approved, ok := x.approved(s, a, r)
		return ok && yearEnd(s, r)-approved.on > x.accept
	}
	shortfalls(s, i, x.since, bad, func(run []*dossier.Indicator) {
		severity := Yellow
		var parts []string
		var more []Evidence
		for _, r := range run {
			if r.House == 'D' && given(a.Exited) && r.Rebuilt != "是" {
				severity = Orange
			}
			part := strconv.Itoa(r.Year) + "年住房等级" + grade(r)
			if approved, ok := x.approved(s, a, r); ok {
				part += "，" + approved.on.Chinese() + "批准的" + s.Items[approved.row.Item].Name + "没有验收"
				more = []Evidence{{Kind: "rosters", Src: approved.row.Src, Who: Of(approved.row.Person), Fields: []Field{{"补贴项目", s.Items[approved.row.Item].Name}, {"批准日期", approved.on.Chinese()}}}}
			}
			parts = append(parts, part)
		}
		if last := run[len(run)-1]; last.House == 'D' && last.Rebuilt != "是" && !onHelpRoster(s, a) {
			parts = append(parts, onNoRoster+"，请一并核实有没有漏评、漏保")
		}
		report(headHit(a, run, severity, strings.Join(parts, "；")+"。", more...))
	})
}

// yearEnd is the last day of an indicator's year that has come.
func yearEnd(s *dossier.Snapshot, r *dossier.Indicator) period.Day {
	return min(s.AsOf, period.Date(r.Year, 12, 31))
}

// approval is a place on a rebuilding roster and the day it was given.
type approval struct {
	row *dossier.Roster
	on  period.Day
}

// approved is the newest rebuilding granted to a household by the end of an
// indicator's year.
func (x *housing) approved(s *dossier.Snapshot, a *dossier.Aided, r *dossier.Indicator) (approval, bool) {
	newest := approval{on: period.Past}
	for _, p := range s.AidedMembers(a) {
		for row := range s.RostersOf(p) {
			on := row.ApprovedOn
			if !given(on) {
				on = row.Span.From
			}
			if s.CategoryOf(row.Item).Rebuilding() && given(on) && on <= yearEnd(s, r) && on > newest.on {
				newest = approval{row, on}
			}
		}
	}
	return newest, newest.row != nil
}
