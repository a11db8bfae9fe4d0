package rule

import (
	"fmt"

	"yangguang/service/comparison/dossier"
)

var s29 = Model{
	Key:   "S29",
	Title: "同人同项同期重复发放",
	Says:  "同一个人、同一个项目、同一期，相同的金额发了不止一次。",
	Basis: []string{"一卡通管理办法：发放前核对名单，不得重复发放", "社会救助暂行办法第六十八条：多领的应当退回"},
	Also:  []string{"rosters"},
	Parameters: []Parameter{
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"bounced", "退票后重发是一次"},
		{"supplement", "补发差额：金额不同"},
		{"parcels", "按地块发的，同一批里几块面积相同的地"},
		{"instalments", "危房改造等分期拨付"},
		{"other-class", "同一次以奖代补里不同的品种"},
		{"deducted", "多发的一笔已经扣回"},
		{"other-period", "补发别的月份"},
		{"reused-number", "同号不同名的一笔"},
	},
	Evidence:  []string{"两次发放的批次和银行回单", "名单来源（哪个镇、哪个部门报的）", "追回凭证"},
	Questions: []string{"两笔是不是都到了账？", "是哪个环节报重了？", "多发的一笔是否已追回？"},
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			rows := s.PayoutsOf(p)
			var out []Stretch
			for i := 1; i < len(rows); i++ {
				if r := &rows[i]; rows[i-1].Item == r.Item && rows[i-1].Period.From == r.Period.From && doubled(s, rows, i) {
					out = extendBy(out, r, r.AmountFen)
				}
			}
			for _, st := range out {
				report(Hit{
					Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: st.AmountFen, Severity: v.grade(Orange, st.AmountFen),
					Sentence: fmt.Sprintf("%s的%s有%d笔与同期另一笔重复，重复的部分共%s。", st.Period.Chinese(), s.Items[st.Item].Name, len(st.Rows), yuan(st.AmountFen)),
					Evidence: doubledEvidence(s, rows, &st),
				})
			}
		}}
	},
}

// doubled reports whether a row was paid once more than an equal one before it
// of the same item and period, and nothing was taken back since.
func doubled(s *dossier.Snapshot, rows []dossier.Payout, at int) bool {
	r := &rows[at]
	if !r.Counts() || r.AmountFen <= 0 {
		return false
	}
	before, back := 0, 0
	for i := at - 1; i >= 0 && samePeriod(&rows[i], r); i-- {
		if twin(s, &rows[i], r) {
			before++
		}
	}
	if before == 0 {
		return false
	}
	for i := range rows {
		if o := &rows[i]; samePeriod(o, r) && o.Counts() && o.AmountFen == -r.AmountFen {
			back++
		}
	}
	return before > back
}

func samePeriod(a, b *dossier.Payout) bool {
	return a.Item == b.Item && a.Period.From == b.Period.From
}

// twin reports whether two rows pay the same thing.
func twin(s *dossier.Snapshot, a, b *dossier.Payout) bool {
	if !a.Counts() || a.AmountFen != b.AmountFen || a.Period != b.Period || a.Class != b.Class || a.Quantity != b.Quantity {
		return false
	}
	item := &s.Items[b.Item]
	return !item.Category.Rebuilding() && (item.Target != "地块" || a.Batch != b.Batch)
}

// doubledEvidence shows both rows of each pair.
func doubledEvidence(s *dossier.Snapshot, rows []dossier.Payout, st *Stretch) (out []Evidence) {
	for _, r := range st.Rows[:min(len(st.Rows), 12)] {
		for i := range rows {
			if o := &rows[i]; samePeriod(o, r) && (o == r || twin(s, o, r)) {
				out = append(out, payoutEvidence(s, o))
			}
		}
	}
	return out
}
