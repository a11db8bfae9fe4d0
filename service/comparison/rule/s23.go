package rule

import (
	"fmt"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s23 = Model{
	Key:   "S23",
	Title: "高龄津贴年龄不符",
	Says:  "领高龄津贴的人按身份证出生日期还没有到这一档的年龄。",
	Basis: []string{"老年人权益保障法第三十三条：80周岁以上低收入老年人高龄津贴制度；档次80、90、100周岁由县里规定"},
	Parameters: []Parameter{
		{Key: "lowest_age", Label: "没有写档次时的年龄", Unit: "周岁", Sort: Number, Default: "80", Basis: "高龄津贴最低档", Dated: true},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"birthday-month", "满龄当月、当季就可以发"},
		{"next-class", "满九十岁后改领九十岁档"},
		{"class-words", "档次写成“80-89岁”一类的文字"},
		{"unknown-birthday", "出生日期不明"},
		{"bounced", "退票"},
	},
	Evidence:  []string{"身份证", "户口簿", "申请表"},
	Questions: []string{"户口簿与身份证的出生日期是否一致，有没有农历、补登的情况？", "从哪个月开始发放，依据是什么？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		lowest := overTime(v, func(v Values) int { return v.Int("lowest_age") })
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			early := func(r *dossier.Payout) bool {
				if s.CategoryOf(r.Item) != dossier.OldAge || !r.Counts() {
					return false
				}
				age, known := ageBy(s, p, r.Period.Last())
				return known && age < classAge(s.Class(r.Class), *lowest.on(r.Period.From))
			}
			for _, st := range Stretches(s.PayoutsOf(p), early) {
				age, _ := ageBy(s, p, st.Period.Last())
				report(Hit{
					Subject: Person(p), Item: int32(st.Item), Household: dossier.None, Period: st.Period, AmountFen: st.AmountFen, Severity: v.grade(Yellow, st.AmountFen),
					Sentence: fmt.Sprintf("到期末才%d周岁，按%d周岁一档发放了%s。", age, classAge(s.Class(st.Rows[0].Class), *lowest.on(st.Period.From)), st.spell(s)),
					Evidence: append(payoutsEvidence(s, st.Rows), showBirth(s, st.Rows[0])),
				})
			}
		}}
	},
}

// ageBy is somebody's full years at the end of a day's month, and false when the
// birthday is unknown: who is born on 29 February is of age in February every year.
func ageBy(s *dossier.Snapshot, p dossier.P, on period.Day) (int, bool) {
	birth := s.People[p].Birth
	if birth == period.Past {
		return 0, false
	}
	return max(0, int(on.Month()-birth.Month())/12), true
}

// classAge is the age that a class begins at: the first number in its name.
func classAge(class string, lowest int) int {
	n, found := 0, false
	for _, c := range []byte(class) {
		if c < '0' || c > '9' {
			if found {
				break
			}
			continue
		}
		n, found = n*10+int(c-'0'), true
		if n > 150 {
			return lowest
		}
	}
	if !found {
		return lowest
	}
	return n
}
