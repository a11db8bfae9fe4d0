package rule

import (
	"slices"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s15 = Model{
	Key:   "S15",
	Title: "危房改造对象不符",
	Says:  "批准危房改造的那一天，家庭不在六类保障对象里，或者家里有商品房、汽车、企业、财政供养人员。",
	Basis: []string{
		"广西2024年农村危房改造实施方案：对象为易返贫致贫户、低保户、分散供养特困户、刚性支出困难户、低保边缘户、其他脱贫户六类",
		"各地否决条件：城镇有房、有汽车（船、机械）、有公司（店铺）、家庭成员在编",
	},
	Default:   true,
	Registers: []string{"rosters", "households"},
	Also:      []string{"officials", "vehicles", "companies", "company_roles", "properties", "residents", "disabilities"},
	Parameters: []Parameter{
		{Key: "need_group", Label: "不在六类对象里是否单独成为疑点（1 是，0 否）", Sort: Number, Default: "1", Basis: "名册没有交齐时填 0"},
		staffKinds, staffExempt, carExemptValue, carExemptClass, companyShare, companySmall, companyShops, companyDead,
		houseUnits, houseResettle, housePerHead, houseShare, houseWindow,
	},
	Traps: []Trap{
		{"later", "批准以后才买车、买房、开店、入职：身份以批准日期为准"},
		{"earlier", "批准以前已经卖掉、关掉、离职"},
		{"group", "属于六类对象之一"},
		{"group-ended", "批准以后才退出低保、脱贫"},
		{"disabled", "以前年度的贫困残疾人家庭"},
		{"small", "摩托车、低价旧车、小卖部、合作社社员"},
		{"old-house", "自建的老房子、宅基地就是要改造的房子"},
		{"child", "分了家的子女有好房子：需要入户核实"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"批准日期以前的对象身份证明", "房屋安全鉴定", "不动产、车辆、市场主体登记", "入户核查记录"},
	Questions: []string{"批准时属于哪一类对象？证明材料的日期是哪一天？", "名下的房、车、店是不是本人的？批准时是否还在？", "赡养人的住房是否安全？", "谁入户核查、谁验收？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		x := unfit{staffOf(v), carsOf(v), businessesOf(v), housesOf(v), v.Int("need_group") != 0}
		c := clash{has: dossier.HasRoster, states: x.states}
		c.looks[dossier.Housing] = true
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			what := held[0].what
			for i := 1; i < len(held); i++ {
				what += "；" + held[i].what
			}
			return Hit{Severity: Orange, Sentence: "批准危房改造时，" + what + "。已发放" + st.spell(s) + "。"}
		}
		return c.check()
	},
}

// unfit is S15 with its parameters.
type unfit struct {
	staff      staff
	cars       cars
	businesses businesses
	houses     houses
	needGroup  bool
}

// states lists what stands against a household; which of it held on the day of
// approval the shape sees to.
func (x *unfit) states(s *dossier.Snapshot, b *benefit) (out []state) {
	members := livingTogether(s, b.members)
	for _, who := range members {
		for o := range s.OfficialsOf(who.person) {
			if status, ok := x.staff.status(o); ok {
				kind := "在" + o.Unit + "工作（" + o.Kind + "）"
				if status == Retired {
					kind = "是" + o.Unit + "的退休人员"
				}
				out = append(out, state{person: who.person, span: o.Span, strong: true, what: "家庭成员" + kind, show: []Evidence{officialEvidence(o)}})
			}
		}
		out = x.cars.owned(s, who, true, out)
		out = x.businesses.run(s, who, true, out)
	}
	held := x.houses.holdings(s, members)
	out = x.houses.shops(held, true, out)
	for _, h := range held {
		if bought(h.unit) {
			out = append(out, state{person: h.person, span: h.span, strong: true, what: h.unit.Span.From.Chinese() + "起名下有购买的住宅", show: []Evidence{propertyEvidence(h.unit)}})
		}
	}
	if x.needGroup && len(s.Aided) > 0 {
		out = x.outsiders(s, b, out)
	}
	return out
}

// livingTogether adds to the members of a rebuilding, whose roster often names
// the head only, whoever shares their 低保 household, for as long as they do.
func livingTogether(s *dossier.Snapshot, members []member) []member {
	out := slices.Clone(members)
	for _, who := range members {
		for r := range s.RostersOf(who.person) {
			if item := &s.Items[r.Item]; !item.Household() || !item.Category.Hardship() {
				continue
			}
			for m := range s.MembersOf(r.Household) {
				if span := m.Span.Intersect(r.Span); !span.Empty() && !slices.ContainsFunc(members, func(x member) bool { return x.person == m.Person }) {
					out = append(out, member{m.Person, span})
				}
			}
		}
	}
	return out
}

// outsiders adds, for each day of approval, that the household was in none of
// the groups.
func (x *unfit) outsiders(s *dossier.Snapshot, b *benefit, out []state) []state {
	b.gather(s)
	var seen []period.Day
	for _, r := range b.rows {
		on, known := b.decidedOn(s, r), false
		for _, d := range seen {
			known = known || d == on
		}
		if seen = append(seen, on); known || inGroup(s, b, on) {
			continue
		}
		out = append(out, state{person: r.Person, span: period.Interval{From: on, To: on + 1}, strong: true, what: on.Chinese() + "不在六类保障对象的名册里", leans: []string{"residents", "disabilities"}})
	}
	return out
}

// inGroup reports whether anybody of a household was in one of the groups on a
// day: 低保, 特困, 边缘, 刚性支出, an aided household, or holds a certificate of
// disability, which made a group of its own until 2020. A row whose name is
// another's leaves it open, and open means yes.
func inGroup(s *dossier.Snapshot, b *benefit, on period.Day) bool {
	for _, who := range b.members {
		for r := range s.RostersOf(who.person) {
			item := &s.Items[r.Item]
			if r.Span.Contains(on) && (item.Category.Hardship() || strings.Contains(item.Name, "边缘") || strings.Contains(item.Name, "刚性支出")) {
				return true
			}
		}
		for d := range s.DisabilitiesOf(who.person) {
			if d.Span.Contains(on) {
				return true
			}
		}
		if onAidedRegister(s, who.person, on) {
			return true
		}
	}
	for i := range s.Mismatches {
		m := &s.Mismatches[i]
		for _, who := range b.members {
			if m.Person == who.person && (m.Kind == "rosters" || m.Kind == "disabilities") {
				return true
			}
		}
	}
	return false
}

// onAidedRegister reports whether a person belongs to a household that had been
// identified as poor by a day: as its head, registered together with its head,
// or on a roster under its number. One that has left poverty still counts.
func onAidedRegister(s *dossier.Snapshot, p dossier.P, by period.Day) bool {
	heads := func(q dossier.P) bool {
		for a := range s.AidedOf(q) {
			if a.Identified <= by {
				return true
			}
		}
		return false
	}
	if heads(p) {
		return true
	}
	if hukou := s.People[p].Hukou; hukou != dossier.None {
		for q := range s.Registered(hukou) {
			if heads(q) {
				return true
			}
		}
	}
	for r := range s.RostersOf(p) {
		for m := range s.MembersOf(r.Household) {
			if heads(m.Person) {
				return true
			}
		}
	}
	for i := range s.Aided { // the whole register: asked last
		a := &s.Aided[i]
		if a.Identified > by {
			continue
		}
		for r := range s.RostersOf(p) {
			if s.Households[r.Household].No == a.No {
				return true
			}
		}
	}
	return false
}
