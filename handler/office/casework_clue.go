package office

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/parameter"
	"yangguang/templates"
)

func (h *Casework) newClue(c *gin.Context) error {
	return h.clueForm(c, http.StatusOK, casework.Entry{Token: formToken()}, nil)
}

func (h *Casework) clueForm(c *gin.Context, code int, e casework.Entry, wrong templates.Errors) error {
	places, err := h.places(c, e.Village)
	if err != nil {
		return err
	}
	return web.RenderAt(h.front, c, code, under(clueList), templates.OfficeClueNew, "登记线索", templates.OfficeClueNewData{
		Token: e.Token, Sources: choicesOf(casework.DirectSources(), e.Source), Ref: e.Ref.Reveal(), Superior: e.Superior, Places: places, Title: e.Title.Reveal(),
		Summary: e.Summary.Reveal(), Errors: wrong,
	})
}

// places is every village under its town.
func (h *Casework) places(c *gin.Context, chosen string) ([]templates.Town, error) {
	tree, err := h.divisions.Divisions(c.Request.Context())
	if err != nil {
		return nil, err
	}
	var out []templates.Town
	for _, t := range tree.Towns() {
		town := templates.Town{Name: t.Name, Villages: []templates.Option{{Value: t.Code, Text: t.Name + "（村不详）", Selected: t.Code == chosen}}}
		for _, v := range tree.Villages(t.Code) {
			town.Villages = append(town.Villages, templates.Option{Value: v.Code, Text: v.Short, Selected: v.Code == chosen})
		}
		out = append(out, town)
	}
	return out, nil
}

func (h *Casework) enterClue(c *gin.Context) error {
	e := casework.Entry{
		Token: c.PostForm("token"), Source: c.PostForm("source"), Superior: c.PostForm("superior") == "1", Village: c.PostForm("village"),
		Ref: seal.NewSecret(c.PostForm("ref")), Title: seal.NewSecret(c.PostForm("title")), Summary: seal.NewSecret(c.PostForm("summary")),
	}
	id, err := h.ledger.Enter(c.Request.Context(), web.Actor(c), e)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.clueForm(c, http.StatusUnprocessableEntity, e, wrong) })
	}
	h.front.Flash(c, templates.Good, "已登记，请分办。")
	return web.Redirect(c, clueURL(id))
}

func (h *Casework) clue(c *gin.Context) error { return h.showClue(c, http.StatusOK, "", nil) }

// showClue renders a clue with the forms of what this reader may do; tried is
// the form that was refused.
func (h *Casework) showClue(c *gin.Context, code int, tried casework.Action, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	l, err := h.ledger.Clue(c.Request.Context(), by, id)
	if err != nil {
		return err
	}
	units, err := h.units.Names(c.Request.Context(), parameter.SupervisionOffices)
	if err != nil {
		return err
	}
	d := clueData(l, by)
	f := caseForms{c: c, base: clueURL(id), version: l.Version, tried: tried, wrong: wrong, units: units, unit: l.Unit, people: l.Candidates}
	d.Deeds, d.More = f.build(clueForms, l.Can)
	if len(d.Deeds) == 0 {
		d.ReadOnly = "这条线索现在没有需要您办的事。"
	}
	d.Recuse = clueURL(id) + "/recuse"
	return web.RenderAt(h.front, c, code, under(clueList), templates.OfficeClue, l.Number, d)
}

func clueData(l casework.Clue, by actor.Actor) templates.OfficeClueData {
	d := templates.OfficeClueData{
		Number: l.Number, Title: l.Title.Reveal(), State: clueBadge(l.State, l.StateText), Clocks: clockRows(l.Clocks), Summary: l.Summary.Reveal(),
		Timeline: caseworkTrail(l.Events), Parts: clueParts(l), Approvals: approvalRows(l.Approvals),
		Facts: []templates.Fact{
			{Label: "来源", Value: l.Source}, {Label: "发生地", Value: l.Place}, {Label: "登记", Value: clock(l.CreatedAt)}, {Label: "承办部门", Value: l.Unit},
		},
	}
	if ref := l.Ref.Reveal(); ref != "" {
		d.Facts = append(d.Facts, templates.Fact{Label: "移送或批办", Value: ref})
	}
	if l.Superior {
		d.Marks = append(d.Marks, templates.Badge{Tone: templates.Warning, Text: "交办件"})
	}
	if l.Slander {
		d.Marks = append(d.Marks, templates.Badge{Tone: templates.Bad, Text: "疑似诬告，报市级"})
	}
	if l.PetitionID != 0 && by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Petition = petitionURL(l.PetitionID)
	}
	if l.FindingID != 0 && by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Finding = findingURL(l.FindingID)
	}
	if l.Clear != nil && l.Clear.Agreed {
		d.Notice = clueURL(l.ID) + "/notice"
	}
	if l.Case != nil {
		d.Case = templates.Link{Text: l.Case.Number, URL: caseURL(l.Case.ID)}
	}
	for _, e := range l.Evidence {
		d.Evidence = append(d.Evidence, templates.PaperRow{Number: e.Number, Title: e.Title.Reveal(), At: dayText(e.On)})
	}
	return d
}

func dayText(d period.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// clueParts are the papers of a clue, the latest first.
func clueParts(l casework.Clue) []templates.DocPart {
	var out []templates.DocPart
	if n := l.Clear; n != nil {
		out = append(out, templates.DocPart{Title: "澄清", State: templates.Badge{Tone: templates.Info, Text: n.State},
			Facts: []templates.Fact{{Label: "范围", Value: n.Scope}, {Label: "澄清日期", Value: dayText(n.DoneOn)}},
			Texts: []templates.TextPart{{Title: "澄清的内容", Text: n.Words.Reveal()}, {Title: "给来信人的说明", Text: n.Told.Reveal()}}})
	}
	if k := l.Check; k != nil {
		p := templates.DocPart{Title: "初步核实", Facts: []templates.Fact{{Label: "开始", Value: dayText(k.StartedOn)}, {Label: "建议", Value: k.Opinion}},
			Texts: []templates.TextPart{{Title: "方案", Text: k.Plan.Reveal()}, {Title: "核查报告", Text: k.Report.Reveal()}}, Team: teamRows(k.Team)}
		if k.LeadsParty {
			p.Facts = append(p.Facts, templates.Fact{Label: "被核查人", Value: "下一级党委主要负责人"}, templates.Fact{Label: "党委书记批准", Value: joinWords(dayText(k.SecretaryOn), k.SecretaryNo)})
		}
		out = append(out, p)
	}
	if t := l.Talk; t != nil {
		p := templates.DocPart{Title: "谈话函询：" + t.Kind, Facts: []templates.Fact{{Label: "次数", Value: strconv.Itoa(t.Rounds)}, {Label: "送达、谈话", Value: joinWords(dayText(t.SentOn), t.LetterNo)},
			{Label: "答复", Value: dayText(t.RepliedOn)}, {Label: "建议", Value: joinWords(t.Opinion, t.Measure)}},
			Texts: []templates.TextPart{{Title: "方案", Text: t.Plan.Reveal()}, {Title: "报告", Text: t.Report.Reveal()}}}
		out = append(out, p)
	}
	if l.Opinion != "" {
		out = append(out, templates.DocPart{Title: "处置意见：" + l.Opinion, Facts: []templates.Fact{{Label: "提出", Value: maybeClock(l.ProposedAt)}, {Label: "集体研究", Value: dayText(l.StudiedOn)},
			{Label: "审批", Value: maybeClock(l.DecidedAt)}},
			Texts: []templates.TextPart{{Title: "理由", Text: l.OpinionNote.Reveal()}, {Title: "研究记录", Text: l.Study.Reveal()}, {Title: "审批意见", Text: l.Decision.Reveal()}}})
	}
	return out
}

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "，" + b
}

func teamRows(team []casework.Member) []templates.TeamRow {
	var out []templates.TeamRow
	for _, m := range team {
		row := templates.TeamRow{Name: m.Name}
		if m.Leads {
			row.Name += "（组长）"
		}
		if m.SignedAt != nil {
			row.Signed = "已签名 " + clock(*m.SignedAt)
		}
		out = append(out, row)
	}
	return out
}

func approvalRows(list []approval.View) []templates.ApprovalRow {
	var out []templates.ApprovalRow
	for _, a := range list {
		row := templates.ApprovalRow{What: a.Reason.Reveal(), Asked: a.AskedBy + " " + clock(a.AskedAt), Words: a.Words.Reveal(), State: templates.Badge{Tone: templates.Warning, Text: "等审批"}}
		switch a.State {
		case "agreed":
			row.State = templates.Badge{Tone: templates.Good, Text: "同意"}
		case "refused":
			row.State = templates.Badge{Tone: templates.Bad, Text: "不同意"}
		case "withdrawn":
			row.State = templates.Badge{Tone: templates.Plain, Text: "已撤回"}
		}
		if a.DecidedAt != nil {
			row.Decided = a.DecidedBy + " " + clock(*a.DecidedAt)
		}
		out = append(out, row)
	}
	return out
}

func (h *Casework) actOnClue(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	tried := casework.Action(c.PostForm("action"))
	f := func(name string) string { return c.PostForm(string(tried) + "-" + name) }
	s := func(name string) seal.Secret { return seal.NewSecret(f(name)) }
	err = h.ledger.Act(c.Request.Context(), web.Actor(c), id, casework.Step{
		Version: versionOf(c), Action: tried, Note: s("note"), Unit: f("unit"), Opinion: f("opinion"), Measure: f("measure"), Kind: f("kind"), On: f("on"),
		Reference: f("reference"), StudiedOn: f("studied_on"), Study: s("study"), Flag: f("flag") == "1", Team: idsOf(c, string(tried)+"-team"), Title: s("title"),
		Scope: f("scope"), Told: s("told"),
	})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showClue(c, http.StatusUnprocessableEntity, tried, wrong) })
	}
	h.front.Flash(c, templates.Good, "已办："+casework.ActionText(string(tried))+"。")
	return web.Redirect(c, clueURL(id))
}

// idsOf reads the boxes that were ticked.
func idsOf(c *gin.Context, name string) []int64 {
	var out []int64
	for _, v := range c.PostFormArray(name) {
		if id, err := strconv.ParseInt(v, 10, 64); err == nil {
			out = append(out, id)
		}
	}
	return out
}

func (h *Casework) notice(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	l, err := h.ledger.Clue(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	if l.Clear == nil || !l.Clear.Agreed {
		return fault.New(fault.NotFound, "没有批准的澄清通知")
	}
	d := templates.OfficeClueNoticeData{Scope: l.Clear.Scope, Words: l.Clear.Words.Reveal(), Organ: h.organ}
	if l.Clear.DoneOn != 0 {
		d.At = l.Clear.DoneOn.Chinese()
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(clueList, templates.Link{Text: l.Number, URL: clueURL(id)}), templates.OfficeClueNotice, "澄清通知", d)
}
