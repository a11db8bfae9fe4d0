package rule

import (
	"cmp"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s11 = Model{
	Key:   "S11",
	Title: "身份互斥、重复享受",
	Says:  "同一个人同时领着两种不能一起领的补贴，两个月以上。",
	Basis: []string{
		"社会救助暂行办法：特困供养与低保不重复享受",
		"残疾人两项补贴制度：特困人员、孤儿不重复领取困难残疾人生活补贴，特困人员不重复领取护理补贴",
		"互斥表，由县里确认",
	},
	Default: true,
	Also:    []string{"rosters", "deaths", "inmates"},
	Parameters: []Parameter{
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"transition", "转换身份时有一个月两边都发"},
		{"not-closed", "名册上没有销号，但是已经停发：看发放，不看名册"},
		{"both-disability", "困难生活补贴和护理补贴可以同时领"},
		{"orphan-care", "孤儿可以领护理补贴"},
		{"not-counted", "名册上有、发放人数里没有的人"},
		{"bounced", "退票：钱没有到账"},
		{"back-pay", "前一种身份期间的补发"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"两项补贴各自的审批表", "两项补贴的发放记录", "停发决定"},
	Questions: []string{"两项补贴分别什么时候批准、什么时候停发？", "本人是否知道不能重复享受？", "按规定应保留哪一项？", "多发的钱是否已经追回？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		x := exclusive{v: v}
		all := dossier.Categories()
		for i, a := range all {
			for _, b := range all[:i] {
				if verdict := v.matrix.Between(a, b); verdict != Compatible {
					x.pairs = append(x.pairs, exclusivePair{[2]dossier.Category{min(a, b), max(a, b)}, verdict == Doubtful})
					x.mask |= 1<<a | 1<<b
				}
			}
		}
		return Check{Person: x.person}
	},
}

// exclusivePair is two benefits that exclude each other, or are only a question
// in company of another hit.
type exclusivePair struct {
	of   [2]dossier.Category
	weak bool
}

// exclusive is S11 with its parameters.
type exclusive struct {
	v     Values
	pairs []exclusivePair
	mask  uint32 // the categories in pairs
}

func (x *exclusive) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	rows := s.PayoutsOf(p)
	has := uint32(0)
	for i := range rows {
		has |= 1 << s.Items[rows[i].Item].Category
	}
	if has &= x.mask; has == 0 {
		return
	}
	if s.People[p].Has&dossier.HasRoster != 0 {
		for r := range s.RostersOf(p) {
			if it := &s.Items[r.Item]; it.Household() {
				has |= 1 << it.Category & x.mask
			}
		}
	}
	for _, pair := range x.pairs {
		if has>>pair.of[0]&1 == 1 && has>>pair.of[1]&1 == 1 {
			x.compare(s, p, pair, report)
		}
	}
}

// compare reports the stretches in which a person was paid both; the item that
// brought less is the one in question.
func (x *exclusive) compare(s *dossier.Snapshot, p dossier.P, pair exclusivePair, report func(Hit)) {
	var lines [2][]*dossier.Payout
	for k := range pair.of {
		if lines[k] = drawn(s, p, func(c dossier.Category) bool { return c == pair.of[k] }); len(lines[k]) == 0 {
			return
		}
	}
	var sides [2][]*dossier.Payout
	var sums [2]int64
	for k := range sides {
		for _, r := range lines[k] {
			if slices.ContainsFunc(lines[1-k], func(q *dossier.Payout) bool { return q.Period.Overlaps(r.Period) }) {
				sides[k], sums[k] = append(sides[k], r), sums[k]+r.AmountFen
			}
		}
	}
	less := 0
	if sums[1] < sums[0] {
		less = 1
	}
	var out []Stretch
	for _, r := range sides[less] {
		out = extend(out, r)
	}
	for i := range out {
		st := &out[i]
		var other []*dossier.Payout
		for _, q := range sides[1-less] {
			if q.Period.Overlaps(st.Period) {
				other = append(other, q)
			}
		}
		if sharedMonths(st.Rows, other) < 2 {
			continue
		}
		hit := Hit{Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: st.AmountFen, Severity: x.v.grade(Orange, st.AmountFen), Weak: pair.weak,
			Sentence: "同时领着" + s.Items[other[0].Item].Name + "，其间又发放了" + st.spell(s) + "，两项不能一起领。" + wholeSum(s, st.Rows),
			Evidence: append(payoutsEvidence(s, st.Rows), payoutsEvidence(s, other)...)}
		if ofOthers(p, st.Rows) || ofOthers(p, other) {
			hit.lean("rosters")
		}
		report(hit)
	}
}

// ofOthers reports payments to somebody else of the household, which only its
// roster makes a person's own.
func ofOthers(p dossier.P, rows []*dossier.Payout) bool {
	return slices.ContainsFunc(rows, func(r *dossier.Payout) bool { return r.Person != p })
}

// sharedMonths counts the months in which there is a row on both sides.
func sharedMonths(a, b []*dossier.Payout) (n int) {
	seen := period.Month(-1 << 30)
	for _, r := range a {
		for m := max(r.Period.From.Month(), seen+1); m <= r.Period.Last().Month(); m++ {
			seen = m
			if slices.ContainsFunc(b, func(q *dossier.Payout) bool { return q.Period.Intersect(r.Period).Overlaps(m.Days()) }) {
				n++
			}
		}
	}
	return n
}

// drawn lists what reached a person of some categories: what they were paid
// themselves, and what their roster household was paid while counting them. It
// is ordered by item and period.
func drawn(s *dossier.Snapshot, p dossier.P, want func(dossier.Category) bool) (out []*dossier.Payout) {
	own := s.PayoutsOf(p)
	for i := range own {
		if r := &own[i]; r.Counts() && want(s.Items[r.Item].Category) {
			out = append(out, r)
		}
	}
	var seen []int32
	for m := range s.RostersOf(p) {
		if it := &s.Items[m.Item]; !it.Household() || !want(it.Category) || slices.Contains(seen, m.Household) {
			continue
		}
		seen = append(seen, m.Household)
		out = append(out, countedRows(s, m.Household, p)...)
	}
	slices.SortStableFunc(out, func(a, b *dossier.Payout) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Period.From, b.Period.From))
	})
	return out
}

// countedRows lists what a household was paid, to others of it, while it
// counted a member: the member stood on the roster, and it was not paid for
// fewer than were there.
func countedRows(s *dossier.Snapshot, h int32, p dossier.P) (out []*dossier.Payout) {
	for _, r := range householdRows(s, h) {
		if e := entry(s, h, p, r.Period.From); !r.Counts() || r.Person == p || e == nil || !e.Span.Contains(r.Period.From) {
			continue
		}
		if _, outside := present(s, h, r.Period.From, nil); r.Quantity <= 0 || r.Quantity >= outside*1000 {
			out = append(out, r)
		}
	}
	return out
}
