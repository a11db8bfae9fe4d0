package casework

import (
	"strconv"
	"strings"

	"yangguang/model"
)

// Choice is one value of a list and its words.
type Choice struct{ Value, Text string }

// Opinions lists the ways to handle a clue (执规§21).
func Opinions() []Choice {
	return []Choice{{model.OpinionTalk, "谈话函询"}, {model.OpinionVerify, "初步核实"}, {model.OpinionHold, "暂存待查"}, {model.OpinionEnd, "予以了结"}}
}

// ClueStates lists the states of a clue.
func ClueStates() []Choice {
	return []Choice{
		{model.ClueRegistered, "待分办"}, {model.ClueAssignProposed, "分办待审批"}, {model.ClueAssignApproved, "待签收"}, {model.ClueAssigned, "待提意见"},
		{model.ClueProposed, "意见待审批"}, {model.ClueReturned, "意见被退回"}, {model.ClueApproved, "意见已批准"},
		{model.ClueTalkPlan, "谈话函询方案待审批"}, {model.ClueTalkApproved, "谈话函询待实施"}, {model.ClueTalkSent, "函询待答复"},
		{model.ClueTalkReplied, "待写谈话函询报告"}, {model.ClueTalkReported, "谈话函询报告待审批"},
		{model.ClueVerifyPlan, "核实方案待审批"}, {model.ClueVerifyApproved, "待成立核查组"}, {model.ClueVerifyRunning, "初步核实中"}, {model.ClueVerifyReported, "核实报告待审批"},
		{model.ClueHeld, "暂存待查"}, {model.ClueFiled, "已转立案"}, {model.ClueClosed, "已了结"},
	}
}

// CaseStates lists the states of a case, in the order of K1–K10.
func CaseStates() []Choice {
	return []Choice{
		{model.CaseProposed, "立案呈批"}, {model.CaseFiled, "已立案"}, {model.CaseInvestigating, "审查调查中"}, {model.CaseToTrial, "已移送审理"},
		{model.CaseTrialAccepted, "审理室已受理"}, {model.CaseSupplement, "退回补证"}, {model.CaseTrial, "审理中"}, {model.CaseSanction, "处分待审批"},
		{model.CaseAnnounced, "待宣布送达"}, {model.CaseExecuting, "执行中"}, {model.CaseArchived, "已归档"}, {model.CaseCancelled, "已撤案"},
		{model.CaseTransferred, "已移送司法"}, {model.CaseAppealed, "申诉复查中"},
	}
}

// Sources lists where a clue can come from.
func Sources() []Choice {
	return append([]Choice{{SourcePetition, "信访举报"}, {SourceFinding, "大数据比对"}}, DirectSources()...)
}

// DirectSources lists the sources of clues that case management enters itself.
func DirectSources() []Choice {
	return []Choice{
		{model.ClueFromProject, "项目监督"}, {model.ClueFromFieldCheck, "实地检查"}, {model.ClueFromOrgan, "其他机关移送"}, {model.ClueFromLeader, "领导批办、上级交办"},
	}
}

// The two kinds of 谈话函询.
const (
	talkLetter = "letter"
	talkTalk   = "talk"
)

// TalkKinds lists 函询 and 谈话.
func TalkKinds() []Choice { return []Choice{{talkLetter, "函询"}, {talkTalk, "谈话"}} }

// What a report of 谈话函询 can propose.
const (
	talkClear   = "clear"
	talkMeasure = "measure"
	talkAgain   = "again"
	talkVerify  = "verify"
)

// TalkOpinions lists what a report of 谈话函询 can propose.
func TalkOpinions() []Choice {
	return []Choice{{talkClear, "了结澄清"}, {talkMeasure, "给予提醒批评、责令检查或诫勉"}, {talkAgain, "再次谈话函询"}, {talkVerify, "转初步核实"}}
}

// Measures lists what follows a talk or an inquiry short of a case.
func Measures() []Choice {
	return []Choice{{"reminder", "提醒批评"}, {"order_inspection", "责令检查"}, {"admonition", "诫勉"}}
}

// What a report of 初步核实 can propose.
const (
	checkFile   = "file"
	checkEnd    = "end"
	checkRemind = "remind"
	checkHold   = "hold"
	checkParty  = "party"
)

// VerifyOpinions lists what a report of 初步核实 can propose.
func VerifyOpinions() []Choice {
	return []Choice{{checkFile, "立案"}, {checkEnd, "予以了结"}, {checkRemind, "谈话提醒"}, {checkHold, "暂存待查"}, {checkParty, "移送有关党组织处理"}}
}

// ClosedAs lists how a clue can end.
func ClosedAs() []Choice {
	return []Choice{
		{model.ClosedEnded, "予以了结"}, {model.ClosedCleared, "了结澄清"}, {model.ClosedMeasure, "提醒批评、责令检查、诫勉"}, {model.ClosedReminded, "谈话提醒"},
		{model.ClosedParty, "移送有关党组织处理"}, {model.ClosedCase, "案件已有结果"},
	}
}

// Scopes lists how far a notice that clears a name goes.
func Scopes() []Choice {
	return []Choice{{"self", "只告诉本人"}, {"unit", "在本人所在单位"}, {scopeVillage, "在村里公开"}}
}

// PartyOutcomes lists the party punishments (domain guide §6.2).
func PartyOutcomes() []Choice {
	return []Choice{
		{partyWarning, "警告"}, {partySerious, "严重警告"}, {partyRemoval, "撤销党内职务"}, {partyProbation, "留党察看"}, {partyExpulsion, "开除党籍"},
	}
}

// AdminOutcomes lists the six kinds of 政务处分 (监察法§52).
func AdminOutcomes() []Choice {
	return []Choice{
		{"warning", "警告"}, {"demerit", "记过"}, {"serious_demerit", "记大过"}, {"demotion", "降级"}, {"dismissal", "撤职"}, {"expulsion", "开除"},
	}
}

// outcomeProsecution is 移送检察机关.
const outcomeProsecution = "prosecution"

// OtherOutcomes lists what else a case can lead to (监察法§52): 组织处理 and the rest.
func OtherOutcomes() []Choice {
	return []Choice{
		{"talk_reminder", "谈话提醒"}, {"criticism", "批评教育"}, {"order_inspection", "责令检查"}, {"admonition", "诫勉"}, {"reassign", "组织处理：停职、调整职务、免职等"},
		{"accountability", "问责"}, {outcomeProsecution, "移送检察机关"}, {"suggestion", "监察建议"}, {"none", "不予处分、免予处分"},
	}
}

// outcomeCancelled was an outcome of cases concluded before cases could be cancelled.
const outcomeCancelled = "cancelled"

// Forms lists 四种形态.
func Forms() []Choice {
	return []Choice{{"1", "第一种：批评教育、谈话函询"}, {"2", "第二种：轻处分、组织调整"}, {"3", "第三种：重处分、重大职务调整"}, {"4", "第四种：严重违纪涉嫌违法"}}
}

// FormText is one of 四种形态 as lists show it, e.g. 第二种; "" is none.
func FormText(form int) string {
	short, _, _ := strings.Cut(text(Forms(), strconv.Itoa(form)), "：")
	return short
}

// AppealKinds lists the kinds of 申诉 by the clock that each has.
func AppealKinds() []Choice {
	return []Choice{{"T10", "监察复审"}, {"T11", "监察复核"}, {"T11.party", "党纪申诉复查"}}
}

// Answers lists what a household can say about money that was given back.
func Answers() []Choice {
	return []Choice{{AnswerReceived, "收到了"}, {AnswerMissing, "没收到"}, {AnswerWrong, "数不对"}}
}

// The answers of a household.
const (
	AnswerReceived = "received"
	AnswerMissing  = "not_received"
	AnswerWrong    = "wrong"
)

var actionTexts = map[Action]string{
	ActRegister: "登记线索", ActExtend: "延长期限", ActExtendLapse: "收回延期申请", ActAssignPropose: "提出分办意见", ActAssignApprove: "批准分办", ActAssignRefuse: "退回分办意见", ActTake: "签收",
	ActReassignAsk: "申请改分办", ActReassignAgree: "批准改分办", ActReassignRefuse: "不同意改分办", ActReturnAsk: "申请退回案管室", ActReturnAgree: "批准退回",
	ActReturnRefuse: "不同意退回", ActPropose: "提出处置意见", ActApprove: "批准处置意见", ActHold: "批准暂存待查", ActEnd: "批准了结", ActReturn: "退回处置意见",
	ActReopen: "重新研究", ActEvidence: "登记证据材料", ActQuarter: "季度反馈", ActSlanderAsk: "申请认定疑似诬告，报市级", ActSlanderAgree: "批准：疑似诬告，报市级",
	ActSlanderRefuse: "不同意认定疑似诬告", ActClarifyAsk: "申请澄清", ActClarifyAgree: "批准澄清", ActClarifyRefuse: "不同意澄清", ActClarifyDone: "已澄清", ActClarifyBack: "撤回澄清",
	ActOpenCase: "立案呈批", ActUnfile: "未立案，重提意见", ActConclude: "案件有结果",

	ActTalkPlan: "报谈话函询方案", ActTalkApprove: "批准谈话函询方案", ActTalkRefuse: "退回谈话函询方案", ActTalkSend: "送达函询通知书", ActTalkHeld: "谈话",
	ActTalkReply: "收到函询答复", ActTalkReport: "报谈话函询报告", ActTalkClear: "批准：了结澄清", ActTalkMeasure: "批准：提醒批评、责令检查、诫勉",
	ActTalkAgain: "批准：再次谈话函询", ActTalkVerify: "批准：转初步核实", ActTalkReturn: "退回谈话函询报告",

	ActVerifyPlan: "报初步核实方案", ActSecretary: "登记党委书记的批准", ActVerifyApprove: "批准初步核实方案", ActVerifyRefuse: "退回初步核实方案",
	ActVerifyStart: "成立核查组，开始核实", ActVerifyTeam: "调整核查组", ActVerifyDraft: "写核查报告", ActVerifySign: "在核查报告上签名", ActVerifyReport: "报核查报告",
	ActVerifyFile: "批准：立案", ActVerifyEnd: "批准：予以了结", ActVerifyTalk: "批准：谈话提醒", ActVerifyHold: "批准：暂存待查", ActVerifyParty: "批准：移送有关党组织处理",
	ActVerifyReturn: "退回核查报告",

	ActFileAsk: "重新呈批立案", ActFileApprove: "批准立案", ActFileRefuse: "不同意立案", ActDrop: "不再呈批", ActInvestigate: "开始审查调查", ActToTrial: "移送审理",
	ActTrialAccept: "受理", ActSupplement: "退回补证", ActTrialStart: "成立审理组", ActSanctionAsk: "报处分、处置意见", ActSanctionApprove: "批准处分、处置",
	ActSanctionReturn: "退回处分、处置意见", ActAnnounce: "宣布、送达决定", ActExecute: "登记执行", ActArchive: "归档", ActCancelAsk: "申请撤案", ActCancel: "批准撤案",
	ActCancelRefuse: "不同意撤案", ActTransferAsk: "申请移送司法", ActTransfer: "批准移送司法", ActTransferRefuse: "不同意移送司法", ActAppeal: "受理申诉",
	ActAppealPropose: "报复查意见", ActAppealUphold: "批准：维持原决定", ActAppealChange: "批准：改变原决定", ActAppealReturn: "退回复查意见",
	ActPaid: "登记上缴", ActGiveBack: "登记退还群众", ActVoidAsk: "申请作废一笔退还", ActVoid: "批准作废", ActVoidRefuse: "不同意作废",

	// Steps of earlier versions, which old timelines hold.
	"assign": "分办",
}

// ActionText is a step in the trade's words.
func ActionText(kind string) string {
	if t, ok := actionTexts[Action(kind)]; ok {
		return t
	}
	return kind
}

func text(list []Choice, value string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Text
		}
	}
	return ""
}

// OpinionText is an opinion in words.
func OpinionText(v string) string {
	if v == model.OpinionFile {
		return "立案"
	}
	return text(Opinions(), v)
}

// ClueStateText is a clue's state in words.
func ClueStateText(v string) string { return text(ClueStates(), v) }

// CaseStateText is a case's state in words.
func CaseStateText(v string) string { return text(CaseStates(), v) }
