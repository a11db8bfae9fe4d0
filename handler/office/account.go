package office

import (
	"context"
	"html/template"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/account"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// signIns is what these pages need of the account service.
type signIns interface {
	SignIn(ctx context.Context, in account.Credentials) (account.Session, error)
	Check(ctx context.Context, in account.Session) (account.Standing, error)
	BeginPairing(ctx context.Context, in account.Session) (account.Pairing, error)
	GiveCode(ctx context.Context, in account.Session, code string) (account.Session, error)
	ChangePassword(ctx context.Context, in account.Session, p account.NewPassword) (account.Session, error)
	SignOut(ctx context.Context, by actor.Actor) error
	SignOutEverywhere(ctx context.Context, by actor.Actor) error
}

// SignIn is the way into the office and out of it.
type SignIn struct {
	front    *web.Front
	accounts signIns
	organ    string
}

// NewSignIn makes the pages; organ is whose office it is, from configuration.
func NewSignIn(front *web.Front, accounts signIns, organ string) *SignIn {
	return &SignIn{front: front, accounts: accounts, organ: organ}
}

// Routes lists the addresses. Those without roles are for somebody on the way in.
func (h *SignIn) Routes() []web.Route {
	return []web.Route{
		get("/office/login", nil, h.form),
		post("/office/login", nil, h.signIn),
		get("/office/totp", nil, h.second),
		post("/office/totp", nil, h.giveCode),
		get("/office/password", nil, h.passwordForm),
		post("/office/password", nil, h.changePassword),
		post("/office/logout", nil, h.signOut),
		post("/office/logout-everywhere", actor.Roles, h.signOutEverywhere),
		get("/office/account", actor.Roles, h.own),
	}
}

func (h *SignIn) form(c *gin.Context) error {
	if web.Actor(c).Kind == actor.Staff {
		return web.Redirect(c, "/office/")
	}
	return h.showForm(c, http.StatusOK, templates.OfficeSignInData{Next: c.Query("next")})
}

func (h *SignIn) showForm(c *gin.Context, status int, d templates.OfficeSignInData) error {
	d.Organ = h.organ
	return web.Render(h.front, c, status, templates.OfficeSignIn, "登录", d)
}

func (h *SignIn) signIn(c *gin.Context) error {
	session, err := h.accounts.SignIn(c.Request.Context(), account.Credentials{
		Login: c.PostForm("login"), Password: seal.NewSecret(c.PostForm("password")), Address: web.ClientKey(c),
	})
	d := templates.OfficeSignInData{Login: c.PostForm("login"), Next: c.PostForm("next")}
	switch {
	case fault.Is(err, fault.Invalid):
		d.Error = fault.Of(err).Public
		return h.showForm(c, http.StatusUnprocessableEntity, d)
	case fault.Is(err, fault.TooMany):
		d.Error = fault.Of(err).Public
		return h.showForm(c, http.StatusTooManyRequests, d)
	case err != nil:
		return err
	}
	return h.advance(c, session, d.Next)
}

// Keys of what the office session knows of a sign-in on its way.
const (
	keySignInStaff  = "signin.staff"
	keySignInEpoch  = "signin.epoch"
	keySignInSecond = "signin.second"
	keySignInNext   = "signin.next"
)

// session is the sign-in this browser has begun or finished.
func (h *SignIn) session(c *gin.Context) account.Session {
	ctx, m := c.Request.Context(), h.front.Office
	return account.Session{StaffID: m.GetInt64(ctx, keySignInStaff), Epoch: m.GetInt64(ctx, keySignInEpoch), SecondFactor: m.GetBool(ctx, keySignInSecond)}
}

// advance keeps how far the sign-in is under a new token, and leads to what
// has to be done next. Only a complete one becomes a session of the office.
func (h *SignIn) advance(c *gin.Context, s account.Session, next string) error {
	ctx, m := c.Request.Context(), h.front.Office
	if err := m.RenewToken(ctx); err != nil {
		return err
	}
	m.Put(ctx, keySignInStaff, s.StaffID)
	m.Put(ctx, keySignInEpoch, s.Epoch)
	m.Put(ctx, keySignInSecond, s.SecondFactor)
	if next != "" {
		m.Put(ctx, keySignInNext, next)
	}
	st, err := h.accounts.Check(ctx, s)
	if err != nil {
		return h.again(c, err)
	}
	switch st.Next {
	case account.StepSetUp, account.StepCode:
		return web.Redirect(c, "/office/totp")
	case account.StepPassword:
		return web.Redirect(c, "/office/password")
	case account.StepDone:
	}
	if err := h.front.SignInStaff(ctx, s.StaffID, s.Epoch); err != nil {
		return err
	}
	return web.Redirect(c, inOffice(m.PopString(ctx, keySignInNext)))
}

// inOffice keeps what was asked for only if it is a page of the office.
func inOffice(next string) string {
	if !strings.HasPrefix(next, "/office/") || strings.HasPrefix(next, "/office/log") {
		return "/office/"
	}
	return web.LocalPath(next, "/office/")
}

// again leads a sign-in that does not hold any more back to its beginning.
func (h *SignIn) again(c *gin.Context, err error) error {
	if !fault.Is(err, fault.Unauthenticated) {
		return err
	}
	if err := h.front.SignOutStaff(c.Request.Context()); err != nil {
		return err
	}
	return web.Redirect(c, "/office/login")
}

func (h *SignIn) second(c *gin.Context) error { return h.showSecond(c, http.StatusOK, "") }

func (h *SignIn) showSecond(c *gin.Context, status int, problem string) error {
	s := h.session(c)
	st, err := h.accounts.Check(c.Request.Context(), s)
	switch {
	case err != nil:
		return h.again(c, err)
	case st.Next == account.StepCode:
		return web.Render(h.front, c, status, templates.OfficeCode, "动态口令", templates.OfficeCodeData{Error: problem})
	case st.Next != account.StepSetUp:
		return h.advance(c, s, "")
	}
	p, err := h.accounts.BeginPairing(c.Request.Context(), s)
	if err != nil {
		return err
	}
	return web.Render(h.front, c, status, templates.OfficePair, "绑定动态口令", templates.OfficePairData{
		QR: template.URL(p.QR.Reveal()), Secret: p.Secret.Reveal(), Error: problem, //nolint:gosec // a picture our own service drew
	})
}

func (h *SignIn) giveCode(c *gin.Context) error {
	s, err := h.accounts.GiveCode(c.Request.Context(), h.session(c), c.PostForm("code"))
	if fault.Is(err, fault.Invalid) {
		return h.showSecond(c, http.StatusUnprocessableEntity, fault.Of(err).Public)
	}
	if err != nil {
		return h.again(c, err)
	}
	return h.advance(c, s, "")
}

func (h *SignIn) passwordForm(c *gin.Context) error {
	return h.showPassword(c, http.StatusOK, nil)
}

func (h *SignIn) showPassword(c *gin.Context, status int, wrong templates.Errors) error {
	st, err := h.accounts.Check(c.Request.Context(), h.session(c))
	if err != nil {
		return h.again(c, err)
	}
	if st.Next == account.StepSetUp || st.Next == account.StepCode {
		return web.Redirect(c, "/office/totp")
	}
	return web.Render(h.front, c, status, templates.OfficePassword, "更换密码", templates.OfficePasswordData{Login: st.Login, Forced: st.Next == account.StepPassword, Errors: wrong})
}

func (h *SignIn) changePassword(c *gin.Context) error {
	s, err := h.accounts.ChangePassword(c.Request.Context(), h.session(c), account.NewPassword{
		Current: seal.NewSecret(c.PostForm("current")), New: seal.NewSecret(c.PostForm("new")), Again: seal.NewSecret(c.PostForm("again")),
	})
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return h.again(c, err)
		}
		return h.showPassword(c, http.StatusUnprocessableEntity, wrong)
	}
	h.front.Flash(c, templates.Good, "密码换好了，其他地方的登录已经退出。")
	return h.advance(c, s, "")
}

func (h *SignIn) signOut(c *gin.Context) error {
	ctx := c.Request.Context()
	if by := web.Actor(c); by.Kind == actor.Staff {
		if err := h.accounts.SignOut(ctx, by); err != nil {
			return err
		}
	}
	if err := h.front.SignOutStaff(ctx); err != nil {
		return err
	}
	return web.Redirect(c, "/office/login")
}

func (h *SignIn) signOutEverywhere(c *gin.Context) error {
	if err := h.accounts.SignOutEverywhere(c.Request.Context(), web.Actor(c)); err != nil {
		return err
	}
	if err := h.front.SignOutStaff(c.Request.Context()); err != nil {
		return err
	}
	return web.Redirect(c, "/office/login")
}

func (h *SignIn) own(c *gin.Context) error {
	by := web.Actor(c)
	st, err := h.accounts.Check(c.Request.Context(), h.session(c))
	if err != nil {
		return h.again(c, err)
	}
	unit := by.Bureau
	if unit == "" {
		unit = by.Division
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeAccount, "我的账号",
		templates.OfficeAccountData{Name: by.Name, Login: st.Login, Role: by.Role.Label(), Unit: unit})
}
