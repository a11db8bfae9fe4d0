package rule

import (
	"fmt"
	"slices"
	"sort"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s30 = Model{
	Key:   "S30",
	Title: "应发未发",
	Says:  "人在名册上，别人都发了，他连续几期没有发；或者清单上发了，同一经办人或者同一银行的好几户都说没有收到、数不对。",
	Basis: []string{
		"社会救助暂行办法第六十六条：截留、挤占、挪用、私分社会救助资金",
		"财政违法行为处罚处分条例第六条：截留、挪用财政资金",
	},
	Registers: []string{"rosters"},
	Leans:     []string{"residents"},
	Also:      []string{"deaths", "inmates", "subsidies"},
	Parameters: []Parameter{
		{Key: "missed_periods", Label: "连续几期没有发", Unit: "期", Sort: Number, Default: "2", Basis: "一期可能是名册调整"},
		saidHomes, saidWrong, saidShare, saidDays, saidNone, saidQuiet, saidAfter,
	},
	Traps: []Trap{
		{"one-period", "只缺一期"},
		{"paid-together", "几个月合并一次发放"},
		{"repaid", "退票后已经重发"},
		{"other-member", "户主去世后发给家里其他人"},
		{"parent", "学生的补助发在家长名下"},
		{"dead", "去世以后没有发"},
		{"in-custody", "服刑、强制隔离戒毒期间没有发"},
		{"data-ends", "发放数据还没有到那几期"},
		{"not-yet", "这个项目那几期谁都没有发"},
		{"part-of-period", "中途进出名册的一期"},
		{"one-off", "一次性项目"},
		{"few-say-no", "只有几户说没有收到、数不对"},
		{"most-received", "绝大多数户说收到了"},
		{"handler-explains", "一家银行的几户都是同一个经办人的：问经办人，不再问银行"},
		{"silent", "收到提醒没有回音的：县里没有定户数就不算，说过话的户、刚提醒的不算没回音"},
		{"one-home", "一户里几个人说没有收到"},
		{"later-received", "银行答复以后说收到了"},
		{"long-ago", "一年以前的答复"},
		{"reused-number", "同号不同名的一笔：可能就是发给他的"},
	},
	Evidence:  []string{"名册和审批表", "批次发放清单", "银行回单、退票清单", "本人存折流水", "签字领取表"},
	Questions: []string{"本人有没有收到钱，从哪一期起没有收到？", "清单里有没有他，钱发到了谁的账户？", "是停发、退票还是漏报？有没有通知本人？", "说没有收到的各户，存折由谁保管、谁取的钱？", "有没有代签、代领？"},
	Ask:       true,
	Aloof:     true, // 疑似截留
	Owed:      model.OwedPayment,
	Bind: func(v Values) Check {
		least := v.Int("missed_periods")
		return Check{County: func(s *dossier.Snapshot, report func(Hit)) {
			said(s, saidBoundsOf(v), report)
			m := missing{s: s, least: max(1, least), runs: payRuns(s), report: report}
			for h := range int32(len(s.Households)) { //nolint:gosec // fewer than 2³¹ households
				m.household(h)
			}
		}}
	},
}

// payRuns are, for each item, the periods for which the county as a whole was
// paid: those of the item's own length that have at least a fifth of the rows
// of the fullest one. A few early or late payments are no run.
func payRuns(s *dossier.Snapshot) [][]period.Interval {
	const first, n = 2000 * 12, 64 * 12
	type month struct {
		rows int
		to   period.Day
	}
	seen := make([][]month, len(s.Items))
	listed := make([]bool, len(s.Items)) // only what has a roster is asked about
	for i := range s.Households {
		listed[s.Households[i].Item] = true
	}
	last := known(s, "payouts")
	begin := period.Month(first).First()
	months := make([]int16, period.Month(first+n).First()-begin) // of each day, worked out once
	for m := range n {
		for d := period.Month(first + m).First(); d < period.Month(first+m+1).First(); d++ {
			months[d-begin] = int16(m) //nolint:gosec // some hundreds
		}
	}
	for i := range s.Payouts {
		r := &s.Payouts[i]
		if r.PaidOn > last || r.RepayOf != 0 || !listed[r.Item] || r.Period.Empty() || r.Period.From < begin || int(r.Period.Last()-begin) >= len(months) {
			continue
		}
		m := int(months[r.Period.From-begin])
		if !ownLength(s.Items[r.Item].Frequency, int(months[r.Period.Last()-begin])-m+1) {
			continue
		}
		if seen[r.Item] == nil {
			seen[r.Item] = make([]month, n)
		}
		at := &seen[r.Item][m]
		at.rows++
		at.to = max(at.to, r.Period.To)
	}
	out := make([][]period.Interval, len(s.Items))
	for i, list := range seen {
		most := 0
		for _, at := range list {
			most = max(most, at.rows)
		}
		for m, at := range list {
			if at.rows > 0 && at.rows*5 >= most {
				out[i] = append(out[i], period.Interval{From: period.Month(first + m).First(), To: at.to})
			}
		}
	}
	return out
}

// ownLength reports whether a period is as long as the item's frequency says.
func ownLength(frequency string, months int) bool {
	switch frequency {
	case "月":
		return months == 1
	case "季":
		return months == 3
	case "半年":
		return months == 6
	case "年":
		return months == 12
	case "学期":
		return months >= 4 && months <= 6
	}
	return false
}

// missing walks roster households one after the other.
type missing struct {
	s      *dossier.Snapshot
	least  int
	runs   [][]period.Interval
	paid   []bool // by run, of the household or person at hand
	report func(Hit)
}

func (m *missing) household(h int32) {
	s := m.s
	item := s.Households[h].Item
	runs := m.runs[item]
	if len(runs) < m.least {
		return
	}
	if s.Items[item].Household() {
		m.clear(len(runs))
		for r := range s.HouseholdPayouts(h) {
			m.mark(runs, r)
		}
		m.look(h, dossier.None)
		return
	}
	var done []dossier.P
	for o := range s.MembersOf(h) {
		if slices.Contains(done, o.Person) {
			continue
		}
		done = append(done, o.Person)
		m.clear(len(runs))
		rows := s.PayoutsOf(o.Person)
		for i := range rows {
			if rows[i].Item == item {
				m.mark(runs, &rows[i])
			}
		}
		m.look(h, o.Person)
	}
}

func (m *missing) clear(n int) {
	m.paid = slices.Grow(m.paid[:0], n)[:n]
	clear(m.paid)
}

// mark notes the runs that a payout pays for. One in another's name counts: the
// money went out, and whose it is S26 asks.
func (m *missing) mark(runs []period.Interval, r *dossier.Payout) {
	if r.State&dossier.Bounced != 0 {
		return
	}
	for k := sort.Search(len(runs), func(k int) bool { return runs[k].To > r.Period.From }); k < len(runs) && runs[k].From < r.Period.To; k++ {
		m.paid[k] = true
	}
}

// look finds the stretches of runs that were due and not paid, of a whole
// household (only is None) or of one person.
func (m *missing) look(h int32, only dossier.P) {
	runs := m.runs[m.s.Households[h].Item]
	for k := 0; k < len(runs); k++ {
		first := k
		for k < len(runs) && !m.paid[k] && m.due(h, only, runs[k]) != nil {
			k++
		}
		if k-first >= m.least {
			m.tell(h, only, runs[first:k])
		}
	}
}

// due is a place on the roster that was to be paid for a whole period, nil when
// there is none: the member stood on it throughout, lived and was free.
func (m *missing) due(h int32, only dossier.P, span period.Interval) *dossier.Roster {
	var found *dossier.Roster
	for o := range m.s.MembersOf(h) {
		if only != dossier.None && o.Person != only || !dueTo(m.s, o, span) {
			continue
		}
		if found == nil || o.Head() && !found.Head() {
			found = o
		}
	}
	return found
}

func dueTo(s *dossier.Snapshot, o *dossier.Roster, span period.Interval) bool {
	if o.Span.From > span.From || o.Span.To < span.To {
		return false
	}
	if d, dead := s.DiedOn(o.Person); dead && d.On < span.To {
		return false
	}
	for i := range s.InmatesOf(o.Person) {
		if i.Span.Overlaps(span) {
			return false
		}
	}
	return true
}

func (m *missing) tell(h int32, only dossier.P, runs []period.Interval) {
	s := m.s
	item := s.Households[h].Item
	span := period.Interval{From: runs[0].From, To: runs[len(runs)-1].To}
	o := m.due(h, only, runs[0])
	if (only == dossier.None || s.Items[item].Target == "学生") && paidAtHome(s, h, item, span) {
		return
	}
	var fen int64
	for _, run := range runs {
		fen += m.worth(h, only, run)
	}
	says := fmt.Sprintf("在名册上，%s的%s连续%d期没有发放记录", span.Chinese(), s.Items[item].Name, len(runs))
	if fen > 0 {
		says += "，按核定金额或标准约" + yuan(fen)
	}
	evidence := []Evidence{showRoster(s, o)}
	rows := s.PayoutsOf(o.Person)
	for i := range rows {
		if r := &rows[i]; r.Item == item && r.Period.Overlaps(span) {
			e := payoutEvidence(s, r)
			e.Fields = append(e.Fields, Field{"发放结果", "退票"})
			evidence = append(evidence, e)
		}
	}
	m.report(Hit{Subject: Person(o.Person), Item: int32(item), Household: h, Period: span, AmountFen: fen, Severity: Yellow, Sentence: says + "。", Evidence: evidence, Leans: []string{"deaths", "inmates"}})
}

// paidAtHome reports whether somebody registered with a member of a roster
// household, who is not on the roster, was paid in a stretch of time.
func paidAtHome(s *dossier.Snapshot, h int32, item uint16, span period.Interval) bool {
	for o := range s.MembersOf(h) {
		for q := range s.Registered(s.People[o.Person].Hukou) {
			if q != o.Person && rosterHousehold(s, q, item) == dossier.None && paidIn(s, q, item, span) != nil {
				return true
			}
		}
	}
	return false
}

// worth is about what was due for a period: the approved amount, else the
// standard for each month and member; 0 where neither is known.
func (m *missing) worth(h int32, only dossier.P, span period.Interval) int64 {
	item := &m.s.Items[m.s.Households[h].Item]
	times := approvedTimes(item, &dossier.Payout{Period: span})
	var approved, standard int64
	for o := range m.s.MembersOf(h) {
		if only != dossier.None && o.Person != only || !dueTo(m.s, o, span) {
			continue
		}
		approved = max(approved, o.ApprovedFen)
		if t, ok := item.Standard(o.Class, span.From); ok && t.Unit != "亩年" {
			standard += t.Fen
		}
	}
	if approved > 0 {
		return approved * times
	}
	return standard * times
}
