package complaint

// actionTexts are the steps in the trade's words.
var actionTexts = map[Action]string{
	"receive":           "收到",
	ActClaim:            "认领",
	ActAccept:           "受理",
	ActReject:           "不予受理",
	ActNotify:           "告知来信人",
	ActDuplicate:        "认定重复件",
	ActTransfer:         "转镇办理",
	ActTransferOther:    "转其他机关办理",
	ActReceiveLower:     "承接",
	ActForward:          "转部门",
	ActForwardResult:    "部门办理结果",
	ActSealUp:           "密封上报",
	ActOwnHead:          "标明反映本机关领导",
	"referral_take":     "部门接收转办",
	"referral_return":   "部门退回转办",
	"referral_extend":   "部门延长办理期限",
	"referral_answer":   "部门办理结果",
	ActSuggestion:       "作批评建议件",
	ActSuggestionAnswer: "答复建议",
	ActAppeal:           "作申诉件",
	ActAppealAsk:        "报批申诉处理意见",
	ActAppealDecide:     "批准申诉处理意见",
	ActNeedInfo:         "请来信人补充",
	ActHandOver:         "交办",
	ActReturnAsk:        "申请退回",
	ActReturn:           "批准退回",
	ActGiveBack:         "退回信访室",
	ActAnswer:           "答复来信人",
	ActClue:             "转问题线索",
	ActClose:            "办结",
	ActFeedback:         "反馈结果",
	ActArchive:          "归档",
	ActObjection:        "提出异议",
	ActSecondLook:       "不满意，再次复核",
	ActExplain:          "解释说明",
	ActReopen:           "重新办理",
	ActCallBack:         "回访",
	ActVerify:           "核实实名",
	ActIdentity:         "查看身份",
	ActAdd:              "补充情况",
	ActWithdraw:         "撤回",
	ActRate:             "评价",
	ActUrge:             "催办",
	ActRecuse:           "申请回避",
	ActExtend:           "延长期限",
	ActExtendLapse:      "收回延期申请",
	ActJoin:             "有人反映同一件事",
	ActToldAlong:        "一并告知",
	ActKnown:            "公开在办",
	ActUnknown:          "取消公开在办",
	ActRepeats:          "重复反映",
	ActResult:           "案件有结果",
	ActQuarter:          "季度反馈",
	ActRefuse:           "不同意申请",
	ActIdentityAsk:      "申请查看身份",
	ActIdentityAllow:    "同意查看身份",
	ActIdentityRefuse:   "不同意查看身份",
	ActAnswerAsk:        "答复送复核",
	ActAnswerAllow:      "答复复核同意",
	ActAnswerRefuse:     "答复退回重写",
}

// ActionText is a step in the trade's words.
func ActionText(kind string) string {
	if t, ok := actionTexts[Action(kind)]; ok {
		return t
	}
	return kind
}

// UsualWords is what a reporter reads of a step when nothing else is typed, so
// that the office sees it before it goes. 某部门 stands for the bureau's name.
func UsualWords(a Action) string {
	switch a {
	case ActAccept:
		return "您反映的事已经受理，我们会按规定办理。"
	case ActDuplicate:
		return "您反映的事已经登记，和先前收到的一起办理。"
	case ActTransfer:
		return "您反映的事已经受理，交由镇纪委办理。"
	case ActTransferOther:
		return "您反映的事已经转给有权办理的机关，有答复会写在这里。"
	case ActForward:
		return "您反映的事归某部门管，我们已经转过去。"
	case ActSealUp:
		return "您反映的事已经按规定报送有权处理的机关。"
	case ActSuggestion:
		return "您提的意见建议我们收到了，研究后在这里答复您。"
	case ActAppeal:
		return "您的申诉已经受理，我们会按规定的程序和时限办理。"
	case ActClue, ActHandOver:
		return "您反映的事正在进一步核查。"
	case ActReopen:
		return "您反映的事重新办理。"
	default:
		return ""
	}
}
