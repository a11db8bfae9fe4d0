package complaint

import "yangguang/model"

// Choice is one value of a list and its words.
type Choice struct{ Value, Text string }

// SubjectTownOfficial is what a petition is about when a town's own officials
// are meant; such a petition never goes to that town.
const SubjectTownOfficial = "town_official"

// SubjectVillageCadre is what a petition is about when the village's cadres are meant.
const SubjectVillageCadre = "village_cadre"

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
		{SubjectVillageCadre, "村干部作风、处事不公"},
		{SubjectTownOfficial, "镇里干部的问题"},
		{SubjectOwnHead, "县纪委监委领导的问题"},
		{SubjectElsewhere, "打官司、欠工钱、看病报销等别的事"},
		{"other", "其他"},
	}
}

// Categories with a procedure of their own.
const (
	categoryAppeal     = "appeal"
	categorySuggestion = "suggestion"
)

// Categories lists the kinds of business set at triage (domain guide §6.1).
func Categories() []Choice {
	return []Choice{
		{"accusation", "检举控告"},
		{categoryAppeal, "申诉"},
		{categorySuggestion, "批评建议"},
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
		{model.PetitionHandedOver, "已交办"},
		{model.PetitionReturned, "部门退回"},
		{model.PetitionTransferredDown, "转镇办理"},
		{model.PetitionTransferredOther, "转其他机关"},
		{model.PetitionForwarded, "转部门"},
		{model.PetitionSuggestion, "批评建议"},
		{model.PetitionAppeal, "申诉办理"},
		{model.PetitionLinkedClue, "已转线索"},
		{model.PetitionRejected, "不予受理"},
		{model.PetitionClosed, "待反馈"},
		{model.PetitionObjection, "异议复核"},
		{model.PetitionNotified, "已告知"},
		{model.PetitionAnswered, "建议已答复"},
		{model.PetitionFeedback, "已办结"},
		{model.PetitionDuplicate, "重复件"},
		{model.PetitionSealedUp, "密封上报"},
		{model.PetitionArchived, "已归档"},
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

// ModeText says how far the reporter is known.
func ModeText(v string) string {
	switch v {
	case model.ReporterRealClaimed:
		return "实名（未核实）"
	case model.ReporterRealVerified:
		return "实名（已核实）"
	}
	return "匿名"
}
