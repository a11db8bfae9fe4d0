package web

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/templates"
)

// Session keys. Neither session ever holds an openid, a name or an ID number.
const (
	keyWechatUser = "u"
	keyPerson     = "p"
	keySnapshot   = "s"
	keyStaff      = "staff"
	keyEpoch      = "epoch"
	keyFlash      = "flash"
	keyFlashTone  = "flash_tone"
)

// Keys of gin's per-request values; read only through the functions below.
const (
	actorKey  = "yangguang/actor"
	tabKey    = "yangguang/tab"
	crumbsKey = "yangguang/crumbs"
)

// Session lifetimes. A villager signs in silently through WeChat, so a long one
// costs nothing; an office session ends after half an hour without a click.
const (
	CitizenLifetime = 30 * 24 * time.Hour
	OfficeLifetime  = 12 * time.Hour
	OfficeIdle      = 30 * time.Minute
)

// NewSessions makes the two session managers over one store. secure marks the
// cookies for https only.
func NewSessions(store scs.Store, secure bool) (citizen, office *scs.SessionManager) {
	citizen, office = scs.New(), scs.New()
	citizen.Lifetime, office.Lifetime, office.IdleTimeout = CitizenLifetime, OfficeLifetime, OfficeIdle
	for name, m := range map[string]*scs.SessionManager{"yg_c": citizen, "yg_o": office} {
		m.Store, m.Codec, m.Cookie.Name, m.Cookie.Secure = store, codec{}, name, secure
		m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Path = true, http.SameSiteLaxMode, "/"
		m.HashTokenInStore = true
	}
	return citizen, office
}

// SessionFor wraps the whole router: villagers' pages and the WeChat sign-in get
// the citizen session, office pages the office session, everything else none.
func (f *Front) SessionFor(next http.Handler) http.Handler {
	citizen, office := f.Citizen.LoadAndSave(next), f.Office.LoadAndSave(next)
	broken := func(w http.ResponseWriter, r *http.Request, err error) {
		f.Log.ErrorContext(r.Context(), "session store", "err", err)
		http.Error(w, "系统有点忙，请过一会儿再试", http.StatusServiceUnavailable)
	}
	f.Citizen.ErrorFunc, f.Office.ErrorFunc = broken, broken
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch p := r.URL.Path; {
		case strings.HasPrefix(p, "/office"):
			office.ServeHTTP(w, r)
		case strings.HasPrefix(p, "/h5"), p == "/wechat/login", p == "/wechat/callback":
			citizen.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// LoadCitizen puts the villager behind the session into the request.
func (f *Front) LoadCitizen() gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx := c.Request.Context()
		a := actor.Actor{Kind: actor.Guest}
		if id := f.Citizen.GetInt64(ctx, keyWechatUser); id != 0 {
			a = actor.Actor{Kind: actor.Villager, WechatUserID: id, PersonID: f.Citizen.GetInt64(ctx, keyPerson)}
		} else if f.Citizen.GetBool(ctx, keySnapshot) {
			a = actor.Actor{Kind: actor.Villager, Snapshot: true}
		}
		c.Set(actorKey, a)
		c.Next()
	}
}

// LoadStaff puts the member of staff behind the session into the request.
func (f *Front) LoadStaff() gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx := c.Request.Context()
		a := actor.Actor{Kind: actor.Guest}
		if id := f.Office.GetInt64(ctx, keyStaff); id != 0 {
			staff, err := f.Staff.SessionActor(ctx, id, f.Office.GetInt64(ctx, keyEpoch))
			switch {
			case err == nil:
				a = staff
			case !fault.Is(err, fault.Unauthenticated):
				f.fail(c, err)
				c.Abort()
				return
			}
		}
		c.Set(actorKey, a)
		c.Next()
	}
}

// Actor is who makes this request: staff, villager or guest.
func Actor(c *gin.Context) actor.Actor {
	a, ok := value[actor.Actor](c, actorKey)
	if !ok {
		return actor.Actor{Kind: actor.Guest}
	}
	return a
}

// SignInCitizen starts a villager's session afresh under a new token.
func (f *Front) SignInCitizen(ctx context.Context, wechatUserID, personID int64, snapshot bool) error {
	if err := f.Citizen.RenewToken(ctx); err != nil {
		return err
	}
	if snapshot {
		f.Citizen.Remove(ctx, keyWechatUser)
		f.Citizen.Remove(ctx, keyPerson)
		f.Citizen.Put(ctx, keySnapshot, true)
		return nil
	}
	f.Citizen.Remove(ctx, keySnapshot)
	f.Citizen.Put(ctx, keyWechatUser, wechatUserID)
	f.Citizen.Put(ctx, keyPerson, personID)
	return nil
}

// SetPerson records that the session's WeChat user is bound (or, with 0, not
// bound any more). Rights change, so the token changes too.
func (f *Front) SetPerson(ctx context.Context, personID int64) error {
	if err := f.Citizen.RenewToken(ctx); err != nil {
		return err
	}
	f.Citizen.Put(ctx, keyPerson, personID)
	return nil
}

// SignInStaff starts an office session under a new token.
func (f *Front) SignInStaff(ctx context.Context, staffID, epoch int64) error {
	if err := f.Office.RenewToken(ctx); err != nil {
		return err
	}
	f.Office.Put(ctx, keyStaff, staffID)
	f.Office.Put(ctx, keyEpoch, epoch)
	return nil
}

// SignOutStaff ends the office session.
func (f *Front) SignOutStaff(ctx context.Context) error { return f.Office.Destroy(ctx) }

// Flash keeps a message for the next page this browser sees. A villager's lies
// in the browser itself: "我们收到了您补充的情况" in a session would tell whose
// anonymous complaint it was, and would give a session to who has none.
func (f *Front) Flash(c *gin.Context, tone templates.Tone, text string) {
	if !isOffice(c) {
		f.flashCookie(c, base64.RawURLEncoding.EncodeToString([]byte(string(tone)+"\n"+text)), flashSeconds)
		return
	}
	f.Office.Put(c.Request.Context(), keyFlash, text)
	f.Office.Put(c.Request.Context(), keyFlashTone, string(tone))
}

// The cookie with a villager's message, and how long it waits for the next page.
const (
	flashCookie  = "yg_f"
	flashSeconds = 60
)

func (f *Front) flashCookie(c *gin.Context, value string, age int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: flashCookie, Value: value, Path: "/h5", MaxAge: age, HttpOnly: true, Secure: f.Citizen.Cookie.Secure, SameSite: http.SameSiteLaxMode,
	})
}

func (f *Front) takeFlash(c *gin.Context) templates.Flash {
	if !isOffice(c) {
		return f.takeFlashCookie(c)
	}
	ctx := c.Request.Context()
	if !f.Office.Exists(ctx, keyFlash) {
		return templates.Flash{}
	}
	return templates.Flash{Text: f.Office.PopString(ctx, keyFlash), Tone: templates.Tone(f.Office.PopString(ctx, keyFlashTone))}
}

// takeFlashCookie reads the message and takes it out of the browser. What is
// no message of ours is none.
func (f *Front) takeFlashCookie(c *gin.Context) templates.Flash {
	v, err := c.Cookie(flashCookie)
	if err != nil || v == "" {
		return templates.Flash{}
	}
	f.flashCookie(c, "", -1)
	b, err := base64.RawURLEncoding.DecodeString(v)
	tone, text, ok := strings.Cut(string(b), "\n")
	if err != nil || !ok || !utf8.ValidString(text) {
		return templates.Flash{}
	}
	switch t := templates.Tone(tone); t {
	case templates.Good, templates.Warning, templates.Bad, templates.Info:
		return templates.Flash{Text: text, Tone: t}
	}
	return templates.Flash{Text: text}
}

// RequireWechat sends a guest inside WeChat through the silent sign-in and back.
// Outside WeChat it does nothing: the page explains what is missing.
func (f *Front) RequireWechat(c *gin.Context) bool {
	a := Actor(c)
	if !f.Wechat || a.Kind != actor.Guest || c.Request.Method != http.MethodGet || !InWechat(c) {
		return false
	}
	c.Redirect(http.StatusSeeOther, "/wechat/login?next="+queryEscape(c.Request.URL.RequestURI()))
	return true
}

// InWechat reports whether the browser says it is WeChat's.
func InWechat(c *gin.Context) bool {
	return strings.Contains(c.Request.UserAgent(), "MicroMessenger")
}

// largeCookie holds the choice of larger type for a year.
const largeCookie = "yg_large"

// Large reports whether this browser chose larger type.
func Large(c *gin.Context) bool {
	v, err := c.Cookie(largeCookie)
	return err == nil && v == "1"
}

// SetLarge keeps the choice of larger type.
func SetLarge(c *gin.Context, on bool) {
	v, age := "1", 365*24*3600
	if !on {
		v, age = "", -1
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: largeCookie, Value: v, Path: "/", MaxAge: age, SameSite: http.SameSiteLaxMode, HttpOnly: true})
}

// LocalPath returns p if it is a path of this site, else fallback: a "next"
// parameter must not lead elsewhere.
func LocalPath(p, fallback string) string {
	u, err := url.Parse(p)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\r\n\t") {
		return fallback
	}
	return p
}

func queryEscape(s string) string { return url.QueryEscape(s) }

// value reads a typed per-request value.
func value[T any](c *gin.Context, key string) (T, bool) {
	v, ok := c.Get(key)
	if !ok {
		var zero T
		return zero, false
	}
	t, ok := v.(T)
	return t, ok
}
