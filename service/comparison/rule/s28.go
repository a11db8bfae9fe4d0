package rule

import (
	"fmt"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s28 = Model{
	Key:   "S28",
	Title: "补贴资金滞留、发放不及时",
	Says:  "资金到账以后很久才第一次发给个人，或者一直没有发。",
	Basis: []string{
		"财政违法行为处罚处分条例第六条第三项：滞留应当下拨的财政资金",
		"预算法第五十二条：接到上级转移支付后三十日内正式下达",
	},
	Default:   true,
	Registers: []string{"funds"},
	Parameters: []Parameter{
		{Key: "yellow_days", Label: "黄色预警", Unit: "天", Sort: Number, Default: "30", Basis: "资金下达后三十日内发放到个人"},
		{Key: "orange_days", Label: "橙色预警", Unit: "天", Sort: Number, Default: "90", Basis: "超过九十天"},
		{Key: "red_days", Label: "红色预警", Unit: "天", Sort: Number, Default: "180", Basis: "超过一百八十天"},
		{Key: "freeze_days", Label: "年初国库封库", Unit: "天", Sort: Number, Default: "10", Basis: "从1月1日算起，不计入天数"},
	},
	Traps: []Trap{
		{"bounced", "已经发出、被银行退票的，不算滞留"},
		{"freeze", "年初国库封库的日子不计入"},
		{"data-ends", "发放数据只到某一天，不能算到今天"},
		{"levels", "同一文号先到县、再到镇：从最早的一次算，只报一次"},
		{"limit", "正好在期限内"},
		{"project", "项目资金由项目模型核对"},
	},
	Evidence:  []string{"国库到账凭证", "指标文件", "批次时间表：造册、公示、审核、支付", "发放记录"},
	Questions: []string{"名单什么时候报上来、什么时候公示、什么时候审核？", "资金停在哪一级、哪个账户？", "是不是等上级补充文件或者重新公示？", "还没有发的，计划什么时候发？"},
	Bind: func(v Values) Check {
		lag := newSubsidyLag(v)
		return Check{County: func(s *dossier.Snapshot, report func(Hit)) {
			days := payDays(s)
			known := known(s, "payouts")
			for i := range s.Funds {
				f := &s.Funds[i]
				if f.Item == dossier.None || f.ArrivedOn == period.Past || f.ArrivedOn > known || laterLevel(s, i) {
					continue
				}
				on, paid := days.after(f)
				if !paid || on > known {
					on, paid = known, false
				}
				waited, severity := lag.judge(f.ArrivedOn, on)
				if severity == Blue {
					continue
				}
				h := fundHit(s, i, on, paid, waited, severity)
				h.Period = period.Through(f.ArrivedOn, f.ArrivedOn+period.Day(v.Int("yellow_days"))) //nolint:gosec // some days
				report(h)
			}
		}}
	},
}

// fundHit is about the days in which the money was to go out, which its being
// paid in the end, or another day of looking, does not change: Bind sets them.
func fundHit(s *dossier.Snapshot, i int, on period.Day, paid bool, waited int, severity Severity) Hit {
	f := &s.Funds[i]
	item := s.Items[f.Item].Name
	says := fmt.Sprintf("%s的资金%s在%s到账（%s），到%s还没有发放，已过%d天。", item, yuan(f.AmountFen), f.ArrivedOn.Chinese(), f.Level, on.Chinese(), waited)
	first := Field{"首次发放", "没有"}
	if paid {
		says = fmt.Sprintf("%s的资金%s在%s到账（%s），%s才第一次发放，隔了%d天。", item, yuan(f.AmountFen), f.ArrivedOn.Chinese(), f.Level, on.Chinese(), waited)
		first.Value = on.Chinese()
	}
	return Hit{
		Subject: FundSubject(int32(i)), Item: f.Item, Household: dossier.None, //nolint:gosec // a county has few funds
		AmountFen: f.AmountFen, Severity: severity, Sentence: says,
		Evidence: []Evidence{{Kind: "funds", Src: f.Src, Fields: []Field{
			{"指标文号", f.DocNo}, {"资金名称", f.Name}, {"金额", yuan(f.AmountFen)}, {"下达日期", f.IssuedOn.Chinese()}, {"到账日期", f.ArrivedOn.Chinese()}, {"到账层级", f.Level}, first,
		}}},
	}
}

// laterLevel reports whether another row is the same money at an earlier level:
// the same document, item and amount, arrived before (or listed before).
func laterLevel(s *dossier.Snapshot, i int) bool {
	f := &s.Funds[i]
	for k := range s.Funds {
		o := &s.Funds[k]
		if k != i && o.DocNo == f.DocNo && o.Item == f.Item && o.AmountFen == f.AmountFen && o.ArrivedOn != period.Past &&
			(o.ArrivedOn < f.ArrivedOn || o.ArrivedOn == f.ArrivedOn && k < i) {
			return true
		}
	}
	return false
}

// known is the last day on which a register says anything: the day it
// describes, at most the run's.
func known(s *dossier.Snapshot, kind string) period.Day {
	if c, ok := s.Coverage[kind]; ok && c.AsOf > 0 {
		return min(s.AsOf, c.AsOf)
	}
	return s.AsOf
}

// payments holds the days on which each item was paid.
type payments struct {
	first period.Day
	paid  [][]bool // by item, nil where no fund asks; by day from first
}

// payDays reads every payout once. A payment that bounced had left the
// treasury: it counts.
func payDays(s *dossier.Snapshot) payments {
	p := payments{first: s.AsOf + 1, paid: make([][]bool, len(s.Items))}
	for i := range s.Funds {
		if f := &s.Funds[i]; f.Item != dossier.None && f.ArrivedOn != period.Past {
			p.first = min(p.first, f.ArrivedOn)
		}
	}
	for i := range s.Funds {
		if f := &s.Funds[i]; f.Item != dossier.None && p.paid[f.Item] == nil && p.first <= s.AsOf {
			p.paid[f.Item] = make([]bool, s.AsOf-p.first+1)
		}
	}
	for i := range s.Payouts {
		r := &s.Payouts[i]
		if on := p.paid[r.Item]; on != nil && r.PaidOn >= p.first && r.PaidOn <= s.AsOf {
			on[r.PaidOn-p.first] = true
		}
	}
	return p
}

// after is the first day from a fund's arrival on that its item was paid.
func (p *payments) after(f *dossier.Fund) (period.Day, bool) {
	on := p.paid[f.Item]
	for d := max(0, int(f.ArrivedOn-p.first)); d < len(on); d++ {
		if on[d] {
			return p.first + period.Day(d), true //nolint:gosec // some thousands of days
		}
	}
	return 0, false
}

// frozen is how many of the days after from and until to lie in the freeze at
// the beginning of a year.
func frozen(from, to period.Day, days int) (n int) {
	for y := from.Year(); y <= to.Year(); y++ {
		begin := period.Date(y, 1, 1)
		n += period.Interval{From: from + 1, To: to + 1}.Intersect(period.Interval{From: begin, To: begin + period.Day(days)}).Len() //nolint:gosec // small
	}
	return n
}
