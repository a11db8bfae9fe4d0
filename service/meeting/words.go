package meeting

import "yangguang/model"

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

// Kinds lists what issues are about.
func Kinds() []Choice {
	return []Choice{{"subsidy", "惠民补贴资金"}, {"project", "项目建设"}, {"livelihood", "民生保障"}, {"assets", "集体资金资产资源"}, {"conduct", "干部作风"}, {"data", "数据和系统"}, {"other", "其他"}}
}

// KindText is a kind in words.
func KindText(value string) string { return text(Kinds(), value) }

// Origins lists where issues come from.
func Origins() []Choice {
	return []Choice{{model.MeetingFromOwn, "工作中发现"}, {model.MeetingFromFinding, "比对疑点"}, {model.MeetingFromStatistics, "统计数据"}}
}

// States lists the states in the order of every view; what was withdrawn is none of them.
func States() []Choice {
	return []Choice{{model.MeetingRaised, "待上会"}, {model.MeetingAssigned, "整改中"}, {model.MeetingReturned, "退回重办"}, {model.MeetingDone, "待确认"}, {model.MeetingConfirmed, "已整改"}}
}

// StateText is a state in words.
func StateText(state string) string {
	if state == model.MeetingWithdrawn {
		return "已撤回"
	}
	return text(States(), state)
}

// ActionText is a step in words.
func ActionText(kind string) string {
	return map[Action]string{actRaise: "提出", ActAssign: "交办", ActReport: "报告整改", ActConfirm: "确认整改", ActReturn: "退回重办", ActWithdraw: "撤回"}[Action(kind)]
}
