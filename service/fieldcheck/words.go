package fieldcheck

import "yangguang/model"

// Choice is a value with its words.
type Choice struct{ Value, Text string }

var states = []Choice{
	{model.FieldOpen, "待核查"}, {model.FieldReturned, "退回重查"}, {model.FieldArrived, "待审核"}, {model.FieldAccepted, "已认可"}, {model.FieldClosed, "已撤销"},
}

var verdicts = []Choice{
	{model.FieldSame, "与备案一致"}, {model.FieldDiffers, "不一致"}, {model.FieldMissing, "找不到"}, {model.FieldNotBegun, "没有开工"},
}

var visitStates = []Choice{
	{model.VisitArrived, "待审核"}, {model.VisitAccepted, "认可"}, {model.VisitReturned, "退回重查"}, {model.VisitAside, "只作参考"},
}

var planStates = []Choice{{model.SamplingProposed, "待同意"}, {model.SamplingAgreed, "已下达"}, {model.SamplingDropped, "不同意"}}

// States lists the states of a check in their order.
func States() []Choice { return states }

// Verdicts lists what may be found at a project.
func Verdicts() []Choice { return verdicts }

func text(list []Choice, v string) string {
	for _, c := range list {
		if c.Value == v {
			return c.Text
		}
	}
	return ""
}

// StateText is a check's state on screen.
func StateText(v string) string { return text(states, v) }

// VerdictText is what was found on screen.
func VerdictText(v string) string { return text(verdicts, v) }

// VisitText is a visit's state on screen.
func VisitText(v string) string { return text(visitStates, v) }

// PlanText is a plan's state on screen.
func PlanText(v string) string { return text(planStates, v) }
