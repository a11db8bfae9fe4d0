package office

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/complaint/wording"
	"yangguang/service/kernel/actor"
	"yangguang/templates"
)

// wordings is what these pages need of the complaint service.
type wordings interface {
	Wordings(ctx context.Context, by actor.Actor) ([]complaint.Wording, error)
	WordingVersions(ctx context.Context, by actor.Actor, name string) ([]complaint.Wording, error)
	ChangeWording(ctx context.Context, by actor.Actor, w complaint.WordingChange) error
}

// Wordings is the pages about the templates of answers to reporters.
type Wordings struct {
	front    *web.Front
	wordings wordings
}

// NewWordings makes the pages.
func NewWordings(front *web.Front, w wordings) *Wordings { return &Wordings{front, w} }

// Routes lists the addresses. The petition office reads, its head and the
// administrator change.
func (h *Wordings) Routes() []web.Route {
	read, change := roles(actor.RolePetition, actor.RoleHead, actor.RoleAdministrator), roles(actor.RoleHead, actor.RoleAdministrator)
	return []web.Route{
		get(wordingList.URL, read, h.list),
		get(wordingList.URL+"/new", change, h.fresh),
		get(wordingList.URL+"/of/:name", read, h.one),
		post(wordingList.URL, change, h.change),
	}
}

var wordingList = templates.Link{Text: "常用答复", URL: "/office/wordings"}

func mayChangeWordings(by actor.Actor) bool { return by.Is(actor.RoleHead, actor.RoleAdministrator) }

func (h *Wordings) list(c *gin.Context) error {
	all, err := h.wordings.Wordings(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	var d templates.OfficeWordingsData
	if mayChangeWordings(web.Actor(c)) {
		d.NewURL = wordingList.URL + "/new"
	}
	for _, a := range complaint.WordingActions() {
		g := templates.WordingGroup{Title: a.Text}
		for _, w := range all {
			if w.Action == a.Value {
				g.Rows = append(g.Rows, wordingRow(w))
			}
		}
		if len(g.Rows) > 0 {
			d.Groups = append(d.Groups, g)
		}
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeWordings, wordingList.Text, d)
}

func wordingRow(w complaint.Wording) templates.WordingRow {
	r := templates.WordingRow{Title: w.Title, Body: w.Body, URL: wordingList.URL + "/of/" + w.Name, Version: "平台默认", Withdrawn: w.Withdrawn}
	if w.Version > 0 {
		r.Version = fmt.Sprintf("第%d版 %s %s", w.Version, w.By, dateOf(w.At))
	}
	return r
}

func (h *Wordings) fresh(c *gin.Context) error {
	return h.showForm(c, http.StatusOK, complaint.WordingChange{Token: formToken()}, nil)
}

func (h *Wordings) one(c *gin.Context) error {
	versions, err := h.wordings.WordingVersions(c.Request.Context(), web.Actor(c), c.Param("name"))
	if err != nil {
		return err
	}
	now := versions[0]
	return h.showForm(c, http.StatusOK, complaint.WordingChange{
		Name: now.Name, Version: now.Version, Action: now.Action, Title: now.Title, Body: now.Body, Withdrawn: now.Withdrawn,
	}, nil)
}

func (h *Wordings) change(c *gin.Context) error {
	w := complaint.WordingChange{
		Name: c.PostForm("name"), Action: c.PostForm("action"), Title: c.PostForm("title"), Body: c.PostForm("body"), Withdrawn: c.PostForm("withdrawn") != "",
		Version: versionOf(c), Token: c.PostForm("token"),
	}
	if err := h.wordings.ChangeWording(c.Request.Context(), web.Actor(c), w); err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showForm(c, http.StatusUnprocessableEntity, w, wrong) })
	}
	h.front.Flash(c, templates.Good, "已保存。以后填表时就用新的一版。")
	return web.Redirect(c, wordingList.URL)
}

func (h *Wordings) showForm(c *gin.Context, code int, w complaint.WordingChange, wrong templates.Errors) error {
	d := templates.OfficeWordingData{
		Name: w.Name, Version: w.Version, Token: w.Token, Actions: choices(complaint.WordingActions(), w.Action), Title: w.Title, Body: w.Body,
		Withdrawn: w.Withdrawn, Editable: mayChangeWordings(web.Actor(c)), Errors: wrong,
	}
	for _, b := range wording.Blanks() {
		d.Blanks = append(d.Blanks, templates.Fact{Label: "{" + b.Name + "}", Value: b.Meaning})
	}
	title := "新加常用答复"
	if w.Name != "" {
		versions, err := h.wordings.WordingVersions(c.Request.Context(), web.Actor(c), w.Name)
		if err != nil {
			return err
		}
		for _, v := range versions {
			row := wordingRow(v)
			if v.Version > 0 {
				row.Version = "第" + strconv.Itoa(v.Version) + "版（" + v.By + "，" + dateOf(v.At) + "）"
			}
			d.Versions = append(d.Versions, row)
		}
		title = versions[0].Title
	}
	return web.RenderAt(h.front, c, code, under(wordingList), templates.OfficeWording, title, d)
}
