package finding

import (
	"slices"
	"strconv"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// Choice is one value of a list and its words.
type Choice struct{ Value, Text string }

func text(list []Choice, value string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Text
		}
	}
	return ""
}

// Statuses lists the states of a finding.
func Statuses() []Choice {
	return []Choice{
		{model.FindingGenerated, "待下发"}, {model.FindingDispatched, "核查中"}, {model.FindingAnswered, "待复核"}, {model.FindingReviewing, "待审批"},
		{model.FindingClosed, "已办结"}, {model.FindingExempted, "已豁免"},
	}
}

// Severities lists the colours, the most urgent first.
func Severities() []Choice { return []Choice{{"3", "红"}, {"2", "橙"}, {"1", "黄"}, {"0", "蓝"}} }

// SeverityText is a severity's colour.
func SeverityText(n int) string { return text(Severities(), strconv.Itoa(n)) }

// Verdicts lists what a check can show.
func Verdicts() []Choice {
	return []Choice{{model.VerdictTrue, "属实"}, {model.VerdictFalse, "不属实"}, {model.VerdictAllowed, "政策允许"}, {model.VerdictDataError, "数据错误"}}
}

// Reasons lists why something is not true; the scorecard counts them.
func Reasons() []Choice {
	return []Choice{
		{"other_person", "不是同一个人"}, {"ended", "已转让、注销或停止"}, {"borrowed_name", "冒名或代持"}, {"not_counted", "不是共同生活的家庭成员"},
		{"below_line", "没有达到标准"}, {"paid_back", "已经停发并追回"}, {"late_data", "数据更新晚"}, {"other", "其他"},
	}
}

// ReasonsFor lists the reasons that can be given for a finding of a model. What
// is found of a project is untrue of no member of a household, and only what is
// said of bidders can be untrue of a person.
func ReasonsFor(key string) []Choice {
	if !NeedsProof(key) {
		return Reasons()
	}
	unfit := []string{"not_counted", "paid_back"}
	if !slices.Contains([]string{"P06", "P07", "P08"}, key) {
		unfit = append(unfit, "other_person", "ended", "borrowed_name")
	}
	return slices.DeleteFunc(Reasons(), func(c Choice) bool { return slices.Contains(unfit, c.Value) })
}

// Closings lists the ways to close without the head: exactly one of three, the
// third 线索移交 needs approval.
func Closings() []Choice {
	return []Choice{{model.ClosedDataCorrection, "数据纠错"}, {model.ClosedRectification, "督促整改"}}
}

// ClosedText is a way of closing in words.
func ClosedText(v string) string {
	return text(append(Closings(), Choice{model.ClosedClue, "线索移交"}), v)
}

// Targets lists whom a finding can be sent to.
func Targets() []Choice {
	return []Choice{{model.DispatchBureau, "主管部门"}, {model.DispatchTown, "所在乡镇"}, {model.DispatchVillage, "所在村"}}
}

// What a household may not have been paid; Detail.Owed and OwnQuestion.Owed.
const (
	OwedPayment = model.OwedPayment // on a roster and not paid
	OwedBenefit = model.OwedBenefit // on no roster
)

// Decisions lists what can be decided after a hearing; owed is the finding's.
func Decisions(owed string) []Choice {
	switch owed {
	case model.OwedPayment:
		return []Choice{{model.HearingPay, "请主管部门补发"}, {model.HearingNone, "核对过，不用补发"}}
	case model.OwedBenefit:
		return []Choice{{model.HearingPay, "请主管部门上门办理"}, {model.HearingNone, "核对过，不用办理"}}
	}
	return []Choice{{model.HearingStop, "建议停发"}, {model.HearingGoOn, "继续发放"}}
}

// Answers lists what a household can say to what it is asked.
func Answers(owed string) []Choice {
	switch owed {
	case model.OwedPayment:
		return []Choice{{model.HearingAgreed, "没有收到"}, {model.HearingObjected, "已经收到了"}}
	case model.OwedBenefit:
		return []Choice{{model.HearingAgreed, "想了解、想办"}, {model.HearingObjected, "不用办，或者已经在领"}}
	}
	return []Choice{{model.HearingAgreed, "没有意见"}, {model.HearingObjected, "这不对"}}
}

// StatusText is a state in words.
func StatusText(v string) string { return text(Statuses(), v) }

// VerdictText is a verdict in words.
func VerdictText(v string) string { return text(Verdicts(), v) }

// ReasonText is a reason in words.
func ReasonText(v string) string { return text(Reasons(), v) }

// actions are the steps in the trade's words, the engine's own among them.
var actions = map[Action]string{
	ActDispatch: "下发核查", ActRecall: "收回", ActFeedback: "反馈核查结果", ActReturn: "退回补充", ActClose: "办结", ActProposeClue: "报批线索移交",
	ActProposeExempt: "报批豁免", ActApproveClue: "批准移交线索", ActApproveExempt: "批准豁免", ActRefuse: "不同意，退回", ActRefuseFresh: "不同意，退回",
	ActLift: "取消豁免", ActReopen: "重新办理", ActRectified: "整改完成", ActAsk: "征询本户意见", ActHeard: "本户答复", ActDecide: "征询后决定",
	ActRefund: "责令退缴", ActPaid: "退缴入账", ActReturned: "退缴款返还",
	ActTask: "列入保障任务", ActSettle: "保障任务办结",
	"found": "比对发现", "grown": "期间变化", "changed": "内容变化", "gone": "不再成立", "back": "再次出现", "withdrawn": "数据批次撤回", "moved_on": "另立新疑点",
}

// ActionText is a step in words.
func ActionText(kind string) string {
	if t := actions[Action(kind)]; t != "" {
		return t
	}
	return kind
}

// roleText is who took a step.
func roleText(role string) string {
	if role == "household" {
		return ""
	}
	return "（" + actor.Role(role).Label() + "）"
}

// quarter names the quarter of a day: 2026Q1.
func quarter(d period.Day) string {
	_, m, _ := d.Time().Date()
	return strconv.Itoa(d.Year()) + "Q" + strconv.Itoa((int(m)+2)/3)
}
