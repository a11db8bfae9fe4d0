package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s27 = Model{
	Key:       "S27",
	Title:     "退出名册后仍发放、先发放后批准",
	Says:      "发放的月份不在名册的享受期间里。",
	Basis:     []string{"社会救助暂行办法第十三条：家庭情况变化的，应当及时决定增发、减发或者停发"},
	Registers: []string{"rosters"},
	Parameters: []Parameter{
		{Key: "grace_months", Label: "退出名册后的渐退期", Unit: "个月", Sort: PerName, Default: "默认:0", Basis: "有的县对低保户给予渐退期，写成“默认:0、农村低保:6”", Words: categoryWords(), Dated: true},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"gradual-exit", "渐退期"},
		{"back-pay", "补发在册期间的月份"},
		{"one-off", "一次性项目不按期间"},
		{"other-member", "户主变更，家里其他人仍在册"},
		{"renewed", "名册续期，前后两段衔接"},
		{"not-listed", "名册里从来没有这个人：不是退出"},
		{"part-of-period", "季度、学期中途进出的"},
		{"bounced", "退票"},
		{"reused-number", "名册登记同号不同名"},
	},
	Evidence:  []string{"停发决定、审批表的日期", "名册", "发放记录", "追回凭证"},
	Questions: []string{"什么时候决定退出，什么时候停发？", "是渐退期还是忘了停发？", "批准以前的月份为什么发放，是不是补发？", "多发的是否追回？"},
	Needs:     dossier.HasPayout | dossier.HasRoster,
	Bind: func(v Values) Check {
		grace := overTime(v, func(v Values) [32]int { return v.PerCategory("grace_months") })
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			for _, st := range Stretches(s.PayoutsOf(p), func(r *dossier.Payout) bool {
				return r.Counts() && s.Items[r.Item].Frequency != "一次" && offRoster(s, r, grace.on(r.Period.From)[s.CategoryOf(r.Item)])
			}) {
				if mismatched(s, p, "rosters") {
					continue
				}
				says := "名册上的享受期间不包括这段时间，发放了" + st.spell(s) + "。"
				if rosterEarliest(s, p, st.Item) >= st.Period.To {
					says = "在名册上的享受期间以前，发放了" + st.spell(s) + "。"
				}
				report(Hit{
					Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: st.AmountFen,
					Severity: v.grade(Orange, st.AmountFen), Sentence: says, Evidence: append(payoutsEvidence(s, st.Rows), rostersOf(s, p, st.Item)...),
				})
			}
		}}
	},
}

// offRoster reports whether somebody who stands on an item's roster was paid for
// a time in which neither they nor, for a household benefit, anybody of their
// household stood on it, with the grace.
func offRoster(s *dossier.Snapshot, r *dossier.Payout, grace int) bool {
	listed := false
	for m := range s.RostersOf(r.Person) {
		if m.Item != r.Item {
			continue
		}
		listed = true
		if onRoster(m, r.Period, grace) {
			return false
		}
		if !s.Items[r.Item].Household() {
			continue
		}
		for o := range s.MembersOf(m.Household) {
			if onRoster(o, r.Period, grace) {
				return false
			}
		}
	}
	return listed
}

func onRoster(m *dossier.Roster, span period.Interval, grace int) bool {
	on := m.Span
	if !on.Open() && grace > 0 {
		on.To = on.To.AddMonths(grace)
	}
	return on.Overlaps(span)
}

// rosterEarliest is the first day a person stood on an item's roster.
func rosterEarliest(s *dossier.Snapshot, p dossier.P, item uint16) period.Day {
	first := period.Future
	for m := range s.RostersOf(p) {
		if m.Item == item {
			first = min(first, m.Span.From)
		}
	}
	return first
}
