package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p05 = Model{
	Key:   "P05",
	Title: "超概算、变更异常",
	Says:  "合同价或结算价超过批准的概算，或者结算比合同高出很多，或者概算比计划投资高出很多。",
	Basis: []string{
		"政府投资条例第十二条：概算超过可行性研究估算10%的，应当报告，可以要求重新报送",
		"政府投资条例第二十三条：投资原则上不得超过经核定的概算",
		"财政违法行为处罚处分条例第九条第三项",
	},
	Registers: []string{"projects"},
	Parameters: []Parameter{
		{Key: "change_pct", Label: "结算超过合同价", Unit: "%", Sort: Number, Default: "10", Basis: "变更超过10%需要说明，县里核定"},
		{Key: "estimate_pct", Label: "概算超过计划总投资", Unit: "%", Sort: Number, Default: "10", Basis: "政府投资条例第十二条"},
	},
	Traps: []Trap{
		{"within", "恰好等于概算、恰好10%"},
		{"saved", "结算低于合同"},
		{"adjusted", "概算已经批准调整：以最新的概算为准"},
		{"no-estimate", "没有单列概算的小项目，与计划总投资比"},
	},
	Evidence:  []string{"概算批复和调整批复", "变更签证", "结算审核报告", "补充合同"},
	Questions: []string{"超出的部分是政策、价格还是地质原因？有无批准？", "变更由谁提出、谁签认？", "结算是否经过审核？"},
	Bind: func(v Values) Check {
		change, over := int64(v.Int("change_pct")), int64(v.Int("estimate_pct"))
		return Check{Project: func(s *dossier.Snapshot, i int32, report func(Hit)) {
			p := &s.Projects[i]
			approved, name := p.EstimateFen, "概算"
			if approved == 0 {
				approved, name = p.PlannedFen, "计划总投资"
			}
			var reasons []string
			excess := int64(0)
			if cost, what := dearest(p); approved > 0 && cost > approved {
				excess = cost - approved
				reasons = append(reasons, fmt.Sprintf("%s%s超过%s%s", what, yuan(cost), name, yuan(approved)))
			}
			if p.ContractFen > 0 && (p.SettledFen-p.ContractFen)*100 > p.ContractFen*change {
				excess = max(excess, p.SettledFen-p.ContractFen)
				reasons = append(reasons, fmt.Sprintf("结算价%s比合同价%s高%s", yuan(p.SettledFen), yuan(p.ContractFen), percent(share(p.SettledFen-p.ContractFen, p.ContractFen)/100*100)))
			}
			if p.PlannedFen > 0 && (p.EstimateFen-p.PlannedFen)*100 > p.PlannedFen*over {
				excess = max(excess, p.EstimateFen-p.PlannedFen)
				reasons = append(reasons, fmt.Sprintf("概算%s比计划总投资%s高%s", yuan(p.EstimateFen), yuan(p.PlannedFen), percent(share(p.EstimateFen-p.PlannedFen, p.PlannedFen)/100*100)))
			}
			if len(reasons) == 0 {
				return
			}
			report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: decided(p), AmountFen: excess, Severity: Orange,
				Sentence: strings.Join(reasons, "；") + "。",
				Evidence: []Evidence{projectEvidence(p, dayField("批复日期", p.ApprovedOn), moneyField("计划总投资", p.PlannedFen), moneyField("概算", p.EstimateFen), moneyField("中标价", p.WinFen),
					moneyField("合同价", p.ContractFen), dayField("合同日期", p.ContractOn), moneyField("结算价", p.SettledFen))}})
		}}
	},
}

// dearest is the highest of what a project came to, and what that is called.
func dearest(p *dossier.Project) (int64, string) {
	if p.SettledFen > p.ContractFen {
		return p.SettledFen, "结算价"
	}
	return p.ContractFen, "合同价"
}

// decided is from a project's approval to its contract, or the day of approval.
func decided(p *dossier.Project) period.Interval {
	if !given(p.ApprovedOn) || !given(p.ContractOn) || p.ContractOn < p.ApprovedOn {
		return onDay(p.ApprovedOn)
	}
	return period.Through(p.ApprovedOn, p.ContractOn)
}
