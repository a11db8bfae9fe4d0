package filing

import (
	"time"

	"yangguang/model"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// rows are the rows of registers that a step files, the project's own or what
// belongs to it first. A step that only brings documents files none.
func (w *work) rows(d deed) []Row {
	if d.step.Papers {
		return nil
	}
	e := d.entry
	switch d.step.Stage {
	case Allocation:
		return []Row{{Kind: "project_funds", Values: map[string]string{
			"项目编号": w.ProjectNo, "日期": e.text[FieldDay], "金额": e.text[FieldAmount], "类型": "到账", "凭证号": e.text[FieldVoucher]}}}
	case Progress:
		out := []Row{{Kind: "project_progress", Values: map[string]string{
			"项目编号": w.ProjectNo, "日期": e.text[FieldDay], "形象进度": e.text[FieldPercent], "说明": e.text[FieldNote], "填报人": d.by.Name}}}
		if e.money[FieldPaid] > 0 {
			out = append(out, Row{Kind: "project_funds", Values: map[string]string{
				"项目编号": w.ProjectNo, "日期": e.text[FieldDay], "金额": e.text[FieldPaid], "类型": "拨付", "收款单位代码": w.WinnerCode, "凭证号": e.text[FieldVoucher]}})
		}
		return out
	case Handover:
		return nil // no register has a column for it
	case Procurement:
		if w.direct() {
			return nil
		}
	case Approval, Contract, Start, Change, Acceptance, Settlement:
	}
	v := values(w.Project)
	for _, f := range w.asked(d.step.Stage) {
		if text := e.text[f.Name]; f.Column != "" && text != "" {
			v[f.Column] = text
		}
	}
	if d.step.Stage == Change {
		if w.applies(Contract) {
			v["合同价"] = (w.ContractSum + e.money[FieldAmount]).String()
		}
		if end := e.text[FieldPlanEnd]; end != "" {
			v["计划完工"] = end
		}
	}
	return []Row{{Kind: "projects", Values: v}}
}

// values is a project as a row of the register.
func values(p model.Project) map[string]string {
	v := map[string]string{
		"项目编号": p.ProjectNo, "名称": p.Name, "类型": p.Kind, "村代码": p.VillageCode, "主管部门": p.Bureau, "业主单位": p.OwnerUnit, "批复文号": p.ApprovalNo,
		"采购类型": p.Procurement, "招标方式": p.BidMethod, "中标单位代码": p.WinnerCode, winnerName: p.WinnerName, "经度": p.Longitude, "纬度": p.Latitude,
	}
	for column, fen := range map[string]int64{
		"概算": p.EstimateFen, "计划总投资": p.PlannedFen, "财政资金": p.FiscalFen, "控制价": p.ControlFen, "中标价": p.WinFen, "合同价": p.ContractFen, "结算价": p.SettledFen,
	} {
		if fen != 0 || column == "计划总投资" {
			v[column] = money.Fen(fen).String()
		}
	}
	for column, t := range map[string]*time.Time{
		"批复日期": &p.ApprovedOn, "公告日期": p.NoticeOn, "开标日期": p.BidOn, "合同日期": p.ContractOn, "计划开工": &p.PlanStart, "计划完工": &p.PlanEnd,
		"实际开工": p.RealStart, "实际完工": p.RealEnd, "验收日期": p.AcceptedOn,
	} {
		if t != nil {
			v[column] = period.Stored(*t).String()
		}
	}
	return v
}
