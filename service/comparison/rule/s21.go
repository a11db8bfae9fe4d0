package rule

import (
	"fmt"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s21 = Model{
	Key:   "S21",
	Title: "养老保险待遇重复领取",
	Says:  "同一时间既领城乡居民养老，又领职工或机关养老，或者在两个地方领居民养老。",
	Basis: []string{
		"人社厅发〔2021〕77号：同时领取的，终止居民养老关系，退回重复领取的基础养老金",
		"社会保险法第八十八条：骗取社会保险待遇的退回并处罚款",
	},
	Default:   true,
	Registers: []string{"pensions"},
	Parameters: []Parameter{
		{Key: "grace_months", Label: "转换时允许重叠", Unit: "个月", Sort: Number, Default: "1", Basis: "两项待遇交接的当月"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"hand-over", "转为职工养老的当月重叠"},
		{"survivor", "遗属待遇、退役军人待遇、被征地补贴不是养老待遇"},
		{"one-off", "一次性待遇结算"},
		{"before", "先领居民养老，后来才开始领职工养老"},
		{"moved", "居民养老随户口转移，前后衔接"},
		{"bounced", "退票"},
		{"reused-number", "养老待遇登记同号不同名"},
		{"same-place", "同一地方的登记重复"},
	},
	Evidence:  []string{"两处待遇的核定表", "发放记录", "退款通知和凭证", "个人账户余额（扣除政府补贴后退还本人）"},
	Questions: []string{"两项待遇各从什么时候开始领取？", "职工或机关养老批准时有没有核对居民养老？", "应当终止哪一项，要退回多少？", "是系统没有比对，还是本人没有申报？"},
	Ask:       true,
	Needs:     dossier.HasPension,
	Bind: func(v Values) Check {
		grace := v.Int("grace_months")
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			paid := false
			for _, st := range Stretches(s.PayoutsOf(p), func(r *dossier.Payout) bool {
				return s.CategoryOf(r.Item) == dossier.ResidentPension && s.Items[r.Item].Frequency != "一次" && r.Counts() && otherPension(s, p, r.Period.From) != nil
			}) {
				if monthCount(st.Period) <= grace {
					continue
				}
				paid = true
				o := otherPension(s, p, st.Period.From)
				report(Hit{
					Subject: Person(p), Item: int32(st.Item), Household: dossier.None, Period: st.Period, AmountFen: st.AmountFen, Severity: v.grade(Yellow, st.AmountFen),
					Sentence: o.Span.Chinese() + "在领" + o.Scheme + "养老待遇，同时发放了" + st.spell(s) + "。",
					Evidence: append(payoutsEvidence(s, st.Rows), showPension(o)),
				})
			}
			registered(s, p, grace, paid, v, report)
		}}
	},
}

// registered reports pensions that overlap in the register itself: residents'
// pensions of two places, and where no payout showed it, a residents' pension
// beside another. The one that began first is kept; the other is in question.
func registered(s *dossier.Snapshot, p dossier.P, grace int, paid bool, v Values, report func(Hit)) {
	for a := range s.PensionsOf(p) {
		if a.Scheme != "居民" {
			continue
		}
		for b := range s.PensionsOf(p) {
			twice := b.Scheme == "居民" && b.Place != a.Place && (b.Span.From < a.Span.From || b.Span.From == a.Span.From && b.Place < a.Place)
			other := (b.Scheme == "职工" || b.Scheme == "机关") && !paid
			both := a.Span.Intersect(b.Span).Intersect(period.Interval{From: period.Past, To: (s.AsOf.Month() + 1).First()})
			if a == b || !twice && !other || both.Empty() || monthCount(both) <= grace {
				continue
			}
			fen := int64(monthCount(both)) * a.MonthlyFen
			says := fmt.Sprintf("%s同时登记有居民养老待遇和%s养老待遇，共%d个月。", both.Chinese(), b.Scheme, monthCount(both))
			if twice {
				says = fmt.Sprintf("%s在两个统筹地都登记有居民养老待遇，共%d个月。", both.Chinese(), monthCount(both))
			}
			report(Hit{
				Subject: Person(p), Item: dossier.None, Household: dossier.None, Period: both, AmountFen: fen, Severity: v.grade(Yellow, fen),
				Sentence: says, Evidence: []Evidence{showPension(a), showPension(b)},
			})
			break
		}
	}
}

// otherPension is a 职工 or 机关 pension that is drawn on a day.
func otherPension(s *dossier.Snapshot, p dossier.P, on period.Day) *dossier.Pension {
	for o := range s.PensionsOf(p) {
		if (o.Scheme == "职工" || o.Scheme == "机关") && o.Span.Contains(on) {
			return o
		}
	}
	return nil
}

// monthCount is how many months a stretch of time touches.
func monthCount(span period.Interval) int {
	if span.Empty() {
		return 0
	}
	return int(span.Last().Month()-span.From.Month()) + 1
}
