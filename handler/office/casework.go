package office

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/parameter"
	"yangguang/templates"
)

// ledger is what these pages need of the casework service.
type ledger interface {
	Clues(ctx context.Context, by actor.Actor, state string, r page.Request) (casework.Clues, error)
	Clue(ctx context.Context, by actor.Actor, id int64) (casework.Clue, error)
	Assign(ctx context.Context, by actor.Actor, id int64, version int, unit string, note seal.Secret) error
	Propose(ctx context.Context, by actor.Actor, id int64, version int, opinion string, note seal.Secret) error
	Decide(ctx context.Context, by actor.Actor, id int64, version int, approve bool, note seal.Secret) error
	OpenCase(ctx context.Context, by actor.Actor, clueID int64, version int, filedOn string) (caseID int64, err error)
	Cases(ctx context.Context, by actor.Actor, state string, r page.Request) (casework.Cases, error)
	Case(ctx context.Context, by actor.Actor, id int64) (casework.Case, error)
	Conclude(ctx context.Context, by actor.Actor, caseID int64, o casework.Outcome) error
}

// Casework is the pages of clues and cases.
type Casework struct {
	front  *web.Front
	ledger ledger
	units  offices
}

// offices lists the county's supervision offices, as they are today.
type offices interface {
	Names(ctx context.Context, name string) ([]string, error)
}

// NewCasework makes the pages; units are the supervision offices a clue can be
// assigned to.
func NewCasework(front *web.Front, l ledger, units offices) *Casework {
	return &Casework{front, l, units}
}

// Routes lists the addresses.
func (h *Casework) Routes() []web.Route {
	read := roles(actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleHead)
	supervision := roles(actor.RoleSupervision)
	return []web.Route{
		get("/office/clues", read, h.clues),
		get("/office/clues/:id", read, h.clue),
		post("/office/clues/:id/assign", roles(actor.RoleCaseManagement), h.assign),
		post("/office/clues/:id/propose", supervision, h.propose),
		post("/office/clues/:id/decide", roles(actor.RoleHead), h.decide),
		post("/office/clues/:id/case", supervision, h.openCase),
		get("/office/cases", read, h.cases),
		get("/office/cases/:id", read, h.one),
		post("/office/cases/:id/conclude", supervision, h.conclude),
	}
}

var (
	clueList = templates.Link{Text: "问题线索", URL: "/office/clues"}
	caseList = templates.Link{Text: "案件", URL: "/office/cases"}
)

func clueURL(id int64) string { return clueList.URL + "/" + strconv.FormatInt(id, 10) }
func caseURL(id int64) string { return caseList.URL + "/" + strconv.FormatInt(id, 10) }

func (h *Casework) clues(c *gin.Context) error {
	state := c.Query("state")
	list, err := h.ledger.Clues(c.Request.Context(), web.Actor(c), state, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeCluesData{
		Tabs: caseworkTabs(clueList.URL, casework.ClueStates(), state, list.Counts), Pager: pager(c, list.Page),
		Empty: templates.Empty{Text: "这里没有线索", Advice: "信访件受理后，由信访室转为线索，案管室分办。"},
	}
	for _, r := range list.Items {
		row := templates.ClueRow{
			URL: clueURL(r.ID), Number: r.Number, Title: r.Title.Reveal(), Place: r.Place, Source: r.Source, Unit: r.Unit, Opinion: r.Opinion,
			At: dateOf(r.CreatedAt), Days: "今天", State: clueBadge(r.State, r.StateText), Lamp: clueLamp(r), Next: r.Next, Act: r.Next != "查看",
		}
		if r.Days > 0 {
			row.Days = fmt.Sprintf("%d天前", r.Days)
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeClues, clueList.Text, d)
}

func caseworkTabs(base string, states []casework.Choice, chosen string, counts map[string]int) []templates.OfficeTab {
	all := 0
	for _, n := range counts {
		all += n
	}
	tabs := []templates.OfficeTab{{Text: "全部", URL: base, Count: all, Active: chosen == ""}}
	for _, s := range states {
		if counts[s.Value] > 0 || s.Value == chosen {
			tabs = append(tabs, templates.OfficeTab{Text: s.Text, URL: base + "?state=" + s.Value, Count: counts[s.Value], Active: s.Value == chosen})
		}
	}
	return tabs
}

func clueBadge(state, text string) templates.Badge {
	tone := templates.Info
	switch state {
	case "registered", "returned", "proposed":
		tone = templates.Warning
	case "closed", "concluded", "cancelled":
		tone = templates.Plain
	case "approved":
		tone = templates.Good
	}
	return templates.Badge{Tone: tone, Text: text}
}

// clueLamp is how the month for an opinion stands.
func clueLamp(r casework.ClueRow) templates.Lamp {
	if r.Due == nil {
		return templates.Lamp{}
	}
	var l templates.Lamp
	switch {
	case r.Left < 0:
		l = templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("超期%d天", -r.Left)}
	case r.Left <= 3:
		l = templates.Lamp{Tone: templates.Warning, Text: fmt.Sprintf("还有%d天", r.Left)}
	default:
		l = templates.Lamp{Tone: templates.Good, Text: fmt.Sprintf("还有%d天", r.Left)}
	}
	if r.Provisional {
		l.Text += "(暂定)"
	}
	return l
}

func (h *Casework) clue(c *gin.Context) error {
	return h.showClue(c, http.StatusOK, "", nil)
}

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
	d := templates.OfficeClueData{
		Number: l.Number, Title: l.Title.Reveal(), State: clueBadge(l.State, l.StateText), Lamp: clueLamp(l.ClueRow), Summary: l.Summary.Reveal(),
		Opinion: l.Opinion, Reason: l.OpinionNote.Reveal(), Decision: l.Decision.Reveal(), Timeline: caseworkTrail(l.Events),
		Facts: []templates.Fact{
			{Label: "来源", Value: l.Source}, {Label: "发生地", Value: l.Place}, {Label: "登记", Value: clock(l.CreatedAt)}, {Label: "承办部门", Value: l.Unit},
			{Label: "提出意见", Value: maybeClock(l.ProposedAt)}, {Label: "审批", Value: maybeClock(l.DecidedAt)},
		},
	}
	if l.Due != nil {
		d.Facts = append(d.Facts, templates.Fact{Label: "意见期限", Value: dateOf(*l.Due)})
	}
	if l.PetitionID != 0 && by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Petition = petitionURL(l.PetitionID)
	}
	if l.FindingID != 0 && by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Finding = findingURL(l.FindingID)
	}
	if l.Case != nil {
		d.Case = templates.Link{Text: l.Case.Number, URL: caseURL(l.Case.ID)}
	}
	f := caseForms{c, clueURL(id), l.Version, tried, wrong}
	units, err := h.units.Names(c.Request.Context(), parameter.SupervisionOffices)
	if err != nil {
		return err
	}
	d.Deeds = f.ofClue(l, units)
	if len(d.Deeds) == 0 {
		d.ReadOnly = "这条线索现在没有需要您办的事。"
	}
	return web.RenderAt(h.front, c, code, under(clueList), templates.OfficeClue, l.Number, d)
}

func caseworkTrail(events []casework.Event) []templates.TimelineItem {
	var out []templates.TimelineItem
	for i := len(events) - 1; i >= 0; i-- { // the latest first
		e := events[i]
		out = append(out, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: e.Note.Reveal(), Done: true})
	}
	return out
}

// finishClue answers a step on a clue.
func (h *Casework) finishClue(c *gin.Context, id int64, tried casework.Action, said string, err error) error {
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		return h.showClue(c, http.StatusUnprocessableEntity, tried, wrong)
	}
	h.front.Flash(c, templates.Good, said)
	return web.Redirect(c, clueURL(id))
}

func (h *Casework) assign(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.ledger.Assign(c.Request.Context(), web.Actor(c), id, versionOf(c), c.PostForm("assign-unit"), seal.NewSecret(c.PostForm("assign-note")))
	return h.finishClue(c, id, casework.ActAssign, "已分办。", err)
}

func (h *Casework) propose(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.ledger.Propose(c.Request.Context(), web.Actor(c), id, versionOf(c), c.PostForm("propose-opinion"), seal.NewSecret(c.PostForm("propose-note")))
	return h.finishClue(c, id, casework.ActPropose, "处置意见已报领导审批。", err)
}

func (h *Casework) decide(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	tried := casework.Action(c.PostForm("action"))
	approve, said := tried != casework.ActReturn, "已批准。"
	if !approve {
		said = "已退回。"
	}
	err = h.ledger.Decide(c.Request.Context(), web.Actor(c), id, versionOf(c), approve, seal.NewSecret(c.PostForm(string(tried)+"-note")))
	return h.finishClue(c, id, tried, said, err)
}

func (h *Casework) openCase(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	caseID, err := h.ledger.OpenCase(c.Request.Context(), web.Actor(c), id, versionOf(c), c.PostForm("open-filed_on"))
	if err != nil {
		return h.finishClue(c, id, casework.ActOpenCase, "", err)
	}
	h.front.Flash(c, templates.Good, "已立案。")
	return web.Redirect(c, caseURL(caseID))
}

func (h *Casework) cases(c *gin.Context) error {
	state := c.Query("state")
	list, err := h.ledger.Cases(c.Request.Context(), web.Actor(c), state, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeCasesData{
		Tabs: caseworkTabs(caseList.URL, casework.CaseStates(), state, list.Counts), Pager: pager(c, list.Page), Found: list.Found.String(), Recovered: list.Recovered.String(),
		Empty: templates.Empty{Text: "这里没有案件", Advice: "线索的立案意见经领导批准后，由承办部门立案。"},
	}
	for _, k := range list.Items {
		row := templates.CaseRow{URL: caseURL(k.ID), Number: k.Number, FiledOn: k.FiledOn.String(), Outcome: outcomeText(k), State: clueBadge(k.State, k.StateText)}
		if k.ConcludedOn != 0 {
			row.ConcludedOn, row.Found, row.Recovered = k.ConcludedOn.String(), k.Found.String(), k.Recovered.String()
		}
		if k.Form > 0 {
			row.Form = fmt.Sprintf("第%d种", k.Form)
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeCases, caseList.Text, d)
}

func outcomeText(k casework.CaseRow) string {
	out := ""
	for _, s := range []struct{ kind, text string }{{"党纪", k.Party}, {"政务", k.Admin}, {"", k.Other}} {
		if s.text == "" {
			continue
		}
		if out != "" {
			out += ";"
		}
		out += s.kind + s.text
	}
	return out
}

func (h *Casework) one(c *gin.Context) error { return h.showCase(c, http.StatusOK, nil) }

func (h *Casework) showCase(c *gin.Context, code int, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	k, err := h.ledger.Case(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	d := templates.OfficeCaseData{
		Number: k.Number, Title: k.ClueTitle.Reveal(), State: clueBadge(k.State, k.StateText), Words: k.Words, Note: k.Note.Reveal(),
		Clue: templates.Link{Text: k.ClueNumber, URL: clueURL(k.ClueID)}, Timeline: caseworkTrail(k.Events),
		Facts: []templates.Fact{{Label: "发生地", Value: k.Place}, {Label: "承办部门", Value: k.Unit}, {Label: "立案", Value: k.FiledOn.String()}},
	}
	if k.ConcludedOn != 0 {
		d.Outcome = []templates.Fact{
			{Label: "决定日期", Value: k.ConcludedOn.String()}, {Label: "党纪处分", Value: k.Party}, {Label: "政务处分", Value: k.Admin}, {Label: "其他处理", Value: k.Other},
			{Label: "查实金额", Value: k.Found.String() + "元"}, {Label: "追缴金额", Value: k.Recovered.String() + "元"}, {Label: "退还群众", Value: k.Returned.String() + "元"},
		}
		if k.Form > 0 {
			d.Outcome = append(d.Outcome, templates.Fact{Label: "四种形态", Value: fmt.Sprintf("第%d种", k.Form)})
		}
	}
	f := caseForms{c, caseURL(id), k.Version, "", wrong}
	if wrong != nil {
		f.tried = casework.ActConclude
	}
	if k.CanFinish {
		d.Conclude = []templates.Deed{f.conclude()}
	} else if len(d.Outcome) == 0 {
		d.ReadOnly = "还没有结果。"
	}
	return web.RenderAt(h.front, c, code, under(caseList), templates.OfficeCase, k.Number, d)
}

func (h *Casework) conclude(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	f := func(name string) string { return c.PostForm("conclude-" + name) }
	err = h.ledger.Conclude(c.Request.Context(), web.Actor(c), id, casework.Outcome{
		Version: versionOf(c), Party: f("party"), Admin: f("admin"), Other: f("other"), Form: f("form"), Found: f("found"), Recovered: f("recovered"),
		Returned: f("returned"), Words: f("words"), Note: seal.NewSecret(f("note")), ConcludedOn: f("concluded_on"),
	})
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		return h.showCase(c, http.StatusUnprocessableEntity, wrong)
	}
	h.front.Flash(c, templates.Good, "已结案，结果已转信访室反馈。")
	return web.Redirect(c, caseURL(id))
}
