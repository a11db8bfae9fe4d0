package office

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/comparison/rule"
	"yangguang/service/finding"
	"yangguang/service/importer/kind"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/sheetrow"
	"yangguang/service/livelihood"
	"yangguang/templates"
)

func (h *Findings) one(c *gin.Context) error {
	return h.show(c, http.StatusOK, findingForms{}, nil)
}

// show renders a finding with the forms of what this reader may do; f is the
// form that was refused, and id the number that was just opened.
func (h *Findings) show(c *gin.Context, code int, f findingForms, id []templates.Fact) error {
	n, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	o, err := h.findings.One(c.Request.Context(), by, n)
	if err != nil {
		return err
	}
	var bureaus []string
	if o.Can[finding.ActDispatch] {
		if bureaus, err = h.findings.Bureaus(c.Request.Context()); err != nil {
			return err
		}
	}
	d := findingData(o)
	d.ID, d.Next, d.Ways = id, nextWords(o, by), findingWays(o, by)
	if strings.HasPrefix(o.Model, "P") && by.Is(actor.RoleSupervision) { // about a project
		d.Spot = templates.Link{Text: "派现场核查", URL: fieldHome.URL + "/new?finding=" + strconv.FormatInt(o.ID, 10)}
	}
	f.base, f.version = findingURL(n), o.Version
	f.deeds(&d, o, bureaus, by)
	for _, x := range o.Hearings {
		d.Hearings = append(d.Hearings, hearingBox(f, x))
	}
	for _, x := range o.Refunds {
		d.Refunds = append(d.Refunds, refundBox(f, x))
	}
	d.Act = len(d.Deeds) > 0 && d.Deeds[0].Open
	if len(d.Deeds) == 0 {
		d.ReadOnly = "这条疑点现在没有需要您办的事。"
	}
	return web.RenderAt(h.front, c, code, under(homeOf(by)), templates.OfficeFinding, o.Number+" "+o.Title, d)
}

// findingWays lead to what else there is to see: who stands behind bidders, and
// the way of the money.
func findingWays(o finding.Detail, by actor.Actor) []templates.Link {
	if !by.Is(actor.RoleSupervision, actor.RoleHead) || o.SubjectNo == "" {
		return nil
	}
	var out []templates.Link
	switch o.Model {
	case "P06", "P07", "P08":
		out = append(out, templates.Link{Text: "看关联图", URL: fundLinksURL(o.SubjectNo)})
	case "S28":
		return append(out, templates.Link{Text: "看这笔资金的去向", URL: fundURL(o.SubjectNo, "")})
	}
	return append(out, templates.Link{Text: "看这个项目的资金", URL: fundProjectURL(o.SubjectNo)})
}

// evidenceShown is how many matched records stand open above what is to be done.
const evidenceShown = 4

// findingData is a finding as it is shown, without its forms.
func findingData(o finding.Detail) templates.OfficeFindingData {
	base := findingURL(o.ID)
	d := templates.OfficeFindingData{
		Number: o.Number, Sentence: o.Sentence, Severity: severityBadge(o.Severity), State: findingBadge(o.Row), Lamp: findingLamp(o.Row), Sheet: base + "/sheet",
		Facts: findingFacts(o), AsOf: asOf(o), Evidence: evidenceRows(o), Model: modelBox(o.Model), Note: o.DispatchNote.Reveal(), Owed: o.Owed != "", Feedback: o.Feedback.Reveal(), Opinion: o.ReviewNote.Reveal(),
	}
	if len(d.Evidence) > evidenceShown+1 {
		d.Evidence, d.Rest = d.Evidence[:evidenceShown], d.Evidence[evidenceShown:]
	}
	d.Given = o.Volunteered
	if o.Warning != "" {
		d.Warnings = append(d.Warnings, o.Warning+"，请按现在的情况判断。")
	}
	d.More = moreRecords(o)
	for _, m := range o.Members {
		d.Household = append(d.Household, templates.Fact{Label: m.Relation, Value: m.Name})
	}
	if d.Feedback != "" {
		d.FeedbackBy = []templates.Fact{{Label: "核查单位", Value: o.Target}, {Label: "核查结果", Value: joinWith(o.Verdict, o.Reason)}, {Label: "反馈", Value: maybeClock(o.FeedbackAt)}}
	}
	d.Photos, _, d.Papers = findingFiles(base, o.Files, 0)
	d.Outcome = outcomeFacts(o)
	if o.Task != 0 {
		d.Task = templates.Link{Text: livelihood.Number(o.Task), URL: livelihoodURL(o.Task)}
	}
	if o.ClueID != 0 {
		d.Clue = templates.Link{Text: o.ClueNumber, URL: clueURL(o.ClueID)}
	}
	for _, r := range o.Related {
		d.Related = append(d.Related, templates.FindingLink{URL: findingURL(r.ID), Text: r.Title, Note: r.Period + " " + r.Status})
	}
	for i := len(o.Events) - 1; i >= 0; i-- { // the latest first
		e := o.Events[i]
		d.Timeline = append(d.Timeline, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: e.Note.Reveal(), Done: true})
	}
	return d
}

// moreRecords says how many records are not listed, and what they sum up to.
func moreRecords(o finding.Detail) string {
	switch {
	case o.More == 0:
		return ""
	case o.MoreFen == 0:
		return fmt.Sprintf("还有%d条记录没有列出。", o.More)
	}
	return fmt.Sprintf("还有%d条记录没有列出，共%s元。", o.More, o.MoreFen)
}

func joinWith(a, b string) string {
	if b == "" {
		return a
	}
	return a + "：" + b
}

func findingFacts(o finding.Detail) []templates.Fact {
	facts := []templates.Fact{{Label: "对象", Value: o.Subject}}
	if o.MaskedID != "" {
		facts = append(facts, templates.Fact{Label: "身份证号", Value: o.MaskedID})
	}
	return append(facts, []templates.Fact{
		{Label: "地点", Value: o.Place}, {Label: "补贴项目", Value: o.Item}, {Label: "主管部门", Value: o.Bureau}, {Label: "所属期间", Value: o.Period}, {Label: "涉及金额", Value: o.Amount.String() + "元"},
		{Label: "首次发现", Value: dateOf(o.FirstSeen)}, {Label: "最近比对", Value: dateOf(o.LastSeen)}, {Label: "核查单位", Value: o.Target}, {Label: "下发", Value: maybeClock(o.DispatchedAt)},
	}...)
}

// outcomeFacts say what became of a finding.
func outcomeFacts(o finding.Detail) []templates.Fact {
	var facts []templates.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, templates.Fact{Label: label, Value: value})
		}
	}
	add("办结方式", o.ClosedText)
	switch o.Proposal {
	case "clue":
		add("报批", "线索移交")
		add("移交意见", o.ProposalText.Reveal())
	case "exempt":
		add("报批", "豁免")
	}
	add("复核结论", o.Final)
	if o.Stop {
		add("停发", "建议停发")
	}
	add("豁免理由", o.ExemptReason)
	add("依据文件", o.ExemptPaper)
	if o.ExemptUntil != 0 {
		add("豁免到", o.ExemptUntil.Chinese())
	} else if o.ExemptReason != "" {
		add("豁免到", "只豁免这一段期间")
	}
	if o.Status == "closed" && o.Due != nil {
		add("整改期限", dateOf(*o.Due))
	}
	add("整改完成", maybeClock(o.RectifiedAt))
	return facts
}

// registerTitle is a register's name; one that is not known here keeps its code.
func registerTitle(key string) string {
	if k, ok := kind.Lookup(key); ok {
		return k.Title
	}
	if key == "payout_answers" {
		return "收款回访"
	}
	return key
}

// visitKind is the kind of what was found at a project: in a file of results, or
// in no file on a visit with a telephone.
const visitKind = "field_checks"

// sourceOf says where a matched record came from.
func sourceOf(kind, file, sheet string, row int) string {
	if kind == visitKind && file == "" {
		return fmt.Sprintf("手机核查第%d号记录", row)
	}
	if file == "" { // a word that is in no file, such as an age
		return ""
	}
	return sheetrow.Place(file, sheet, row)
}

// asOf says of each register how far its data went that the finding was made of.
func asOf(o finding.Detail) templates.Reach {
	var out templates.Reach
	for _, e := range o.Evidence {
		if row := (templates.Fact{Label: registerTitle(e.Kind), Value: e.AsOf.String()}); e.AsOf != 0 && !slices.Contains(out.Rows, row) {
			out.Rows = append(out.Rows, row)
		}
	}
	return out
}

func evidenceRows(o finding.Detail) []templates.EvidenceRow {
	var rows []templates.EvidenceRow
	for _, e := range o.Evidence {
		row := templates.EvidenceRow{Register: registerTitle(e.Kind), Source: sourceOf(e.Kind, e.File, e.Sheet, e.Row), AsOf: asOfText(e.AsOf), Withdrawn: e.Withdrawn}
		if e.Person != "" {
			row.Fields = append(row.Fields, templates.Fact{Label: personLabel(e.Kind), Value: e.Person})
		}
		for _, f := range e.Fields {
			row.Fields = append(row.Fields, templates.Fact{Label: f[0], Value: f[1]})
		}
		rows = append(rows, row)
	}
	return rows
}

// personLabel is what the person of a record is in it.
func personLabel(kind string) string {
	switch kind {
	case "relatives":
		return "家属"
	case "households":
		return "户主"
	}
	return "姓名"
}

// asOfText is a day in words, "" where none is known.
func asOfText(d period.Day) string {
	if d == 0 {
		return ""
	}
	return d.Chinese()
}

// modelBox describes a model; one that is not the program's own has no box.
func modelBox(key string) templates.ModelBox {
	m, ok := rule.Lookup(key)
	if !ok {
		return templates.ModelBox{}
	}
	return boxOf(m)
}

// boxOf describes a model for whoever has never seen it.
func boxOf(m rule.Model) templates.ModelBox {
	b := templates.ModelBox{Key: m.Key, Title: m.Title, Says: m.Says, Basis: m.Basis, Evidence: m.Evidence}
	for _, t := range m.Traps {
		b.Traps = append(b.Traps, t.Text)
	}
	return b
}

func hearingBox(f findingForms, x finding.Hearing) templates.HearingBox {
	b := templates.HearingBox{
		Person: x.Person, Question: x.Question.Reveal(), AskedAt: clock(x.AskedAt), Text: x.Text.Reveal(), Decision: x.Decision, Reason: x.Reason.Reveal(), Deeds: f.hearing(x),
	}
	if x.Owed == "" {
		b.Due = dateOf(x.Due)
	}
	switch {
	case x.AnsweredAt != nil:
		b.Answer = templates.Badge{Tone: templates.Good, Text: x.Answer}
		if x.Objected {
			b.Answer.Tone = templates.Warning
		}
		b.AnsweredAt = clock(*x.AnsweredAt) + " " + x.Via
	case x.Past:
		b.Lamp = templates.Lamp{Tone: templates.Bad, Text: "到期没有答复"}
	}
	b.Photos, b.Voices, _ = findingFiles(f.base, x.Attachments, x.ID)
	return b
}

func refundBox(f findingForms, x finding.Refund) templates.RefundBox {
	b := templates.RefundBox{Late: x.Late, Deeds: f.money(x), Facts: []templates.Fact{
		{Label: "退缴人", Value: x.Payer}, {Label: "责令退缴", Value: x.Ordered.String() + "元，" + dateOf(x.OrderedAt)}, {Label: "期限", Value: x.Due.Chinese()}, {Label: "已入账", Value: x.Paid.String() + "元"},
	}}
	if x.Paid > 0 {
		b.Facts = append(b.Facts, templates.Fact{Label: "最近入账", Value: x.PaidOn.Chinese() + "，凭证" + x.Receipt})
	}
	if x.Returned > 0 {
		b.Facts = append(b.Facts, templates.Fact{Label: "已上缴或返还", Value: x.Returned.String() + "元，" + x.ReturnedTo})
	}
	return b
}

// sheet is the 核查表 to print, take along and fill in by hand.
func (h *Findings) sheet(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	o, err := h.findings.One(c.Request.Context(), by, id)
	if err != nil {
		return err
	}
	d := templates.OfficeFindingSheetData{
		Organ: h.organ, Number: o.Number, Sentence: o.Sentence, Evidence: evidenceRows(o), More: moreRecords(o), AsOf: asOf(o), Back: findingURL(id),
		Facts: append([]templates.Fact{{Label: "模型", Value: o.Model + " " + o.Title}}, findingFacts(o)[:min(7, len(findingFacts(o)))]...),
	}
	for _, m := range o.Members {
		d.Members = append(d.Members, templates.Fact{Label: m.Relation, Value: m.Name})
	}
	if d.Questions, d.Materials, err = h.models.Asked(c.Request.Context(), o.Model); err != nil {
		return err
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(homeOf(by), templates.Link{Text: o.Number, URL: d.Back}), templates.OfficeFindingSheet, "核查表", d)
}
