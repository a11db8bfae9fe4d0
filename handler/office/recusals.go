package office

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/recusal"
	"yangguang/templates"
)

// recusals is what these pages need of the recusal service.
type recusals interface {
	Open(ctx context.Context, by actor.Actor, petitionID int64) (recusal.Overview, error)
	Search(ctx context.Context, by actor.Actor, petitionID int64, name string) ([]recusal.Candidate, error)
	Name(ctx context.Context, by actor.Actor, petitionID int64, kind, key string) error
	Strike(ctx context.Context, by actor.Actor, petitionID, subjectID int64, reason seal.Secret) error
	Lift(ctx context.Context, by actor.Actor, petitionID, staffID int64, reason seal.Secret) error
	Rule(ctx context.Context, by actor.Actor, petitionID, approvalID int64, r recusal.Ruling) error
	Keep(ctx context.Context, by actor.Actor, petitionID, staffID int64, reason seal.Secret) error
	Colleagues(ctx context.Context, by actor.Actor) ([]recusal.Colleague, error)
	Declare(ctx context.Context, by actor.Actor, object string, id int64, reason seal.Secret) error
	List(ctx context.Context, by actor.Actor) ([]recusal.Waiting, error)
}

// Recusals is the pages on which the office says who a petition is about and
// who keeps out of it 回避.
type Recusals struct {
	front     *web.Front
	recusals  recusals
	divisions divisions
}

// NewRecusals makes the pages.
func NewRecusals(front *web.Front, r recusals, d divisions) *Recusals { return &Recusals{front, r, d} }

// Routes lists the addresses.
func (h *Recusals) Routes() []web.Route {
	office, head := roles(actor.RolePetition), roles(actor.RoleHead)
	one := "/office/petitions/:id/recusal"
	return []web.Route{
		get("/office/recusals", head, h.list),
		get(one, roles(actor.RolePetition, actor.RoleHead), h.one),
		post(one+"/subjects", office, h.name),
		post(one+"/subjects/:subject/strike", office, h.strike),
		post(one+"/lift", head, h.lift),
		post(one+"/keep", head, h.keep),
		post(one+"/rule/:approval", head, h.rule),
		post("/office/petitions/:id/recuse", roles(actor.RolePetition, actor.RoleHead, actor.RoleTownInspector, actor.RoleSupervision), h.declare("petition")),
		post("/office/clues/:id/recuse", roles(actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleHead), h.declare("clue")),
		post("/office/cases/:id/recuse", roles(actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleTrial, actor.RoleHead), h.declare("case")),
	}
}

// recusalLinks are the ways from a petition's page to these.
func recusalLinks(d *templates.OfficePetitionData, by actor.Actor, id int64) {
	d.Recuse = petitionURL(id) + "/recuse"
	if by.Is(actor.RolePetition, actor.RoleHead) {
		d.Recusal = recusalURL(id)
	}
}

func recusalURL(id int64) string { return petitionURL(id) + "/recusal" }

func (h *Recusals) list(c *gin.Context) error {
	found, err := h.recusals.List(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	d := templates.OfficeRecusalsData{Empty: templates.Empty{Text: "没有等您决定的回避申请"}}
	for _, w := range found {
		d.Rows = append(d.Rows, templates.RecusalRow{URL: recusalURL(w.PetitionID), Number: w.Number, At: clock(w.AskedAt)})
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeRecusals, "回避申请", d)
}

func (h *Recusals) one(c *gin.Context) error { return h.show(c, http.StatusOK, "", nil) }

// show renders the page; form is the one that was refused, with what is wrong.
func (h *Recusals) show(c *gin.Context, code int, form string, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	o, err := h.recusals.Open(c.Request.Context(), by, id)
	if err != nil {
		return err
	}
	b := recusalForms{recusalURL(id), form, wrong}
	d := b.page(o)
	if o.CanName {
		if err := h.naming(c, &d, b, id); err != nil {
			return err
		}
	}
	if o.CanRule {
		colleagues, err := h.recusals.Colleagues(c.Request.Context(), by)
		if err != nil {
			return err
		}
		b.ruling(&d, o, colleagues)
	}
	crumbs := under(petitionList, templates.Link{Text: o.Number, URL: petitionURL(id)})
	return web.RenderAt(h.front, c, code, crumbs, templates.OfficeRecusal, "被反映人和回避", d)
}

// naming adds the search and the forms of the petition office.
func (h *Recusals) naming(c *gin.Context, d *templates.OfficeRecusalData, b recusalForms, id int64) error {
	tree, err := h.divisions.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	b.naming(d, tree)
	if d.Q = strings.TrimSpace(c.Query("q")); d.Q == "" {
		return nil
	}
	found, err := h.recusals.Search(c.Request.Context(), web.Actor(c), id, d.Q)
	if fault.Is(err, fault.Invalid) {
		d.SearchError = fieldOr(err, "q")
		return nil
	}
	if err != nil {
		return err
	}
	d.Searched = true
	for _, f := range found {
		d.Candidates = append(d.Candidates, templates.RecusalCandidate{Key: strconv.FormatInt(f.PersonID, 10), Name: f.Name, About: f.About})
	}
	return nil
}

func fieldOr(err error, field string) string {
	fe := fault.Of(err)
	if m := fe.Fields[field]; m != "" {
		return m
	}
	return fe.Public
}

// done leads back to the page, or shows it with what is wrong.
func (h *Recusals) done(c *gin.Context, form, said string, err error) error {
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.show(c, http.StatusUnprocessableEntity, form, wrong) })
	}
	h.front.Flash(c, templates.Good, said)
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	return web.Redirect(c, recusalURL(id))
}

func (h *Recusals) name(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	kind := c.PostForm("action")
	err = h.recusals.Name(c.Request.Context(), web.Actor(c), id, kind, c.PostForm(kind))
	return h.done(c, kind, "已登记，应当回避的人已经看不到这件信访件。", err)
}

func (h *Recusals) strike(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	subject, err := idOf(c, "subject")
	if err != nil {
		return err
	}
	form := "strike" + c.Param("subject")
	err = h.recusals.Strike(c.Request.Context(), web.Actor(c), id, subject, seal.NewSecret(c.PostForm(form+"-reason")))
	return h.done(c, form, "已去掉。", err)
}

func (h *Recusals) lift(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	form := c.PostForm("action")
	staff, err := strconv.ParseInt(strings.TrimPrefix(form, "lift"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "没有这个账号")
	}
	err = h.recusals.Lift(c.Request.Context(), web.Actor(c), id, staff, seal.NewSecret(c.PostForm(form+"-reason")))
	return h.done(c, form, "已取消这个人的回避。", err)
}

func (h *Recusals) keep(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.recusals.Keep(c.Request.Context(), web.Actor(c), id, accountOf(c, "keep-staff"), seal.NewSecret(c.PostForm("keep-reason")))
	return h.done(c, "keep", "这个人已经看不到这件信访件。", err)
}

// accountOf reads which account was picked; 0 is none.
func accountOf(c *gin.Context, field string) int64 {
	id, err := strconv.ParseInt(c.PostForm(field), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

func (h *Recusals) rule(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	approval, err := idOf(c, "approval")
	if err != nil {
		return err
	}
	form := "rule" + c.Param("approval")
	err = h.recusals.Rule(c.Request.Context(), web.Actor(c), id, approval, recusal.Ruling{
		Agree: c.PostForm(form+"-agree") == "yes", Keep: accountOf(c, form+"-keep"), Words: c.PostForm(form + "-words"),
	})
	return h.done(c, form, "已决定，来信人会看到。", err)
}

// declare is “我应当回避” on the page of a matter. Afterwards the matter is not
// there for this person any more, so it leads to the first page.
func (h *Recusals) declare(object string) web.Action {
	return func(c *gin.Context) error {
		id, err := idOf(c, "id")
		if err != nil {
			return err
		}
		err = h.recusals.Declare(c.Request.Context(), web.Actor(c), object, id, seal.NewSecret(c.PostForm("recuse-reason")))
		if fault.Is(err, fault.Invalid) {
			h.front.Flash(c, templates.Warning, fieldOr(err, "reason"))
			return web.Redirect(c, "/office/"+object+"s/"+c.Param("id"))
		}
		if err != nil {
			return err
		}
		h.front.Flash(c, templates.Good, "已登记回避，由其他人办理。")
		return web.Redirect(c, home.URL)
	}
}
