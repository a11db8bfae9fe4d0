package citizen

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// The two facts as the form names them.
const (
	factAccount = "account"
	factPhone   = "phone"
)

const wantBind = "实名绑定"

// canBind answers in place of the form for whoever cannot bind here.
func (h *Lookup) canBind(c *gin.Context) (answered bool, err error) {
	by := web.Actor(c)
	switch {
	case !web.KioskToken(c).Empty():
		return true, web.Redirect(c, kioskSignIn) // nobody binds at a screen
	case h.front.RequireWechat(c):
		return true, nil
	case by.Snapshot:
		return true, web.RenderIn(h.front, c, http.StatusOK, templates.TabMe, templates.Snapshot, "请打开完整服务", templates.SnapshotData{Want: wantBind})
	case by.PersonID != 0:
		return true, web.Redirect(c, "/h5/me")
	}
	return false, nil
}

func (h *Lookup) bindForm(c *gin.Context) error {
	if answered, err := h.canBind(c); answered {
		return err
	}
	return h.showBind(c, http.StatusOK, templates.BindData{Back: web.LocalPath(c.Query("back"), ""), Outside: web.Actor(c).Kind == actor.Guest})
}

func (h *Lookup) showBind(c *gin.Context, status int, data templates.BindData) error {
	data.OfficePhone, data.TextOffered = h.office.Hotline, h.identity.CanText()
	return web.RenderIn(h.front, c, status, templates.TabMe, templates.Bind, "实名绑定", data)
}

// typedBind is the form as it was typed, to be shown again.
func typedBind(c *gin.Context) templates.BindData {
	return templates.BindData{
		Name: c.PostForm("name"), ID: c.PostForm("id"), Fact: c.PostForm("fact"), Tail: c.PostForm("tail"), Code: c.PostForm("code"),
		Back: web.LocalPath(c.PostForm("back"), ""),
	}
}

func (h *Lookup) bind(c *gin.Context) error {
	if answered, err := h.canBind(c); answered {
		return err
	}
	if err := h.allow(c, limitBind); err != nil {
		return err
	}
	typed := typedBind(c)
	in := identity.BindInput{Name: seal.NewSecret(typed.Name), ID: seal.NewSecret(typed.ID)}
	switch typed.Fact {
	case factAccount:
		in.Method, in.Fact = identity.MethodAccount, seal.NewSecret(typed.Tail)
	case factPhone:
		in.Method, in.Fact = identity.MethodSMS, seal.NewSecret(typed.Code)
	}
	by, err := h.identity.Bind(c.Request.Context(), web.Actor(c), in)
	if err != nil {
		return h.refuseBind(c, typed, err, true)
	}
	if err := h.front.SetPerson(c.Request.Context(), by.PersonID); err != nil {
		return err
	}
	return web.Redirect(c, "/h5/bind/done?back="+url.QueryEscape(typed.Back))
}

// refuseBind shows the form again with its words and what is wrong. lock: the
// failure may be that there are no more tries today.
func (h *Lookup) refuseBind(c *gin.Context, typed templates.BindData, err error, lock bool) error {
	fe := fault.Of(err)
	switch {
	case fe.Kind == fault.Internal:
		return err
	case fe.Kind == fault.TooMany && lock:
		typed.Locked = fe.Public
	case len(fe.Fields) > 0:
		typed.Errors = bindErrors(typed.Fact, fe.Fields)
	default:
		typed.Errors = templates.Errors{"": fe.Public}
	}
	return h.showBind(c, web.StatusOf(fe.Kind), typed)
}

// bindErrors puts the service's messages next to the fields of the form.
func bindErrors(fact string, fields map[string]string) templates.Errors {
	out := templates.Errors{}
	for field, message := range fields {
		switch {
		case field == identity.FieldMethod:
			out["fact"] = message
		case field == identity.FieldFact && fact == factPhone:
			out["code"] = message
		case field == identity.FieldFact:
			out["tail"] = message
		default:
			out[field] = message
		}
	}
	return out
}

func (h *Lookup) bindCode(c *gin.Context) error {
	if answered, err := h.canBind(c); answered {
		return err
	}
	if err := h.allow(c, limitBind); err != nil {
		return err
	}
	typed := typedBind(c)
	typed.Fact = factPhone
	err := h.identity.SendCode(c.Request.Context(), web.Actor(c), seal.NewSecret(typed.Name), seal.NewSecret(typed.ID))
	if err != nil {
		return h.refuseBind(c, typed, err, false)
	}
	typed.CodeAsked = identity.CodeAsked
	return h.showBind(c, http.StatusOK, typed)
}

func (h *Lookup) bindDone(c *gin.Context) error {
	if done, err := h.personal(c, templates.TabMe, wantBind); done {
		return err
	}
	ctx := c.Request.Context()
	p, err := h.identity.Profile(ctx, web.Actor(c))
	if err != nil {
		return h.stale(c, err, templates.TabMe, wantBind)
	}
	tree, err := h.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	data := templates.BindDoneData{MaskedName: p.MaskedName, Village: tree.FullName(p.VillageCode), Told: len(p.Devices) - 1}
	if back := web.LocalPath(c.Query("back"), ""); back != "" {
		data.Next = templates.Link{Text: "接着办刚才的事", URL: back}
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabMe, templates.BindDone, "绑定好了", data)
}

func (h *Lookup) unbindForm(c *gin.Context) error {
	const want = "解除绑定"
	if done, err := h.personal(c, templates.TabMe, want); done {
		return err
	}
	g, err := h.identity.Greeting(c.Request.Context(), web.Actor(c))
	if err != nil {
		return h.stale(c, err, templates.TabMe, want)
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabMe, templates.Unbind, "解除绑定", templates.UnbindData{MaskedName: g.MaskedName})
}

func (h *Lookup) unbind(c *gin.Context) error {
	ctx := c.Request.Context()
	if err := h.identity.Unbind(ctx, web.Actor(c), 0); err != nil {
		return h.stale(c, err, templates.TabMe, "解除绑定")
	}
	if err := h.front.SetPerson(ctx, 0); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已经解除绑定。以后随时可以再绑定")
	return web.Redirect(c, "/h5/me")
}
