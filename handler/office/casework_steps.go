package office

import "yangguang/service/casework"

// approving is the form with which the head agrees.
func approving(a casework.Action) stepForm {
	return stepForm{act: a, title: casework.ActionText(string(a)), button: "批准", hint: "批准后不能撤回。", parts: []formPart{{kind: "textarea", name: "note", label: "批示", hint: "可以不填", limit: 500}}}
}

// refusing is the form with which the head does not agree.
func refusing(a casework.Action) stepForm {
	return stepForm{act: a, title: casework.ActionText(string(a)), button: casework.ActionText(string(a)), parts: []formPart{note("原因", 500)}}
}

// clueForms are the forms on a clue, the obvious ones first.
var clueForms = []stepForm{
	{act: casework.ActAssignPropose, title: "提出分办意见", button: "报领导审批", hint: "分办前核对回避关系。领导批准后由承办部门签收。", parts: []formPart{
		{kind: "unit", name: "unit", label: "承办部门"}, note("分办意见", 500)}},
	approving(casework.ActAssignApprove), refusing(casework.ActAssignRefuse),
	{act: casework.ActTake, title: "签收", button: "签收", hint: "签收之日起一个月内提出处置意见。", parts: []formPart{{kind: "textarea", name: "note", label: "备注", hint: "可以不填", limit: 500}}},
	approving(casework.ActReassignAgree), refusing(casework.ActReassignRefuse), approving(casework.ActReturnAgree), refusing(casework.ActReturnRefuse),
	{act: casework.ActPropose, title: "提出处置意见", button: "报领导审批", parts: []formPart{
		{kind: "radios", name: "opinion", label: "处置意见", list: casework.Opinions()}, note("理由", 2000),
		{kind: "date", name: "studied_on", label: "集体研究的日期"}, {kind: "textarea", name: "study", label: "研究记录", hint: "参加的人和研究的意见", limit: 500}}},
	approving(casework.ActApprove), approving(casework.ActHold), approving(casework.ActEnd), refusing(casework.ActReturn),

	{act: casework.ActTalkPlan, title: "报谈话函询方案", button: "报领导审批", parts: []formPart{
		{kind: "radios", name: "kind", label: "方式", list: casework.TalkKinds()}, note("方案", 2000)}},
	approving(casework.ActTalkApprove), refusing(casework.ActTalkRefuse),
	{act: casework.ActTalkSend, title: "送达函询通知书", button: "登记送达", hint: "对方收到后十五个工作日内书面答复。", parts: []formPart{on("送达的日期"), reference("通知书文号")}},
	{act: casework.ActTalkHeld, title: "谈话", button: "登记谈话", hint: "只登记日期，谈话的内容不进本系统。", parts: []formPart{on("谈话的日期")}},
	{act: casework.ActTalkReply, title: "收到函询答复", button: "登记答复", parts: []formPart{on("收到的日期"), {kind: "check", name: "flag", label: "所在党组织主要负责人已签署意见"}}},
	{act: casework.ActTalkReport, title: "报谈话函询报告", button: "报领导审批", parts: []formPart{
		{kind: "radios", name: "opinion", label: "处理建议", list: casework.TalkOpinions()}, {kind: "select", name: "measure", label: "给予哪一种", hint: "建议提醒批评、责令检查或诫勉时选", list: casework.Measures()}, note("情况和理由", 2000)}},
	approving(casework.ActTalkClear), approving(casework.ActTalkMeasure), approving(casework.ActTalkAgain), approving(casework.ActTalkVerify), refusing(casework.ActTalkReturn),

	{act: casework.ActVerifyPlan, title: "报初步核实方案", button: "报领导审批", parts: []formPart{note("方案", 2000), {kind: "check", name: "flag", label: "被核查人是下一级党委主要负责人（要报党委书记批准）"}}},
	{act: casework.ActSecretary, title: "登记党委书记的批准", button: "登记", hint: "登记后委领导才能审批方案。", parts: []formPart{on("批准的日期"), reference("批件文号")}},
	approving(casework.ActVerifyApprove), refusing(casework.ActVerifyRefuse),
	{act: casework.ActVerifyStart, title: "成立核查组，开始核实", button: "开始核实", parts: []formPart{
		on("开始的日期"), {kind: "team", name: "team", label: "核查组成员", hint: "至少两个人，第一个是组长。有利害关系的人不在名单里"}}},
	{act: casework.ActVerifySign, title: "在核查报告上签名", button: "签名", hint: "签名表示同意报告。报告改了要重新签。"},
	{act: casework.ActVerifyReport, title: "报核查报告", button: "报领导审批", hint: "核查组全体成员都已签名。", parts: []formPart{{kind: "textarea", name: "note", label: "说明", hint: "可以不填", limit: 500}}},
	{act: casework.ActVerifyDraft, title: "写核查报告", button: "交核查组签名", hint: "只写结论和建议，核查措施的内容不进本系统。", parts: []formPart{
		{kind: "radios", name: "opinion", label: "处理建议", list: casework.VerifyOpinions()}, note("结论", 2000)}},
	approving(casework.ActVerifyFile), approving(casework.ActVerifyEnd), approving(casework.ActVerifyTalk), approving(casework.ActVerifyHold), approving(casework.ActVerifyParty),
	refusing(casework.ActVerifyReturn),
	{act: casework.ActOpenCase, title: "立案呈批", button: "报领导审批", hint: "核查报告已批准立案。领导批准后编排案号。", parts: []formPart{note("呈请立案的理由", 500)}},
	{act: casework.ActReopen, title: "重新研究", button: "重新研究", hint: "暂存件每六个月研究一次。重新研究后一个月内提出处置意见。", parts: []formPart{note("原因", 500)}},
	approving(casework.ActSlanderAgree), refusing(casework.ActSlanderRefuse), approving(casework.ActClarifyAgree), refusing(casework.ActClarifyRefuse),
	{act: casework.ActClarifyDone, title: "登记已澄清", button: "已澄清", hint: "来信人会看到批准的说明。范围是“在村里公开”的，批准的内容会放到本村的公示页上，到期自动撤下。", parts: []formPart{on("澄清的日期"), note("怎么澄清的", 500)}},

	{act: casework.ActClarifyBack, title: "撤回澄清", button: "撤回", hint: "澄清有误的才撤回。在村里公开的，马上从公示页上撤下。", quiet: true, parts: []formPart{note("原因", 500)}},
	{act: casework.ActVerifyTeam, title: "调整核查组", button: "调整", quiet: true, parts: []formPart{{kind: "team", name: "team", label: "核查组成员", hint: "至少两个人，第一个是组长"}, note("原因", 500)}},
	{act: casework.ActEvidence, title: "登记证据材料", button: "登记", hint: "只写名称、编号和日期，不写内容。", quiet: true, parts: []formPart{
		{kind: "text", name: "title", label: "材料名称", limit: 100}, reference("编号"), {kind: "date", name: "on", label: "材料的日期", hint: "可以不填"}}},
	{act: casework.ActQuarter, title: "季度反馈", button: "反馈信访室", hint: "每季度末前把办理进展告诉信访室。", quiet: true, parts: []formPart{note("本季度的进展", 500)}},
	{act: casework.ActReassignAsk, title: "申请改分办", button: "报领导审批", quiet: true, parts: []formPart{{kind: "unit", name: "unit", label: "改由哪个部门承办"}, note("原因", 500)}},
	{act: casework.ActReturnAsk, title: "申请退回案管室", button: "报领导审批", quiet: true, parts: []formPart{note("原因", 500)}},
	{act: casework.ActClarifyAsk, title: "申请澄清", button: "报领导审批", hint: "查明没有问题的，可以在合适的范围澄清。", quiet: true, parts: []formPart{
		{kind: "radios", name: "scope", label: "范围", list: casework.Scopes()}, {kind: "textarea", name: "note", label: "澄清的内容", hint: "用大白话写，不写举报人的情况", limit: 500},
		{kind: "textarea", name: "told", label: "给来信人的说明", hint: "说清楚查了什么、结果怎样", limit: 500}}},
	{act: casework.ActSlanderAsk, title: "疑似诬告，报市级", button: "报领导审批", hint: "县级不能认定诬告。错告、失实的不算，只作教育。", quiet: true, parts: []formPart{note("捏造了什么、依据是什么", 2000)}},
}

// caseStepForms are the forms on a case, the obvious ones first.
var caseStepForms = []stepForm{
	approving(casework.ActFileApprove), refusing(casework.ActFileRefuse),
	{act: casework.ActFileAsk, title: "重新呈批立案", button: "报领导审批", parts: []formPart{note("理由", 500)}},
	{act: casework.ActInvestigate, title: "开始审查调查", button: "登记", hint: "只登记日期，审查调查的内容不进本系统。", parts: []formPart{on("开始的日期")}},
	{act: casework.ActToTrial, title: "移送审理", button: "移送", parts: []formPart{on("移送的日期"), reference("移送的文号或卷号"), {kind: "textarea", name: "note", label: "备注", hint: "可以不填", limit: 500}}},
	{act: casework.ActTrialAccept, title: "受理", button: "签收受理", hint: "受理之日起一个月内审结。", parts: []formPart{{kind: "textarea", name: "note", label: "备注", hint: "可以不填", limit: 500}}},
	{act: casework.ActTrialStart, title: "成立审理组", button: "开始审理", parts: []formPart{{kind: "team", name: "team", label: "审理组成员", hint: "至少两个人，第一个是组长。办过这件线索的人不在名单里"}}},
	{act: casework.ActSanctionAsk, title: "报处分、处置意见", button: "报领导审批", parts: []formPart{
		{kind: "select", name: "party", label: "党纪处分", list: casework.PartyOutcomes()}, {kind: "select", name: "admin", label: "政务处分", list: casework.AdminOutcomes()},
		{kind: "select", name: "other", label: "组织处理和其他", list: casework.OtherOutcomes()}, {kind: "select", name: "form", label: "四种形态", list: casework.Forms()},
		{kind: "select", name: "rank", label: "人员类别", list: casework.Ranks()}, {kind: "select", name: "level", label: "由谁审批", list: casework.Levels()},
		{kind: "check", name: "complex", label: "案情复杂（镇里没有审批权）"},
		{kind: "money", name: "found", label: "查实金额（元）", hint: "没有的留空"}, {kind: "money", name: "ordered", label: "责令上缴（元）", hint: "没有的留空"},
		{kind: "textarea", name: "words", label: "告知来信人的话", hint: "来信人能看到。不写姓名和案情细节", limit: 500}, note("内部说明", 2000)}},
	approving(casework.ActCancel), refusing(casework.ActCancelRefuse), approving(casework.ActTransfer), refusing(casework.ActTransferRefuse),
	approving(casework.ActVoid), refusing(casework.ActVoidRefuse),
	approving(casework.ActSanctionApprove), refusing(casework.ActSanctionReturn),
	{act: casework.ActAnnounce, title: "宣布、送达决定", button: "登记", hint: "登记后结果转信访室反馈来信人。", parts: []formPart{on("宣布、送达的日期"), reference("决定文号"), {kind: "textarea", name: "note", label: "备注", hint: "可以不填", limit: 500}}},
	{act: casework.ActExecute, title: "登记执行", button: "登记", hint: "工资、职务、退赃的执行情况，可以分几次登记。", parts: []formPart{on("执行的日期"), note("执行了什么", 500)}},
	{act: casework.ActArchive, title: "归档", button: "归档", hint: "归档以后只能登记后来缴的、退的钱。", parts: []formPart{reference("档号"), {kind: "textarea", name: "note", label: "备注", hint: "钱没有缴齐、没有退完的，写明原因，案件页上看得到", limit: 500}}},
	{act: casework.ActAppealPropose, title: "报复查意见", button: "报领导审批", hint: "由原审理组以外的人复查。", parts: []formPart{note("复查的情况和意见", 2000)}},
	approving(casework.ActAppealUphold),
	{act: casework.ActAppealChange, title: "批准：改变原决定", button: "批准改变", hint: "案件回到审理室，重新报处分、处置意见。", parts: []formPart{note("怎样改变", 500)}},
	refusing(casework.ActAppealReturn),

	{act: casework.ActPaid, title: "登记上缴", button: "登记", quiet: true, parts: []formPart{{kind: "money", name: "amount", label: "金额（元）"}, on("上缴的日期"), reference("票据号")}},
	{act: casework.ActVoidAsk, title: "登记错了，申请作废一笔退还", button: "报领导审批", hint: "批准后不再计入退还的钱，记录保留，本户会看到这一笔登记有误。", quiet: true, parts: []formPart{
		{kind: "return", name: "return", label: "哪一笔"}, note("哪里登记错了", 200)}},
	{act: casework.ActSupplement, title: "退回补证", button: "退回", quiet: true, parts: []formPart{note("要补什么证据", 500)}},
	{act: casework.ActDrop, title: "不再呈批", button: "不再呈批", hint: "线索回到承办部门，重新提出处置意见。", quiet: true, parts: []formPart{note("原因", 500)}},
	{act: casework.ActCancelAsk, title: "申请撤案", button: "报领导审批", quiet: true, parts: []formPart{note("原因", 500)}},
	{act: casework.ActTransferAsk, title: "申请移送司法", button: "报领导审批", quiet: true, parts: []formPart{note("理由", 500)}},
	{act: casework.ActAppeal, title: "受理申诉", button: "登记", quiet: true, parts: []formPart{
		{kind: "select", name: "kind", label: "申诉的种类", list: casework.AppealKinds()}, on("收到的日期"), reference("申诉书编号"), note("申诉的请求", 500)}},
}
