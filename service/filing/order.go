package filing

import (
	"strconv"
	"strings"

	"yangguang/service/kernel/period"
)

// check refuses what runs backwards or does not fit what is known of the
// project. It looks at nothing but its arguments; what is wrong goes into bad
// by the name of the field.
func (f *Facts) check(s Stage, e entry, bad map[string]string) {
	// notBefore refuses a field's day that lies before another.
	notBefore := func(field, what string, floor *period.Day, floorName string) {
		d := e.day(field)
		if d != nil && floor != nil && *d < *floor && bad[field] == "" {
			bad[field] = what + "不能早于" + floorName + "（" + floor.Chinese() + "），请核对"
		}
	}
	switch s {
	case Approval:
		f.checkApproval(e, bad)
	case Allocation:
		notBefore(FieldDay, "到账日期", &f.Approved, "批复日期")
	case Procurement:
		notBefore(FieldNotice, "公告日期", &f.Approved, "批复日期")
		notBefore(FieldDay, "开标日期", e.day(FieldNotice), "公告日期")
	case Contract:
		notBefore(FieldDay, "合同日期", f.Bid, "开标日期")
		notBefore(FieldDay, "合同日期", &f.Approved, "批复日期")
		checkScale(e, bad)
	case Start:
		notBefore(FieldDay, "开工日期", &f.Approved, "批复日期")
		if d := e.day(FieldDay); d != nil && f.ContractOn != nil && *d < *f.ContractOn && e.text[FieldNote] == "" {
			bad[FieldNote] = "开工日期早于合同日期（" + f.ContractOn.Chinese() + "），请写明原因"
		}
	case Progress:
		f.checkProgress(e, bad, notBefore)
	case Change:
		notBefore(FieldDay, "批准日期", f.ContractOn, "合同日期")
		notBefore(FieldDay, "批准日期", &f.Approved, "批复日期")
		notBefore(FieldPlanEnd, "计划完工", &f.PlanStart, "计划开工")
		if m, ok := e.money[FieldAmount]; ok && f.ContractSum+m < 0 {
			bad[FieldAmount] = "减少的比合同价还多，请核对"
		}
		checkScale(e, bad)
		if m, ok := e.money[FieldAmount]; ok && m == 0 && e.day(FieldPlanEnd) == nil && bad[FieldPlanEnd] == "" && e.text[FieldScale] == "" && bad[FieldScale] == "" {
			bad[FieldAmount] = "合同价、工期和规模都没有变，就不用报变更"
		}
	case Acceptance:
		notBefore(FieldEnd, "完工日期", f.RealStart, "开工日期")
		notBefore(FieldDay, "验收日期", e.day(FieldEnd), "完工日期")
	case Settlement:
		notBefore(FieldDay, "审定日期", f.Accepted, "验收日期")
	case Handover:
		notBefore(FieldDay, "移交日期", f.SettledOn, "结算审定日期")
		notBefore(FieldDay, "移交日期", f.Accepted, "验收日期")
	}
}

func (*Facts) checkApproval(e entry, bad map[string]string) {
	start, end := e.day(FieldPlanStart), e.day(FieldPlanEnd)
	if start != nil && end != nil && *end < *start {
		bad[FieldPlanEnd] = "计划完工不能早于计划开工，请核对"
	}
	checkScale(e, bad)
	if e.money[FieldFiscal] > e.money[FieldPlanned] && bad[FieldPlanned] == "" && bad[FieldFiscal] == "" {
		bad[FieldFiscal] = "财政资金比计划总投资还多，请核对"
	}
}

func (f *Facts) checkProgress(e entry, bad map[string]string, notBefore func(field, what string, floor *period.Day, floorName string)) {
	notBefore(FieldDay, "日期", f.RealStart, "开工日期")
	if d := e.day(FieldDay); d != nil && f.Reported != nil && *d <= *f.Reported && bad[FieldDay] == "" {
		bad[FieldDay] = "已经报到" + f.Reported.Chinese() + "，请填以后的日期"
	}
	if n, err := strconv.Atoi(e.text[FieldPercent]); err == nil && n < f.Percent {
		bad[FieldPercent] = "上次报到" + strconv.Itoa(f.Percent) + "%，进度不能倒退"
	}
	if strings.TrimSpace(e.text[FieldVoucher]) != "" && e.money[FieldPaid] == 0 && bad[FieldPaid] == "" {
		bad[FieldPaid] = "有凭证号的请填付款金额"
	}
}
