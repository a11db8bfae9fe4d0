package office

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/timer"
	"yangguang/service/parameter"
	"yangguang/templates"
)

// ledger is what these pages need of the casework service.
type ledger interface {
	Clues(ctx context.Context, by actor.Actor, f casework.Filter, r page.Request) (casework.Clues, error)
	Clue(ctx context.Context, by actor.Actor, id int64) (casework.Clue, error)
	Enter(ctx context.Context, by actor.Actor, e casework.Entry) (id int64, err error)
	Act(ctx context.Context, by actor.Actor, id int64, step casework.Step) error
	Cases(ctx context.Context, by actor.Actor, f casework.Filter, r page.Request) (casework.Cases, error)
	Case(ctx context.Context, by actor.Actor, id int64) (casework.Case, error)
	ActOnCase(ctx context.Context, by actor.Actor, id int64, step casework.CaseStep) error
	Residents(ctx context.Context, by actor.Actor, caseID int64, village, name string) ([]casework.Resident, error)
}

// Casework is the pages of clues and cases.
type Casework struct {
	front     *web.Front
	ledger    ledger
	units     offices
	divisions divisions
	organ     string
}

// offices lists the county's supervision offices, as they are today.
type offices interface {
	Names(ctx context.Context, name string) ([]string, error)
}

// NewCasework makes the pages; units are the supervision offices a clue can be
// assigned to, organ signs the notices that are printed.
func NewCasework(front *web.Front, l ledger, units offices, d divisions, organ string) *Casework {
	return &Casework{front, l, units, d, organ}
}

// Routes lists the addresses. What a role may do on a page stands in the
// service's machines.
func (h *Casework) Routes() []web.Route {
	clue := roles(actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleHead)
	one := roles(actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleHead, actor.RoleTrial)
	manage, supervise := roles(actor.RoleCaseManagement), roles(actor.RoleSupervision)
	return []web.Route{
		get("/office/clues", clue, h.clues),
		get("/office/clues/new", manage, h.newClue),
		post("/office/clues", manage, h.enterClue),
		get("/office/clues/:id", clue, h.clue),
		post("/office/clues/:id", clue, h.actOnClue),
		get("/office/clues/:id/notice", clue, h.notice),
		get("/office/cases", one, h.cases),
		get("/office/cases/:id", one, h.one),
		post("/office/cases/:id", one, h.actOnCase),
		get("/office/cases/:id/return", supervise, h.giveBack),
		post("/office/cases/:id/return", supervise, h.gaveBack),
	}
}

var (
	clueList = templates.Link{Text: "问题线索", URL: "/office/clues"}
	caseList = templates.Link{Text: "案件", URL: "/office/cases"}
)

func clueURL(id int64) string { return clueList.URL + "/" + strconv.FormatInt(id, 10) }
func caseURL(id int64) string { return caseList.URL + "/" + strconv.FormatInt(id, 10) }

func caseworkFilter(c *gin.Context) casework.Filter {
	return casework.Filter{
		State: c.Query("state"), Source: c.Query("source"), Unit: c.Query("unit"), Opinion: c.Query("way"), Overdue: c.Query("overdue") == "1", Waiting: c.Query("waiting") == "1",
		Counted: casework.Counted{
			By: c.Query("by"), From: dayIn(c, "from"), To: dayIn(c, "to"), Party: c.Query("party"), Admin: c.Query("admin"), Other: c.Query("other"), Rank: c.Query("rank"),
			Form: c.Query("form"), Punished: c.Query("punished") == "1",
		},
	}
}

func (h *Casework) clues(c *gin.Context) error {
	f, by := caseworkFilter(c), web.Actor(c)
	list, err := h.ledger.Clues(c.Request.Context(), by, f, pageOf(c))
	if err != nil {
		return err
	}
	units, err := h.units.Names(c.Request.Context(), parameter.SupervisionOffices)
	if err != nil {
		return err
	}
	d := templates.OfficeCluesData{
		Tabs: clueTabs(f, list), Ways: wayTabs(f, list.Ways), Pager: pager(c, list.Page), Overdue: f.Overdue, Sources: choicesOf(casework.Sources(), f.Source),
		States: choicesOf(casework.ClueStates(), f.State), Units: options(units, f.Unit, func(u string) (string, string) { return u, u }),
		Empty: templates.Empty{Text: "这里没有线索", Advice: "信访件、疑点转来的线索会自己进台账，其他来源的由案管室登记。"},
	}
	if by.Is(actor.RoleCaseManagement) {
		d.Register = clueList.URL + "/new"
	}
	d.Narrowed = narrowed(c.Request.URL.Query(), f.Counted.Words(), clueList.URL)
	for _, r := range list.Items {
		d.Rows = append(d.Rows, clueRow(r))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeClues, clueList.Text, d)
}

func choicesOf(list []casework.Choice, chosen string) []templates.Option {
	return options(list, chosen, func(o casework.Choice) (string, string) { return o.Value, o.Text })
}

func clueRow(r casework.ClueRow) templates.ClueRow {
	row := templates.ClueRow{
		URL: clueURL(r.ID), Number: r.Number, Title: r.Title.Reveal(), Place: r.Place, Source: r.Source, Unit: r.Unit, Opinion: r.Opinion,
		At: dateOf(r.CreatedAt), Days: "今天", State: clueBadge(r.State, r.StateText), Next: r.Next, Act: r.Act,
	}
	row.Clock, row.Lamp = clockLamp(r.Clock)
	row.Colour = colourBadge(r.Colour)
	if r.Superior {
		row.Source += " · 交办件"
	}
	if r.Days > 0 {
		row.Days = fmt.Sprintf("%d天前", r.Days)
	}
	return row
}

// clueTabs leads to what is asked for most: all, what waits for this person's
// word, what is late, what is still open and what is closed.
func clueTabs(f casework.Filter, list casework.Clues) []templates.OfficeTab {
	all := 0
	for _, n := range list.Counts {
		all += n
	}
	plain := casework.Filter{}
	tabs := []templates.OfficeTab{{Text: "全部", URL: clueList.URL, Count: all, Active: f == plain}}
	tabs = append(tabs, templates.OfficeTab{Text: "超期", URL: clueList.URL + "?overdue=1", Count: list.Late, Active: f == casework.Filter{Overdue: true}, Late: list.Late > 0})
	for _, s := range casework.ClueStates() {
		if n := list.Counts[s.Value]; n > 0 {
			tabs = append(tabs, templates.OfficeTab{Text: s.Text, URL: clueList.URL + "?state=" + s.Value, Count: n, Active: f == casework.Filter{State: s.Value}})
		}
	}
	return tabs
}

// wayTabs counts the four ways of handling 四类处置方式.
func wayTabs(f casework.Filter, ways map[string]int) []templates.OfficeTab {
	var out []templates.OfficeTab
	for _, o := range casework.Opinions() {
		out = append(out, templates.OfficeTab{Text: o.Text, URL: clueList.URL + "?way=" + url.QueryEscape(o.Value), Count: ways[o.Value], Active: f.Opinion == o.Value})
	}
	return out
}

func clueBadge(state, text string) templates.Badge {
	tone := templates.Info
	switch state {
	case "registered", "returned", "proposed", "assign_proposed", "talk_plan", "talk_reported", "verify_plan", "verify_reported", "sanction", "supplement":
		tone = templates.Warning
	case "closed", "archived", "cancelled", "transferred", "held":
		tone = templates.Plain
	case "approved", "announced", "executing":
		tone = templates.Good
	case "appealed":
		tone = templates.Bad
	}
	return templates.Badge{Tone: tone, Text: text}
}

// clockLamp is a running clock with what it is about.
func clockLamp(k *timer.Clock) (string, templates.Lamp) {
	if k == nil {
		return "", templates.Lamp{}
	}
	l := templates.Lamp{Tone: templates.Good, Text: fmt.Sprintf("还有%d个工作日", k.Left)}
	switch {
	case k.Lamp == timer.LampOverdue:
		l = templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("超期%d个工作日", -k.Left)}
	case k.Left == 0:
		l = templates.Lamp{Tone: templates.Warning, Text: "今天到期"}
	case k.Lamp == timer.LampSoon:
		l.Tone = templates.Warning
	}
	if k.Provisional {
		l.Text += "（暂定）"
	}
	return timer.Text(k.Kind), l
}

func clockRows(list []timer.Clock) []templates.DueRow {
	var out []templates.DueRow
	for i := range list {
		what, lamp := clockLamp(&list[i])
		out = append(out, templates.DueRow{What: what, At: dateOf(list[i].At), Lamp: lamp})
	}
	return out
}

func caseworkTrail(events []casework.Event) []templates.TimelineItem {
	var out []templates.TimelineItem
	for i := len(events) - 1; i >= 0; i-- { // the latest first
		e := events[i]
		note := e.Note.Reveal()
		if e.Reference != "" {
			note = e.Reference + "\n" + note
		}
		if e.On != 0 {
			note = e.On.Chinese() + "\n" + note
		}
		out = append(out, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: note, Done: true})
	}
	return out
}

func (h *Casework) cases(c *gin.Context) error {
	f := caseworkFilter(c)
	list, err := h.ledger.Cases(c.Request.Context(), web.Actor(c), f, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeCasesData{
		Tabs: caseTabs(f, list), Pager: pager(c, list.Page), Found: list.Found.String(), Ordered: list.Ordered.String(), Recovered: list.Recovered.String(), Returned: list.Returned.String(),
		Empty: templates.Empty{Text: "这里没有案件", Advice: "核查报告批准立案后，由承办部门呈批。"}, Narrowed: narrowed(c.Request.URL.Query(), f.CaseWords(), caseList.URL),
	}
	for _, k := range list.Items {
		d.Rows = append(d.Rows, caseRowOf(k))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeCases, caseList.Text, d)
}

func caseTabs(f casework.Filter, list casework.Cases) []templates.OfficeTab {
	all := 0
	for _, n := range list.Counts {
		all += n
	}
	plain := casework.Filter{}
	tabs := []templates.OfficeTab{
		{Text: "全部", URL: caseList.URL, Count: all, Active: f == plain},
		{Text: "超期", URL: caseList.URL + "?overdue=1", Count: list.Late, Active: f == casework.Filter{Overdue: true}, Late: list.Late > 0},
	}
	for _, s := range casework.CaseStates() {
		if n := list.Counts[s.Value]; n > 0 {
			tabs = append(tabs, templates.OfficeTab{Text: s.Text, URL: caseList.URL + "?state=" + s.Value, Count: n, Active: f == casework.Filter{State: s.Value}})
		}
	}
	return tabs
}

func caseRowOf(k casework.CaseRow) templates.CaseRow {
	row := templates.CaseRow{URL: caseURL(k.ID), Number: k.Number, Outcome: outcomeText(k), State: clueBadge(k.State, k.StateText), Next: k.Next, Act: k.Act}
	_, row.Lamp = clockLamp(k.Clock)
	if k.FiledOn != 0 {
		row.FiledOn = k.FiledOn.String()
	}
	if k.ConcludedOn != 0 {
		row.ConcludedOn, row.Found = k.ConcludedOn.String(), k.Found.String()
	}
	if k.Recovered > 0 || k.ConcludedOn != 0 {
		row.Recovered, row.Returned = k.Recovered.String(), k.Returned.String()
	}
	if k.Form > 0 {
		row.Form = casework.FormText(k.Form)
	}
	return row
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
