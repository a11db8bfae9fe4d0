package office

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/statistics"
	"yangguang/templates"
)

// figures is what these pages need of the statistics service.
type figures interface {
	Open(ctx context.Context, by actor.Actor, p statistics.Span, version int) (statistics.Form, error)
	Submit(ctx context.Context, by actor.Actor, p statistics.Span) error
	Correct(ctx context.Context, by actor.Actor, p statistics.Span, after int, reason string) error
	Export(ctx context.Context, by actor.Actor, p statistics.Span, version int, w io.Writer) error
}

// Statistics is the page of the figures that are reported.
type Statistics struct {
	front   *web.Front
	access  *Access
	figures figures
	now     func() time.Time
}

// NewStatistics makes the page; access knows which lists its figures may lead to.
func NewStatistics(front *web.Front, access *Access, f figures, now func() time.Time) *Statistics {
	return &Statistics{front, access, f, now}
}

// statisticsURL is the address of the page.
const statisticsURL = "/office/statistics"

// Routes lists the addresses.
func (h *Statistics) Routes() []web.Route {
	read := roles(actor.RoleCaseManagement, actor.RolePetition, actor.RoleHead)
	return []web.Route{
		get(statisticsURL, read, h.page),
		get(statisticsURL+"/form.xlsx", read, h.workbook),
		post(statisticsURL+"/submit", roles(actor.RoleCaseManagement, actor.RoleHead), h.submit),
		post(statisticsURL+"/correct", roles(actor.RoleCaseManagement), h.correct),
	}
}

func spanURL(p statistics.Span) string { return statisticsURL + "?span=" + p.String() }

// spanOf is the span that is asked for; without one the last month, or with
// by=quarter the last quarter, that is over.
func (h *Statistics) spanOf(v url.Values) (statistics.Span, error) {
	if v.Get("span") == "" {
		return statistics.Latest(h.now(), v.Get("by") == "quarter"), nil
	}
	return statistics.ParseSpan(v.Get("span"))
}

func (h *Statistics) page(c *gin.Context) error {
	return h.show(c, http.StatusOK, c.Request.URL.Query(), nil)
}

func (h *Statistics) show(c *gin.Context, code int, v url.Values, wrong templates.Errors) error {
	p, err := h.spanOf(v)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(v.Get("v"))
	if err != nil {
		version = 0
	}
	by := web.Actor(c)
	f, err := h.figures.Open(c.Request.Context(), by, p, version)
	if err != nil {
		return err
	}
	d := statisticsPage(f, h.now(), h.leads(by))
	d.Submit.Errors, d.Submit.Open = wrong, len(wrong) > 0
	d.Submit.Reasons.Error = wrong["reason"]
	return web.RenderAt(h.front, c, code, under(), templates.OfficeStatistics, "统计报表", d)
}

// leads tells which lists somebody may open.
func (h *Statistics) leads(by actor.Actor) func(url string) string {
	return func(url string) string {
		if !h.access.May(by, url) {
			return ""
		}
		return url
	}
}

func (h *Statistics) workbook(c *gin.Context) error {
	p, err := h.spanOf(c.Request.URL.Query())
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(c.Query("v"))
	if err != nil {
		version = 0
	}
	return workbook(c, "统计表-"+p.String()+".xlsx", func(w io.Writer) error {
		return h.figures.Export(c.Request.Context(), web.Actor(c), p, version, w)
	})
}

func (h *Statistics) submit(c *gin.Context) error {
	p, err := statistics.ParseSpan(c.PostForm("span"))
	if err != nil {
		return err
	}
	return h.done(c, p, h.figures.Submit(c.Request.Context(), web.Actor(c), p), "已经报送。报送的数字不会再变，改动显示为更正。")
}

func (h *Statistics) correct(c *gin.Context) error {
	p, err := statistics.ParseSpan(c.PostForm("span"))
	if err != nil {
		return err
	}
	after, err := strconv.Atoi(c.PostForm("version"))
	if err != nil {
		after = 0
	}
	err = h.figures.Correct(c.Request.Context(), web.Actor(c), p, after, c.PostForm("reason"))
	if fault.Is(err, fault.Invalid) {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		return h.show(c, http.StatusUnprocessableEntity, c.Request.PostForm, wrong)
	}
	return h.done(c, p, err, "已经更正。原来报送的一版仍然保留。")
}

// done leads back to the span, with what became of the deed.
func (h *Statistics) done(c *gin.Context, p statistics.Span, err error, words string) error {
	switch {
	case fault.Is(err, fault.Conflict):
		h.front.Flash(c, templates.Warning, fault.Of(err).Public)
	case err != nil:
		return err
	default:
		h.front.Flash(c, templates.Good, words)
	}
	return web.Redirect(c, spanURL(p))
}
