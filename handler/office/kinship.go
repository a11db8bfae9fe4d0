package office

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/kinship"
	"yangguang/templates"
)

// kin is what these pages need of the kinship service.
type kin interface {
	Mine(ctx context.Context, by actor.Actor) (kinship.Entry, error)
	One(ctx context.Context, by actor.Actor, id int64) (kinship.Entry, error)
	Open(ctx context.Context, by actor.Actor, id int64, l kinship.Look) (kinship.Entry, error)
	Begin(ctx context.Context, by actor.Actor, p kinship.Person) (int64, error)
	Do(ctx context.Context, by actor.Actor, id int64, d kinship.Deed) error
	Board(ctx context.Context, by actor.Actor) (kinship.Board, error)
	Search(ctx context.Context, by actor.Actor, q seal.Secret, reason string) ([]kinship.Entry, error)
}

// Kinship is the pages of what officials declare of their relatives.
type Kinship struct {
	front *web.Front
	kin   kin
}

// NewKinship makes the pages.
func NewKinship(front *web.Front, k kin) *Kinship { return &Kinship{front, k} }

var (
	kinshipHome   = templates.Link{Text: "我的家属申报", URL: "/office/kinship"}
	kinshipUnit   = templates.Link{Text: "家属申报确认", URL: "/office/kinship/confirm"}
	kinshipSearch = templates.Link{Text: "查公职人员家属", URL: "/office/kinship/search"}
)

const kinshipOne = "/office/kinship/of/:id"

func kinshipURL(id int64) string { return "/office/kinship/of/" + strconv.FormatInt(id, 10) }

// Routes lists the addresses.
func (h *Kinship) Routes() []web.Route {
	unit := roles(actor.RoleBureauHead, actor.RoleTownInspector, actor.RoleHead, actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleBureauOfficer, actor.RoleVillageCadre)
	clerk := roles(actor.RoleBureauOfficer, actor.RoleVillageCadre, actor.RoleCaseManagement)
	inspect := roles(actor.RoleSupervision, actor.RoleCaseManagement, actor.RoleHead)
	return []web.Route{
		get(kinshipHome.URL, actor.Roles, h.mine),
		post(kinshipHome.URL, actor.Roles, h.begin),
		get(kinshipUnit.URL, unit, h.unit),
		post(kinshipUnit.URL, clerk, h.beginOther),
		get(kinshipSearch.URL, inspect, h.search),
		post(kinshipSearch.URL, inspect, h.find),
		get(kinshipOne, actor.Roles, h.one),
		post(kinshipOne, actor.Roles, h.step),
		post(kinshipOne+"/open", unit, h.open),
	}
}

func (h *Kinship) mine(c *gin.Context) error {
	e, err := h.kin.Mine(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, e, findingForms{})
}

// show renders an entry with the forms of what this reader may do; f is the form
// that was refused.
func (h *Kinship) show(c *gin.Context, code int, e kinship.Entry, f findingForms) error {
	title, crumbs := e.Name+"的家属申报", under(kinshipUnit)
	if e.Mine && e.Account {
		title, crumbs = kinshipHome.Text, under()
	}
	f.base, f.version = kinshipURL(e.ID), e.Version
	if e.ID == 0 {
		f.base = kinshipHome.URL
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderAt(h.front, c, code, crumbs, templates.OfficeKinship, title, kinshipData(e, kinshipForms{f}))
}

func (h *Kinship) begin(c *gin.Context) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	_, err := h.kin.Begin(ctx, by, kinship.Person{Number: secretOf(c.PostForm("begin-id"))})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			e, err := h.kin.Mine(ctx, by)
			if err != nil {
				return err
			}
			return h.show(c, http.StatusUnprocessableEntity, e, findingForms{tried: "begin", say: c.PostForm, wrong: wrong})
		})
	}
	return web.Redirect(c, kinshipHome.URL)
}

// one shows an entry to whoever writes it, and asks everybody else why they
// want to see it.
func (h *Kinship) one(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	e, err := h.kin.One(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	if e.Mine {
		return h.show(c, http.StatusOK, e, findingForms{})
	}
	reason := ""
	if e.Can[kinship.ActConfirm] {
		reason = kinship.ConfirmReason
	}
	return h.ask(c, http.StatusOK, e, reason, "", nil)
}

func (h *Kinship) ask(c *gin.Context, code int, e kinship.Entry, reason, matter string, wrong templates.Errors) error {
	d := templates.OfficeKinshipAskData{
		Facts: []templates.Fact{{Label: "姓名", Value: e.Name}, {Label: "单位", Value: e.Unit}, {Label: "职务", Value: e.Post}}, State: kinshipBadge(e.State, e.StateText), Action: kinshipURL(e.ID) + "/open",
		Reason: reason, Matter: matter, Errors: wrong, Asks: web.Actor(c).Is(actor.RoleSupervision, actor.RoleCaseManagement, actor.RoleHead),
		Days: "可以不填。要填，必须是正在办、反映申报人或者他亲属的一件；这次查看等这一件办结，或者最多过些天，才在申报人的页面上显示",
	}
	return web.RenderAt(h.front, c, code, under(kinshipUnit), templates.OfficeKinshipAsk, e.Name+"的家属申报", d)
}

func (h *Kinship) open(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), web.Actor(c)
	l := kinship.Look{Reason: c.PostForm("reason"), Matter: c.PostForm("matter")}
	e, err := h.kin.Open(ctx, by, id, l)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			cover, err := h.kin.One(ctx, by, id)
			if err != nil {
				return err
			}
			return h.ask(c, http.StatusUnprocessableEntity, cover, l.Reason, l.Matter, wrong)
		})
	}
	return h.show(c, http.StatusOK, e, findingForms{})
}

// step takes one step on an entry and answers for it. A form's key is its action
// with the number of the relative behind it.
func (h *Kinship) step(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ctx, by, key := c.Request.Context(), web.Actor(c), c.PostForm("action")
	d := kinshipDeed(c, key)
	err = h.kin.Do(ctx, by, id, d)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			e, err := h.kin.One(ctx, by, id)
			if err != nil {
				return err
			}
			return h.show(c, http.StatusUnprocessableEntity, e, findingForms{tried: key, say: c.PostForm, wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, "已办："+kinship.ActionText(string(d.Action))+"。")
	if d.Action == kinship.ActConfirm || d.Action == kinship.ActReturn {
		return web.Redirect(c, kinshipUnit.URL)
	}
	return web.Redirect(c, kinshipURL(id))
}

func kinshipDeed(c *gin.Context, key string) kinship.Deed {
	f := of(c, key)
	d := kinship.Deed{Name: secretOf(f("name")), Number: secretOf(f("id")), Relation: f("relation"), Work: secretOf(f("work")), Recorded: f("recorded") != "", Alone: f("alone") != "", Note: secretOf(f("note")), Version: versionOf(c)}
	action := strings.TrimRight(key, "0123456789")
	d.Action = kinship.Action(action)
	var err error
	if d.Line, err = strconv.ParseInt(key[len(action):], 10, 64); err != nil {
		d.Line = 0
	}
	return d
}

func (h *Kinship) unit(c *gin.Context) error {
	return h.board(c, http.StatusOK, findingForms{})
}

func (h *Kinship) board(c *gin.Context, code int, f findingForms) error {
	by := web.Actor(c)
	b, err := h.kin.Board(c.Request.Context(), by)
	if err != nil {
		return err
	}
	f.base, f.version = kinshipUnit.URL, 0
	d := templates.OfficeKinshipUnitData{Clerk: b.Clerk, Confirm: by.Is(actor.RoleBureauHead, actor.RoleTownInspector, actor.RoleHead, actor.RoleCaseManagement), Waiting: kinshipRows(b.Waiting), Others: kinshipRows(b.Others), Sum: kinshipCount(b.Sum)}
	if b.Clerk {
		d.Begin = []templates.Deed{kinshipForms{f}.other()}
	}
	for _, n := range b.Counts {
		d.Counts = append(d.Counts, kinshipCount(n))
	}
	return web.RenderAt(h.front, c, code, under(), templates.OfficeKinshipUnit, kinshipUnit.Text, d)
}

func (h *Kinship) beginOther(c *gin.Context) error {
	f := of(c, "begin")
	p := kinship.Person{Name: f("name"), Post: f("post"), Number: secretOf(f("id"))}
	if p.Name == "" {
		p.Name = " " // somebody else's, whose name is missing
	}
	id, err := h.kin.Begin(c.Request.Context(), web.Actor(c), p)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.board(c, http.StatusUnprocessableEntity, findingForms{tried: "begin", say: c.PostForm, wrong: wrong})
		})
	}
	return web.Redirect(c, kinshipURL(id))
}

func (h *Kinship) search(c *gin.Context) error {
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeKinshipSearch, kinshipSearch.Text, templates.OfficeKinshipSearchData{})
}

func (h *Kinship) find(c *gin.Context) error {
	d := templates.OfficeKinshipSearchData{Q: c.PostForm("q"), Reason: c.PostForm("reason")}
	found, err := h.kin.Search(c.Request.Context(), web.Actor(c), secretOf(d.Q), d.Reason)
	code := http.StatusOK
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		d.Errors, code = wrong, http.StatusUnprocessableEntity
	}
	d.Searched, d.Rows = err == nil, kinshipRows(found)
	c.Header("Cache-Control", "no-store") // what was looked for is recorded
	return web.RenderAt(h.front, c, code, under(), templates.OfficeKinshipSearch, kinshipSearch.Text, d)
}
