package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s19 = Model{
	Key:   "S19",
	Title: "雨露计划没有学籍或重复发放",
	Says:  "领雨露计划的学期里没有符合条件的学籍，或者一个学期发了不止一次。",
	Basis: []string{
		"雨露计划：补助对象为脱贫家庭、监测对象家庭中接受中等、高等职业教育的子女（含顶岗实习），每学期1500元",
	},
	Default:   true,
	Registers: []string{"enrolments"},
	Also:      []string{"rosters", "households", "residents"},
	Parameters: []Parameter{
		{Key: "levels", Label: "可以享受的学段", Sort: List, Default: "中职、高职", Basis: "职业学历教育", Words: schoolLevels},
		{Key: "once_levels", Label: "一次性补助可以享受的学段", Sort: List, Default: "中职、高职、本科", Basis: "广西2015年起本科新生一次性补助5000元", Words: schoolLevels},
		{Key: "away", Label: "不算在读的学籍状态", Sort: List, Default: "休学、保留学籍、参军、参军保留", Basis: "休学、保留学籍期间不享受"},
		{Key: "semester_yuan", Label: "每学期补助", Unit: "元", Sort: Yuan, Default: "1500", Basis: "每生每年3000元，按学期发放", Dated: true},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"internship", "顶岗实习也是在读"},
		{"graduated-later", "后来毕业，不影响以前的学期"},
		{"left-later", "后来退学，不影响以前的学期"},
		{"paid-to-parent", "补助发在家长名下，学籍在子女名下"},
		{"bounced", "退票后重发是一次"},
		{"one-off", "本科新生一次性补助"},
		{"term-edge", "学期与学籍起止月份不完全重合"},
		{"five-year", "五年制大专：先中职、后高职"},
		{"household-moved", "户口迁到学校：家庭情况没有数据，不作比较"},
		{"reused-number", "学籍登记同号不同名"},
	},
	Evidence:  []string{"学籍证明、学信网截图", "学校出具的在读证明", "发放记录", "脱贫户、监测户证明"},
	Questions: []string{"学生这个学期在哪里读书、读什么学段？", "是否在外省学校，本地数据没有？", "一个学期多发的一笔是怎么来的？", "学期开始时家庭是不是脱贫户或监测户？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		b := schooling{levels: v.List("levels"), once: v.List("once_levels"), away: v.List("away"), semester: overTime(v, func(v Values) int64 { return v.Fen("semester_yuan") })}
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			if !paidFor(s, p, dossier.VocationalAid) {
				return
			}
			rows := s.PayoutsOf(p)
			aid := func(r *dossier.Payout) bool { return s.CategoryOf(r.Item) == dossier.VocationalAid && r.Counts() }
			tell := func(st *Stretch, fen int64, sentence string, severity Severity, more []Evidence, leans ...string) {
				report(Hit{Leans: leans,
					Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: fen,
					Severity: v.grade(severity, fen), Sentence: sentence, Evidence: append(payoutsEvidence(s, st.Rows), more...),
				})
			}
			for _, st := range overHolidays(rows, aid, func(r *dossier.Payout) bool { return !b.enrolled(s, r) }) {
				if mismatched(s, p, "enrolments") {
					break
				}
				tell(&st, st.AmountFen, "没有找到相应学期符合条件的学籍，仍发放了"+st.spell(s)+"。", Orange, enrolmentsOf(s, p), "rosters")
			}
			for _, st := range b.repeated(s, rows, aid) {
				tell(&st, st.AmountFen, st.Period.Chinese()+"的"+s.Items[st.Item].Name+"一个学期发了不止一次，多发的部分共"+yuan(st.AmountFen)+"。", Orange, nil)
			}
			if len(s.Aided) == 0 {
				return
			}
			for _, st := range overHolidays(rows, aid, func(r *dossier.Payout) bool {
				return b.enrolled(s, r) && familyAided(s, p, r.Period.Last()) == notAided
			}) {
				tell(&st, st.AmountFen, "发放了"+st.spell(s)+"，当时这一户不在脱贫户、监测户名册里。", Yellow, nil, "households", "residents", "rosters")
			}
		}}
	},
}

// overHolidays is Stretches for terms: the holidays between two terms do not
// break a stretch, a term in between that fits does.
func overHolidays(rows []dossier.Payout, aid, wrong func(*dossier.Payout) bool) (out []Stretch) {
	joins := false // the term before was wrong too
	for i := range rows {
		r := &rows[i]
		if !aid(r) {
			continue
		}
		if !wrong(r) {
			joins = false
			continue
		}
		if n := len(out); joins && out[n-1].Item == r.Item && monthCount(period.Interval{From: out[n-1].Period.To, To: r.Period.From}) <= holidayMonths {
			out[n-1].Period.To = max(out[n-1].Period.To, r.Period.From)
		}
		out, joins = extend(out, r), true
	}
	return out
}

// holidayMonths is the longest time between the ends of one term and the
// beginning of the next.
const holidayMonths = 2

// schooling is what S19 asks of an enrolment.
type schooling struct {
	levels, once, away []string
	semester           byDay[int64]
}

// enrolled reports whether the payee of a row, or a member of the payee's
// household on the item's roster, was at a school of the right level.
func (b *schooling) enrolled(s *dossier.Snapshot, r *dossier.Payout) bool {
	if b.at(s, r.Person, r) {
		return true
	}
	if h := rosterHousehold(s, r.Person, r.Item); h != dossier.None {
		for m := range s.MembersOf(h) {
			if m.Person != r.Person && b.at(s, m.Person, r) {
				return true
			}
		}
	}
	return false
}

func (b *schooling) at(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) bool {
	levels := b.levels
	if s.Items[r.Item].Frequency == "一次" {
		levels = b.once
	}
	for e := range s.EnrolmentsOf(p) {
		if e.FullTime && e.Span.Overlaps(r.Period) && slices.Contains(levels, e.Level) && !slices.Contains(b.away, e.Status) && (e.Status != "退学" || !e.Span.Open()) {
			return true
		}
	}
	return false
}

// repeated gathers what was paid beyond the first payment of a term. A second
// row that fills up the term's sum is an instalment.
func (b *schooling) repeated(s *dossier.Snapshot, rows []dossier.Payout, aid func(*dossier.Payout) bool) (out []Stretch) {
	for i := range rows {
		r := &rows[i]
		if !aid(r) || s.Items[r.Item].Frequency == "一次" || !b.enrolled(s, r) {
			continue
		}
		before := int64(0)
		for k := i - 1; k >= 0 && rows[k].Item == r.Item; k-- {
			if o := &rows[k]; aid(o) && o.Period.Overlaps(r.Period) {
				before += o.AmountFen
			}
		}
		if beyond := min(r.AmountFen, before+r.AmountFen-*b.semester.on(r.Period.From)); before > 0 && beyond > 0 {
			out = extendBy(out, r, beyond)
		}
	}
	return out
}

func enrolmentsOf(s *dossier.Snapshot, p dossier.P) (out []Evidence) {
	for e := range s.EnrolmentsOf(p) {
		out = append(out, showEnrolment(e))
	}
	return out
}
