package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
)

// What a session at a screen in a village office holds: which screen, the
// person, and until when. Nothing else of the site reads these keys, so every
// other page takes whoever is there for a guest.
const (
	keyKioskPerson = "kiosk_p"
	keyKioskUntil  = "kiosk_u"
)

// kioskCookie holds the secret of the screen, for years.
const (
	kioskCookie  = "yg_k"
	kioskSeconds = 5 * 365 * 24 * 3600
)

// KioskToken is the secret of the screen this browser is; empty elsewhere.
func KioskToken(c *gin.Context) seal.Secret {
	v, err := c.Cookie(kioskCookie)
	if err != nil {
		return seal.Secret{}
	}
	return seal.NewSecret(v)
}

// KeepKiosk makes this browser a screen, or with an empty secret no more.
func (f *Front) KeepKiosk(c *gin.Context, token seal.Secret) {
	age := kioskSeconds
	if token.Empty() {
		age = -1
	}
	http.SetCookie(c.Writer, &http.Cookie{
		Name: kioskCookie, Value: token.Reveal(), Path: "/h5", MaxAge: age, HttpOnly: true, Secure: f.Citizen.Cookie.Secure, SameSite: http.SameSiteStrictMode,
	})
}

// SignInKiosk starts a person's minutes at a screen, under a new token. The
// session's store forgets it by itself when they are over.
func (f *Front) SignInKiosk(ctx context.Context, person int64, now time.Time, lives time.Duration) error {
	if err := f.Citizen.Clear(ctx); err != nil {
		return err
	}
	if err := f.Citizen.RenewToken(ctx); err != nil {
		return err
	}
	f.Citizen.Put(ctx, keyKioskPerson, person)
	f.Citizen.Put(ctx, keyKioskUntil, now.Add(lives).Unix())
	f.Citizen.SetDeadline(ctx, f.Citizen.Deadline(ctx).Add(lives-f.Citizen.Lifetime))
	return nil
}

// KioskPerson is the person at this screen; ok is false when nobody is signed
// in, or their minutes are over.
func (f *Front) KioskPerson(ctx context.Context, now time.Time) (by actor.Actor, ok bool) {
	person := f.Citizen.GetInt64(ctx, keyKioskPerson)
	if person == 0 || now.Unix() >= f.Citizen.GetInt64(ctx, keyKioskUntil) {
		return actor.Actor{}, false
	}
	return actor.Actor{Kind: actor.Villager, PersonID: person}, true
}

// EndKiosk forgets the person at this screen, and what the browser kept of what
// they did: everything but that it is a screen.
func (f *Front) EndKiosk(c *gin.Context) error {
	for _, kept := range c.Request.Cookies() {
		if kept.Name == kioskCookie || kept.Name == f.Citizen.Cookie.Name {
			continue
		}
		for _, path := range []string{"/", "/h5"} {
			http.SetCookie(c.Writer, &http.Cookie{Name: kept.Name, Path: path, MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
	}
	c.Header("Clear-Site-Data", `"cache", "storage"`)
	return f.Citizen.Destroy(c.Request.Context())
}

// usualIdle is after how many seconds without a touch a screen begins anew,
// where nobody says otherwise.
const usualIdle = 60

// kiosk reports whether this page is shown on a screen in a village office, and
// how long it waits for a touch.
func (f *Front) kiosk(c *gin.Context) (is bool, idle int) {
	if isOffice(c) || KioskToken(c).Empty() {
		return false, 0
	}
	if f.Idle == nil {
		return true, usualIdle
	}
	n, err := f.Idle(c.Request.Context())
	if err != nil {
		f.Log.ErrorContext(c.Request.Context(), "idle seconds of a kiosk", "err", err)
		return true, usualIdle
	}
	return true, n
}
