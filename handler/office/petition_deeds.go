package office

import (
	"slices"

	"github.com/gin-gonic/gin"

	"yangguang/service/complaint"
	"yangguang/service/kernel/timer"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// stepForms builds the forms of one page. The names of a form's fields begin with
// its action, because several forms stand on one page.
type stepForms struct {
	base    string
	version int
	try     attempt
	units   []string // the offices a petition may be handed over to

	begin complaint.Action // the form that begins with words of a template
	words string
}

// deed starts a form; a refused one comes back open, with what it said.
func (b stepForms) deed(a complaint.Action, path, title, button, hint string) templates.Deed {
	d := templates.Deed{URL: b.base + path, Action: string(a), Version: b.version, Title: title, Button: button, Hint: hint, Open: b.begin == a}
	if b.try.action == a {
		d.Open = true
		if m := b.try.wrong[""]; m != "" {
			d.Errors = templates.Errors{"": m}
		}
	}
	return d
}

// said is what a refused form said in one field, or the value proposed for it.
func (b stepForms) said(a complaint.Action, name, proposed string) (value, wrong string) {
	if b.try.action != a && name == "text" && b.begin == a && a != "" {
		return b.words, ""
	}
	if b.try.action != a {
		return proposed, ""
	}
	return b.try.said(string(a) + "-" + name), b.try.wrong[name]
}

func (b stepForms) area(a complaint.Action, name, label, hint string, limit int) templates.Field {
	v, wrong := b.said(a, name, "")
	return templates.Field{Name: string(a) + "-" + name, Label: label, Hint: hint, Type: "textarea", Value: v, Error: wrong, Max: limit}
}

func (b stepForms) line(a complaint.Action, name, label, hint string, limit int) templates.Field {
	f := b.area(a, name, label, hint, limit)
	f.Type = "text"
	return f
}

func (b stepForms) category(a complaint.Action, now string) templates.Choice {
	v, wrong := b.said(a, "category", now)
	return templates.Choice{Name: string(a) + "-category", Label: "业务类别", Options: choices(complaint.Categories(), v), Blank: "请选", Error: wrong}
}

// deedsOf adds the forms of what the reader may do, the obvious one open.
func (h *Petitions) deedsOf(c *gin.Context, d *templates.OfficePetitionData, p complaint.Detail, tree *lookup.Tree, units []string, try attempt) {
	b := stepForms{base: petitionURL(p.ID), version: p.Version, try: try, units: units}
	b.begin, b.words = begun(c, p)
	if p.Can[complaint.ActClaim] && !p.Mine {
		claim := b.deed(complaint.ActClaim, "/claim", "认领", "认领", "")
		if p.Handler != "" {
			claim.Button = "改由我承办"
		}
		claim.Primary = p.Handler == ""
		d.Claim = []templates.Deed{claim}
	}
	for _, build := range laterDeeds {
		if form, a := build(b, p); offered(p, a) {
			d.Deeds = append(d.Deeds, form)
		}
	}
	for _, build := range []func(stepForms, complaint.Detail, *lookup.Tree) (templates.Deed, complaint.Action){
		deedAccept, deedReject, deedTransfer, deedTransferOther, deedForward, deedDuplicate, deedSuggestion, deedAppeal, deedNeedInfo, deedClue, deedClose,
		deedGiveBack, deedReopen,
	} {
		if form, a := build(b, p, tree); offered(p, a) {
			d.Deeds = append(d.Deeds, form)
		}
	}
	if len(d.Deeds) > 0 && try.action == "" && b.begin == "" {
		switch first := complaint.Action(d.Deeds[0].Action); {
		case first == complaint.ActAccept && (p.Mine || p.Handler == ""), first == complaint.ActClose && p.State == "linked_clue" && clockRuns(p, timer.TellResult):
			d.Deeds[0].Open = true
		}
	}
	if p.Can[complaint.ActAnswer] {
		form := b.deed(complaint.ActAnswer, "/messages", "答复", "发给来信人", "来信人能看到，不显示您的姓名。")
		form.Token = formToken()
		form.Fields = []templates.Field{b.area(complaint.ActAnswer, "text", "给来信人留言", "", 500)}
		d.Answer = []templates.Deed{form}
	}
	b.identity(d, p)
	for _, list := range [][]templates.Deed{d.Deeds, d.Answer} {
		for i := range list {
			b.talking(&list[i], complaint.Action(list[i].Action), p, h.petitions.HeldFiles)
		}
	}
}

func deedAccept(b stepForms, p complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActAccept
	d := b.sorting(a, "受理", "受理", "来信人会看到“已受理”。")
	d.Primary, d.Selects = true, []templates.Choice{b.category(a, or(p.Category, "accusation"))}
	return d, a
}

// sorting begins a form of triage that says what the reporter will read, unless
// somebody writes other words.
func (b stepForms) sorting(a complaint.Action, title, button, hint string) templates.Deed {
	d := b.deed(a, "/triage", title, button, hint+willRead(a))
	d.Fields = []templates.Field{b.area(a, "text", "告诉来信人的话", "不填就用上面那句", 500)}
	return d
}

// outward is sorting for what goes to somebody outside, who is named.
func (b stepForms) outward(a complaint.Action, title, button, hint, category string, unit templates.Field) templates.Deed {
	d := b.sorting(a, title, button, hint)
	d.Selects = []templates.Choice{b.category(a, category)}
	d.Fields = slices.Insert(d.Fields, 0, unit)
	return d
}

// willRead shows what the reporter reads of a step, before it is taken.
func willRead(a complaint.Action) string {
	return "告知来信人：“" + complaint.UsualWords(a) + "”"
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func deedReject(b stepForms, p complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActReject
	d := b.deed(a, "/triage", "不予受理", "不予受理", "已经或应当通过诉讼、仲裁、行政裁决、行政复议解决的，其他机关职责范围的，只列罪名没有实质内容的。")
	d.Selects = []templates.Choice{b.category(a, p.Category)}
	d.Fields = []templates.Field{b.area(a, "text", "告诉来信人的原因和该找谁", "用老百姓看得懂的话", 500)}
	return d, a
}

func deedTransfer(b stepForms, p complaint.Detail, tree *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActTransfer
	proposed := ""
	if len(p.VillageCode) == 12 {
		proposed = p.VillageCode[:9] + "000"
	}
	town, wrong := b.said(a, "town", proposed)
	d := b.deed(a, "/triage", "转镇纪委办理", "转办", "镇纪委只看得到内容和对话，看不到来信人身份。"+willRead(a))
	d.Selects = []templates.Choice{b.category(a, or(p.Category, "accusation")), {
		Name: "transfer-town", Label: "转给", Blank: "请选", Error: wrong, Options: options(tree.Towns(), town, func(t lookup.Division) (string, string) { return t.Code, t.Name }),
	}}
	d.Check = b.tick(a, "已核对：不涉及该镇党委、纪委负责人，承办人与来信人、被反映人没有应当回避的关系")
	return d, a
}

func deedTransferOther(b stepForms, p complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActTransferOther
	unit := b.line(a, "unit", "转给哪个机关", "例如：玉林市纪委监委", 60)
	return b.outward(a, "转其他机关办理", "转送", "归其他纪检监察机关或有权机关管辖的。对方承接后在这里登记。", or(p.Category, "accusation"), unit), a
}

func deedForward(b stepForms, p complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActForward
	unit := b.line(a, "unit", "转给哪个部门", "例如：民政局", 60)
	d := b.outward(a, "转部门（业务范围外）", "转部门", "信访件本身不发给部门；登记转往哪里，部门的答复由信访室录入。一般信访15日内告知、60日内办结。", or(p.Category, "out_of_scope"), unit)
	d.Fields[1].Hint = "不填就用上面那句，换上部门的名称"
	return d, a
}

func deedSuggestion(b stepForms, _ complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActSuggestion
	return b.sorting(a, "作批评建议件", "作批评建议件", "对党风廉政建设和反腐败工作的批评、意见和建议。"), a
}

func deedAppeal(b stepForms, _ complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActAppeal
	d := b.sorting(a, "作申诉件", "受理申诉", "对党纪处分、监察决定不服的。")
	d.Radios = []templates.Choice{b.radios(a, "kind", "哪一种申诉", "期限按这一项计算", "", complaint.AppealKinds())}
	return d, a
}

func deedDuplicate(b stepForms, _ complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActDuplicate
	d := b.deed(a, "/triage", "认定重复件", "认定重复", "登记保存，不再另行办理。来信人看不到另一件。"+willRead(a))
	d.Fields = []templates.Field{b.line(a, "duplicate", "与哪一件重复（编号）", "例如：信访〔2026〕00012", 32)}
	return d, a
}

func deedNeedInfo(b stepForms, _ complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActNeedInfo
	d := b.deed(a, "/triage", "请来信人补充", "发给来信人", "期限不停。")
	d.Token = formToken()
	d.Fields = []templates.Field{b.area(a, "text", "要补充什么", "一次问清楚", 500)}
	return d, a
}

func deedClue(b stepForms, _ complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActClue
	d := b.deed(a, "/clue", "转问题线索", "转线索", "进入案管室的线索台账。请去掉能看出来信人是谁的内容。转出后不能撤回。"+willRead(a))
	d.Primary = true
	d.Fields = []templates.Field{
		b.line(a, "title", "线索标题", "例如：某村危房改造资金问题", 100), b.area(a, "summary", "线索摘要", "不填就用来信原文", 5000), b.area(a, "note", "内部说明", "", 500),
	}
	return d, a
}

func deedClose(b stepForms, p complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActClose
	d := b.deed(a, "/close", "办结，反馈结果", "办结", "写给来信人看。不写被反映人的说法和其他来信。")
	d.Primary = p.State != "accepted"
	if p.State == "linked_clue" && !clockRuns(p, timer.TellResult) {
		d.Primary, d.Hint = false, "线索还在办理，一般等有了结果再办结。"+d.Hint
	}
	text := b.area(a, "text", "办理结果", "", 500)
	if b.try.action != a {
		text.Value = p.Result // what the handling office approved for the reporter
	}
	d.Fields = []templates.Field{text, b.area(a, "note", "内部说明", "", 500)}
	if len(p.Company.Merged) > 0 || p.Company.Joined > 0 {
		others := b.area(a, "others", "给一起反映的其他人的话", "不填就只告诉他们办结了。不写先反映的人自己的事", 500)
		d.Fields = slices.Insert(d.Fields, 1, others)
	}
	return d, a
}

func deedGiveBack(b stepForms, _ complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActGiveBack
	d := b.deed(a, "/close", "退回信访室", "退回", "")
	d.Fields = []templates.Field{b.area(a, "note", "退回的原因", "", 500)}
	return d, a
}

func deedReopen(b stepForms, p complaint.Detail, _ *lookup.Tree) (templates.Deed, complaint.Action) {
	a := complaint.ActReopen
	d := b.deed(a, "/reopen", "重新办理", "重新办理", "来信人有异议、有新证据，或者先前认定有误。"+willRead(a))
	if p.State == "accepted" {
		d.Title, d.Button, d.Hint = "撤回受理，重新筛查", "撤回受理", "点错了“受理”，或者受理后发现不归本机关管的。"+willRead(a)
	}
	if p.State == "objection" {
		d.Radios = []templates.Choice{b.radios(a, "again", "从哪一步重新办理", "", "accepted", []complaint.Choice{{Value: "accepted", Text: "已受理，重新办理"}, {Value: "screening", Text: "重新筛查分流"}})}
	}
	d.Fields = []templates.Field{b.area(a, "note", "重新办理的原因", "", 500)}
	return d, a
}
