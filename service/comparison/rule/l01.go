package rule

import (
	"yangguang/service/comparison/dossier"
)

var l01 = Model{
	Key:     "L01",
	Title:   "实际发放与放行名单不符",
	Says:    "发放前已经放行了名单，实际发放的人、金额或账户和名单不一样。",
	Basis:   []string{"事前监督：放行的名单由部门负责人确认，按名单发放；增加、减少、改动都要说明"},
	Default: true,
	Also:    []string{"rosters"},
	Leans:   []string{"payouts"},
	Parameters: []Parameter{
		{Key: "tolerance_yuan", Label: "金额允许相差", Unit: "元", Sort: Yuan, Default: "0", Basis: "按放行名单发放，不应有差额"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"not-paid-yet", "名单已放行，这一批还没有发放"},
		{"bounced", "已按名单发放，银行退票"},
		{"no-list", "这一批没有事前名单"},
		{"second-batch", "名单还没有发放，另有一批补发了少数几个人"},
	},
	Evidence:  []string{"放行名单和部门负责人的确认", "银行代发清单", "增减改动的说明"},
	Questions: []string{"实际发放为什么和放行名单不一样？由谁决定改动？", "改动有没有经过部门负责人重新确认？", "多发或发错的钱是否已经追回，漏发的是否已经补发？"},
	Needs:     dossier.HasReleased,
	Bind: func(v Values) Check {
		tolerance := v.Fen("tolerance_yuan")
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			for r := range s.ReleasedOf(p) {
				if s.ListPaid(r.Batch) {
					compareReleased(s, p, r, tolerance, v, report)
				}
			}
			rows := s.PayoutsOf(p)
			for i := range rows {
				r := &rows[i]
				if list := s.ListOf(r); list != 0 && !released(s, p, r, list) {
					report(released01(s, p, r.Item, Hit{Period: r.Period, AmountFen: r.AmountFen, Severity: v.grade(Orange, r.AmountFen),
						Sentence: "放行名单上没有这一笔，实际发放了" + r.Period.Chinese() + "的" + s.Items[r.Item].Name + yuan(r.AmountFen) + "。",
						Evidence: []Evidence{payoutEvidence(s, r)}}))
				}
			}
		}}
	},
}

// compareReleased reports what became of one line of a released list.
func compareReleased(s *dossier.Snapshot, p dossier.P, r *dossier.Released, tolerance int64, v Values, report func(Hit)) {
	what := r.Period.Chinese() + "的" + s.Items[r.Item].Name
	line := Evidence{Kind: "prepayouts", Src: r.Src, Who: Of(r.Person), Fields: []Field{{"补贴项目", s.Items[r.Item].Name}, {"所属期", r.Period.Chinese()}, {"放行金额", yuan(r.AmountFen)}, {"批次号", s.Text(r.Batch)}}}
	var found *dossier.Payout
	rows := s.PayoutsOf(p)
	for i := range rows {
		if q := &rows[i]; s.ListOf(q) == r.Batch && q.Item == r.Item && q.Period.From == r.Period.From && (found == nil || q.AmountFen == r.AmountFen) {
			found = q
		}
	}
	for i := range rows { // the rest of a list may have followed under a number of its own
		if q := &rows[i]; found == nil && s.ListOf(q) == 0 && q.Item == r.Item && q.Period.From == r.Period.From && q.State&dossier.Proposed == 0 {
			found = q
		}
	}
	switch {
	case found == nil:
		report(released01(s, p, r.Item, Hit{Period: r.Period, AmountFen: r.AmountFen, Severity: Yellow,
			Sentence: "放行名单上有" + what + yuan(r.AmountFen) + "，实际发放里没有。", Evidence: []Evidence{line}}))
	case found.AmountFen > r.AmountFen+tolerance || found.AmountFen < r.AmountFen-tolerance:
		report(released01(s, p, r.Item, Hit{Period: r.Period, AmountFen: max(found.AmountFen-r.AmountFen, r.AmountFen-found.AmountFen), Severity: v.grade(Orange, found.AmountFen-r.AmountFen),
			Sentence: what + "放行的是" + yuan(r.AmountFen) + "，实际发放的是" + yuan(found.AmountFen) + "。", Evidence: []Evidence{line, payoutEvidence(s, found)}}))
	case found.Account != r.Account:
		report(released01(s, p, r.Item, Hit{Period: r.Period, AmountFen: found.AmountFen, Severity: v.grade(Orange, found.AmountFen),
			Sentence: what + yuan(found.AmountFen) + "没有发到放行名单上的账户。", Evidence: []Evidence{line, payoutEvidence(s, found)}}))
	}
}

func released01(s *dossier.Snapshot, p dossier.P, item uint16, h Hit) Hit {
	h.Subject, h.Item, h.Household = Person(p), int32(item), rosterHousehold(s, p, item)
	return h
}

// released reports whether a payout stands on the released list that it is of.
func released(s *dossier.Snapshot, p dossier.P, q *dossier.Payout, list int32) bool {
	for r := range s.ReleasedOf(p) {
		if r.Batch == list && r.Item == q.Item && r.Period.From == q.Period.From {
			return true
		}
	}
	return false
}
