package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// What the check centre says of an asset that is over the line.
const (
	demolition   = "拆迁补偿"
	injury       = "工伤赔偿"
	illness      = "大病用款"
	jointAccount = "共有账户"
)

var s09 = Model{
	Key:   "S09",
	Title: "低保家庭金融资产超标",
	Says:  "民政核对中心的核对结论是超标以后，这一家还在领低保。",
	Basis: []string{
		"社会救助暂行办法第五十八条：申请人家庭的经济状况由民政部门核对",
		"社会救助暂行办法第十三条：家庭财产变化的，应当及时决定增发、减发或者停发",
		"只收核对结论，不收存款数额（监察法第二十六条：查询存款限于严重职务违法犯罪的调查）",
		"核对标准以本地民政部门为准（通行为人均金融资产不超过24个月低保标准），由县里确认",
	},
	Registers: []string{"rosters", "assessments"},
	Parameters: []Parameter{
		{Key: "illness_months", Label: "大病用款多少个月内不算", Unit: "个月", Sort: Number, Default: "12", Basis: "已确诊大病的准备用款十二个月内豁免，由县里确认"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"resettled", "拆迁补偿款"},
		{"injured", "工伤赔偿款"},
		{"illness", "已确诊大病、留着看病的钱，不满十二个月"},
		{"joint", "几个人共有的账户，只是存疑"},
		{"rechecked", "后来再核对，结论是未超标"},
		{"before", "超标的结论出来当月已经发放的"},
		{"stopped", "结论出来以后停发了"},
		{"apart", "不在保障家庭名册上的人"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"核对中心的核对报告", "家庭授权核对的材料", "复核、停发的决定"},
	Questions: []string{"家庭是否对核对结论提出过异议、要求复核？", "钱是不是拆迁补偿、工伤赔偿，或者留着看大病的？", "账户是不是与别人共有？", "结论出来以后，民政部门作了什么决定？"},
	Ask:       true,
	Bind: func(v Values) Check {
		months := v.Int("illness_months")
		c := clash{has: dossier.HasAssessment}
		for _, category := range dossier.Categories() {
			c.looks[category] = category.Allowance()
		}
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			for _, who := range b.members {
				out = overLine(s, who, months, out)
			}
			return out
		}
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			return Hit{Severity: v.grade(Orange, st.AmountFen), Sentence: drew(s, held, st)}
		}
		return c.check()
	},
}

// overLine lists for how long a member counts as over the line: from a check
// that said so to the next one of the same matter.
func overLine(s *dossier.Snapshot, who member, illnessMonths int, out []state) []state {
	for a := range s.AssessmentsOf(who.person) {
		if !a.Over || a.Explanation == demolition || a.Explanation == injury {
			continue
		}
		span, strong := period.Interval{From: a.On, To: period.Future}, true
		for next := range s.AssessmentsOf(who.person) {
			if next.Matter == a.Matter && next.On > a.On {
				span.To = min(span.To, next.On)
			}
		}
		switch a.Explanation {
		case illness: // what is left after that time, nobody has checked
			span.From, strong = a.On.AddMonths(illnessMonths), false
		case jointAccount:
			strong = false
		}
		if span = span.Intersect(who.span); !span.Empty() {
			out = append(out, state{person: who.person, span: span, strong: strong, what: a.On.Chinese() + "的家庭经济状况核对结论为超标", show: []Evidence{showAssessment(a)}})
		}
	}
	return out
}

// showAssessment is what a matched conclusion shows.
func showAssessment(a *dossier.Assessment) Evidence {
	e := Evidence{Kind: "assessments", Src: a.Src, Who: Of(a.Person), Fields: []Field{{"结论", "超标"}, {"核对日期", a.On.Chinese()}}}
	if a.Matter != "" {
		e.Fields = append(e.Fields, Field{"核对事项", a.Matter})
	}
	if a.Explanation != "" {
		e.Fields = append(e.Fields, Field{"说明", a.Explanation})
	}
	return e
}
