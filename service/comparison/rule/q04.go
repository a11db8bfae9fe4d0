package rule

import (
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var q04 = Model{
	Key:   "Q04",
	Title: "义务教育适龄儿童疑似失学",
	Says:  "脱贫户、监测户里的适龄儿童，这个学年没有在籍的学籍记录。",
	Basis: []string{
		"义务教育法第十一条：年满六周岁入学；因身体状况需要延缓入学或者休学的，由乡镇人民政府或县级教育部门批准",
		"广西贫困户脱贫摘帽标准“八有一超”：有义务教育保障",
	},
	Registers: []string{"households", "enrolments", "residents"},
	Leans:     []string{"deaths", "rosters"},
	Parameters: []Parameter{
		{Key: "min_age", Label: "入学年龄", Unit: "岁", Sort: Number, Default: "6", Basis: "义务教育法第十一条，按学年开始前的8月31日计"},
		{Key: "max_age", Label: "看到的年龄", Unit: "岁", Sort: Number, Default: "15", Basis: "九年义务教育"},
		{Key: "active", Label: "算作在校的学籍状态", Sort: List, Default: "在籍、在读、在校、正常、实习、借读、送教上门", Basis: "学籍管理办法；送教上门保留学籍"},
		{Key: "excused", Label: "经批准不在校的学籍状态", Sort: List, Default: "休学、缓学、免学", Basis: "义务教育法第十一条"},
	},
	Traps: []Trap{
		{"enrolled", "在籍，包括送教上门"},
		{"too-young", "学年开始前未满六周岁"},
		{"too-old", "已满十六周岁"},
		{"finished", "初中已经毕业，或者在读高中、中职"},
		{"summer", "暑假和开学一个月内，学籍正在升学转接"},
		{"excused", "经批准休学、缓学"},
		{"gone", "已去世、已迁出"},
		{"transfer", "转学：旧的一条已结束，新的一条在籍"},
	},
	Evidence:  []string{"全国学籍系统查询结果", "外省就读证明", "延缓入学、休学批准文件", "入户核查和劝返记录"},
	Questions: []string{"孩子现在在哪里？是不是随父母在外省就读？", "有没有延缓入学、休学、送教上门的批准？", "缺课从什么时候开始，劝返做了什么？"},
	Ask:       true,
	Bind: func(v Values) Check {
		x := attendance{from: v.Int("min_age"), to: v.Int("max_age"), active: v.List("active"), excused: v.List("excused")}
		return Check{County: x.county}
	},
}

// attendance looks at whether children go to school.
type attendance struct {
	from, to        int
	active, excused []string
}

func (x *attendance) county(s *dossier.Snapshot, report func(Hit)) {
	year, on := schoolYear(s.AsOf)
	begin := period.Date(year, 9, 1)
	eachMember(s, func(a *dossier.Aided, p dossier.P) {
		age, known := s.AgeOn(p, s.AsOf)
		if !known || age > x.to || age < x.from {
			return
		}
		if at, _ := s.AgeOn(p, begin-1); at < x.from {
			return
		}
		severity, last := Yellow, (*dossier.Enrolment)(nil)
		for e := range s.EnrolmentsOf(p) {
			if x.settled(e, on) {
				return
			}
			if last == nil || e.Span.From > last.Span.From {
				last = e
			}
		}
		sentence := fmt.Sprintf("%d岁，%d—%d学年没有在籍的学籍记录", age, year, year+1)
		evidence := []Evidence{aidedEvidence(a)}
		if last != nil {
			severity = Orange
			sentence += "，最后一条是" + last.Level + "、状态" + last.Status
			evidence = append(evidence, showEnrolment(last))
		}
		report(Hit{Subject: Person(p), Item: dossier.None, Household: dossier.None, Period: period.Interval{From: begin, To: period.Date(year+1, 9, 1)}, Severity: severity,
			Sentence: sentence + "。", Evidence: evidence})
	})
}

// schoolYear is the school year to look at on a day, by the year it began in,
// and the day in it to look at: from July to September the end of the year
// before, since schools hand their pupils on then.
func schoolYear(today period.Day) (int, period.Day) {
	year, month := today.Year(), today.Time().Month()
	switch {
	case month >= 10:
		return year, today
	case month >= 7:
		return year - 1, period.Date(year, 6, 15)
	}
	return year - 1, today
}

// settled reports an enrolment that answers for a child: at school on the day,
// excused, or past the nine years.
func (x *attendance) settled(e *dossier.Enrolment, on period.Day) bool {
	switch e.Level {
	case "高中", "中职", "高职", "本科":
		return true
	case "初中":
		if e.Status == "毕业" || e.Status == "结业" {
			return true
		}
	}
	return e.Span.Contains(on) && (slices.Contains(x.active, e.Status) || slices.Contains(x.excused, e.Status))
}
