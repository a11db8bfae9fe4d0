package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p09 = Model{
	Key:   "P09",
	Title: "项目资金滞留",
	Says:  "项目的钱到账后很久没有拨付，完工后很久没有结算，或者结余长期没有缴回。",
	Basis: []string{
		"财政违法行为处罚处分条例第六条第三项：滞留应当下拨的财政资金",
		"政府投资条例第二十五条：竣工后按规定办理竣工决算，结余资金按规定缴回",
	},
	Registers: []string{"projects", "project_funds"},
	Parameters: []Parameter{
		{Key: "idle_days", Label: "到账后未拨付", Unit: "天", Sort: Number, Default: "90", Basis: "备案监督参数，县里核定"},
		{Key: "orange_days", Label: "橙色预警", Unit: "天", Sort: Number, Default: "180", Basis: "与惠民资金滞留（S28）同为三档，县里核定"},
		{Key: "red_days", Label: "红色预警", Unit: "天", Sort: Number, Default: "365", Basis: "一年以上"},
		{Key: "settle_days", Label: "验收后未结算", Unit: "天", Sort: Number, Default: "60", Basis: "备案监督参数，县里核定"},
		{Key: "balance_days", Label: "验收后结余未缴回", Unit: "天", Sort: Number, Default: "365", Basis: "结余一年以上应缴回"},
		{Key: "retention_pct", Label: "质量保证金", Unit: "%", Sort: Number, Default: "3", Basis: "建设工程质量保证金管理办法：不高于结算总额的3%"},
	},
	Traps: []Trap{
		{"paid-in-time", "到账后按期拨付，恰好在限期当天"},
		{"paid-before", "资金到账以前已经垫付"},
		{"settled", "已经结算"},
		{"not-collected", "全县都没有登记结算价，不能说哪个项目没有结算"},
		{"retention", "剩下的是质量保证金"},
		{"nothing-arrived", "没有钱到账"},
	},
	Evidence:  []string{"国库支付凭证", "银行对账单", "拨款申请和审批记录", "竣工结算资料"},
	Questions: []string{"钱到账后停在哪个账户？", "没有拨付的原因是没有进度还是没有审批？", "结算为什么没有办？", "结余打算怎么处理？"},
	Bind: func(v Values) Check {
		day := func(key string) period.Day { return period.Day(v.Int(key)) } //nolint:gosec // at most a million
		x := idle{projectLag: newProjectLag(v), settle: day("settle_days"), balance: day("balance_days"), retention: int64(v.Int("retention_pct"))}
		return Check{County: x.county}
	},
}

// rounding is what shares of a sum may be off by, 分.
const rounding = 100

// idle looks for a project's money that lies still.
type idle struct {
	projectLag
	settle, balance period.Day
	retention       int64
}

func (x *idle) county(s *dossier.Snapshot, report func(Hit)) {
	settled := false // whether the county records what projects settle for
	for i := range s.Projects {
		settled = settled || s.Projects[i].SettledFen > 0
	}
	for i := range s.Projects {
		x.project(s, int32(i), settled, report) //nolint:gosec // some thousands of projects
	}
}

func (x *idle) project(s *dossier.Snapshot, i int32, settled bool, report func(Hit)) {
	p := &s.Projects[i]
	flow := flowOf(s, i)
	severity, amount, span := Yellow, int64(0), onDay(p.ApprovedOn)
	var reasons []string
	if given(flow.arrived) {
		until := min(flow.paidOn, s.AsOf)
		if waited := until - flow.arrived; x.judge(waited) > Blue {
			span = period.Through(flow.arrived, flow.arrived+x.unpaid)
			amount = flow.before
			if flow.paidOn <= s.AsOf {
				reasons = append(reasons, fmt.Sprintf("%s到账，%s才第一次拨付，相隔%d天", flow.arrived.Chinese(), flow.paidOn.Chinese(), waited))
			} else {
				reasons = append(reasons, fmt.Sprintf("%s到账%s，%d天没有拨付", flow.arrived.Chinese(), yuan(flow.in), waited))
			}
			severity = x.judge(waited)
		}
	}
	if done := min(p.AcceptedOn, p.RealEnd); settled && p.SettledFen == 0 && given(done) && s.AsOf-done > x.settle {
		if len(reasons) == 0 {
			span = onDay(done)
		}
		reasons = append(reasons, fmt.Sprintf("%s已完工或验收，至今没有登记结算价", done.Chinese()))
	}
	left := flow.in - flow.out
	if given(p.AcceptedOn) && s.AsOf-p.AcceptedOn > x.balance && flow.out > 0 && left > max(p.SettledFen, price(p))*x.retention/100+rounding {
		if len(reasons) == 0 {
			span = onDay(p.AcceptedOn)
		}
		amount = max(amount, left)
		reasons = append(reasons, fmt.Sprintf("%s验收，%d天后仍有结余%s", p.AcceptedOn.Chinese(), s.AsOf-p.AcceptedOn, yuan(left)))
	}
	if len(reasons) == 0 {
		return
	}
	evidence := []Evidence{projectEvidence(p, dayField("实际完工", p.RealEnd), dayField("验收日期", p.AcceptedOn), moneyField("合同价", p.ContractFen), moneyField("结算价", p.SettledFen))}
	for r := range s.FundsOf(i) {
		if r.On <= s.AsOf {
			evidence = append(evidence, projectFundEvidence(r))
		}
	}
	report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: span, AmountFen: amount, Severity: severity,
		Sentence: strings.Join(reasons, "；") + "。", Evidence: evidence})
}

// flow is the money in and out of a project up to the run's day.
type flow struct {
	arrived, paidOn period.Day // the first of each, Future when none
	in, out         int64
	before          int64 // what arrived before the first payment
}

func flowOf(s *dossier.Snapshot, i int32) flow {
	f := flow{arrived: period.Future, paidOn: period.Future}
	for r := range s.FundsOf(i) {
		switch {
		case r.On > s.AsOf:
		case r.Kind == "到账":
			f.in += r.AmountFen
			f.arrived = min(f.arrived, r.On)
		default:
			f.out += r.AmountFen
			f.paidOn = min(f.paidOn, r.On)
		}
	}
	for r := range s.FundsOf(i) {
		if r.Kind == "到账" && r.On <= s.AsOf && r.On <= f.paidOn {
			f.before += r.AmountFen
		}
	}
	return f
}
