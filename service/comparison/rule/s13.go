package rule

import (
	"cmp"
	"fmt"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// firstCohort is the last day by which the first cohort had moved; newcomers to
// a household are told from it.
var firstCohort = period.Date(2006, 6, 30)

var s13 = Model{
	Key:   "S13",
	Title: "库区移民后期扶持不符合条件",
	Says:  "库区移民直补的领取人已经去世、在财政供养、在押、期限已满、金额不对，或者登记了两次。",
	Basis: []string{
		"国务院关于完善大中型水库移民后期扶持政策的意见（国发〔2006〕17号）：每人每年600元，扶持20年",
		"2006年6月30日前搬迁的从2006年7月1日起，以后搬迁的从完成搬迁之日起",
		"移民后期扶持人口核定与动态管理办法：死亡次年核减、被国家机关等录用核减、服刑期间核减",
	},
	Default:   true,
	Registers: []string{"rosters"},
	Also:      []string{"deaths", "officials", "inmates", "residents", "subsidies"},
	Parameters: []Parameter{
		{Key: "annual_yuan", Label: "每人每年标准", Unit: "元", Sort: Yuan, Default: "600", Basis: "国发〔2006〕17号", Dated: true},
		{Key: "term_years", Label: "扶持年限", Unit: "年", Sort: Number, Default: "20", Basis: "国发〔2006〕17号"},
		{Key: "cohort1_end", Label: "首批移民的期满日", Sort: DateSort, Default: "2026-06-30", Basis: "2006年7月1日起二十年；以后需要新的政策文件"},
		{Key: "kinds", Label: "录用后核减的人员类别", Sort: List, Default: "公务员、参公、事业、国企", Basis: "国家机关、事业单位、国有控股企业", Words: officialKinds},
		staffExempt, custodyGrace, custodyFree, redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"year-of-death", "死亡当年照发，次年一月一日起核减"},
		{"quarter", "录用当季照发，下一季起核减"},
		{"contract", "聘用、公益性岗位、遗属不是录用"},
		{"at-large", "缓刑、社区矫正不在押"},
		{"later-mover", "2006年以后搬迁的，二十年从搬迁起算"},
		{"last-quarter", "期满日所在的季度"},
		{"two-rows", "一个季度分两行发放，合计正确"},
		{"back-pay", "补发以前季度的"},
		{"village-fund", "按项目扶持的村没有个人名单"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"移民人口核定登记表", "年审表", "录用文件", "死亡、在押证明", "发放记录"},
	Questions: []string{"属于哪个水库、哪一批核定人口？搬迁时间以哪份文件为准？", "死亡、录用、服刑是否已经申报？年审时有没有核减？", "2026年6月30日以后的扶持依据哪份新文件？", "是原迁人口还是后来增加的人口？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		x := resettlement{
			v: v, quarter: overTime(v, func(v Values) int64 { return v.Fen("annual_yuan") / 4 }), term: v.Int("term_years"), cohortEnd: period.Day(v.Int("cohort1_end")), //nolint:gosec // a day
			office: staff{v.List("kinds"), v.List(staffExempt.Key)}, grace: v.Int(custodyGrace.Key), free: v.List(custodyFree.Key),
		}
		return Check{Person: x.person}
	},
}

// resettlement is S13 with its parameters.
type resettlement struct {
	v         Values
	quarter   byDay[int64]
	term      int
	cohortEnd period.Day
	office    staff
	grace     int
	free      []string
}

func (x *resettlement) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	rows := s.PayoutsOf(p)
	if !x.suspect(s, p, rows) {
		return
	}
	var own []*dossier.Payout
	for i := range rows {
		if s.Items[rows[i].Item].Category == dossier.Reservoir && rows[i].Counts() {
			own = append(own, &rows[i])
		}
	}
	if own == nil {
		return
	}
	hits := mismatchHits(s, p, own, x.mismatches(s, p, own))
	for i := range hits {
		hits[i].Severity = x.v.grade(Orange, hits[i].AmountFen)
		report(hits[i])
	}
}

// suspect is the quick look: whether any predicate can hold at all. Most people
// draw the same sum each quarter, and nothing is known against it.
func (x *resettlement) suspect(s *dossier.Snapshot, p dossier.P, rows []dossier.Payout) bool {
	var last *dossier.Payout
	for i := range rows {
		r := &rows[i]
		if s.Items[r.Item].Category != dossier.Reservoir || !r.Counts() {
			continue
		}
		if r.Period.From > x.cohortEnd || r.AmountFen != x.due(s, r) || (last != nil && (last.Item != r.Item || last.Period.Overlaps(r.Period))) {
			return true
		}
		last = r
	}
	if last == nil {
		return false
	}
	who := &s.People[p]
	if who.Has&(dossier.HasDeath|dossier.HasOfficial|dossier.HasInmate) != 0 || who.Status == 'O' {
		return true
	}
	_, added := x.added(s, p)
	return added
}

// due is the standard for as many quarters as a payout's period has. A
// person is one person, whatever 数量 counts; a household is as many as it says,
// where the unit is 人月 times the months.
func (x *resettlement) due(s *dossier.Snapshot, r *dossier.Payout) int64 {
	n := int64(r.Period.Last().Month()-r.Period.From.Month()) + 1
	one := *x.quarter.on(r.Period.From) * n / 3
	item := &s.Items[r.Item]
	if !item.Household() || r.Quantity <= 1000 {
		return one
	}
	if t, ok := item.Standard(r.Class, r.Period.From); ok && t.Unit == "人月" {
		return one * int64(r.Quantity) / 1000 / n
	}
	return one * int64(r.Quantity) / 1000
}

// mismatches lists the predicates (a)–(i) of the domain guide that may hold for
// a person. (d) promoted officers is in no register.
func (x *resettlement) mismatches(s *dossier.Snapshot, p dossier.P, own []*dossier.Payout) (out []mismatch) {
	if d, dead := s.DiedOn(p); dead { // (a)
		from := period.Date(d.On.Year()+1, 1, 1)
		out = append(out, mismatch{why: "登记的死亡日期是" + d.On.Chinese() + "，次年一月一日起应核减", show: []Evidence{deathEvidence(d)},
			holds: func(r *dossier.Payout) bool { return r.Period.From >= from }})
	}
	for o := range s.OfficialsOf(p) { // (b)
		if status, ok := x.office.status(o); ok && status == OnPayroll {
			out = append(out, mismatch{why: o.Span.From.Chinese() + "起在" + o.Unit + "工作，人员类别是" + o.Kind, show: []Evidence{officialEvidence(o)},
				holds: func(r *dossier.Payout) bool { return o.Span.Contains(r.Period.From) && r.Period.From > o.Span.From }})
		}
	}
	for i := range s.InmatesOf(p) { // (c)
		if inCustody(i, x.free) {
			span := custodySpan(i, x.grace)
			out = append(out, mismatch{why: i.Span.From.Chinese() + "入所（" + i.Kind + "）", show: []Evidence{inmateEvidence(i)},
				holds: func(r *dossier.Payout) bool { return span.Contains(r.Period.From) }})
		}
	}
	if s.People[p].Status == 'O' { // (e) moved out, seen only from the day of the register on
		since := s.AsOf
		if c, ok := s.Coverage["residents"]; ok {
			since = c.AsOf
		}
		out = append(out, mismatch{weak: true, why: "户籍登记为迁出", leans: []string{"residents"}, holds: func(r *dossier.Payout) bool { return r.Period.From > since }})
	}
	if m, ok := x.expired(s, p); ok { // (f)
		out = append(out, m)
	}
	if m, ok := x.added(s, p); ok { // (g)
		out = append(out, m)
	}
	for i := range x.quarter.of { // (h)
		then := &x.quarter.of[i]
		out = append(out, mismatch{why: "每季标准是" + yuan(*then) + "，与发放金额不符",
			holds: func(r *dossier.Payout) bool { return x.quarter.on(r.Period.From) == then && x.amiss(s, own, r) }})
	}
	out = append(out, // (i)
		mismatch{why: "同一时期登记了两次", show: x.entries(s, p), holds: func(r *dossier.Payout) bool { return x.twice(s, p, own, r) }})
	return out
}

// expired is (f): the years of support are over. Who was on the roster when
// support began belongs to the first cohort; so does who is on none.
func (x *resettlement) expired(s *dossier.Snapshot, p dossier.P) (mismatch, bool) {
	end := period.Past
	var show []Evidence
	for r := range s.RostersOf(p) {
		if s.Items[r.Item].Category != dossier.Reservoir {
			continue
		}
		last := x.cohortEnd
		if r.Span.From > firstCohort+1 {
			last = max(last, r.Span.From.AddMonths(12*x.term)-1)
		}
		if last > end {
			end, show = last, []Evidence{rosterEvidence(s, r)}
		}
	}
	if end == period.Past {
		end = x.cohortEnd
	}
	return mismatch{why: fmt.Sprintf("%d年扶持期到%s已满", x.term, end.Chinese()), show: show, holds: func(r *dossier.Payout) bool { return r.Period.From > end }}, x.term > 0
}

// added is (g): born or married into a household after support began. Some
// provinces count them, so it asks for company.
func (x *resettlement) added(s *dossier.Snapshot, p dossier.P) (mismatch, bool) {
	birth := s.People[p].Birth
	for r := range s.RostersOf(p) {
		if s.Items[r.Item].Category != dossier.Reservoir {
			continue
		}
		first := r.Span.From
		for m := range s.MembersOf(r.Household) {
			first = min(first, m.Span.From)
		}
		why := ""
		switch {
		case birth != period.Past && birth > first:
			why = "出生日期晚于全户开始扶持的" + first.Chinese()
		case r.Span.From > first && containsAny(r.Relation, []string{"配偶", "妻", "夫", "媳", "婿"}):
			why = "开始扶持以后才婚入"
		default:
			continue
		}
		return mismatch{weak: true, why: why, show: []Evidence{rosterEvidence(s, r)}, holds: func(q *dossier.Payout) bool { return q.Item == r.Item }}, true
	}
	return mismatch{}, false
}

// amiss is (h): what was paid for a period is not the standard for as many
// quarters, neither row by row nor all rows of the period together.
func (x *resettlement) amiss(s *dossier.Snapshot, own []*dossier.Payout, r *dossier.Payout) bool {
	if *x.quarter.on(r.Period.From) == 0 || r.RepayOf != 0 {
		return false
	}
	due, sum := x.due(s, r), int64(0)
	for _, q := range own {
		if q.Period == r.Period && q.Item == r.Item {
			sum += q.AmountFen
		}
	}
	return r.AmountFen != due && sum != due
}

// twice is (i): a person stands in two reservoirs' lists, or in two households
// of one, and was paid by both for the same time.
func (x *resettlement) twice(s *dossier.Snapshot, p dossier.P, own []*dossier.Payout, r *dossier.Payout) bool {
	for _, q := range own {
		if q == r || !before(q, r) { // the first of them is due
			continue
		}
		if q.Period.Overlaps(r.Period) && (q.Item != r.Item || x.listedTwice(s, p, r)) {
			return true
		}
	}
	return false
}

// before orders payouts by the day they were paid, then by file and row.
func before(a, b *dossier.Payout) bool {
	return cmp.Or(cmp.Compare(a.PaidOn, b.PaidOn), cmp.Compare(a.Src.Batch, b.Src.Batch), cmp.Compare(a.Src.Row, b.Src.Row)) < 0
}

func (x *resettlement) listedTwice(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) bool {
	first := dossier.None
	for e := range s.RostersOf(p) {
		if e.Item != r.Item || !e.Span.Overlaps(r.Period) {
			continue
		}
		if first != dossier.None && e.Household != first {
			return true
		}
		first = e.Household
	}
	return false
}

func (x *resettlement) entries(s *dossier.Snapshot, p dossier.P) (out []Evidence) {
	for e := range s.RostersOf(p) {
		if s.Items[e.Item].Category == dossier.Reservoir {
			out = append(out, rosterEvidence(s, e))
		}
	}
	return out
}
