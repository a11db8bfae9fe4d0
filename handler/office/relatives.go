package office

import (
	"context"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// consents is what this page needs of the identity service.
type consents interface {
	OfficeRelatives(ctx context.Context, by actor.Actor) ([]identity.OfficeGrant, error)
	AddOfficeRelative(ctx context.Context, by actor.Actor, in identity.OfficeRelative) error
	RevokeOfficeRelative(ctx context.Context, by actor.Actor, grantID int64) error
}

// Relatives is the page on which a village office writes down that a villager
// lets a relative see their records.
type Relatives struct {
	front    *web.Front
	consents consents
}

// NewRelatives makes the page.
func NewRelatives(front *web.Front, c consents) *Relatives { return &Relatives{front, c} }

// Routes lists the addresses.
func (h *Relatives) Routes() []web.Route {
	may := roles(actor.RoleVillageCadre)
	return []web.Route{
		get("/office/village/relatives", may, h.list),
		post("/office/village/relatives", may, h.add),
		post("/office/village/relatives/:id/revoke", may, h.revoke),
	}
}

func (h *Relatives) list(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.RelativeForm{}, nil)
}

func (h *Relatives) show(c *gin.Context, status int, form templates.RelativeForm, wrong templates.Errors) error {
	grants, err := h.consents.OfficeRelatives(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	d := templates.OfficeRelativesData{
		Form: form, Errors: wrong,
		Relations: options(identity.Relations, c.PostForm("relation"), func(r string) (string, string) { return r, r }),
	}
	for _, g := range grants {
		row := templates.GrantRow{ID: strconv.FormatInt(g.GrantID, 10), Person: g.PersonName, Holder: g.HolderName, Relation: g.Relation, Since: period.Here(g.GrantedAt).String()}
		if g.ExpiresOn != nil {
			row.Until = g.ExpiresOn.String()
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, status, under(), templates.OfficeRelatives, "委托代查", d)
}

func (h *Relatives) add(c *gin.Context) error {
	form := templates.RelativeForm{
		PersonName: c.PostForm("person_name"), PersonID: c.PostForm("person_id"), HolderName: c.PostForm("holder_name"), HolderID: c.PostForm("holder_id"),
		Consent: c.PostForm("consent"), Until: c.PostForm("expires_on"),
	}
	until, err := period.ParseDay(form.Until)
	if err != nil {
		until = period.Past // the service says what an end has to be
	}
	err = h.consents.AddOfficeRelative(c.Request.Context(), web.Actor(c), identity.OfficeRelative{
		PersonName: seal.NewSecret(form.PersonName), PersonID: seal.NewSecret(form.PersonID), HolderName: seal.NewSecret(form.HolderName),
		HolderID: seal.NewSecret(form.HolderID), Relation: c.PostForm("relation"), Consent: seal.NewSecret(form.Consent), ExpiresOn: until,
	})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.show(c, http.StatusUnprocessableEntity, form, wrong) })
	}
	h.front.Flash(c, templates.Good, "委托已经登记。")
	return web.Redirect(c, "/office/village/relatives")
}

func (h *Relatives) revoke(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := h.consents.RevokeOfficeRelative(c.Request.Context(), web.Actor(c), id); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "委托已经终止。")
	return web.Redirect(c, "/office/village/relatives")
}
