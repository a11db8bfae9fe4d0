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
	Also:      []string{"rosters", "inmates"},
	Parameters: []Parameter{
		{Key: "grace_months", Label: "死亡后的宽限", Unit: "个月", Sort: PerName, Default: "默认:0、农村低保:1、城市低保:1、特困供养:1", Basis: "低保、特困按月造册，次月停发", Words: categoryWords(), Dated: true},
		{Key: "red_periods", Label: "红色预警期数", Unit: "期", Sort: Number, Default: "3", Basis: "连续领取多期为红色"},
		custodyFree, redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"late-registration", "注销户口晚于死亡：以死亡日期为准，取三个来源中最早的"},
		{"cancelled-death", "误报死亡、撤销死亡宣告"},
		{"back-pay", "死亡以前月份的补发"},
		{"one-off", "死亡以前批准、死亡后两个月内到账的一次性补助"},
		{"funeral", "丧葬、抚恤类补助本来就在死亡后发放"},
		{"survivors", "低保户其他成员继续享受：看人数，不看户主"},
		{"household-land", "耕地、林地补贴属于全户"},
		{"reused-number", "错号：身份证号相同、姓名不同的另一个活人"},
		{"month-of-death", "死亡当月的补贴是应发的"},
		{"grace", "低保、特困按月造册，次月来不及停发"},
		{"bounced", "退票：钱没有到账"},
		{"year-of-death", "移民直补次年一月一日起核减"},
	},
	Evidence:  []string{"死亡医学证明或火化证明", "户口注销记录", "发放记录", "银行流水（谁取的钱）", "村里上报日期", "追回凭证"},
	Questions: []string{"本人是否确已去世？以哪一份证明为准？", "去世后发放的钱由谁领取、用在哪里？", "村里什么时候上报、业务部门什么时候停发？", "多发的钱是否已经追回？"},
	Needs:     dossier.HasDeath | dossier.HasPayout,
	Bind: func(v Values) Check {
		d := deceased{v: v, grace: overTime(v, func(v Values) [32]int { return v.PerCategory("grace_months") }), redPeriods: v.Int("red_periods"), free: v.List(custodyFree.Key), matrix: v.Matrix()}
		return Check{Person: d.person, Household: d.household}
	},
}

// deceased is S01 with its parameters.
type deceased struct {
	v          Values
	grace      byDay[[32]int]
	redPeriods int
	free       []string
	matrix     Matrix
}

// person looks at what was paid in the name of the dead, but for what a roster
// household draws together.
func (d *deceased) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	died, ok := s.DiedOn(p)
	if !ok {
		return
	}
	hits := Stretches(s.PayoutsOf(p), func(r *dossier.Payout) bool {
		item := &s.Items[r.Item]
		return r.Counts() && d.matrix.At(item.Category, Dead) == Conflict && d.after(item, r, died.On) &&
			(!item.Household() || rosterHousehold(s, p, r.Item) == dossier.None)
	})
	for i := range hits {
		d.tell(s, p, died, rosterHousehold(s, p, hits[i].Item), &hits[i], report)
	}
}

// household looks at a household benefit that goes on counting a dead member,
// whoever is the payee. The household is reported once, by whoever died first.
func (d *deceased) household(s *dossier.Snapshot, h int32, report func(Hit)) {
	item := &s.Items[s.Households[h].Item]
	if !item.Household() || d.matrix.At(item.Category, Dead) != Conflict {
		return
	}
	var dead []*dossier.Roster
	for m := range s.MembersOf(h) {
		if s.People[m.Person].Has&dossier.HasDeath != 0 {
			dead = append(dead, m)
		}
	}
	if dead == nil {
		return
	}
	var out []Stretch
	var whose []*dossier.Roster
	for _, r := range householdRows(s, h) {
		if m := d.counted(s, h, dead, r); m != nil {
			n := len(out)
			if out = extend(out, r); len(out) > n {
				whose = append(whose, m)
			}
		}
	}
	for i := range out {
		died, _ := s.DiedOn(whose[i].Person)
		d.tell(s, whose[i].Person, died, h, &out[i], report)
	}
}

// counted is the dead member whom a payout still counts, nil when it counts
// the living. A dead head may still be named as payee of what the living draw.
func (d *deceased) counted(s *dossier.Snapshot, h int32, dead []*dossier.Roster, r *dossier.Payout) *dossier.Roster {
	if !r.Counts() {
		return nil
	}
	var first *dossier.Roster
	var on period.Day
	for _, m := range dead {
		died, ok := s.DiedOn(m.Person)
		if !ok || !d.after(&s.Items[r.Item], r, died.On) || (m.Person != r.Person && !m.Span.Contains(r.Period.From)) {
			continue
		}
		if first == nil || died.On < on {
			first, on = m, died.On
		}
	}
	if first == nil {
		return nil
	}
	living, outside := present(s, h, r.Period.From, d.free)
	switch {
	case living > 0 && (r.Quantity == living*1000 || r.Quantity == outside*1000):
		return nil
	case first.Person != r.Person && r.Quantity < living*1000: // fewer than live: the dead are not among them
		return nil
	}
	return first
}

// after reports whether a payout is for a time after the month of death and
// the grace. 库区移民 is reduced only from the next 1 January.
func (d *deceased) after(item *dossier.Item, r *dossier.Payout, died period.Day) bool {
	if item.Frequency == oneOff {
		return r.PaidOn != period.Future && r.PaidOn > died+oneOffAfter && r.Period.From > died
	}
	last := (died.Month() + period.Month(d.grace.on(r.Period.From)[item.Category])).Last()
	if item.Category == dossier.Reservoir {
		last = max(last, period.Date(died.Year(), 12, 31))
	}
	return r.Period.From > last
}

func (d *deceased) tell(s *dossier.Snapshot, p dossier.P, died *dossier.Death, h int32, st *Stretch, report func(Hit)) {
	severity := d.v.grade(Orange, st.AmountFen)
	if st.Periods >= d.redPeriods || othersAccount(st.Rows) {
		severity = Red
	}
	sentence := "登记的死亡日期是" + died.On.Chinese() + "，之后仍发放了" + st.spell(s)
	if e := entry(s, h, p, st.Period.From); e != nil && st.Rows[0].Person != p {
		sentence = "保障家庭的一名成员登记的死亡日期是" + died.On.Chinese() + "，之后仍按原来的人数发放了" + st.spell(s)
	}
	hit := Hit{
		Subject: Person(p), Item: int32(st.Item), Household: h, Period: st.Period, AmountFen: st.AmountFen, Severity: severity,
		Sentence: sentence + "。" + wholeSum(s, st.Rows), Evidence: append([]Evidence{deathEvidence(died)}, payoutsEvidence(s, st.Rows)...),
	}
	if s.Items[st.Item].Household() { // who is still paid for is counted
		hit.lean("rosters")
		for _, r := range st.Rows {
			if h != dossier.None && r.Quantity < membersOn(s, h, r.Period.From)*1000 { // for fewer than there are: some may be in prison
				hit.lean("inmates")
			}
		}
	}
	report(hit)
}

// othersAccount reports money that went to an account in another's name.
func othersAccount(rows []*dossier.Payout) bool {
	for _, r := range rows {
		if r.Holder != 0 {
			return true
		}
	}
	return false
}

func deathEvidence(d *dossier.Death) Evidence {
	f := []Field{{"死亡日期", d.On.Chinese()}, {"来源", d.Source}}
	if d.Registered != period.Future {
		f = append(f, Field{"注销日期", d.Registered.Chinese()})
	}
	return Evidence{Kind: "deaths", Src: d.Src, Who: Of(d.Person), Fields: f}
}
