package office

import (
	"strconv"

	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/templates"
)

// findingForms builds the forms on the page of a finding. The names of a form's
// fields begin with its key, because several forms stand on one page; a refused
// one comes back open, with what it said.
type findingForms struct {
	base    string
	version int
	tried   string
	say     func(name string) string
	wrong   templates.Errors
}

func (f findingForms) deed(key, path, title, button, hint string) templates.Deed {
	d := templates.Deed{URL: f.base + path, Action: key, Version: f.version, Title: title, Button: button, Hint: hint, Primary: true, Open: f.tried == key}
	if m := f.wrong[""]; m != "" && f.tried == key {
		d.Errors = templates.Errors{"": m}
	}
	return d
}

func (f findingForms) said(key, name, proposed string) (value, wrong string) {
	if f.tried != key {
		return proposed, ""
	}
	return f.say(key + "-" + name), f.wrong[name]
}

func (f findingForms) field(key, kind, name, label, hint, proposed string) templates.Field {
	v, wrong := f.said(key, name, proposed)
	out := templates.Field{Name: key + "-" + name, Label: label, Hint: hint, Type: kind, Value: v, Error: wrong}
	if kind == "money" {
		out.Type, out.Mode = "text", "decimal"
	}
	return out
}

func (f findingForms) choice(key, name, label, blank, proposed string, list []finding.Choice) templates.Choice {
	v, wrong := f.said(key, name, proposed)
	return templates.Choice{Name: key + "-" + name, Label: label, Blank: blank, Error: wrong, Options: findingChoices(list, v)}
}

// keys of forms that are no steps.
const keyUnseal = "unseal"

// deeds adds the forms of what this reader may do, the obvious one open.
func (f findingForms) deeds(d *templates.OfficeFindingData, o finding.Detail, bureaus []string, by actor.Actor) {
	add := func(a finding.Action, build func(key string) templates.Deed) {
		if o.Can[a] {
			form := build(string(a))
			form.Open = form.Open || f.tried == "" && len(d.Deeds) == 0
			form.Primary = len(d.Deeds) == 0
			d.Deeds = append(d.Deeds, form)
		}
	}
	text := func(path, title, button, label, hint string) func(string) templates.Deed {
		return func(key string) templates.Deed {
			form := f.deed(key, path, title, button, hint)
			form.Fields = []templates.Field{f.field(key, "textarea", "note", label, "", "")}
			return form
		}
	}
	add(finding.ActFeedback, f.feedback(o))
	add(finding.ActApproveClue, text("/decide", "批准移交线索", "批准", "批示", "批准后在线索台账登记，由案管室分办，不能撤回。批示可以不填。"))
	add(finding.ActApproveExempt, text("/decide", "批准豁免", "批准", "批示", "批准后这一期间不再提示。批示可以不填。"))
	add(finding.ActRefuse, text("/decide", "不同意，退回", "退回", "退回的原因", ""))
	add(finding.ActRefuseFresh, text("/decide", "不同意，退回", "退回", "退回的原因", ""))
	if o.Status != "dispatched" {
		add(finding.ActDispatch, f.dispatch("下发核查", bureaus))
	}
	add(finding.ActClose, f.close(o))
	add(finding.ActReturn, text("/review", "退回补充", "退回", "要补充什么", "核查单位重新反馈，期限重新计算。"))
	add(finding.ActProposeClue, f.proposeClue)
	add(finding.ActProposeExempt, f.proposeExempt)
	if o.Status == "dispatched" {
		add(finding.ActRecall, text("/recall", "收回", "收回", "收回的原因", ""))
		add(finding.ActDispatch, f.dispatch("改下发", bureaus))
		for i := range d.Deeds {
			d.Deeds[i].Open = d.Deeds[i].Action == f.tried || f.tried == "" && d.Deeds[i].Action == string(finding.ActFeedback)
		}
	}
	add(finding.ActRectified, text("/rectified", "登记整改完成", "整改完成", "整改的情况", ""))
	add(finding.ActReopen, text("/decide", "重新办理", "重新办理", "原因", "回到复核，办结的结论作废。"))
	add(finding.ActLift, text("/decide", "取消豁免", "取消豁免", "原因", ""))
	if len(d.Deeds) > 0 && f.tried == "" && (o.Status == "closed" || o.Status == "exempted") && by.Is(actor.RoleHead) {
		d.Deeds[0].Open = false
	}
	if o.Can[finding.ActAsk] {
		d.Ask = []templates.Deed{f.ask(o)}
	}
	if o.Can[finding.ActRefund] && o.ClosedText != "" {
		d.Order = []templates.Deed{f.refund(o)}
	}
	if o.MaskedID != "" && by.Is(actor.RoleSupervision, actor.RoleHead) {
		form := f.deed(keyUnseal, "/unseal", "看完整身份证号", "查看", "查看会记入审计。")
		form.Primary, form.Fields = false, []templates.Field{f.field(keyUnseal, "text", "reason", "为什么要看", "", "")}
		d.Unseal = []templates.Deed{form}
	}
}

func (f findingForms) dispatch(title string, bureaus []string) func(string) templates.Deed {
	return func(key string) templates.Deed {
		form := f.deed(key, "/send", title, title, "")
		var say func(string) string
		var wrong templates.Errors
		if f.tried == key {
			say, wrong = f.say, f.wrong
		}
		target, bureau, note := orderForm(key+"-", say, wrong, bureaus)
		form.Radios, form.Selects, form.Fields = []templates.Choice{target}, []templates.Choice{bureau}, []templates.Field{note}
		return form
	}
}

func (f findingForms) feedback(o finding.Detail) func(string) templates.Deed {
	return func(key string) templates.Deed {
		form := f.deed(key, "/feedback", "反馈核查结果", "提交反馈", "")
		if finding.NeedsProof(o.Model) {
			form.Hint = "照片或者 PDF 证明至少要一个。"
		}
		form.Radios = []templates.Choice{f.choice(key, "verdict", "核查结果", "", "", finding.Verdicts())}
		form.Selects = []templates.Choice{f.choice(key, "reason", "不属实的原因", "只在不属实时选", "", finding.ReasonsFor(o.Model))}
		form.Fields = []templates.Field{f.field(key, "textarea", "text", "核查经过和结果", "什么时候、谁去看的、看到什么、有什么材料", "")}
		form.Photos, form.Papers = finding.MaxPhotos, finding.MaxPapers
		if f.tried == key {
			form.Photo, form.Paper = f.wrong[finding.KindPhoto], f.wrong[finding.KindPaper]
		}
		return form
	}
}

func (f findingForms) close(o finding.Detail) func(string) templates.Deed {
	return func(key string) templates.Deed {
		form := f.deed(key, "/review", "复核办结", "办结", "线索移交要报领导审批，在下面另办。")
		form.Radios = []templates.Choice{
			f.choice(key, "verdict", "复核结论", "", o.VerdictValue, finding.Verdicts()), f.choice(key, "as", "办结方式", "", "", finding.Closings()),
		}
		form.Selects = []templates.Choice{f.choice(key, "reason", "不属实的原因", "只在不属实时选", o.ReasonValue, finding.ReasonsFor(o.Model))}
		form.Fields = []templates.Field{f.field(key, "date", "rectify", "整改期限", "督促整改的要填", ""), f.field(key, "textarea", "note", "复核意见", "", "")}
		if o.Owed != "" {
			return form // there is nothing to stop
		}
		stop, wrong := f.said(key, "stop", "")
		form.Check = templates.Check{Name: key + "-stop", Label: "建议停发", On: stop != "", Error: wrong}
		if o.Askable {
			form.Check.Label = "建议停发（要先征询本户，并作出停发的决定）"
		}
		return form
	}
}

func (f findingForms) proposeClue(key string) templates.Deed {
	form := f.deed(key, "/review", "报批线索移交", "报领导审批", "领导批准后，在线索台账登记，来源为大数据比对。")
	form.Fields = []templates.Field{f.field(key, "text", "title", "线索标题", "例如“某村低保资金问题”", ""), f.field(key, "textarea", "note", "移交意见", "", "")}
	return form
}

func (f findingForms) proposeExempt(key string) templates.Deed {
	form := f.deed(key, "/review", "报批豁免", "报领导审批", "批准后到期以前不再提示；新的期间会重新比对。")
	form.Fields = []templates.Field{
		f.field(key, "text", "why", "豁免的理由", "不写姓名", ""), f.field(key, "text", "document", "依据的文件和文号", "", ""),
		f.field(key, "date", "until", "豁免到哪一天", "只豁免这一段期间的留空", ""), f.field(key, "textarea", "note", "意见", "", ""),
	}
	return form
}

func (f findingForms) ask(o finding.Detail) templates.Deed {
	key := string(finding.ActAsk)
	form := f.deed(key, "/ask", "征询本户", "发出征询", "本人和户主会收到一条不带内容的提醒，绑定后才能看到。")
	var people []finding.Choice
	for _, m := range o.Members {
		people = append(people, finding.Choice{Value: strconv.FormatInt(m.PersonID, 10), Text: m.Name + "（" + m.Relation + "）"})
	}
	if len(people) == 0 {
		people = []finding.Choice{{Value: "", Text: "没有家庭成员资料"}}
	}
	form.Selects = []templates.Choice{f.choice(key, "person", "问谁", "请选", "", people)}
	said, label := "比对发现："+o.Sentence+"\n如果不对，请说说实际情况。", "问什么"
	switch o.Owed {
	case finding.OwedPayment:
		said = "登记显示您可能还有一笔补贴没有发：" + o.Sentence + "\n请说说有没有收到。"
	case finding.OwedBenefit:
		said = "登记显示您家可能还有一项补贴没有办：" + o.Sentence + "\n想办的话，请说一声。"
	}
	if o.Owed != "" {
		form.Title, form.Button, label = "告诉本户", "告诉本户", "告诉什么"
		form.Hint = "本人和户主会收到提醒，绑定后才能看到内容。不设答复期限，不影响正在发的钱。"
	}
	form.Fields = []templates.Field{f.field(key, "textarea", "text", label, "用大白话写，不写别人的名字", said)}
	return form
}

func (f findingForms) refund(o finding.Detail) templates.Deed {
	key := string(finding.ActRefund)
	form := f.deed(key, "/refunds", "责令退缴", "登记责令退缴", "")
	form.Fields = []templates.Field{
		f.field(key, "money", "amount", "金额（元）", "", o.Amount.Yuan()), f.field(key, "date", "due", "退缴期限", "", ""),
		f.field(key, "text", "payer", "由谁退缴", "是本人的留空", ""), f.field(key, "text", "note", "说明", "可以不填", ""),
	}
	return form
}

// hearing is the forms of one question: what the household said at the office,
// and the decision.
func (f findingForms) hearing(x finding.Hearing) []templates.Deed {
	id := strconv.FormatInt(x.ID, 10)
	var out []templates.Deed
	if x.CanDecide {
		key := string(finding.ActDecide) + id
		form := f.deed(key, "/hearings/"+id+"/decide", "作出决定", "决定", "决定会写明依据的是哪一次答复，或者没有答复。")
		form.Open = true
		form.Radios = []templates.Choice{f.choice(key, "decision", "决定", "", "", finding.Decisions(x.Owed))}
		form.Fields = []templates.Field{f.field(key, "textarea", "note", "怎样看待本户的说法", "", "")}
		out = append(out, form)
	}
	if x.CanWrite {
		key := string(finding.ActHeard) + id
		form := f.deed(key, "/hearings/"+id+"/answer", "代录答复", "登记答复", "本户到场或者电话里说的，照原话记。")
		form.Primary = false
		form.Radios = []templates.Choice{f.choice(key, "answer", "答复", "", "", finding.Answers(x.Owed))}
		form.Fields = []templates.Field{f.field(key, "textarea", "text", "原话", "", "")}
		out = append(out, form)
	}
	return out
}

// money is the forms of one refund.
func (f findingForms) money(x finding.Refund) []templates.Deed {
	id := strconv.FormatInt(x.ID, 10)
	var out []templates.Deed
	if x.CanPay {
		key := string(finding.ActPaid) + id
		form := f.deed(key, "/refunds/"+id+"/pay", "登记入账", "入账", "分几次交的，分几次登记。")
		form.Fields = []templates.Field{
			f.field(key, "money", "amount", "金额（元）", "", (x.Ordered - x.Paid).Yuan()), f.field(key, "date", "on", "入账日期", "", ""), f.field(key, "text", "receipt", "缴款凭证号", "", ""),
		}
		out = append(out, form)
	}
	if x.CanReturn {
		key := string(finding.ActReturned) + id
		form := f.deed(key, "/refunds/"+id+"/back", "登记上缴或返还", "登记", "")
		form.Primary = false
		form.Fields = []templates.Field{
			f.field(key, "money", "amount", "金额（元）", "", (x.Paid - x.Returned).Yuan()), f.field(key, "date", "on", "日期", "", ""), f.field(key, "text", "to", "给谁", "例如县财政专户，或者应得的农户", ""),
		}
		out = append(out, form)
	}
	return out
}
