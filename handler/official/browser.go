package official

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/fault"
)

const (
	stateCookie = "yg_wechat_state"
	stateFor    = 600 // seconds a person may take between here and WeChat
	home        = "/h5/"
)

var codeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,128}$`)

// login sends a browser to WeChat to learn who it is. The state it comes back
// with is kept in a cookie: another browser cannot finish what this one began.
func (h *Handler) login(c *gin.Context) error {
	next := localPath(c.Query("next"))
	state := rand.Text()
	h.setState(c, state+"."+base64.RawURLEncoding.EncodeToString([]byte(next)), stateFor)
	c.Header("Cache-Control", "no-store")
	c.Redirect(http.StatusFound, h.o.Platform.AuthorizeURL(h.o.PublicURL+"/wechat/callback", state))
	return nil
}

// callback is where WeChat sends the browser back to.
func (h *Handler) callback(c *gin.Context) error {
	next, ok := h.takeState(c)
	code := c.Query("code")
	if !ok || !codeForm.MatchString(code) {
		return fault.New(fault.Unauthenticated, "登录没有完成，请回到公众号重新打开")
	}
	openid, snapshot, err := h.o.Platform.ExchangeCode(c.Request.Context(), code)
	if err != nil {
		return err
	}
	if err := h.o.SignIn(c, openid, snapshot); err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer") // this address carries the code
	c.Redirect(http.StatusSeeOther, next)
	return nil
}

// takeState compares the state in the address with the cookie's, and uses it up.
func (h *Handler) takeState(c *gin.Context) (next string, ok bool) {
	cookie, err := c.Cookie(stateCookie)
	h.setState(c, "", -1)
	want, where, found := strings.Cut(cookie, ".")
	if err != nil || !found || want == "" || subtle.ConstantTimeCompare([]byte(want), []byte(c.Query("state"))) != 1 {
		return "", false
	}
	b, err := base64.RawURLEncoding.DecodeString(where)
	return localPath(string(b)), err == nil
}

func (h *Handler) setState(c *gin.Context, value string, age int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: stateCookie, Value: value, MaxAge: age, Path: "/wechat", HttpOnly: true,
		Secure: strings.HasPrefix(h.o.PublicURL, "https://"), SameSite: http.SameSiteLaxMode,
	})
}

// localPath lets a browser go on to villagers' pages and to nowhere else.
func localPath(next string) string {
	if len(next) > 512 || strings.ContainsAny(next, "\\\r\n\t\x00") || !strings.HasPrefix(next, home) {
		return home
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path.Clean(u.Path)+"/", home) {
		return home
	}
	return u.RequestURI()
}

// jssdk signs one of our own pages.
func (h *Handler) jssdk(c *gin.Context) error {
	page, ok := h.ownPage(c.Query("url"))
	if !ok {
		return fault.New(fault.Invalid, "只能用于本站的页面")
	}
	cfg, err := h.o.Platform.JSConfig(c.Request.Context(), page)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, cfg)
	return nil
}

// ownPage reports whether an address lies under ours, and drops its fragment.
func (h *Handler) ownPage(address string) (string, bool) {
	page, _, _ := strings.Cut(address, "#")
	u, err := url.Parse(page)
	if err != nil || len(page) > 1024 || u.User != nil || u.Scheme+"://"+u.Host != h.o.PublicURL {
		return "", false
	}
	return page, true
}
