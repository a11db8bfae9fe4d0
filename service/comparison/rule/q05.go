package rule

import (
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var q05 = Model{
	Key:   "Q05",
	Title: "基本医疗保险疑似未参保",
	Says:  "脱贫户、监测户或低保、特困对象，今年没有医保参保记录。",
	Basis: []string{
		"关于巩固拓展医疗保障脱贫攻坚成果有效衔接乡村振兴战略的实施意见（医保发〔2021〕10号）：脱贫人口应保尽保",
		"广西贫困户脱贫摘帽标准“八有一超”：有基本医疗保障",
	},
	Registers: []string{"households", "insurance", "residents"},
	Leans:     []string{"deaths", "employment", "enrolments", "inmates", "officials", "pensions", "rosters"},
	Parameters: []Parameter{
		{Key: "newborn_days", Label: "新生儿参保期限", Unit: "天", Sort: Number, Default: "90", Basis: "新生儿出生后90天内参保"},
		{Key: "complete_pct", Label: "当年数据交齐的比例", Unit: "%", Sort: Number, Default: "50", Basis: "当年参保人数不到最多一年的这个比例时，视为还没有交齐，看上一年"},
		{Key: "payroll", Label: "视为参加职工医保的人员类别", Sort: List, Default: "公务员、参公、事业、国企、退休", Basis: "单位为其参保", Words: officialKinds},
		{Key: "student_levels", Label: "在学校参保的学段", Sort: List, Default: "高职、本科", Basis: "大学生在就读地参保", Words: schoolLevels},
	},
	Traps: []Trap{
		{"insured", "居民或职工医保都算"},
		{"employed", "有单位缴社保，或在财政供养、领职工养老金：随单位参保"},
		{"newborn", "出生不到90天"},
		{"in-custody", "服刑期间"},
		{"student", "在外地读大学，在学校参保"},
		{"gone", "已去世、已迁出"},
		{"partial-year", "今年的数据还没有交齐"},
	},
	Evidence:  []string{"国家医保平台参保查询结果", "异地参保证明", "资助参保名单"},
	Questions: []string{"有没有在外地、在单位或在部队参保？", "是否已按规定资助参保？", "没有参保的原因是什么，近期有无住院自费？"},
	Ask:       true,
	Bind: func(v Values) Check {
		x := medical{newborn: period.Day(v.Int("newborn_days")), complete: v.Int("complete_pct"), payroll: v.List("payroll"), levels: v.List("student_levels")} //nolint:gosec // at most a million
		return Check{County: x.county}
	},
}

// medical looks at whether everybody is insured against illness.
type medical struct {
	newborn         period.Day
	complete        int
	payroll, levels []string
}

func (x *medical) county(s *dossier.Snapshot, report func(Hit)) {
	year, ok := x.year(s)
	if !ok {
		return
	}
	on := min(s.AsOf, period.Date(year, 12, 31))
	told := make([]bool, len(s.People))
	eachMember(s, func(a *dossier.Aided, p dossier.P) {
		told[p] = true
		if !x.insured(s, p, year, on) {
			report(x.hit(p, year, a.Kind+"的成员", aidedEvidence(a)))
		}
	})
	for i := range s.Rosters {
		r := &s.Rosters[i]
		if p := r.Person; !told[p] && s.CategoryOf(r.Item).Hardship() && r.Span.Contains(s.AsOf) && here(s, p) {
			told[p] = true
			if !x.insured(s, p, year, on) {
				report(x.hit(p, year, s.Items[r.Item].Name+"对象", showRoster(s, r)))
			}
		}
	}
}

func (x *medical) hit(p dossier.P, year int, who string, evidence Evidence) Hit {
	return Hit{Subject: Person(p), Item: dossier.None, Household: dossier.None, Period: period.Interval{From: period.Date(year, 1, 1), To: period.Date(year+1, 1, 1)}, Severity: Yellow,
		Sentence: fmt.Sprintf("%s，%d年没有医保参保记录。", who, year), Evidence: []Evidence{evidence}}
}

// insured reports somebody with insurance of the year, or with a reason to have none here.
func (x *medical) insured(s *dossier.Snapshot, p dossier.P, year int, on period.Day) bool {
	for r := range s.InsuranceOf(p) {
		if r.Year == year {
			return true
		}
	}
	return x.excused(s, p, on)
}

// year is the newest year up to now whose register is complete.
func (x *medical) year(s *dossier.Snapshot) (int, bool) {
	rows, most := map[int]int{}, 0
	for i := range s.Insurance {
		if y := s.Insurance[i].Year; y <= s.AsOf.Year() {
			rows[y]++
			most = max(most, rows[y])
		}
	}
	best := 0
	for y, n := range rows {
		if n*100 >= most*x.complete && y > best {
			best = y
		}
	}
	return best, best > 0
}

// excused reports somebody who is insured in another way, or need not be yet.
func (x *medical) excused(s *dossier.Snapshot, p dossier.P, on period.Day) bool {
	if b := s.People[p].Birth; b != period.Past && b+x.newborn >= on {
		return true
	}
	for r := range s.EmploymentOf(p) {
		if r.Span.Contains(on) {
			return true
		}
	}
	for r := range s.OfficialsOf(p) {
		if r.Span.Contains(on) && slices.Contains(x.payroll, r.Kind) {
			return true
		}
	}
	for r := range s.PensionsOf(p) {
		if r.Span.Contains(on) && r.Scheme != "居民" {
			return true
		}
	}
	for r := range s.InmatesOf(p) {
		if r.Span.Contains(on) {
			return true
		}
	}
	for r := range s.EnrolmentsOf(p) {
		if r.Span.Contains(on) && slices.Contains(x.levels, r.Level) {
			return true
		}
	}
	return false
}
