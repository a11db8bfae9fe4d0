package rule

import (
	"fmt"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s10 = Model{
	Key:   "S10",
	Title: "低保家庭有其他稳定收入",
	Says:  "低保家庭成员有单位缴纳的社保或养老金，前十二个月人均收入超过了低保标准。",
	Basis: []string{
		"社会救助暂行办法第九条、第十三条：人均收入高于低保标准的应当停发",
		"最低生活保障审核确认办法：家庭收入按申请前十二个月的平均计算",
	},
	Default:   true,
	Registers: []string{"rosters", "employment"},
	Also:      []string{"pensions", "subsidies", "deaths", "inmates"},
	Parameters: []Parameter{
		{Key: "window_months", Label: "收入计算期", Unit: "个月", Sort: Number, Default: "12", Basis: "前十二个月"},
		{Key: "ratio_orange", Label: "超过标准的倍数为橙色", Unit: "倍", Sort: Decimal, Default: "1.5", Basis: "疑点分级"},
		{Key: "fade_months", Label: "渐退期", Unit: "个月", Sort: Number, Default: "3", Basis: "收入提高后可以继续享受一段时间，由县里确认"},
		{Key: "pension_schemes", Label: "计入收入的养老险种", Sort: List, Default: "职工、机关", Basis: "居民基础养老金不计入，由县里确认", Words: []string{"职工", "机关", "居民"}},
		{Key: "not_wage", Label: "不代表工资的参保单位", Sort: List, Default: "灵活就业、个人缴费、个体缴费、代理、人才、挂靠、公益", Basis: "自己缴费、代理挂靠、公益性岗位"},
		{Key: "steady_months", Label: "连续参保多少个月为稳定就业", Unit: "个月", Sort: Number, Default: "3", Basis: "连续三个月以上"},
		{Key: "min_wage_yuan", Label: "稳定就业的月工资起点", Unit: "元", Sort: Yuan, Default: "1690", Basis: "当地最低工资，由县里确认；填 0 为不看"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"not-income", "残补、高龄、优抚、计生、学生补助不计入收入"},
		{"resident-pension", "居民基础养老金不计入收入"},
		{"fading", "渐退期：收入提高后继续享受几个月"},
		{"agency", "灵活就业、代理挂靠的社保不代表工资"},
		{"public-post", "公益性岗位、护林员的工资"},
		{"many-mouths", "一人有收入、人口多，人均没有超过标准"},
		{"short-job", "短期打工，十二个月平均下来没有超过"},
		{"apart", "不在保障家庭名册上的人的收入"},
		{"after", "停领以后才就业"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"工资单或单位证明", "养老金发放记录", "家庭收入重新核算表", "渐退决定"},
	Questions: []string{"社保是不是由用人单位按实发工资缴纳？有没有挂靠？", "家庭收入前十二个月实际是多少、几口人分摊？", "是否批准了渐退期，到哪个月为止？", "申请和年审时是否如实申报？"},
	Ask:       true,
	Bind: func(v Values) Check {
		in := incomes{v.Int("window_months"), v.List("pension_schemes"), v.List("not_wage"), v.Int("steady_months"), v.Fen("min_wage_yuan")}
		fade, orange := v.Int("fade_months"), v.Float("ratio_orange")
		return Check{Household: func(s *dossier.Snapshot, h int32, report func(Hit)) {
			item := &s.Items[s.Households[h].Item]
			if !item.Category.Allowance() {
				return
			}
			var members []member
			for m := range s.MembersOf(h) {
				if s.People[m.Person].Has&(dossier.HasEmployment|dossier.HasPension) != 0 {
					members = append(members, member{m.Person, m.Span})
				}
			}
			if members == nil {
				return
			}
			all := in.sources(s, members)
			if len(all) == 0 {
				return
			}
			var over, steady []Stretch
			var peaks []excess // of each stretch in over
			for _, r := range householdRows(s, h) {
				if !r.Counts() {
					continue
				}
				x := in.against(s, h, item, all, r.Period.From)
				switch {
				case x.line > 0 && x.income > x.line*x.parts:
					n := len(over)
					if over = extend(over, r); len(over) > n {
						peaks = append(peaks, x)
					} else if x.ratio() > peaks[n-1].ratio() {
						peaks[n-1] = x
					}
				case in.steadily(all, r.Period.From):
					steady = extend(steady, r)
				}
			}
			for i := range over {
				st := &over[i]
				if st.Periods <= fade {
					continue
				}
				severity := Yellow
				if peaks[i].ratio() > orange {
					severity = Orange
				}
				hit := incomeHit(s, h, all, st, v.grade(severity, st.AmountFen))
				hit.Sentence = fmt.Sprintf("家庭成员的工资和养老金，前%d个月人均每月最高%s，超过低保标准%s，其间发放了%s。", in.window, yuan(peaks[i].income/peaks[i].parts), yuan(peaks[i].line), st.spell(s))
				hit.lean("subsidies")
				report(hit)
			}
			for i := range steady {
				if st := &steady[i]; st.Periods > fade {
					hit := incomeHit(s, h, all, st, Yellow)
					hit.Weak = true
					hit.Sentence = fmt.Sprintf("家庭成员由用人单位连续缴纳社保%d个月以上，缴费基数不低于%s，其间发放了%s。", in.steady, yuan(in.minWage), st.spell(s))
					report(hit)
				}
			}
		}}
	},
}

// excess is a household's income in the window before a day, the standard a
// month and member that it must not pass, and by how many months and members
// the income is to be shared.
type excess struct{ income, line, parts int64 }

func (x excess) ratio() float64 { return float64(x.income) / float64(x.line*x.parts) }

// against holds a household's income against the standard: the highest class
// of the item on the day.
func (in *incomes) against(s *dossier.Snapshot, h int32, item *dossier.Item, all []source, on period.Day) (x excess) {
	for i := range item.Standards {
		if t := &item.Standards[i]; t.Span.Contains(on) {
			x.line = max(x.line, t.Fen)
		}
	}
	members, _ := present(s, h, on, nil)
	if x.parts = int64(in.window) * int64(members); x.parts == 0 {
		return excess{}
	}
	x.income = in.before(all, on)
	return x
}

func incomeHit(s *dossier.Snapshot, h int32, all []source, st *Stretch, severity Severity) Hit {
	hit := Hit{Item: int32(st.Item), Household: h, Period: st.Period, AmountFen: st.AmountFen, Severity: severity}
	best := -1
	for i := range all {
		src := &all[i]
		if !src.members.Overlaps(st.Period) || src.span.From >= st.Period.To {
			continue
		}
		if best < 0 || src.fen > all[best].fen {
			best = i
		}
		hit.Evidence = append(hit.Evidence, src.show)
	}
	if best < 0 {
		best = 0
	}
	hit.Subject = Person(all[best].person)
	if e := entry(s, h, all[best].person, st.Period.From); e != nil {
		hit.Evidence = append(hit.Evidence, rosterEvidence(s, e))
	}
	hit.Evidence = append(hit.Evidence, payoutsEvidence(s, st.Rows)...)
	return hit
}
