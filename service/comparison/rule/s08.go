package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s08 = Model{
	Key:   "S08",
	Title: "低保、特困、危改家庭有商品房、商铺",
	Says:  "领低保、特困供养或危房改造补助的家庭里，登记着商业用房、两套以上住宅，或者在批准前后买了商品房。",
	Basis: []string{
		"互斥矩阵（有商品房/商铺一列），由县里确认",
		"厅发〔2015〕28号一票否决第二项：在城镇购买、自建住房、商铺（易地搬迁除外）",
		"灌云县：两套住房且超过住房标准两倍，拆迁安置的三套、四倍；商业用房不论面积",
	},
	Default:    true,
	Registers:  []string{"properties"},
	Also:       []string{"rosters"},
	Parameters: []Parameter{houseUnits, houseResettle, housePerHead, houseShare, houseWindow, redYuan, orangeYuan},
	Traps: []Trap{
		{"resettled", "拆迁安置、易地搬迁的房子"},
		{"inherited", "几兄弟姐妹共同继承的一小份"},
		{"old-house", "没有拆的老泥瓦房、自建房"},
		{"homestead", "宅基地证也在不动产登记里"},
		{"not-handed-over", "网签了还没有交付"},
		{"parking", "车位不是住房"},
		{"couple", "夫妻共有的同一套只算一套"},
		{"only-home", "早就有的唯一一套住宅"},
		{"sold", "卖掉以后领取的"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"不动产登记证明", "购房合同和付款凭证", "房屋实际居住人", "入户照片"},
	Questions: []string{"房子现在谁在住？是不是替别人登记？", "买房的钱从哪里来？什么时候交付？", "是不是拆迁安置、继承得来？", "申请补贴时是否如实申报了房产？"},
	Ask:       true,
	Needs:     dossier.HasProperty | dossier.HasPayout,
	Bind: func(v Values) Check {
		m, own := v.Matrix(), housesOf(v)
		c := clash{has: dossier.HasProperty, looks: looksBy(m, HasHouse)}
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			held := own.holdings(s, b.members)
			if len(held) == 0 {
				return nil
			}
			category := s.Items[b.item].Category
			strong := m.At(category, HasHouse) == Conflict
			out = own.shops(held, strong, out)
			out = own.tooMany(held, headcount(s, b), strong, out)
			if category.Hardship() || category.Rebuilding() {
				for _, approved := range approvals(s, b) {
					n := len(out)
					out = own.near(held, approved, strong, out)
					for k := n; k < len(out) && category.Rebuilding(); k++ { // bought for while it was being decided
						out[k].span.From = min(out[k].span.From, approved)
					}
				}
			}
			return out
		}
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			severity := Orange
			if s.Items[st.Item].Frequency != oneOff { // a grant's size says nothing
				severity = v.grade(Orange, st.AmountFen)
			}
			return Hit{Severity: severity, Sentence: drew(s, held, st)}
		}
		return c.check()
	},
}

// headcount is how many people a benefit counts by the roster, one when no
// roster says.
func headcount(s *dossier.Snapshot, b *benefit) int {
	if b.personal || b.household == dossier.None {
		return 1
	}
	var seen []dossier.P
members:
	for m := range s.MembersOf(b.household) {
		for _, p := range seen {
			if p == m.Person {
				continue members
			}
		}
		seen = append(seen, m.Person)
	}
	return len(seen)
}

// approvals are the days a benefit was approved on, each once: 批准日期, or
// where a row has none the day it begins.
func approvals(s *dossier.Snapshot, b *benefit) (out []period.Day) {
	if b.household == dossier.None {
		return nil
	}
	for m := range s.MembersOf(b.household) {
		if !m.Head() || (b.personal && m.Person != b.members[0].person) {
			continue
		}
		day := m.ApprovedOn
		if day == period.Past {
			day = m.Span.From
		}
		known := false
		for _, d := range out {
			known = known || d == day
		}
		if !known {
			out = append(out, day)
		}
	}
	return out
}
