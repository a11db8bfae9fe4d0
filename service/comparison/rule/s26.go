package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yangguang/service/comparison/dossier"
)

var s26 = Model{
	Key:   "S26",
	Title: "账户户名与补贴对象不符、身份证同号异名",
	Says:  "收款账户不是本人也不是家里人的，或者登记簿上身份证号是这个人的、姓名是另一个人的。",
	Basis: []string{
		"一卡通管理办法：补贴发到本人或户主的账户",
		"个人信息保护法第八条：保证个人信息的质量",
	},
	Also:       []string{"rosters", "residents"},
	Parameters: []Parameter{collectives, {Key: "institutions", Label: "供养机构的户名用词", Sort: List, Default: "敬老院、福利院、福利中心、养老、救助站、学校", Basis: "集中供养的发到机构"}, redYuan, orangeYuan},
	Traps: []Trap{
		{"household-member", "账户是低保户内家庭成员的"},
		{"registered-member", "账户是同户口家人的"},
		{"truncated", "银行截断长姓名"},
		{"missing-glyph", "银行系统打不出的生僻字显示为问号"},
		{"dot", "少数民族姓名中间的点、姓名后面的括号"},
		{"collective", "村集体、合作社、供养机构的账户"},
		{"bounced", "退票的没有到账"},
	},
	Evidence:  []string{"银行确认的户名", "身份证、户口簿", "登记原件"},
	Questions: []string{"账户是谁的，为什么用他的账户？", "是生僻字、曾用名、小名，还是另一个人？", "身份证号登记错了的，是哪一份材料错？", "错号背后的另一个人是不是也在领？"},
	Ask:       true,
	Bind: func(v Values) Check {
		words := slices.Concat(v.List("collectives"), v.List("institutions"))
		return Check{
			Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
				rows := s.PayoutsOf(p)
				for _, st := range Stretches(rows, func(r *dossier.Payout) bool { return r.Holder != 0 && r.Counts() && strangersAccount(s, r, words) }) {
					report(Hit{
						Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: st.AmountFen, Severity: v.grade(Yellow, st.AmountFen),
						Sentence: "账户的户名既不是本人，也不是登记的家庭成员，发放了" + st.spell(s) + "。", Leans: []string{"rosters", "residents"}, Evidence: payoutsEvidence(s, st.Rows),
					})
				}
				for _, st := range Stretches(rows, func(r *dossier.Payout) bool { return r.State&dossier.NameDiffers != 0 }) {
					report(Hit{
						Subject: Person(p), Item: int32(st.Item), Household: dossier.None, Period: st.Period, AmountFen: st.AmountFen, Severity: Blue,
						Sentence: "发放明细里身份证号相同、姓名不同：" + st.spell(s) + "，请核对号码和姓名。", Evidence: payoutsEvidence(s, st.Rows),
					})
				}
			},
			County: sameNumber,
		}
	},
	Needs: dossier.HasPayout,
}

// strangersAccount reports whether the account of a payout is in the name of
// neither the payee nor anybody of the payee's household.
func strangersAccount(s *dossier.Snapshot, r *dossier.Payout, words []string) bool {
	if registeredName(s, r.Person, r.Holder) || collective(s, r.Holder, words) || sameName(s.Text(r.Holder), s.Text(s.People[r.Person].Name)) {
		return false
	}
	bank := s.Text(r.Holder)
	for q := range s.Registered(s.People[r.Person].Hukou) {
		if sameName(bank, s.Text(s.People[q].Name)) {
			return false
		}
	}
	for m := range s.RostersOf(r.Person) {
		for o := range s.MembersOf(m.Household) {
			if sameName(bank, s.Text(s.People[o.Person].Name)) {
				return false
			}
		}
	}
	return true
}

// sameNumber reports the rows of registers whose number is one person's and
// whose name another's, once a person. Those of payouts are reported with the
// payee.
func sameNumber(s *dossier.Snapshot, report func(Hit)) {
	var rows []dossier.Mismatch
	for _, m := range s.Mismatches {
		if m.Kind != "payouts" && m.Kind != "prepayouts" {
			rows = append(rows, m)
		}
	}
	slices.SortFunc(rows, func(a, b dossier.Mismatch) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Src.Batch, b.Src.Batch), cmp.Compare(a.Src.Row, b.Src.Row))
	})
	for first := 0; first < len(rows); {
		last := first
		var names []string
		h := Hit{Subject: Person(rows[first].Person), Item: dossier.None, Household: dossier.None, Severity: Blue}
		for ; last < len(rows) && rows[last].Person == rows[first].Person; last++ {
			name := registerName(rows[last].Kind)
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
			h.Evidence = append(h.Evidence, Evidence{Kind: rows[last].Kind, Src: rows[last].Src, Fields: []Field{{"登记簿", name}, {"不符", "身份证号相同，姓名不同"}}})
		}
		h.Sentence = fmt.Sprintf("登记簿里有%d行身份证号相同、姓名不同（%s），请核对号码和姓名。", last-first, strings.Join(names, "、"))
		report(h)
		first = last
	}
}

// registerName is the Chinese name of a register of persons.
func registerName(kind string) string {
	names := map[string]string{
		"rosters": "享受对象名册", "officials": "财政供养人员", "relatives": "公职人员家属", "deaths": "死亡人口", "inmates": "服刑和强制隔离戒毒人员",
		"vehicles": "机动车", "company_roles": "市场主体人员", "properties": "不动产", "employment": "社保缴费", "pensions": "养老待遇",
		"disabilities": "残疾人证", "enrolments": "学籍", "households": "脱贫户和监测户", "insurance": "医保参保",
	}
	if name, ok := names[kind]; ok {
		return name
	}
	return kind
}
