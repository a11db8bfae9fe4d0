package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// oneOffAfter is how long after a death a one-off payment may still be on its
// way (domain guide S01), days.
const oneOffAfter = 62

var s01 = Model{
	Key:   "S01",
	Title: "死亡人员继续领取",
	Says:  "人已经去世，去世以后的月份还在发补贴。",
	Basis: []string{
		"社会保险经办条例第二十五条：死亡后家属应在20个工作日内报告，经办机构停发",
		"社会保险法第八十八条、社会救助暂行办法第六十八条：骗取的退回并处罚款",
	},
	Default:   true,
	Registers: []string{"deaths"},
	Parameters: []Parameter{
		{Key: "grace_months", Label: "死亡后的宽限", Unit: "个月", Sort: PerName, Default: "默认:0、农村低保:1、城市低保:1、特困供养:1", Basis: "低保、特困按月造册，次月停发"},
		{Key: "red_periods", Label: "红色预警期数", Unit: "期", Sort: Number, Default: "3", Basis: "连续领取多期为红色"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"late-registration", "注销户口晚于死亡：以死亡日期为准，取三个来源中最早的"},
		{"cancelled-death", "误报死亡、撤销死亡宣告"},
		{"back-pay", "死亡以前月份的补发"},
		{"funeral", "丧葬、抚恤类补助本来就在死亡后发放"},
		{"survivors", "低保户其他成员继续享受：看人数，不看户主"},
		{"household-land", "耕地、林地补贴属于全户"},
		{"reused-number", "错号：身份证号相同、姓名不同的另一个活人"},
		{"month-of-death", "死亡当月的补贴是应发的"},
	},
	Evidence:  []string{"死亡医学证明或火化证明", "户口注销记录", "发放记录", "银行流水（谁取的钱）", "村里上报日期", "追回凭证"},
	Questions: []string{"本人是否确已去世？以哪一份证明为准？", "去世后发放的钱由谁领取、用在哪里？", "村里什么时候上报、业务部门什么时候停发？", "多发的钱是否已经追回？"},
	Needs:     dossier.HasDeath | dossier.HasPayout,
	Bind: func(v Values) Check {
		grace, redPeriods, m := v.PerCategory("grace_months"), v.Int("red_periods"), v.Matrix()
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			died, ok := s.DiedOn(p)
			if !ok {
				return
			}
			hits := Stretches(s.PayoutsOf(p), func(r *dossier.Payout) bool {
				item := &s.Items[r.Item]
				return r.Counts() && m.At(item.Category, Dead) == Conflict && afterDeath(item, r, died.On, grace[item.Category]) && !paidToSurvivors(s, p, r)
			})
			for _, st := range hits {
				severity := v.grade(Orange, st.AmountFen)
				if st.Periods >= redPeriods {
					severity = Red
				}
				report(Hit{
					Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: st.AmountFen, Severity: severity,
					Sentence: "登记的死亡日期是" + died.On.Chinese() + "，之后仍发放了" + st.spell(s) + "。",
					Evidence: append([]Evidence{deathEvidence(died)}, payoutsEvidence(s, st.Rows)...),
				})
			}
		}}
	},
}

// afterDeath reports whether a payout is for a time after the month of death and
// the grace. 库区移民 is reduced only from the next 1 January.
func afterDeath(item *dossier.Item, r *dossier.Payout, died period.Day, grace int) bool {
	if item.Frequency == "一次" {
		return r.PaidOn != period.Future && r.PaidOn > died+oneOffAfter && r.Period.From > died
	}
	last := (died.Month() + period.Month(grace)).Last()
	if item.Category == dossier.Reservoir {
		last = max(last, period.Date(died.Year(), 12, 31))
	}
	return r.Period.From > last
}

// paidToSurvivors reports a household benefit that is paid, still in the dead
// head's name, for as many members as live.
func paidToSurvivors(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) bool {
	if !s.Items[r.Item].Household() {
		return false
	}
	h := rosterHousehold(s, p, r.Item)
	if h == dossier.None {
		return false
	}
	living := int32(0)
	for m := range s.MembersOf(h) {
		if !m.Span.Contains(r.Period.From) {
			continue
		}
		if d, dead := s.DiedOn(m.Person); !dead || d.On >= r.Period.From {
			living++
		}
	}
	return living > 0 && r.Quantity == living*1000
}

func deathEvidence(d *dossier.Death) Evidence {
	f := []Field{{"死亡日期", d.On.Chinese()}, {"来源", d.Source}}
	if d.Registered != period.Future {
		f = append(f, Field{"注销日期", d.Registered.Chinese()})
	}
	return Evidence{Kind: "deaths", Src: d.Src, Fields: f}
}
