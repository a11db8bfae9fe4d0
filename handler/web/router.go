package web

import (
	"net/http"
	"net/netip"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// NewRouter makes a gin engine with our middlewares only: gin's own logger
// would print query strings and its recovery would print cookies.
func (f *Front) NewRouter(now func() time.Time, trusted []netip.Prefix) (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = true
	proxies := make([]string, 0, len(trusted))
	for _, p := range trusted {
		proxies = append(proxies, p.String())
	}
	if err := r.SetTrustedProxies(proxies); err != nil {
		return nil, err
	}
	r.Use(f.AccessLog(now), headers, f.Recover())
	r.NoRoute(f.Serve(func(*gin.Context) error { return fault.New(fault.NotFound, "没有找到这个页面") }))
	r.NoMethod(f.Serve(func(c *gin.Context) error {
		return fault.New(fault.NotFound, "没有找到这个页面")
	}))
	r.GET("/assets/*file", gin.WrapH(f.Set.Assets))
	r.HEAD("/assets/*file", gin.WrapH(f.Set.Assets))
	r.GET("/robots.txt", func(c *gin.Context) { c.String(http.StatusOK, "User-agent: *\nDisallow: /\n") })
	r.GET("/", func(c *gin.Context) { c.Redirect(http.StatusFound, "/h5/") })
	return r, nil
}

// Protect wraps the router: sessions inside, the cross-origin check outside.
// The WeChat platform's own messages carry no origin and have their own signature.
func (f *Front) Protect(router http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.AddInsecureBypassPattern("POST /wechat")
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.Log.InfoContext(r.Context(), "cross-origin form refused")
		http.Error(w, "为了您的安全，这个请求被拦下了。请回到页面重新提交。", http.StatusForbidden)
	}))
	return csrf.Handler(f.SessionFor(router))
}

// headers go with every answer. Pages hold no inline style or script.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(self), microphone=(self), camera=(self)")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	c.Next()
}

// Mount adds office routes; each first checks the role its table names. A route
// of another role does not exist for this one: the same answer as a wrong address.
func (f *Front) Mount(r gin.IRouter, routes []Route) {
	for _, rt := range routes {
		body := rt.Body
		if body == 0 {
			body = DefaultBody
		}
		r.Handle(rt.Method, rt.Path, f.ServeBody(body, f.counted(rt, guard(rt))))
	}
}

func guard(rt Route) Action {
	return func(c *gin.Context) error {
		if len(rt.Roles) == 0 {
			return rt.Action(c)
		}
		by := Actor(c)
		if by.Kind != actor.Staff {
			return fault.New(fault.Unauthenticated, "请先登录")
		}
		if !slices.Contains(rt.Roles, by.Role) {
			return fault.New(fault.NotFound, "没有找到这个页面")
		}
		return rt.Action(c)
	}
}

// ClientKey names this browser's network address for rate limits. It is kept
// only as long as the limit's window and never logged or stored.
func ClientKey(c *gin.Context) string { return clientKey(c.ClientIP()) }

// clientKey is an address without what its holder can change at will: of an
// IPv6 address the network of 64 bits that one connection is given.
func clientKey(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	network, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return network.String()
}
