package office

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/livelihood"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// livelihoods is what these pages need of the livelihood service.
type livelihoods interface {
	Overview(ctx context.Context, by actor.Actor) (livelihood.Overview, error)
	List(ctx context.Context, by actor.Actor, f livelihood.Filter, r page.Request) (livelihood.List, error)
	One(ctx context.Context, by actor.Actor, id int64) (livelihood.Detail, error)
	Do(ctx context.Context, by actor.Actor, id int64, d livelihood.Deed) error
	File(ctx context.Context, by actor.Actor, task, id int64, thumb bool) (livelihood.Content, error)
	MayOpen(ctx context.Context, by actor.Actor, no string) error
	Household(ctx context.Context, by actor.Actor, no, reason string) (livelihood.Household, error)
	MayLook(ctx context.Context, by actor.Actor, no string) error
	Look(ctx context.Context, by actor.Actor, no string, l livelihood.Look) error
	LookPhoto(ctx context.Context, by actor.Actor, no string, id int64) (livelihood.Content, error)
}

// Livelihood is the pages of 保障监督: the counts, the tasks and one household.
type Livelihood struct {
	front     *web.Front
	tasks     livelihoods
	divisions divisions
}

// NewLivelihood makes the pages.
func NewLivelihood(front *web.Front, t livelihoods, d divisions) *Livelihood {
	return &Livelihood{front, t, d}
}

// Routes lists the addresses.
func (h *Livelihood) Routes() []web.Route {
	read := roles(actor.RoleSupervision, actor.RoleHead, actor.RoleBureauOfficer, actor.RoleBureauHead, actor.RoleTownInspector)
	act := roles(actor.RoleSupervision, actor.RoleBureauOfficer, actor.RoleTownInspector)
	homes := roles(actor.RoleSupervision, actor.RoleHead, actor.RoleBureauOfficer, actor.RoleTownInspector)
	one := "/office/livelihood/tasks/:id"
	step := post(one, act, h.step)
	step.Body = feedbackBody
	look := post("/office/households/:no/visit", roles(actor.RoleSupervision, actor.RoleTownInspector), h.look)
	look.Body = feedbackBody
	return []web.Route{
		get(livelihoodHome.URL, read, h.overview),
		get(livelihoodTasks.URL, read, h.list),
		get(one, read, h.one),
		step,
		get(one+"/files/:file", read, h.file),
		get("/office/households/:no", homes, h.askHousehold),
		post("/office/households/:no", homes, h.household),
		get("/office/households/:no/visit", look.Roles, h.lookForm),
		look,
		get("/office/households/:no/visit/:id/photo", homes, h.lookPhoto),
	}
}

var (
	livelihoodHome  = templates.Link{Text: "保障总览", URL: "/office/livelihood"}
	livelihoodTasks = templates.Link{Text: "保障任务", URL: "/office/livelihood/tasks"}
)

func livelihoodURL(id int64) string { return livelihoodTasks.URL + "/" + strconv.FormatInt(id, 10) }

// tasksBy is the list that a count stands for.
func tasksBy(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return livelihoodTasks.URL + "?" + q.Encode()
}

// listed is a number that leads to its list; nothing leads nowhere.
func listed(n int, pairs ...string) templates.LivelihoodCell {
	c := templates.LivelihoodCell{Text: strconv.Itoa(n)}
	if n > 0 {
		c.URL = tasksBy(pairs...)
	}
	return c
}

func (h *Livelihood) overview(c *gin.Context) error {
	by := web.Actor(c)
	o, err := h.tasks.Overview(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d := templates.OfficeLivelihoodData{Scope: scopeOf(by), Total: listed(o.All.Total, "view", livelihood.ViewAll), Late: listed(o.All.Late, "view", livelihood.ViewLate), Percent: o.Percent,
		Empty: templates.Empty{Text: "还没有保障任务", Advice: "每天夜里比对以后，收入、住房、饮水、上学、医保的疑点自动列入任务。"}}
	if o.All.Total > 0 {
		d.Results, d.Bars = resultRows(o), stateBars(o)
		d.Tables = []templates.LivelihoodTable{countTable("按类别和状态", "类别", "kind", o.Kinds, o.All), countTable("按乡镇", "乡镇", "town", o.Towns, o.All), countTable("按部门", "部门", "bureau", o.Bureaus, o.All)}
		for _, s := range livelihood.States() {
			d.Legend = append(d.Legend, templates.Badge{Tone: templates.Tone(s.Value), Text: s.Text})
		}
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeLivelihood, livelihoodHome.Text, d)
}

// scopeOf says whose tasks a reader sees.
func scopeOf(by actor.Actor) string {
	switch {
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead):
		return by.Bureau + "的任务"
	case by.Is(actor.RoleTownInspector):
		return "本镇的任务"
	}
	return ""
}

func resultRows(o livelihood.Overview) []templates.LivelihoodResult {
	out := make([]templates.LivelihoodResult, len(o.Results))
	for i, r := range o.Results {
		out[i] = templates.LivelihoodResult{Text: r.Text, Value: strconv.Itoa(r.N), Unit: r.Unit, Note: r.Note, URL: tasksBy("kind", r.Kind, "view", r.State)}
	}
	return out
}

// stateBars draw each kind by its states, the longest over the whole width.
func stateBars(o livelihood.Overview) []templates.StateBar {
	most := 1
	for _, l := range o.Kinds {
		most = max(most, l.Total)
	}
	out := make([]templates.StateBar, len(o.Kinds))
	for i, l := range o.Kinds {
		bar, x := templates.StateBar{Text: l.Text, Total: listed(l.Total, "view", livelihood.ViewAll, "kind", l.Value)}, 0.0
		for _, s := range livelihood.States() {
			if n := l.States[s.Value]; n > 0 {
				w := percentOf(n, most)
				bar.Parts, x = append(bar.Parts, templates.StatePart{X: x, Width: w, Tone: s.Value}), round(x+w)
			}
		}
		out[i] = bar
	}
	return out
}

func percentOf(n, of int) float64 { return round(float64(n) * 100 / float64(of)) }

// round keeps two decimals.
func round(v float64) float64 { return float64(int64(v*100+0.5)) / 100 }

// countTable is a table of counts by state, with what is late and the sums.
func countTable(title, first, key string, lines []livelihood.Line, all livelihood.Line) templates.LivelihoodTable {
	t := templates.LivelihoodTable{Title: title, First: first}
	for _, s := range livelihood.States() {
		t.Head = append(t.Head, s.Text)
	}
	t.Head = append(t.Head, "超期", "合计")
	row := func(l livelihood.Line, sum bool) templates.LivelihoodLine {
		value := l.Value
		if key == "town" && value == "" && !sum {
			value = livelihood.Unknown
		}
		out := templates.LivelihoodLine{Text: l.Text, Sum: sum}
		for _, s := range livelihood.States() {
			out.Cells = append(out.Cells, listed(l.States[s.Value], "view", s.Value, key, value))
		}
		late := listed(l.Late, "view", livelihood.ViewLate, key, value)
		late.Late = true
		out.Cells = append(out.Cells, late, listed(l.Total, "view", livelihood.ViewAll, key, value))
		return out
	}
	for _, l := range lines {
		t.Rows = append(t.Rows, row(l, false))
	}
	t.Rows = append(t.Rows, row(all, true))
	return t
}

func (h *Livelihood) list(c *gin.Context) error {
	ctx, by, q := c.Request.Context(), web.Actor(c), c.Request.URL.Query()
	f := livelihood.Filter{View: q.Get("view"), Kind: q.Get("kind"), Town: q.Get("town"), Bureau: q.Get("bureau"), Name: strings.TrimSpace(q.Get("name")), Counted: countedIn(q)}
	list, err := h.tasks.List(ctx, by, f, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeLivelihoodTasksData{Tabs: taskTabs(by, q, list), Narrowed: narrowed(q, f.Narrowed(), tasksBy("view", list.View)), View: list.View, Name: f.Name, Kinds: taskChoices(livelihood.Kinds(), f.Kind), Pager: pager(c, list.Page), Empty: templates.Empty{Text: "这里没有任务"}}
	if f.Kind+f.Town+f.Bureau+f.Name != "" {
		d.ClearURL = tasksBy("view", list.View)
		d.Empty.Advice, d.Empty.Action = "换个筛选条件看看。", templates.Link{Text: "清除筛选", URL: d.ClearURL}
	}
	if list.Jobs > 0 {
		d.Jobs = strconv.Itoa(list.Jobs)
	}
	for _, r := range list.Items {
		d.Rows = append(d.Rows, taskRow(by, r))
	}
	if err := h.filters(ctx, by, f, &d); err != nil {
		return err
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(livelihoodHome), templates.OfficeLivelihoodTasks, livelihoodTasks.Text, d)
}

// filters fills in the towns and bureaus that a reader may choose from.
func (h *Livelihood) filters(ctx context.Context, by actor.Actor, f livelihood.Filter, d *templates.OfficeLivelihoodTasksData) error {
	if by.Is(actor.RoleTownInspector) {
		return nil
	}
	tree, err := h.divisions.Divisions(ctx)
	if err != nil {
		return err
	}
	d.Towns = options(tree.Towns(), f.Town, func(t lookup.Division) (string, string) { return t.Code, t.Name })
	if f.Town == livelihood.Unknown {
		d.Towns = append(d.Towns, templates.Option{Value: livelihood.Unknown, Text: "不知道哪个乡镇", Selected: true})
	}
	if f.Bureau != "" && by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Bureaus = []templates.Option{{Value: f.Bureau, Text: f.Bureau, Selected: true}}
	}
	return nil
}

func taskChoices(list []livelihood.Choice, chosen string) []templates.Option {
	return options(list, chosen, func(v livelihood.Choice) (string, string) { return v.Value, v.Text })
}

// taskTabs are the views with how much lies in each; they keep the filter.
func taskTabs(by actor.Actor, q url.Values, list livelihood.List) []templates.OfficeTab {
	var tabs []templates.OfficeTab
	add := func(value, text string, always, late bool) {
		if n := list.Counts[value]; n > 0 || always || value == list.View {
			to := tasksBy(append(countedPairs(countedIn(q)), "view", value, "kind", q.Get("kind"), "town", q.Get("town"), "bureau", q.Get("bureau"), "name", q.Get("name"))...)
			tabs = append(tabs, templates.OfficeTab{Text: text, URL: to, Count: n, Active: value == list.View, Late: late})
		}
	}
	bureau := by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead)
	add(livelihood.ViewWaiting, "待办", bureau, false)
	add(livelihood.ViewCheck, "等复核和同意", !bureau, false)
	add(livelihood.ViewLate, "超期", false, true)
	for _, s := range livelihood.States() {
		closed := s.Value == "met" || s.Value == "not_needed" || s.Value == "withdrawn"
		if closed || s.Value == list.View { // the others lie in the first two
			add(s.Value, s.Text, s.Value == "met", false)
		}
	}
	add(livelihood.ViewAll, "全部", true, false)
	return tabs
}

func taskRow(by actor.Actor, r livelihood.Row) templates.LivelihoodRow {
	row := templates.LivelihoodRow{URL: livelihoodURL(r.ID), Number: r.Number, Kind: r.KindText, Subject: r.Subject, Place: r.Place, Bureau: r.Bureau, Sentence: r.Sentence, Way: r.Way, Warning: r.Warning,
		State: taskBadge(r), Lamp: taskLamp(r)}
	if by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) {
		row.Bureau = ""
	}
	if r.Jobs > 0 {
		row.Way += "（就业" + strconv.Itoa(r.Jobs) + "人）"
	}
	if r.Open {
		row.Due = dateOf(r.Due)
	}
	return row
}

func taskBadge(r livelihood.Row) templates.Badge {
	b := templates.Badge{Text: r.StateText, Tone: templates.Info}
	switch r.State {
	case "reopened":
		b.Tone = templates.Bad
	case "remedied", "asking":
		b.Tone = templates.Warning
	case "met":
		b.Tone = templates.Good
	case "not_needed", "withdrawn":
		b.Tone = templates.Plain
	}
	return b
}

// taskLamp is how the day of a task that waits for its bureau stands.
func taskLamp(r livelihood.Row) templates.Lamp {
	if !r.Open {
		return templates.Lamp{}
	}
	return lampOf(r.Left, 3, workingDays, r.Provisional)
}
