package complaint

import "yangguang/model"

// Choice is one value of a list and its words.
type Choice struct{ Value, Text string }

// SubjectTownOfficial is what a petition is about when a town's own officials
// are meant; such a petition never goes to that town.
const SubjectTownOfficial = "town_official"

// Subjects lists what a complaint can be about, in villagers' words.
func Subjects() []Choice {
	return []Choice{
		{"subsidy_missing", "补贴的钱没发、少发了"},
		{"subsidy_taken", "有人冒领、代领、扣了补贴"},
		{"lowincome_unfair", "低保、五保、救助评得不公"},
		{"housing", "危房改造、建房补助"},
		{"extortion", "办事要钱、要礼、要请吃饭"},
		{"project", "修路、修水等工程有问题"},
		{"collective", "村集体的钱、地、山林"},
		{"village_cadre", "村干部作风、处事不公"},
		{SubjectTownOfficial, "镇里干部的问题"},
		{"other", "其他"},
	}
}

// Categories lists the kinds of business set at triage (domain guide §6.1).
func Categories() []Choice {
	return []Choice{
		{"accusation", "检举控告"},
		{"appeal", "申诉"},
		{"suggestion", "批评建议"},
		{"out_of_scope", "业务范围外"},
		{"no_substance", "无实质内容"},
	}
}

// Channels lists the ways a petition comes in that staff may enter.
func Channels() []Choice {
	return []Choice{{model.ChannelLetter, "来信"}, {model.ChannelVisit, "来访"}, {model.ChannelCall, "来电"}}
}

// Ratings lists how a reporter may find the result.
func Ratings() []Choice {
	return []Choice{{"good", "满意"}, {"fair", "基本满意"}, {"bad", "不满意"}}
}

// States lists the states of a petition in the trade's words.
func States() []Choice {
	return []Choice{
		{model.PetitionReceived, "待认领"},
		{model.PetitionScreening, "筛查分流"},
		{model.PetitionNeedInfo, "待补充"},
		{model.PetitionAccepted, "已受理"},
		{model.PetitionTransferredDown, "转镇办理"},
		{model.PetitionForwarded, "转部门"},
		{model.PetitionLinkedClue, "已转线索"},
		{model.PetitionRejected, "不予受理"},
		{model.PetitionDuplicate, "重复件"},
		{model.PetitionClosed, "已办结"},
		{model.PetitionWithdrawn, "已撤回"},
	}
}

func text(list []Choice, value string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Text
		}
	}
	return ""
}

// SubjectText is the subject in words.
func SubjectText(v string) string { return text(Subjects(), v) }

// CategoryText is the category in words, empty before triage.
func CategoryText(v string) string { return text(Categories(), v) }

// StateText is the state in the trade's words.
func StateText(v string) string { return text(States(), v) }

// RatingText is the rating in words.
func RatingText(v string) string { return text(Ratings(), v) }

// ChannelText is the channel in the trade's words.
func ChannelText(v string) string {
	switch v {
	case model.ChannelWechat:
		return "网络·微信平台"
	case model.ChannelH5:
		return "网络"
	}
	return text(Channels(), v)
}

// ActionText is a step in the trade's words.
func ActionText(kind string) string {
	switch Action(kind) {
	case "receive":
		return "收到"
	case ActClaim:
		return "认领"
	case ActAccept:
		return "受理"
	case ActReject:
		return "不予受理"
	case ActDuplicate:
		return "认定重复件"
	case ActTransfer:
		return "转镇办理"
	case ActForward:
		return "转部门"
	case ActNeedInfo:
		return "请来信人补充"
	case ActGiveBack:
		return "退回信访室"
	case ActAnswer:
		return "答复来信人"
	case ActClue:
		return "转问题线索"
	case ActClose:
		return "办结"
	case ActReopen:
		return "重新办理"
	case ActVerify:
		return "核实实名"
	case ActIdentity:
		return "查看身份"
	case ActIdentityAsk:
		return "申请查看身份"
	case ActIdentityAllow:
		return "同意查看身份"
	case ActIdentityRefuse:
		return "不同意查看身份"
	case ActAnswerAsk:
		return "答复送复核"
	case ActAnswerAllow:
		return "答复复核同意"
	case ActAnswerRefuse:
		return "答复退回重写"
	case ActAdd:
		return "补充情况"
	case ActWithdraw:
		return "撤回"
	case ActRate:
		return "评价"
	case ActResult:
		return "案件有结果"
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
	case ActForward:
		return "您反映的事归某部门管，我们已经转过去。"
	case ActClue:
		return "您反映的事正在进一步核查。"
	case ActReopen:
		return "您反映的事重新办理。"
	default:
		return ""
	}
}

// ModeText says how far the reporter is known.
func ModeText(v string) string {
	switch v {
	case model.ReporterRealClaimed:
		return "实名(未核实)"
	case model.ReporterRealVerified:
		return "实名(已核实)"
	}
	return "匿名"
}

// Coarse is all a villager learns of a petition's state.
type Coarse string

// The coarse states of table 6.5 of the domain guide, and one's own withdrawal.
const (
	CoarseReceived   Coarse = "已接收"
	CoarseAccepted   Coarse = "已受理"
	CoarseNotOurs    Coarse = "不属受理范围"
	CoarseInProgress Coarse = "办理中"
	CoarseDone       Coarse = "已办结"
	CoarseWithdrawn  Coarse = "已撤回"
)

// coarse hides which desk has a petition, and whether it became a clue.
func coarse(state string) Coarse {
	switch state {
	case model.PetitionReceived, model.PetitionScreening, model.PetitionNeedInfo:
		return CoarseReceived
	case model.PetitionAccepted:
		return CoarseAccepted
	case model.PetitionRejected, model.PetitionForwarded:
		return CoarseNotOurs
	case model.PetitionClosed:
		return CoarseDone
	case model.PetitionWithdrawn:
		return CoarseWithdrawn
	}
	return CoarseInProgress
}

// meaning says what the state means for the person and what happens next.
func meaning(p model.Petition) string {
	switch p.State {
	case model.PetitionReceived, model.PetitionScreening:
		return "我们已经收到，工作人员正在看。看完会在这里告诉您受不受理。"
	case model.PetitionNeedInfo:
		return "有的情况还不清楚，请看下面的留言，在本页补充说明或照片。"
	case model.PetitionAccepted:
		return "您反映的事已经受理，正在安排办理。有新的进展会写在下面。"
	case model.PetitionRejected:
		return "这件事不归我们管，原因写在下面。"
	case model.PetitionForwarded:
		return "这件事归别的部门管，我们已经转过去，有答复会写在下面。"
	case model.PetitionClosed:
		return "这件事已经办完，结果写在下面。请说说您满不满意；有新的证据也可以补充。"
	case model.PetitionWithdrawn:
		return "您已经撤回，不再办理。以后还可以重新投诉。"
	}
	return "这件事正在办理。办完会在这里告诉您结果。"
}
