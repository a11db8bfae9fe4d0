package office

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/deadline"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// deadlines is what these pages need of the deadline service.
type deadlines interface {
	List(ctx context.Context, by actor.Actor, f deadline.Filter, r page.Request) (deadline.List, error)
	Month(ctx context.Context, by actor.Actor, m period.Month) ([]deadline.DayCount, error)
	Notices(ctx context.Context, by actor.Actor) ([]deadline.Notice, error)
	PutAway(ctx context.Context, by actor.Actor, id int64) error
	MayAsk(ctx context.Context, by actor.Actor, timerID int64) (deadline.Extending, error)
	Ask(ctx context.Context, by actor.Actor, timerID int64, w deadline.Wish) error
	Requests(ctx context.Context, by actor.Actor) ([]deadline.Request, error)
	Decide(ctx context.Context, by actor.Actor, id int64, agree bool, words seal.Secret) error
}

// Deadlines is the pages about the clocks of everybody who handles matters.
type Deadlines struct {
	front     *web.Front
	deadlines deadlines
	now       func() time.Time
}

// NewDeadlines makes the pages.
func NewDeadlines(front *web.Front, d deadlines, now func() time.Time) *Deadlines {
	return &Deadlines{front, d, now}
}

// Routes lists the addresses.
func (h *Deadlines) Routes() []web.Route {
	handles := roles(actor.RolePetition, actor.RoleTownInspector, actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleTrial, actor.RoleHead)
	asks := roles(actor.RolePetition, actor.RoleTownInspector, actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleTrial)
	return []web.Route{
		get("/office/deadlines", handles, h.show),
		post("/office/deadlines/notices/:id", handles, h.putAway),
		get("/office/deadlines/:id/extend", asks, h.form),
		post("/office/deadlines/:id/extend", asks, h.ask),
		get("/office/extensions", handles, h.requests),
		post("/office/extensions/:id", roles(actor.RoleHead), h.decide),
	}
}

var deadlinesCrumb = templates.Link{Text: "办理期限", URL: "/office/deadlines"}

const extensionsURL = "/office/extensions"

func (h *Deadlines) show(c *gin.Context) error {
	if c.Query("view") == "month" {
		return h.month(c)
	}
	f := deadline.Filter{When: deadline.When(c.Query("when"))}
	if day, err := period.ParseDay(c.Query("day")); err == nil {
		f.Day = day
	}
	list, err := h.deadlines.List(c.Request.Context(), web.Actor(c), f, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeDeadlinesData{
		Tabs: deadlineTabs(f, list.Counts, ""), Pager: pager(c, list.Page), Groups: deadlineGroups(web.Actor(c), list.Items),
		Empty: templates.Empty{Text: "这里没有办理期限", Advice: "您能看到的信访件、线索和案件，现在没有这样的期限。"},
	}
	if f.Day != 0 {
		d.Day = f.Day.Chinese()
	}
	return h.render(c, d)
}

func (h *Deadlines) month(c *gin.Context) error {
	today := period.Here(h.now())
	m := today.Month()
	if asked, err := period.ParseMonth(c.Query("m")); err == nil {
		m = asked
	}
	days, err := h.deadlines.Month(c.Request.Context(), web.Actor(c), m)
	if err != nil {
		return err
	}
	list, err := h.deadlines.List(c.Request.Context(), web.Actor(c), deadline.Filter{}, page.Request{Number: 1, Size: 1})
	if err != nil {
		return err
	}
	return h.render(c, templates.OfficeDeadlinesData{Tabs: deadlineTabs(deadline.Filter{}, list.Counts, "month"), Calendar: deadlineMonth(m, days, today)})
}

// render adds what the reader is reminded of.
func (h *Deadlines) render(c *gin.Context, d templates.OfficeDeadlinesData) error {
	notices, err := h.deadlines.Notices(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	for _, n := range notices {
		d.Notices = append(d.Notices, deadlineNotice(n))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeDeadlines, deadlinesCrumb.Text, d)
}

func (h *Deadlines) putAway(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := h.deadlines.PutAway(c.Request.Context(), web.Actor(c), id); err != nil {
		return err
	}
	return web.Redirect(c, deadlinesCrumb.URL)
}

func (h *Deadlines) form(c *gin.Context) error {
	return h.showForm(c, http.StatusOK, nil)
}

// showForm shows the form for more time, with what was typed and refused.
func (h *Deadlines) showForm(c *gin.Context, code int, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	e, err := h.deadlines.MayAsk(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	d := extendForm(c, e, wrong)
	d.URL = deadlinesCrumb.URL + "/" + strconv.FormatInt(id, 10) + "/extend"
	return web.RenderAt(h.front, c, code, under(deadlinesCrumb), templates.OfficeExtend, "申请延期", d)
}

func (h *Deadlines) ask(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	more, err := strconv.Atoi(c.PostForm("more"))
	if err != nil {
		more = 0
	}
	w := deadline.Wish{Reason: seal.NewSecret(c.PostForm("reason")), Document: c.PostForm("document"), More: more}
	if err := h.deadlines.Ask(c.Request.Context(), web.Actor(c), id, w); err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showForm(c, http.StatusUnprocessableEntity, wrong) })
	}
	h.front.Flash(c, templates.Good, "延期申请已经提交，等委领导审批。")
	return web.Redirect(c, deadlinesCrumb.URL)
}

func (h *Deadlines) requests(c *gin.Context) error {
	return h.showRequests(c, http.StatusOK, 0, nil)
}

// showRequests lists what waits; tried is the request whose word was refused.
func (h *Deadlines) showRequests(c *gin.Context, code int, tried int64, wrong templates.Errors) error {
	found, err := h.deadlines.Requests(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	d := templates.OfficeExtensionsData{
		Tabs:  []templates.OfficeTab{{Text: "按到期先后", URL: deadlinesCrumb.URL}, {Text: "月历", URL: deadlinesCrumb.URL + "?view=month"}, {Text: "延期申请", URL: extensionsURL, Active: true, Count: len(found)}},
		Empty: templates.Empty{Text: "没有等待审批的延期申请", Action: templates.Link{Text: "看办理期限", URL: deadlinesCrumb.URL}},
	}
	for _, r := range found {
		row := extensionRow(r)
		if r.ID == tried {
			row.Words.Value, row.Words.Error = c.PostForm(row.Words.Name), wrong["words"]
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, code, under(deadlinesCrumb), templates.OfficeExtensions, "延期申请", d)
}

func (h *Deadlines) decide(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	agree := c.PostForm("agree") == "1"
	if err := h.deadlines.Decide(c.Request.Context(), web.Actor(c), id, agree, seal.NewSecret(c.PostForm("words-"+c.Param("id")))); err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showRequests(c, http.StatusUnprocessableEntity, id, wrong)
		})
	}
	said := "已经不同意这份延期申请。"
	if agree {
		said = "已经同意延期，来信人会看到新的时间。"
	}
	h.front.Flash(c, templates.Good, said)
	return web.Redirect(c, extensionsURL)
}
