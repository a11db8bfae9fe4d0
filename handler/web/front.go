// Package web joins services to HTTP: an Action becomes a gin handler, a
// failure becomes a page, and a page gets its frame from the session.
//
// It is the only place where a fault.Kind turns into a status code, and the
// only place that logs a failed request.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/templates"
)

// Action writes a response and returns nil, or writes nothing and returns why.
type Action func(c *gin.Context) error

// Route is one address of the office with the roles that may use it. No roles
// means: nobody signed in is needed (the sign-in pages).
type Route struct {
	Method string
	Path   string
	Roles  []actor.Role
	Action Action
	Body   int64 // largest request body in bytes; 0 is DefaultBody
}

// DefaultBody is the largest request body an action takes unless it says otherwise.
const DefaultBody = 1 << 20

// StaffSessions knows who is behind an office session.
type StaffSessions interface {
	// SessionActor returns the member of staff, or fault.Unauthenticated when the
	// account is disabled or the session's epoch is not the account's any more.
	SessionActor(ctx context.Context, staffID, epoch int64) (actor.Actor, error)
}

// Limiter counts uses. Implementations are shared between processes.
type Limiter interface {
	// Allow counts one use of name by who and reports whether it is within n per
	// window; wait is how long until the next is.
	Allow(ctx context.Context, name, who string, n int, per time.Duration) (ok bool, wait time.Duration, err error)
}

// Front is what every page needs.
type Front struct {
	Set     *templates.Set
	Log     *slog.Logger
	Citizen *scs.SessionManager
	Office  *scs.SessionManager
	Staff   StaffSessions
	Menu    func(by actor.Actor, path string) []templates.MenuItem // the office's side bar
	Demo    bool                                                   // shows the banner 演示数据
	Wechat  bool                                                   // an official account is configured
	Idle    func(ctx context.Context) (seconds int, err error)     // of a screen in a village office; nil: a minute
	Observe func(route, method string, status int, took time.Duration)
	Burden  Burden // counts what forms ask; nil counts nothing
	// Reach says how far the data of each kind go; nil: no page says it.
	Reach    func(ctx context.Context, kinds []string) ([]importer.Reached, error)
	failures func() string // short ids for failure pages; fixed in tests
}

// Serve runs an action with the default body limit.
func (f *Front) Serve(a Action) gin.HandlerFunc { return f.ServeBody(DefaultBody, a) }

// ServeBody runs an action whose request body may have up to limit bytes.
func (f *Front) ServeBody(limit int64, a Action) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.Request.Body != nil {
			c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
		}
		err := asText(c.Request)
		if _, large := errors.AsType[*http.MaxBytesError](err); !large { // a broken form is what its action makes of it
			err = a(c)
		}
		if err != nil {
			f.fail(c, err)
		}
	}
}

// status is the one table from kinds of failure to status codes.
var status = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.TooMany:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
}

// clientGone is the status of a request whose client left; nobody reads it.
const clientGone = 499

// fail logs a failure once and shows its page. The short id on the page finds
// the log line. The log gets the route, not the path: paths may carry numbers
// that only their owner should know.
func (f *Front) fail(c *gin.Context, err error) {
	if errors.Is(err, context.Canceled) && c.Request.Context().Err() != nil {
		c.Status(clientGone)
		return
	}
	fe := classify(err)
	if fe.Kind == fault.Unauthenticated && isOffice(c) && c.Request.Method == http.MethodGet {
		c.Redirect(http.StatusSeeOther, "/office/login?next="+queryEscape(c.Request.URL.RequestURI()))
		return
	}
	id := f.shortID()
	level := slog.LevelInfo
	if fe.Kind == fault.Internal || fe.Kind == fault.Unavailable {
		level = slog.LevelError
	}
	f.Log.LogAttrs(c.Request.Context(), level, "request failed",
		slog.String("id", id), slog.String("method", c.Request.Method), slog.String("route", c.FullPath()), slog.Any("err", err))
	c.Header("Cache-Control", "no-store")
	f.failurePage(c, fe, id)
}

func classify(err error) *fault.Error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.Wrap(fault.TooLarge, "内容太大了，请减少照片或换小一点的文件再试", err)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.Wrap(fault.Unavailable, "系统有点忙，请过一会儿再试", err)
	}
	return fault.Of(err)
}

// advice is what to do next when the failure itself does not say.
var advice = map[fault.Kind]string{
	fault.Internal:        "请过几分钟再试。如果还是不行，请把下面的编号告诉工作人员。",
	fault.Invalid:         "请返回上一页改好再提交，填过的内容还在。",
	fault.NotFound:        "可能是链接旧了。请从首页重新进去找。",
	fault.Conflict:        "请刷新页面，看看现在的情况再操作。",
	fault.Unauthenticated: "请从微信公众号的菜单重新进入。",
	fault.Forbidden:       "如需办理，请联系管理员。",
	fault.TooMany:         "请等一会儿再试。",
	fault.Unavailable:     "请过几分钟再试，您填写的内容没有丢。",
	fault.TooLarge:        "请返回上一页减少附件再提交。",
}

// officeAdvice is advice where the office needs other words.
var officeAdvice = map[fault.Kind]string{
	fault.Unauthenticated: "登录已经过期。请重新登录再办。",
	fault.Unavailable:     "请过几分钟，按浏览器的“后退”回到填写的页面再提交。",
}

func (f *Front) failurePage(c *gin.Context, fe *fault.Error, id string) {
	data := templates.FailureData{What: fe.Public, Advice: advice[fe.Kind], Action: templates.Link{Text: "回到首页", URL: "/h5/"}}
	page, title := templates.Failure, "没有办成"
	if isOffice(c) {
		page, data.Action.URL = templates.OfficeFailure, "/office/"
		if words, ok := officeAdvice[fe.Kind]; ok {
			data.Advice = words
		}
		if fe.Kind == fault.Unauthenticated {
			data.Action = templates.Link{Text: "登录", URL: "/office/login"}
			data.Again = typed(c)
		}
	}
	if fe.Kind == fault.NotFound {
		title = "没有找到"
	}
	frame := f.frame(c, title)
	frame.RequestID = id
	b, err := page.Render(f.Set, frame, data)
	if err != nil {
		f.Log.ErrorContext(c.Request.Context(), "failure page", "id", id, "err", err)
		c.String(status[fe.Kind], "%s（编号 %s）", fe.Public, id)
		return
	}
	c.Data(status[fe.Kind], "text/html; charset=utf-8", b)
}

// Render sends a page: rendered into memory first, then whole or not at all.
func Render[T any](f *Front, c *gin.Context, code int, p templates.Page[T], title string, data T) error {
	frame := f.frame(c, title)
	if err := f.dated(c, &frame, p.Rests()); err != nil {
		return err
	}
	b, err := p.Render(f.Set, frame, data)
	if err != nil {
		return err
	}
	if c.Writer.Header().Get("Cache-Control") == "" {
		c.Header("Cache-Control", "no-store")
	}
	c.Data(code, "text/html; charset=utf-8", b)
	return nil
}

// RenderIn is Render on a lit tab of the villagers' bottom bar.
func RenderIn[T any](f *Front, c *gin.Context, code int, tab templates.Tab, p templates.Page[T], title string, data T) error {
	c.Set(tabKey, tab)
	return Render(f, c, code, p, title, data)
}

// RenderAt is Render for an office page that hangs below others.
func RenderAt[T any](f *Front, c *gin.Context, code int, crumbs []templates.Link, p templates.Page[T], title string, data T) error {
	c.Set(crumbsKey, crumbs)
	return Render(f, c, code, p, title, data)
}

// frame fills what is around a page's content from session and cookies.
func (f *Front) frame(c *gin.Context, title string) templates.Frame {
	fr := templates.Frame{Title: title, Demo: f.Demo, Path: c.Request.URL.RequestURI(), Large: Large(c)}
	if c.Request.Method != http.MethodGet {
		fr.Path = ""
	}
	fr.Tab, _ = value[templates.Tab](c, tabKey)
	fr.Crumbs, _ = value[[]templates.Link](c, crumbsKey)
	fr.Flash = f.takeFlash(c)
	fr.Kiosk, fr.Idle = f.kiosk(c)
	if by := Actor(c); by.Kind == actor.Staff {
		fr.Name, fr.Role = by.Name, by.Role.Label()
		if f.Menu != nil {
			fr.Menu = f.Menu(by, c.Request.URL.Path)
		}
	}
	return fr
}

// Redirect answers a form with 303, so that reloading the next page repeats nothing.
func Redirect(c *gin.Context, path string) error {
	c.Redirect(http.StatusSeeOther, path)
	return nil
}

// Recover turns a panic into a failure page and a log line without request content.
func (f *Front) Recover() gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			id := f.shortID()
			f.Log.ErrorContext(c.Request.Context(), "panic", "id", id, "route", c.FullPath(), "what", r, "stack", string(debug.Stack()))
			if !c.Writer.Written() {
				f.failurePage(c, fault.Of(errors.New("panic")), id)
			}
			c.Abort()
		}()
		c.Next()
	}
}

// AccessLog writes one line per request: route, status, time; no path, no
// query, no address, no user agent.
func (f *Front) AccessLog(now func() time.Time) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := now()
		c.Next()
		took := now().Sub(start)
		if f.Observe != nil {
			f.Observe(c.FullPath(), c.Request.Method, c.Writer.Status(), took)
		}
		f.Log.LogAttrs(c.Request.Context(), slog.LevelDebug, "request", slog.String("method", c.Request.Method),
			slog.String("route", c.FullPath()), slog.Int("status", c.Writer.Status()), slog.Duration("took", took))
	}
}

func (f *Front) shortID() string {
	if f.failures != nil {
		return f.failures()
	}
	return strings.ToLower(rand.Text()[:8])
}

func isOffice(c *gin.Context) bool { return strings.HasPrefix(c.Request.URL.Path, "/office") }
