package office

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/prepayment"
	"yangguang/templates"
)

// prepayments is what these pages need of the prepayment service.
type prepayments interface {
	Lists(ctx context.Context, by actor.Actor, f prepayment.Filter, r page.Request) (page.Page[prepayment.List], prepayment.Totals, error)
	One(ctx context.Context, by actor.Actor, id int64) (prepayment.List, error)
	Rows(ctx context.Context, by actor.Actor, id int64, verdict string, r page.Request) (page.Page[prepayment.Row], error)
	Answer(ctx context.Context, by actor.Actor, id int64, a prepayment.Answer) error
	Submit(ctx context.Context, by actor.Actor, id int64) error
	Decide(ctx context.Context, by actor.Actor, id int64, release bool, note string) error
	File(ctx context.Context, by actor.Actor, id int64, w io.Writer) error
}

// Prepayments are the lists that are compared before they are paid.
type Prepayments struct {
	front *web.Front
	lists prepayments
}

// NewPrepayments makes the pages.
func NewPrepayments(front *web.Front, p prepayments) *Prepayments {
	return &Prepayments{front: front, lists: p}
}

// Routes lists the addresses.
func (h *Prepayments) Routes() []web.Route {
	see := roles(actor.RoleBureauOfficer, actor.RoleBureauHead, actor.RoleSupervision, actor.RoleHead)
	officer, chief := roles(actor.RoleBureauOfficer), roles(actor.RoleBureauHead)
	return []web.Route{
		get("/office/prepayments", see, h.list),
		get("/office/prepayments/:id", see, h.one),
		post("/office/prepayments/:id/answer", officer, h.answer),
		post("/office/prepayments/:id/submit", officer, h.submit),
		post("/office/prepayments/:id/decide", chief, h.decide),
		post("/office/prepayments/:id/list.csv", roles(actor.RoleBureauOfficer, actor.RoleBureauHead), h.file),
	}
}

var prepaymentsCrumb = templates.Link{Text: "发放前比对", URL: "/office/prepayments"}

func (h *Prepayments) list(c *gin.Context) error {
	by, q := web.Actor(c), c.Request.URL.Query()
	f := prepayment.Filter{State: q.Get("state"), Counted: countedIn(q)}
	p, sums, err := h.lists.Lists(c.Request.Context(), by, f, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficePrepaymentsData{
		Narrowed: narrowed(q, f.Narrowed(), prepaymentsCrumb.URL),
		States:   options(prepaymentStates, f.State, func(s string) (string, string) { return s, prepaymentLabel(s) }),
		Pager:    pager(c, p), Empty: templates.Empty{Text: "还没有拟发放名单", Advice: "部门在“数据导入”里上传拟发放名单，核对导入以后会自动比对。"},
	}
	if by.Is(actor.RoleBureauOfficer) {
		d.Upload = templates.Link{Text: "上传拟发放名单", URL: "/office/imports/new?kind=prepayouts"}
		d.Empty.Action = d.Upload
	}
	if f.State != "" {
		d.Empty = templates.Empty{Text: "没有这种状态的名单", Action: templates.Link{Text: "看全部", URL: prepaymentsCrumb.URL}}
	}
	if sums.Lists > 0 {
		d.Figures = prepaymentFigures(sums)
	}
	for _, l := range p.Items {
		d.Rows = append(d.Rows, prepaymentListRow(l))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficePrepayments, prepaymentsCrumb.Text, d)
}

func (h *Prepayments) one(c *gin.Context) error {
	return h.showOne(c, http.StatusOK, prepaymentForm{}, nil)
}

// prepaymentForm is what was typed and not taken.
type prepaymentForm struct {
	answer prepayment.Answer
	note   string // of the head
}

func (h *Prepayments) showOne(c *gin.Context, status int, f prepaymentForm, bad templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), web.Actor(c)
	l, err := h.lists.One(ctx, by, id)
	if err != nil {
		return err
	}
	d := prepaymentPage(l, by, f, bad)
	if !l.Busy() {
		verdict := cmp.Or(c.Query("verdict"), c.PostForm("verdict"))
		if verdict == rowPassing {
			prepaymentPassing(&d, f)
		}
		rows, err := h.lists.Rows(ctx, by, id, verdict, pageOf(c))
		if err != nil {
			return err
		}
		d.Tabs, d.Pager = prepaymentTabs(l, verdict), pager(c, rows)
		for _, r := range rows.Items {
			d.Rows = append(d.Rows, prepaymentRow(r, d.Answer.On, slices.Contains(f.answer.Rows, r.ID)))
		}
	}
	return web.RenderAt(h.front, c, status, under(prepaymentsCrumb), templates.OfficePrepayment, l.FileName, d)
}

func (h *Prepayments) answer(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	a := prepayment.Answer{Answer: c.PostForm("answer"), Reason: c.PostForm("reason"), Doc: c.PostForm("doc"), Note: seal.NewSecret(c.PostForm("note")), Passing: c.PostForm("verdict") == rowPassing}
	for _, text := range c.PostFormArray("row") {
		n, _ := strconv.ParseInt(text, 10, 64) // what is no number is no row
		a.Rows = append(a.Rows, n)
	}
	if err := h.lists.Answer(c.Request.Context(), web.Actor(c), id, a); err != nil {
		bad, err := refusal(err)
		if err != nil {
			return err
		}
		if bad["rows"] != "" {
			bad[""] = bad["rows"]
		}
		return h.showOne(c, http.StatusUnprocessableEntity, prepaymentForm{answer: a}, bad)
	}
	h.front.Flash(c, templates.Good, "已经答复 "+strconv.Itoa(len(a.Rows))+" 行。")
	return web.Redirect(c, prepaymentURL(id))
}

func (h *Prepayments) submit(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := h.lists.Submit(c.Request.Context(), web.Actor(c), id); err != nil {
		return askAgain(err, func(bad templates.Errors) error {
			return h.showOne(c, http.StatusUnprocessableEntity, prepaymentForm{}, bad)
		})
	}
	h.front.Flash(c, templates.Good, "已经交给部门负责人确认。")
	return web.Redirect(c, prepaymentURL(id))
}

func (h *Prepayments) decide(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	release, note := c.PostForm("release") == "1", c.PostForm("note")
	if err := h.lists.Decide(c.Request.Context(), web.Actor(c), id, release, note); err != nil {
		return askAgain(err, func(bad templates.Errors) error {
			return h.showOne(c, http.StatusUnprocessableEntity, prepaymentForm{note: note}, bad)
		})
	}
	done := "已经退回，由经办人再改。"
	if release {
		done = "名单已经放行。以后实际发放的，会和这份名单逐笔比对。"
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, prepaymentURL(id))
}

func (h *Prepayments) file(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := h.lists.File(c.Request.Context(), web.Actor(c), id, &text); err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape("放行名单"+strconv.FormatInt(id, 10)+".csv"))
	c.Data(http.StatusOK, "text/csv; charset=utf-8", text.Bytes())
	return nil
}

func prepaymentURL(id int64) string { return prepaymentsCrumb.URL + "/" + strconv.FormatInt(id, 10) }
