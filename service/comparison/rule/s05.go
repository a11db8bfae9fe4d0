package rule

import "yangguang/service/comparison/dossier"

var s05 = Model{
	Key:   "S05",
	Title: "服刑、强制隔离戒毒人员领取",
	Says:  "人在监狱或者强制隔离戒毒所里，其间的月份还按这个人在发补贴。",
	Basis: []string{
		"民发〔2021〕57号：在监狱服刑、强制隔离戒毒人员不计入共同生活的家庭成员",
		"大中型水库移民后期扶持办法：服刑期间核减，刑满后重新登记",
		"互斥矩阵（服刑强戒一列），由县里确认",
	},
	Default:    true,
	Registers:  []string{"inmates"},
	Also:       []string{"rosters", "deaths"},
	Parameters: []Parameter{custodyGrace, custodyFree, redYuan, orangeYuan},
	Traps: []Trap{
		{"at-large", "缓刑、管制、假释、社区矫正、取保候审的人不在押"},
		{"short-arrest", "行政拘留只关几天"},
		{"first-month", "入所当月和次月初，补贴还没来得及停"},
		{"released", "出所以后领取的"},
		{"family", "家庭里其他人继续享受：看人数，不看户主"},
		{"own-right", "高龄津贴这类只在与别的疑点同时出现时才算"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"在押证明，含入所、出所日期", "重新核算的家庭保障金额", "发放记录", "银行流水（谁取的钱）"},
	Questions: []string{"入所、出所日期以哪份文件为准？是否缓刑、假释或监外执行？", "在押期间的钱由谁领取？", "家庭的保障人数和金额是否已经核减？", "多发的钱是否已经追回？"},
	Needs:     dossier.HasInmate | dossier.HasPayout,
	Bind: func(v Values) Check {
		m, grace, free := v.Matrix(), v.Int(custodyGrace.Key), v.List(custodyFree.Key)
		c := clash{has: dossier.HasInmate, looks: looksBy(m, InCustody), firstDay: true}
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			strong := m.At(s.Items[b.item].Category, InCustody) == Conflict
			for _, who := range b.members {
				for i := range s.InmatesOf(who.person) {
					span := custodySpan(i, grace).Intersect(who.span)
					if span.Empty() || !inCustody(i, free) {
						continue
					}
					what := i.Span.From.Chinese() + "入所（" + i.Kind + "）"
					if end := i.Span.To.Chinese(); end != "" {
						what += "，" + end + "出所"
					}
					out = append(out, state{person: who.person, span: span, strong: strong, what: what, show: []Evidence{inmateEvidence(i)}})
				}
			}
			return out
		}
		c.counted = func(s *dossier.Snapshot, b *benefit, _ *state, r *dossier.Payout) bool {
			if b.personal {
				return true
			}
			_, outside := present(s, b.household, r.Period.From, free)
			return outside == 0 || r.Quantity > outside*1000
		}
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			return Hit{Severity: v.grade(Orange, st.AmountFen), Sentence: drew(s, held, st) + wholeSum(s, st.Rows)}
		}
		return c.check()
	},
}
