package office

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/page"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// fieldchecks is what these pages need of the field checks.
type fieldchecks interface {
	List(ctx context.Context, by actor.Actor, f fieldcheck.Filter, r page.Request) (fieldcheck.List, error)
	One(ctx context.Context, by actor.Actor, id int64) (fieldcheck.Detail, error)
	Draft(ctx context.Context, by actor.Actor, no string, finding int64) (fieldcheck.Draft, error)
	Make(ctx context.Context, by actor.Actor, o fieldcheck.Order) (int64, error)
	CallOff(ctx context.Context, by actor.Actor, id int64, version int, why string) error
	Review(ctx context.Context, by actor.Actor, check int64, version int, visit int64, a fieldcheck.Action, note string) error
	File(ctx context.Context, by actor.Actor, check, id int64, how string) (fieldcheck.Content, error)
	Errands(ctx context.Context, by actor.Actor) ([]fieldcheck.Errand, int, error)
	Arrive(ctx context.Context, by actor.Actor, v fieldcheck.Visit) (fieldcheck.Kept, error)
	UsualPlan(ctx context.Context) (fieldcheck.PlanForm, error)
	Propose(ctx context.Context, by actor.Actor, f fieldcheck.PlanForm) (int64, error)
	Decide(ctx context.Context, by actor.Actor, id int64, version int, agree bool, note string) error
	Plans(ctx context.Context, by actor.Actor) ([]fieldcheck.PlanRow, error)
	Plan(ctx context.Context, by actor.Actor, id int64) (fieldcheck.PlanDetail, error)
}

// Fieldchecks are the pages of 现场核查: the telephone's, the list, one check and
// the sampling plans.
type Fieldchecks struct {
	front  *web.Front
	checks fieldchecks
	places places
}

// NewFieldchecks makes the pages.
func NewFieldchecks(front *web.Front, f fieldchecks, p places) *Fieldchecks {
	return &Fieldchecks{front, f, p}
}

// Routes lists the addresses.
func (h *Fieldchecks) Routes() []web.Route {
	read := roles(actor.RoleSupervision, actor.RoleHead, actor.RoleTownInspector)
	goes := roles(actor.RoleSupervision, actor.RoleTownInspector)
	judge, plan, head := roles(actor.RoleSupervision), roles(actor.RoleSupervision, actor.RoleHead), roles(actor.RoleHead)
	visit := post("/office/field/visits", goes, h.visit)
	visit.Body = feedbackBody
	return []web.Route{
		get("/office/field/", goes, h.phone),
		get("/office/field/worker.js", goes, h.worker),
		visit,
		get(fieldHome.URL, read, h.list),
		get(fieldHome.URL+"/new", judge, h.newForm),
		post(fieldHome.URL+"/new", judge, h.newCheck),
		get(fieldPlans.URL, plan, h.plans),
		post(fieldPlans.URL, judge, h.propose),
		get(fieldPlans.URL+"/:id", plan, h.plan),
		post(fieldPlans.URL+"/:id", head, h.decide),
		get(fieldHome.URL+"/:id", read, h.one),
		post(fieldHome.URL+"/:id", judge, h.review),
		get(fieldHome.URL+"/:id/files/:file", read, h.file),
	}
}

var (
	fieldHome  = templates.Link{Text: "现场核查", URL: "/office/fieldchecks"}
	fieldPlans = templates.Link{Text: "抽查计划", URL: "/office/fieldchecks/plan"}
)

func fieldURL(id int64) string { return fieldHome.URL + "/" + strconv.FormatInt(id, 10) }

func fieldPlanURL(id int64) string { return fieldPlans.URL + "/" + strconv.FormatInt(id, 10) }

// fieldsBy is the list with some filters.
func fieldsBy(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return fieldHome.URL + "?" + q.Encode()
}

func (h *Fieldchecks) list(c *gin.Context) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	f := fieldcheck.Filter{View: c.Query("view"), Town: c.Query("town"), Words: clip.Runes(strings.TrimSpace(c.Query("q")), 40), Counted: countedIn(c.Request.URL.Query())}
	l, err := h.checks.List(ctx, by, f, pageOf(c))
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(ctx)
	if err != nil {
		return err
	}
	d := fieldList(by, f, l, tree)
	d.Pager, d.Narrowed = pager(c, l.Page), narrowed(c.Request.URL.Query(), f.Narrowed(), fieldsBy("view", l.View))
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeFieldchecks, fieldHome.Text, d)
}

func fieldList(by actor.Actor, f fieldcheck.Filter, l fieldcheck.List, tree *lookup.Tree) templates.OfficeFieldchecksData {
	d := templates.OfficeFieldchecksData{View: l.View, Words: f.Words, Tabs: fieldTabs(f, l), Empty: templates.Empty{Text: "这里没有现场核查"}}
	if by.Is(actor.RoleTownInspector, actor.RoleSupervision) {
		d.Deeds = append(d.Deeds, templates.Link{Text: "手机上填", URL: "/office/field/"})
	}
	if by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Deeds = append(d.Deeds, fieldPlans)
		d.Towns = options(tree.Towns(), f.Town, func(t lookup.Division) (string, string) { return t.Code, t.Name })
	}
	if by.Is(actor.RoleSupervision) {
		d.Deeds = append(d.Deeds, templates.Link{Text: "派一项", URL: fieldHome.URL + "/new"})
		d.Empty.Advice = "做一个抽查计划，或者从项目、从疑点里单独派。"
	}
	if f.Town+f.Words != "" {
		d.ClearURL = fieldsBy("view", l.View)
		d.Empty.Advice, d.Empty.Action = "换个筛选条件看看。", templates.Link{Text: "清除筛选", URL: d.ClearURL}
	}
	for _, r := range l.Items {
		row := templates.FieldRow{URL: fieldURL(r.ID), Number: r.Number, Project: r.Project, No: r.ProjectNo, Place: tree.FullName(r.Village), State: fieldBadge(r.State), Lamp: fieldLamp(r)}
		if r.Open {
			row.Due = dateOf(r.Due)
		}
		if r.Visits > 0 {
			row.Visits = fmt.Sprintf("核查%d次", r.Visits)
		}
		if r.Unread > 0 && r.State != "arrived" {
			row.Visits += fmt.Sprintf("，%d次没有审核", r.Unread)
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

// fieldTabs are the views with how much lies in each; they keep the filter.
func fieldTabs(f fieldcheck.Filter, l fieldcheck.List) []templates.OfficeTab {
	var tabs []templates.OfficeTab
	add := func(value, text string, always bool) {
		if n := l.Counts[value]; n > 0 || always || value == l.View {
			tabs = append(tabs, templates.OfficeTab{Text: text, URL: fieldsBy(append(countedPairs(f.Counted), "view", value, "town", f.Town, "q", f.Words)...), Count: n, Active: value == l.View, Late: value == fieldcheck.ViewLate})
		}
	}
	add(fieldcheck.ViewWaiting, "等人去", true)
	add(fieldcheck.ViewLate, "超期", false)
	add(fieldcheck.ViewReview, "待审核", true)
	for _, s := range fieldcheck.States() {
		if s.Value == "accepted" || s.Value == "closed" || s.Value == l.View { // the others lie in the first views
			add(s.Value, s.Text, s.Value == "accepted")
		}
	}
	add(fieldcheck.ViewAll, "全部", true)
	return tabs
}

func fieldBadge(state string) templates.Badge {
	tones := map[string]templates.Tone{"open": templates.Info, "returned": templates.Bad, "arrived": templates.Warning, "accepted": templates.Good}
	return templates.Badge{Tone: tones[state], Text: fieldcheck.StateText(state)}
}

// fieldLamp is how the day of a check stands that somebody still has to go to.
func fieldLamp(r fieldcheck.Row) templates.Lamp {
	if !r.Open {
		return templates.Lamp{}
	}
	return lampOf(r.Left, 3, workingDays, r.Provisional)
}

// newForm asks what a single check is to look at.
func (h *Fieldchecks) newForm(c *gin.Context) error {
	finding, _ := strconv.ParseInt(c.Query("finding"), 10, 64) // none is none
	return h.showNew(c, http.StatusOK, fieldcheck.Order{ProjectNo: c.Query("project"), Finding: max(finding, 0)}, nil)
}

func (h *Fieldchecks) showNew(c *gin.Context, code int, o fieldcheck.Order, bad templates.Errors) error {
	draft, err := h.checks.Draft(c.Request.Context(), web.Actor(c), o.ProjectNo, o.Finding)
	if wrong, err := refusal(err); err != nil {
		return err
	} else if wrong != nil {
		code, bad = http.StatusUnprocessableEntity, wrong
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := templates.OfficeFieldcheckNewData{Project: o.ProjectNo, Why: o.Why, Due: o.Due, Usual: "空着就按平常的期限", Errors: bad, Says: draft.Sentence}
	if o.Finding != 0 {
		d.Finding = strconv.FormatInt(o.Finding, 10)
	}
	if draft.No != "" {
		d.Project, d.Facts = draft.No, filedFacts(draft.Filed, tree)
	}
	if draft.Waiting != 0 {
		d.Waiting = templates.Link{Text: fieldcheck.Number(draft.Waiting), URL: fieldURL(draft.Waiting)}
	}
	return web.RenderAt(h.front, c, code, under(fieldHome), templates.OfficeFieldcheckNew, "派现场核查", d)
}

func (h *Fieldchecks) newCheck(c *gin.Context) error {
	o := fieldcheck.Order{ProjectNo: strings.TrimSpace(c.PostForm("project")), Why: c.PostForm("why"), Due: c.PostForm("due")}
	o.Finding, _ = strconv.ParseInt(c.PostForm("finding"), 10, 64) // none is none
	id, err := h.checks.Make(c.Request.Context(), web.Actor(c), o)
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error { return h.showNew(c, http.StatusUnprocessableEntity, o, bad) })
	}
	h.front.Flash(c, templates.Good, "已派到镇里。")
	return web.Redirect(c, fieldURL(id))
}

// filedFacts are what is filed of a project, for whoever goes there.
func filedFacts(f fieldcheck.Filed, tree *lookup.Tree) []templates.Fact {
	out := []templates.Fact{
		{Label: "项目", Value: f.Name}, {Label: "编号", Value: f.No}, {Label: "类型", Value: f.Kind}, {Label: "地点", Value: tree.FullName(f.Village)}, {Label: "业主", Value: f.Owner}, {Label: "施工", Value: f.Builder},
		{Label: "资金", Value: f.Money.Short()}, {Label: "建设规模", Value: f.Scale()}, {Label: "报的进度", Value: filedPercent(f)},
	}
	if f.PlanStart != 0 {
		out = append(out, templates.Fact{Label: "计划工期", Value: f.PlanStart.Chinese() + "至" + f.PlanEnd.Chinese()})
	}
	if f.Started != nil {
		out = append(out, templates.Fact{Label: "实际开工", Value: f.Started.Chinese()})
	}
	if f.Ended != nil {
		out = append(out, templates.Fact{Label: "实际完工", Value: f.Ended.Chinese()})
	}
	if f.At.Known() {
		lng, lat := f.At.Kept()
		out = append(out, templates.Fact{Label: "坐标", Value: "东经" + lng + "，北纬" + lat})
	}
	return out
}

func filedPercent(f fieldcheck.Filed) string {
	if f.Percent() < 0 || f.ReportedOn == nil {
		return ""
	}
	return fmt.Sprintf("%d%%（截至%s）", f.Percent(), f.ReportedOn.Chinese())
}
