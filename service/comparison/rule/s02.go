package rule

import "yangguang/service/comparison/dossier"

var s02 = Model{
	Key:   "S02",
	Title: "财政供养人员领取困难类补贴",
	Says:  "在财政供养岗位上领工资（或退休待遇）的人，本人或所在的保障家庭同时在领困难类补贴。",
	Basis: []string{
		"互斥矩阵（财政供养在职、退休两列），由县里确认",
		"厅发〔2015〕28号一票否决第五项：家庭成员在国家机关、事业单位有正式工作",
		"社会救助暂行办法第十一条：按家庭收入和财产状况认定",
	},
	Default:   true,
	Registers: []string{"officials"},
	Also:      []string{"rosters"},
	Parameters: []Parameter{
		staffKinds, staffExempt,
		{Key: "grace_periods", Label: "刚入职时放过的期数", Unit: "期", Sort: Number, Default: "1", Basis: "入职当期补贴来不及停发"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"just-hired", "上个月刚入职，补贴还没来得及停"},
		{"contract", "聘用、公益性岗位人员工资由财政代发，不是财政供养"},
		{"survivor-kin", "遗属生活补助在工资表里，人不是公职人员"},
		{"village-teacher", "老民办教师、代课教师在工资表里，不是公职人员"},
		{"apart", "退休人员的配偶分开生活：家庭以名册为准，不看户口簿"},
		{"land", "耕地、林地补贴按地发放，公职人员家庭也可以领"},
		{"left", "离职以后领取的"},
		{"state-today", "只看任职起止，不看今天在不在职"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"入职（退休）审批表或工资发放记录，含起止日期", "补贴申请表和本人签字的收入申报", "乡镇入户核查记录", "公示照片"},
	Questions: []string{"任职起止日期以哪份文件为准？申请补贴时是否已经任职？", "申请时是否如实申报了工资收入？由谁受理、谁审核？", "本人是否与领取补贴的家庭共同生活？", "多领的钱是否已经退回？"},
	Needs:     dossier.HasOfficial | dossier.HasPayout,
	Bind: func(v Values) Check {
		m, f := v.Matrix(), staffOf(v)
		c := clash{has: dossier.HasOfficial, looks: looksBy(m, OnPayroll, Retired), grace: v.Int("grace_periods")}
		for _, k := range []dossier.Category{dossier.Farmland, dossier.PublicForest, dossier.FarmToForest, dossier.ResidentPension} {
			// Lawful for anybody who holds land, and S21's: only where the county says conflict.
			c.looks[k] = c.looks[k] && k != dossier.ResidentPension && (m.At(k, OnPayroll) == Conflict || m.At(k, Retired) == Conflict)
		}
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			for _, who := range b.members {
				out = f.states(s, &m, s.Items[b.item].Category, who, out)
			}
			return out
		}
		c.tell = func(s *dossier.Snapshot, b *benefit, st *Stretch, held []state) Hit {
			severity := Orange
			if receives(s, b, st, held[0].person) {
				severity = Red
			}
			return Hit{Severity: v.grade(severity, st.AmountFen), Sentence: drew(s, held, st)}
		}
		return c.check()
	},
}

// receives reports whether a person is whom the benefit is paid to: the payee
// of the stretch, or the householder on the roster.
func receives(s *dossier.Snapshot, b *benefit, st *Stretch, p dossier.P) bool {
	for _, r := range st.Rows {
		if r.Person == p {
			return true
		}
	}
	e := entry(s, b.household, p, st.Period.From)
	return e != nil && e.Head()
}
