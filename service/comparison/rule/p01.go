package rule

import "yangguang/service/comparison/dossier"

// Parameters of what must be put to tender, which P01 and P02 share.
var (
	tenderYuan   = Parameter{Key: "tender.yuan", Label: "必须招标的单项估算", Unit: "元", Sort: PerName, Default: "施工:4000000、货物:2000000、服务:1000000", Basis: "必须招标的工程项目规定（发改委令2018年第16号）第五条", Words: []string{"施工", "货物", "服务"}, Dated: true}
	tenderBudget = Parameter{Key: "tender.budget_yuan", Label: "预算资金下限", Unit: "元", Sort: Yuan, Default: "2000000", Basis: "必须招标的工程项目规定第二条：预算资金200万元以上", Dated: true}
	tenderShare  = Parameter{Key: "tender.share_pct", Label: "预算资金占投资额下限", Unit: "%", Sort: Number, Default: "10", Basis: "必须招标的工程项目规定第二条：占投资额10%以上", Dated: true}
	tenderExempt = Parameter{Key: "tender.exempt_words", Label: "可以不招标的项目（名称或类型中的字样）", Sort: List, Default: "以工代赈、村民自建、抢险救灾", Basis: "招标投标法第六十六条；以工代赈、村民自建由县里核定"}
)

// tender says which projects must be put to tender.
type tender struct {
	limit  map[string]int64 // by 采购类型, 分
	budget int64
	share  int64
	exempt []string
}

func newTender(v Values) tender {
	t := tender{limit: map[string]int64{}, budget: v.Fen(tenderBudget.Key), share: int64(v.Int(tenderShare.Key)), exempt: v.List(tenderExempt.Key)}
	for _, kind := range []string{"施工", "货物", "服务"} {
		t.limit[kind] = int64(v.For(tenderYuan.Key, kind)) * 100
	}
	return t
}

// publicMoney reports whether enough of an investment is the state's.
func (t *tender) publicMoney(fiscal, planned int64) bool {
	return fiscal >= t.budget && fiscal*100 >= planned*t.share
}

// exempted reports a project of a sort that need not be put to tender.
func (t *tender) exempted(p *dossier.Project) bool {
	return containsAny(p.Name, t.exempt) || containsAny(p.Kind, t.exempt)
}

// must reports whether a project has to be put to tender.
func (t *tender) must(p *dossier.Project) bool {
	limit := t.limit[p.Procurement]
	return limit > 0 && estimate(p) >= limit && t.publicMoney(p.FiscalFen, p.PlannedFen) && !t.exempted(p)
}

// MustTender gives the judgement of P01 by the county's parameters, given by
// their full names, whether a project has to be put to tender: whoever files it
// is asked for the reason before P01 asks.
func MustTender(texts map[string]string) (func(p dossier.Project) bool, error) {
	v, err := NewValues(p01, texts, Matrix{})
	if err != nil {
		return nil, err
	}
	t := overTime(v, newTender)
	return func(p dossier.Project) bool { return t.on(p.ApprovedOn).must(&p) }, nil
}

var p01 = Model{
	Key:   "P01",
	Title: "应招标未招标",
	Says:  "项目的估算达到必须招标的数额，登记的招标方式却不是招标。",
	Basis: []string{
		"招标投标法第三条、第四十九条：必须招标而不招标的，处合同金额千分之五以上千分之十以下罚款",
		"必须招标的工程项目规定（发改委令2018年第16号）第二条、第五条",
		"招标投标法实施条例第八条、第九条：邀请招标和可以不招标的情形",
	},
	Default:    true,
	Registers:  []string{"projects"},
	Parameters: []Parameter{tenderYuan, tenderBudget, tenderShare, tenderExempt},
	Traps: []Trap{
		{"tendered", "公开招标的项目"},
		{"approved-invitation", "有批复文号的邀请招标"},
		{"below", "估算低于限额：先看控制价，没有才看概算、计划总投资"},
		{"little-public-money", "财政资金不足200万元或不足投资额的10%，不在必须招标的范围"},
		{"exempt", "以工代赈、村民自建、抢险救灾"},
		{"not-yet-awarded", "刚批复、还没有登记招标方式也没有签合同"},
	},
	Evidence:  []string{"项目批复和概算", "招标方式的核准或决定", "合同", "不招标的审批文件（如有）"},
	Questions: []string{"招标方式由谁、在哪次会上决定？有无记录？", "有没有主管部门同意不招标或邀请招标的文件？", "是否属于政府采购限额以下、抢险救灾等可以不招标的情形？"},
	Bind: func(v Values) Check {
		then := overTime(v, newTender)
		return Check{Project: func(s *dossier.Snapshot, i int32, report func(Hit)) {
			p := &s.Projects[i]
			t := then.on(p.ApprovedOn)
			limit, est := t.limit[p.Procurement], estimate(p)
			if tendered(p) || !t.must(p) {
				return
			}
			method := p.BidMethod
			if method == "" {
				if p.Winner == "" && !given(p.ContractOn) && !given(p.RealStart) {
					return
				}
				method = "未登记"
			}
			report(Hit{
				Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: onDay(p.ApprovedOn), AmountFen: est, Severity: Red,
				Sentence: "项目估算" + yuan(est) + "，" + p.Procurement + "类达到" + yuan(limit) + "的招标限额，登记的招标方式是“" + method + "”。",
				Evidence: []Evidence{projectEvidence(p, Field{"采购类型", p.Procurement}, Field{"招标方式", method}, Field{"批复文号", p.ApprovalNo}, dayField("批复日期", p.ApprovedOn),
					moneyField("控制价", p.ControlFen), moneyField("概算", p.EstimateFen), moneyField("计划总投资", p.PlannedFen), moneyField("财政资金", p.FiscalFen), moneyField("合同价", p.ContractFen))},
			})
		}}
	},
}
