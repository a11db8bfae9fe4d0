package office

import (
	"slices"

	"yangguang/service/complaint"
	"yangguang/service/kernel/timer"
	"yangguang/templates"
)

// radios is a choice with its circles, in a form of one page.
func (b stepForms) radios(a complaint.Action, name, label, hint, proposed string, list []complaint.Choice) templates.Choice {
	v, wrong := b.said(a, name, proposed)
	return templates.Choice{Name: string(a) + "-" + name, Label: label, Hint: hint, Options: choices(list, v), Error: wrong}
}

// tick is a box that has to be ticked.
func (b stepForms) tick(a complaint.Action, label string) templates.Check {
	on, wrong := b.said(a, "clear", "")
	return templates.Check{Name: string(a) + "-clear", Label: label, On: on != "", Error: wrong}
}

// laterDeeds are the steps after triage, those of the telling first.
var laterDeeds = []func(stepForms, complaint.Detail) (templates.Deed, complaint.Action){
	deedReceive, deedNotify, deedFeedback, deedExplain, deedSuggestionAnswer, deedAppealAsk, deedHandOver, deedReturnAsk, deedObjection, deedCallBack, deedArchive,
}

// offered leaves out what the machine allows and what this petition has no use for.
func offered(p complaint.Detail, a complaint.Action) bool {
	switch a {
	case complaint.ActTransfer:
		return p.Can[a] && p.Subject != complaint.SubjectTownOfficial
	case complaint.ActNotify:
		return p.Can[a] && p.ByHand && (p.State == "rejected" || p.State == "forwarded" || clockRuns(p, timer.TellAccepted)) // a repeat is not told again
	case complaint.ActReceiveLower:
		return p.Can[a] && clockRuns(p, timer.Transfer)
	case complaint.ActCallBack:
		return p.Can[a] && p.Call != nil && p.Call.CalledAt == nil && !p.Mine
	case complaint.ActArchive:
		return p.Can[a] && !clockRuns(p, timer.OutsideDone)
	case complaint.ActReturnAsk, complaint.ActAppealAsk:
		return p.Can[a] && !asked(p)
	}
	return p.Can[a]
}

func clockRuns(p complaint.Detail, k timer.Kind) bool {
	for _, c := range p.Clocks {
		if c.Kind == k {
			return true
		}
	}
	return false
}

// asked reports whether a return or a decision waits for the head already.
func asked(p complaint.Detail) bool {
	for _, r := range p.Requests {
		if r.Waiting && (r.Kind == complaint.ApprovalReturn || r.Kind == complaint.ApprovalAppeal) {
			return true
		}
	}
	return false
}

func deedReceive(b stepForms, p complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActReceiveLower
	d := b.deed(a, "/close", "登记承接", "已承接", "登记后“转送办理”的期限停止。")
	d.Primary = true
	label := "备注"
	if p.AssignedTo == "organ" {
		label = "对方谁、哪天、怎样承接的"
	}
	d.Fields = []templates.Field{b.area(a, "note", label, "", 500)}
	return d, a
}

// spoken is the form about what a person said to the reporter, or heard of them.
func (b stepForms) spoken(a complaint.Action, path, title, button, hint, how string, note templates.Field) templates.Deed {
	d := b.deed(a, path, title, button, hint)
	d.Radios, d.Fields = []templates.Choice{b.radios(a, "how", how, "", "", complaint.Ways())}, []templates.Field{note}
	return d
}

// pressing is the form of what is due now: open, unless another one was refused.
func (b stepForms) pressing(a complaint.Action, path, title, button, hint string) templates.Deed {
	d := b.deed(a, path, title, button, hint)
	d.Primary, d.Open = true, b.try.action == "" || d.Open
	return d
}

func deedNotify(b stepForms, p complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActNotify
	note := b.area(a, "note", "备注", "文书编号、通话时间等，可以不填", 500)
	d := b.spoken(a, "/told", "登记已告知来信人", "已告知", "来信人不是从网上来的，由工作人员告知受理情况。", "怎样告知的", note)
	d.Primary = slices.Contains([]string{"rejected", "forwarded", "duplicate"}, p.State)
	d.Open = d.Open || d.Primary
	return d, a
}

func deedFeedback(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActFeedback
	note := b.area(a, "note", "反馈的情况和来信人的意见", "", 500)
	d := b.spoken(a, "/told", "登记已反馈结果", "已反馈", "实名举报要反馈处理结果，并记录来信人的意见。", "怎样反馈的", note)
	d.Primary, d.Open = true, true
	return d, a
}

func deedExplain(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActExplain
	d := b.pressing(a, "/objection", "解释说明，维持原结果", "解释并反馈", "没有新的证据的，向来信人解释说明。有新证据的，重新办理。")
	d.Fields = []templates.Field{b.area(a, "text", "给来信人的解释", "逐条回答来信人的不同意见", 500), b.area(a, "note", "内部说明", "", 500)}
	return d, a
}

func deedSuggestionAnswer(b stepForms, p complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActSuggestionAnswer
	d := b.pressing(a, "/suggestion", "答复建议", "答复", "写给来信人看。")
	if p.ByHand {
		d.Radios = []templates.Choice{b.radios(a, "how", "怎样告知的", "", "", complaint.Ways())}
	}
	d.Fields = []templates.Field{b.area(a, "text", "答复", "", 500)}
	return d, a
}

func deedAppealAsk(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActAppealAsk
	d := b.pressing(a, "/appeal", "报批申诉处理意见", "报领导审批", "领导批准后办结，答复写给申诉人看。")
	d.Radios = []templates.Choice{b.radios(a, "outcome", "处理意见", "", "", complaint.AppealOutcomes())}
	d.Fields = []templates.Field{b.area(a, "text", "给申诉人的答复", "", 400), b.area(a, "note", "内部说明", "", 500)}
	d.Check = b.tick(a, "已核对：复查、复审、复核的人员不是原来办案的人员")
	return d, a
}

func deedHandOver(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActHandOver
	d := b.deed(a, "/handover", "交办", "交办", "承办部门看得到反映的内容，看不到来信人身份。"+willRead(a))
	v, wrong := b.said(a, "unit", "")
	d.Selects = []templates.Choice{{
		Name: "hand_over-unit", Label: "交给", Blank: "请选", Error: wrong, Options: options(b.units, v, func(u string) (string, string) { return u, u }),
	}}
	d.Fields = []templates.Field{b.area(a, "note", "交办意见", "", 500)}
	return d, a
}

func deedReturnAsk(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActReturnAsk
	d := b.deed(a, "/return", "申请退回信访室", "报领导审批", "没有实质内容的、属于其他层级管辖的，经委领导批准退回。")
	d.Fields = []templates.Field{b.area(a, "note", "退回的理由", "", 500)}
	return d, a
}

func deedObjection(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActObjection
	note := b.area(a, "note", "来信人的意见", "", 1000)
	return b.spoken(a, "/objection", "登记来信人的异议", "登记异议", "来信人对结果有不同意见，不是在网上提的。", "怎样提出的", note), a
}

func deedCallBack(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActCallBack
	d := b.deed(a, "/callback", "回访", "登记回访", "随机抽到这件，由没有经办的人联系来信人。来信人不满意的，登记异议。")
	d.Primary = true
	d.Radios = []templates.Choice{
		b.radios(a, "reached", "联系上了吗", "", "", []complaint.Choice{{Value: "yes", Text: "联系上了"}, {Value: "no", Text: "没有联系上"}}),
		b.radios(a, "rating", "来信人的评价", "没有联系上的不用选", "", complaint.Ratings()),
	}
	d.Fields = []templates.Field{b.area(a, "note", "回访的情况", "", 500)}
	return d, a
}

func deedArchive(b stepForms, _ complaint.Detail) (templates.Deed, complaint.Action) {
	a := complaint.ActArchive
	return b.deed(a, "/archive", "归档", "归档", "归档以后来信人不能再提异议，可以补充新的证据。过了异议期也会自动归档。"), a
}
