package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p04 = Model{
	Key:   "P04",
	Title: "资金拨付超进度",
	Says:  "拨给承建单位的钱比形象进度、合同或结算允许的多，或者合同还没有签就拨了款。",
	Basis: []string{
		"政府投资条例第二十二条、第二十五条：资金按计划和进度落实，结余按规定处理",
		"建设工程价款结算暂行办法（财建〔2004〕369号）第十二条、第十三条：预付款和进度款",
	},
	Registers: []string{"projects", "project_funds"},
	Also:      []string{"project_progress"},
	Parameters: []Parameter{
		{Key: "gap_pt", Label: "拨付比例超过进度", Unit: "个百分点", Sort: Number, Default: "10", Basis: "备案监督参数，县里核定"},
		{Key: "prepay_pct", Label: "预付款上限", Unit: "%", Sort: Number, Default: "30", Basis: "预付款一般为合同价的10%至30%"},
		{Key: "cap_pct", Label: "验收结算前拨付上限", Unit: "%", Sort: Number, Default: "90", Basis: "结算前一般拨付合同价的80%至90%，未经核实，县里核定"},
	},
	Traps: []Trap{
		{"prepayment", "合同签订后的预付款"},
		{"within-gap", "恰好在限度以内"},
		{"finished", "已经完工，进度按100%算"},
		{"accepted", "验收或结算以后按合同价、结算价付清"},
		{"other-payee", "付给设计、监理等其他单位的钱不是工程款"},
		{"refund", "多付的钱已经退回"},
		{"unknown-progress", "已经开工但没有报过进度，不能说超了"},
	},
	Evidence:  []string{"监理签认的进度款支付证书", "拨款审批表", "合同付款条款", "收款凭证"},
	Questions: []string{"每笔拨款依据的进度由谁签认？", "有没有预付款、材料款的约定？", "合同签订日期与拨款日期为什么不一致？", "多拨的钱现在在哪里？"},
	Bind: func(v Values) Check {
		x := paying{gap: int64(v.Int("gap_pt")), prepay: int64(v.Int("prepay_pct")), cap: int64(v.Int("cap_pct"))}
		return Check{Project: x.check}
	},
}

// paying compares what was paid with what was due.
type paying struct{ gap, prepay, cap int64 }

func (x *paying) check(s *dossier.Snapshot, i int32, report func(Hit)) {
	p := &s.Projects[i]
	base := price(p)
	var paid, early int64
	first, last := period.Future, period.Past
	for r := range s.FundsOf(i) {
		if !forWorks(p, r) || r.On > s.AsOf {
			continue
		}
		paid += r.AmountFen
		first, last = min(first, r.On), max(last, r.On)
		if given(p.ContractOn) && r.On < p.ContractOn {
			early += r.AmountFen
		}
	}
	if paid <= 0 {
		return
	}
	var reasons, leans []string
	severity, excess := Orange, int64(0)
	if early > 0 {
		severity, excess = Red, early
		reasons = append(reasons, fmt.Sprintf("合同%s签订，此前已拨付%s", p.ContractOn.Chinese(), yuan(early)))
	}
	if allowed, why, known := x.allowed(s, i, base); known && paid > allowed {
		excess = max(excess, paid-allowed)
		if why == noStart {
			leans = []string{"project_progress"}
		}
		if base > 0 && paid > max(base, p.SettledFen) {
			severity = Red
		}
		reasons = append(reasons, fmt.Sprintf("已拨付%s，%s，最多应拨付%s", yuan(paid), why, yuan(allowed)))
	}
	if len(reasons) == 0 {
		return
	}
	evidence := []Evidence{projectEvidence(p, moneyField("合同价", p.ContractFen), moneyField("中标价", p.WinFen), dayField("合同日期", p.ContractOn), dayField("实际开工", p.RealStart),
		dayField("实际完工", p.RealEnd), dayField("验收日期", p.AcceptedOn), moneyField("结算价", p.SettledFen))}
	if r, ok := newestProgress(s, i); ok {
		evidence = append(evidence, progressEvidence(r))
	}
	for r := range s.FundsOf(i) {
		if forWorks(p, r) && r.On <= s.AsOf {
			evidence = append(evidence, projectFundEvidence(r))
		}
	}
	report(Hit{Leans: leans, Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: period.Through(first, last), AmountFen: excess, Severity: severity,
		Sentence: strings.Join(reasons, "；") + "。", Evidence: evidence})
}

// forWorks reports a payment for the works: to the winner, or to nobody named.
func forWorks(p *dossier.Project, r *dossier.ProjectFund) bool {
	return r.Kind == "拨付" && (r.Payee == "" || p.Winner == "" || r.Payee == p.Winner)
}

// noStart is why little may have been paid where nobody said that works began.
const noStart = "没有开工记录"

// allowed is how much may have been paid by now and why; false when the dates
// do not tell.
func (x *paying) allowed(s *dossier.Snapshot, i int32, base int64) (int64, string, bool) {
	p := &s.Projects[i]
	switch {
	case p.SettledFen > 0:
		return p.SettledFen, "结算价" + yuan(p.SettledFen), true
	case base == 0:
		return 0, "", false
	case p.AcceptedOn <= s.AsOf:
		return base, "合同价" + yuan(base), true
	}
	done, why := int64(0), noStart
	switch r, reported := newestProgress(s, i); {
	case p.RealEnd <= s.AsOf:
		done, why = 100_000, "已完工、未验收结算"
	case reported:
		done, why = int64(r.PercentMilli), "形象进度"+percent(int64(r.PercentMilli))
	case p.RealStart <= s.AsOf || len(s.Progress) == 0:
		done, why = 100_000, "未验收结算" // how far it is nobody said: only the cap holds
	}
	due := min(max(done+x.gap*1000, x.prepay*1000), x.cap*1000)
	return base * due / 100_000, why, true
}
