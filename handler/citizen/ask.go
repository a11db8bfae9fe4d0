package citizen

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/question"
	"yangguang/templates"
)

// Asking is the pages on which a villager asks the owner of a project in
// public. Nobody signs in for them and nothing says who asked.
type Asking struct {
	lookup  *Lookup
	limiter web.Limiter   // keeps nothing beyond the process
	token   func() string // of a form: a fresh random text
}

// NewAsking makes the pages; l shows the projects.
func NewAsking(l *Lookup, limiter web.Limiter, token func() string) *Asking {
	return &Asking{l, limiter, token}
}

// Routes adds the pages to the site; r carries the citizen session.
func (h *Asking) Routes(r gin.IRouter) {
	g := r.Group("/h5/projects/:no", h.lookup.front.LoadCitizen())
	g.GET("/ask", h.lookup.front.Serve(h.form))
	g.POST("/ask", h.lookup.front.ServeBody(maxForm, h.ask))
	g.GET("/asked", h.lookup.front.Serve(h.asked))
	g.GET("/photos/:id", h.lookup.front.Serve(h.lookup.sitePhoto))
	g.GET("/answers/:id", h.lookup.front.Serve(h.lookup.answerPhoto))
}

func (h *Asking) form(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.AskData{Token: h.token()})
}

// show renders the form; d holds what was typed.
func (h *Asking) show(c *gin.Context, code int, d templates.AskData) error {
	p, err := h.lookup.boards.About(c.Request.Context(), c.Param("no"))
	if err != nil {
		return err
	}
	tree, err := h.lookup.lookup.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d.Action, d.Project, d.Place, d.Owner, d.Due = projectURL(p.No)+"/ask", p.Name, tree.FullName(p.Village), p.Owner, p.Days
	d.MayTell, d.ComplainURL, d.BackURL = question.MayTell(web.Actor(c)), "/h5/complaint?about=project&no="+url.QueryEscape(p.No), projectURL(p.No)
	c.Header("Cache-Control", "no-store") // a form is sent once
	return web.RenderIn(h.lookup.front, c, code, templates.TabProjects, templates.Ask, "公开提问", d)
}

// An address, which a whole village may share, asks so often in an hour.
const asksPerHour = 20

func (h *Asking) ask(c *gin.Context) error {
	ok, wait, err := h.limiter.Allow(c.Request.Context(), "ask", web.ClientKey(c), asksPerHour, time.Hour)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "系统有点忙，请过一会儿再试", err)
	}
	if !ok {
		c.Header("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
		return fault.Newf(fault.TooMany, "问得太多了，请等%d分钟再试", int(wait.Minutes())+1)
	}
	d := templates.AskData{Token: c.PostForm("token"), Text: c.PostForm("text"), Tell: c.PostForm("tell") != ""}
	err = h.lookup.boards.Ask(c.Request.Context(), web.Actor(c), question.Draft{No: c.Param("no"), Token: d.Token, Text: seal.NewSecret(d.Text), Sure: c.PostForm("sure") != "", Tell: d.Tell})
	if fault.Is(err, fault.Invalid) {
		d.Errors = fieldsOf(err)
		d.Reports = d.Errors[question.FieldSure] != ""
		if d.Token == "" {
			d.Token = h.token()
		}
		return h.show(c, http.StatusUnprocessableEntity, d)
	}
	if err != nil {
		return err
	}
	return web.Redirect(c, projectURL(c.Param("no"))+"/asked")
}

func (h *Asking) asked(c *gin.Context) error {
	p, err := h.lookup.boards.About(c.Request.Context(), c.Param("no"))
	if err != nil {
		return err
	}
	return web.RenderIn(h.lookup.front, c, http.StatusOK, templates.TabProjects, templates.Asked, "问题收到了", templates.AskedData{Project: p.Name, Owner: p.Owner, Due: p.Days, BackURL: projectURL(p.No) + "#board"})
}
