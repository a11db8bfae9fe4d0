package office

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

func (h *Casework) one(c *gin.Context) error { return h.showCase(c, http.StatusOK, "", nil) }

func (h *Casework) showCase(c *gin.Context, code int, tried casework.Action, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	k, err := h.ledger.Case(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	d := caseData(k)
	f := caseForms{c: c, base: caseURL(id), version: k.Version, tried: tried, wrong: wrong, people: k.Candidates, returns: k.Returns}
	d.Deeds, d.More = f.build(caseStepForms, k.Can)
	if k.Can[casework.ActGiveBack] && k.Recovered > k.Returned {
		d.GiveBack = caseURL(id) + "/return"
	}
	if len(d.Deeds) == 0 {
		d.ReadOnly = "这个案件现在没有需要您办的事。"
	}
	d.Recuse = caseURL(id) + "/recuse"
	return web.RenderAt(h.front, c, code, under(caseList), templates.OfficeCase, k.Number, d)
}

func caseData(k casework.Case) templates.OfficeCaseData {
	d := templates.OfficeCaseData{
		Number: k.Number, Title: k.ClueTitle.Reveal(), State: clueBadge(k.State, k.StateText), Clocks: clockRows(k.Clocks), Words: k.Words, Note: k.Note.Reveal(),
		Timeline: caseworkTrail(k.Events), Approvals: approvalRows(k.Approvals), Team: teamRows(k.Team), Money: moneyRows(k),
		Facts: []templates.Fact{{Label: "发生地", Value: k.Place}, {Label: "承办部门", Value: k.Unit}, {Label: "立案", Value: dayText(k.FiledOn)}, {Label: "线索", Value: k.ClueNumber}},
	}
	if k.ClueOpen {
		d.Clue = templates.Link{Text: k.ClueNumber, URL: clueURL(k.ClueID)}
	}
	if k.Appeal != "" {
		d.Facts = append(d.Facts, templates.Fact{Label: "申诉", Value: k.Appeal})
	}
	for _, s := range k.Stages {
		d.Stages = append(d.Stages, templates.StageRow{Text: s.Text, At: dayText(s.On), Done: s.Done, Now: s.Now})
	}
	if k.Owing != "" {
		d.Owing = k.Owing + "。归档时写的原因：" + or(k.OwingWhy.Reveal(), "没有写")
	}
	for _, r := range k.Returns {
		d.Returns = append(d.Returns, returnRow(r))
	}
	if k.Party+k.Admin+k.Other != "" {
		d.Outcome = []templates.Fact{
			{Label: "决定日期", Value: dayText(k.ConcludedOn)}, {Label: "党纪处分", Value: k.Party}, {Label: "政务处分", Value: k.Admin}, {Label: "其他处理", Value: k.Other},
			{Label: "人员类别", Value: k.Rank}, {Label: "审批权限", Value: k.Level},
		}
		if k.Form > 0 {
			d.Outcome = append(d.Outcome, templates.Fact{Label: "四种形态", Value: casework.FormText(k.Form)})
		}
	}
	return d
}

func returnRow(r casework.Return) templates.ReturnRow {
	row := templates.ReturnRow{Name: r.Name, Place: r.Place, Amount: r.Amount.String(), At: r.On.String(), Words: r.Words.Reveal(), State: answerBadge(r.Answer, r.AnswerText), Void: r.Void}
	if r.Void {
		row.State, row.Words = templates.Badge{Tone: templates.Plain, Text: "已作废"}, joinWords(row.Words, "作废原因："+r.Why.Reveal())
	}
	return row
}

func answerBadge(answer, text string) templates.Badge {
	switch answer {
	case "":
		return templates.Badge{Tone: templates.Plain, Text: "还没有确认"}
	case casework.AnswerReceived:
		return templates.Badge{Tone: templates.Good, Text: text}
	}
	return templates.Badge{Tone: templates.Bad, Text: text}
}

// moneyRows draws found, ordered, paid in, given back and confirmed against
// the largest of them.
func moneyRows(k casework.Case) []templates.MoneyRow {
	most := max(k.Found, k.Ordered, k.Recovered, k.Returned)
	if most == 0 {
		return nil
	}
	var out []templates.MoneyRow
	for _, r := range []struct {
		text string
		sum  money.Fen
		tone templates.Tone
	}{
		{"查实", k.Found, templates.Info}, {"责令上缴", k.Ordered, templates.Info}, {"已上缴", k.Recovered, templates.Warning}, {"已退还群众", k.Returned, templates.Good},
		{"群众已确认", k.Confirmed, templates.Good},
	} {
		out = append(out, templates.MoneyRow{Text: r.text, Amount: r.sum.String(), Percent: int(r.sum * 100 / most), Tone: r.tone})
	}
	return out
}

func (h *Casework) actOnCase(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	tried := casework.Action(c.PostForm("action"))
	err = h.ledger.ActOnCase(c.Request.Context(), web.Actor(c), id, caseStepOf(c, tried))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showCase(c, http.StatusUnprocessableEntity, tried, wrong) })
	}
	h.front.Flash(c, templates.Good, "已办："+casework.ActionText(string(tried))+"。")
	return web.Redirect(c, caseURL(id))
}

func caseStepOf(c *gin.Context, tried casework.Action) casework.CaseStep {
	f := func(name string) string { return c.PostForm(string(tried) + "-" + name) }
	step := casework.CaseStep{
		Version: versionOf(c), Action: tried, Note: seal.NewSecret(f("note")), On: f("on"), Reference: f("reference"), Team: idsOf(c, string(tried)+"-team"),
		Party: f("party"), Admin: f("admin"), Other: f("other"), Form: f("form"), Rank: f("rank"), Level: f("level"), Complex: f("complex") == "1", Found: f("found"),
		Ordered: f("ordered"), Words: f("words"), Kind: f("kind"), Amount: f("amount"), Village: f("village"),
	}
	if ids := idsOf(c, string(tried)+"-person"); len(ids) == 1 {
		step.Person = ids[0]
	}
	if ids := idsOf(c, string(tried)+"-return"); len(ids) == 1 {
		step.Return = ids[0]
	}
	return step
}

func (h *Casework) giveBack(c *gin.Context) error {
	return h.returnForm(c, http.StatusOK, c.Query("village"), c.Query("name"), nil)
}

// returnForm asks for the village and the name first, then for the rest.
func (h *Casework) returnForm(c *gin.Context, code int, village, name string, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	k, err := h.ledger.Case(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	found, err := h.ledger.Residents(c.Request.Context(), web.Actor(c), id, village, name)
	if err != nil {
		return err
	}
	chosen := village
	if chosen == "" {
		chosen = k.Village
	}
	places, err := h.places(c, chosen)
	if err != nil {
		return err
	}
	said := func(field string) string { return c.PostForm("giveback-" + field) }
	d := templates.OfficeCaseReturnData{
		Action: caseURL(id) + "/return", Version: k.Version, Left: (k.Recovered - k.Returned).String(), Places: places, Village: village, Name: name, Searched: village != "" || name != "",
		Amount: said("amount"), On: said("on"), Reference: said("reference"), Errors: templates.Errors{},
	}
	for field, m := range wrong {
		if field != "" { // what concerns the whole form keeps its place at the head
			field = "giveback-" + field
		}
		d.Errors[field] = m
	}
	for _, p := range found {
		value := fmt.Sprint(p.PersonID)
		d.People = append(d.People, templates.Option{Value: value, Text: p.Name, Note: joinWords(joinWords(p.Group, "户编号"+p.Household), p.Relation), Selected: value == said("person")})
	}
	return web.RenderAt(h.front, c, code, under(caseList, templates.Link{Text: k.Number, URL: caseURL(id)}), templates.OfficeCaseReturn, "登记退还给哪一户", d)
}

func (h *Casework) gaveBack(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.ledger.ActOnCase(c.Request.Context(), web.Actor(c), id, caseStepOf(c, casework.ActGiveBack))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.returnForm(c, http.StatusUnprocessableEntity, c.PostForm("giveback-village"), c.PostForm("giveback-name"), wrong)
		})
	}
	h.front.Flash(c, templates.Good, "已登记，本户会收到提醒，请他们自己确认。")
	return web.Redirect(c, caseURL(id))
}
