package citizen

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/entitle"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kiosk"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// screens knows the screens in village offices.
type screens interface {
	Enrol(ctx context.Context, code seal.Secret) (seal.Secret, error)
	Device(ctx context.Context, token seal.Secret) (kiosk.Device, error)
	Lives(ctx context.Context) (time.Duration, error)
}

// Kiosks is the pages that only a screen in a village office has. A person who
// signs in there is known to these pages and to no other, for minutes.
type Kiosks struct {
	pages    *Lookup
	screens  screens
	payments receipts
	entitled kioskEntitlements
}

// kioskEntitlements says what a person at a screen draws and may ask for.
type kioskEntitlements interface {
	AtKiosk(ctx context.Context, by actor.Actor) (entitle.Own, error)
}

// NewKiosks makes the pages; they share limits and frame with the others.
func NewKiosks(pages *Lookup, s screens, r receipts, e kioskEntitlements) *Kiosks {
	return &Kiosks{pages, s, r, e}
}

// kioskSignIn is where a person says who they are at a screen.
const kioskSignIn = "/h5/kiosk/signin"

// Routes adds the pages to the site; r carries the citizen session.
func (h *Kiosks) Routes(r gin.IRouter) {
	f := h.pages.front
	g := r.Group("/h5/kiosk", f.LoadCitizen())
	g.GET("", f.Serve(h.begin))
	g.GET("/start", f.Serve(h.start))
	g.GET("/enrol", f.Serve(h.enrolForm))
	g.POST("/enrol", f.ServeBody(maxForm, h.enrol))
	g.GET("/signin", f.Serve(h.signInForm))
	g.POST("/signin", f.ServeBody(maxForm, h.signIn))
	g.GET("/money", f.Serve(h.money))
	g.GET("/confirm", f.Serve(h.confirm))
	g.POST("/confirm/:key", f.ServeBody(maxForm, h.say))
	g.GET("/entitled", f.Serve(h.entitlement))
	g.POST("/done", f.ServeBody(maxForm, h.done))
}

// limitKiosk bounds what is tried at one address.
var limitKiosk = limit{"kiosk", 120, 120, 10 * time.Minute}

// begin is where a screen stands while nobody uses it. Whoever was there is
// forgotten first, however the page was come to.
func (h *Kiosks) begin(c *gin.Context) error {
	if web.KioskToken(c).Empty() {
		return web.Redirect(c, "/h5/kiosk/enrol")
	}
	if err := h.pages.front.EndKiosk(c); err != nil {
		return err
	}
	return h.start(c)
}

// start is the first page of a screen. One that was taken off is none any more.
func (h *Kiosks) start(c *gin.Context) error {
	ctx := c.Request.Context()
	d, err := h.screens.Device(ctx, web.KioskToken(c))
	if fault.Is(err, fault.NotFound) {
		h.pages.front.KeepKiosk(c, seal.Secret{})
		return web.Redirect(c, "/h5/kiosk/enrol")
	}
	if err != nil {
		return err
	}
	tree, err := h.pages.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	_, in := h.pages.front.KioskPerson(ctx, h.pages.now())
	data := templates.KioskStartData{Village: tree.FullName(d.Village), Code: d.Village, SignedIn: in, Hotline: h.pages.office.Hotline}
	return web.RenderIn(h.pages.front, c, http.StatusOK, templates.TabHome, templates.KioskStart, "村务自助查询", data)
}

func (h *Kiosks) enrolForm(c *gin.Context) error {
	return h.showEnrol(c, http.StatusOK, templates.KioskEnrolData{})
}

func (h *Kiosks) showEnrol(c *gin.Context, status int, d templates.KioskEnrolData) error {
	return web.RenderIn(h.pages.front, c, status, templates.TabHome, templates.KioskEnrol, "登记自助机", d)
}

func (h *Kiosks) enrol(c *gin.Context) error {
	if err := h.pages.allow(c, limitBind); err != nil {
		return err
	}
	token, err := h.screens.Enrol(c.Request.Context(), seal.NewSecret(c.PostForm("code")))
	if fault.Is(err, fault.Invalid) {
		return h.showEnrol(c, http.StatusUnprocessableEntity, templates.KioskEnrolData{Code: c.PostForm("code"), Errors: fault.Of(err).Fields})
	}
	if err != nil {
		return err
	}
	if err := h.pages.front.EndKiosk(c); err != nil { // what this browser was before
		return err
	}
	h.pages.front.KeepKiosk(c, token)
	return web.Redirect(c, "/h5/kiosk")
}

func (h *Kiosks) signInForm(c *gin.Context) error {
	if web.KioskToken(c).Empty() {
		return web.Redirect(c, "/h5/kiosk/enrol")
	}
	return h.showSignIn(c, http.StatusOK, templates.KioskSignInData{})
}

func (h *Kiosks) showSignIn(c *gin.Context, status int, d templates.KioskSignInData) error {
	return web.RenderIn(h.pages.front, c, status, templates.TabMoney, templates.KioskSignIn, "看自己的钱", d)
}

func (h *Kiosks) signIn(c *gin.Context) error {
	if err := h.pages.allow(c, limitKiosk); err != nil {
		return err
	}
	ctx := c.Request.Context()
	d, err := h.screens.Device(ctx, web.KioskToken(c))
	if err != nil {
		return err
	}
	typed := templates.KioskSignInData{Name: c.PostForm("name"), ID: c.PostForm("id"), Tail: c.PostForm("tail")}
	by, err := h.pages.identity.Recognise(ctx, d.ID, identity.BindInput{Name: seal.NewSecret(typed.Name), ID: seal.NewSecret(typed.ID), Fact: seal.NewSecret(typed.Tail)})
	if err != nil {
		return h.refused(c, typed, err)
	}
	lives, err := h.screens.Lives(ctx)
	if err != nil {
		return err
	}
	if err := h.pages.front.SignInKiosk(ctx, by.PersonID, h.pages.now(), lives); err != nil {
		return err
	}
	return web.Redirect(c, "/h5/kiosk/money")
}

// refused shows the form again with what is wrong. Of what was typed only the
// name comes back: the screen may be left standing. A number alone comes from a
// card reader whose Enter sent the form before the page was ready: it goes on.
func (h *Kiosks) refused(c *gin.Context, typed templates.KioskSignInData, err error) error {
	fe := fault.Of(err)
	if typed.Name != "" || typed.Tail != "" {
		typed = templates.KioskSignInData{Name: typed.Name}
	}
	switch {
	case fe.Kind == fault.TooMany:
		typed = templates.KioskSignInData{Locked: fe.Public}
	case fe.Kind != fault.Invalid:
		return err
	case len(fe.Fields) > 0:
		typed.Errors = bindErrors(factAccount, fe.Fields)
	default:
		typed.Errors = templates.Errors{"": fe.Public}
	}
	return h.showSignIn(c, web.StatusOf(fe.Kind), typed)
}

// person is who is signed in at this screen; done when it answered instead. A
// screen that was taken off shows nobody's money any more.
func (h *Kiosks) person(c *gin.Context) (by actor.Actor, done bool, err error) {
	ctx := c.Request.Context()
	by, ok := h.pages.front.KioskPerson(ctx, h.pages.now())
	if !ok {
		return by, true, web.Redirect(c, kioskSignIn)
	}
	_, err = h.screens.Device(ctx, web.KioskToken(c))
	return by, err != nil, err
}

func (h *Kiosks) money(c *gin.Context) error {
	by, done, err := h.person(c)
	if done {
		return err
	}
	year, err := strconv.Atoi(c.Query("year"))
	if err != nil {
		year = 0
	}
	m, name, err := h.pages.lookup.AtKiosk(c.Request.Context(), by, year)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderIn(h.pages.front, c, http.StatusOK, templates.TabMoney, templates.KioskMoney, "我的钱", kioskMoney(m, name, h.pages.office.Hotline))
}

// kioskMoney is a year of money as a screen shows it: without links that need a
// telephone of one's own.
func kioskMoney(m lookup.Money, name, hotline string) templates.KioskMoneyData {
	d := templates.KioskMoneyData{MaskedName: name, PayoutsData: payoutsPage(m, hotline)}
	d.Whose = nil
	for i := range d.Years {
		d.Years[i].URL = "/h5/kiosk/money?year=" + strconv.Itoa(m.Years[i].Year)
	}
	for i := range d.Items {
		for j := range d.Items[i].Rows {
			d.Items[i].Rows[j].AskURL = ""
		}
	}
	return d
}

// done ends the minutes of whoever was there.
func (h *Kiosks) done(c *gin.Context) error {
	if err := h.pages.front.EndKiosk(c); err != nil {
		return err
	}
	return web.Redirect(c, "/h5/kiosk")
}
