// Package citizen is the villagers' pages under /h5/.
//
// Every step works without JavaScript. A refused form comes back with every
// word that was typed. Pages about a person are kept by no cache; what is
// public may be shown again for a minute.
package citizen

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/counter"
	"yangguang/service/filing"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/lookup"
	"yangguang/service/notify"
	"yangguang/service/project"
	"yangguang/service/question"
	"yangguang/templates"
)

// Office is whom villagers can reach, and how.
type Office struct {
	Organ     string
	Hotline   string
	Address   string
	Hours     string
	Retention string // how long complaints are kept, in words
	Notice    templates.Notice
}

// Inbox is the villager's messages.
type Inbox interface {
	Messages(ctx context.Context, by actor.Actor, r page.Request) (page.Page[notify.Message], error)
	Unread(ctx context.Context, by actor.Actor) (int, error)
}

// Waiting counts what waits for one villager.
type Waiting func(ctx context.Context, by actor.Actor) (int, error)

// Waits is what may wait for a villager, as the first page lists it; nil counts nothing.
type Waits struct {
	Payments  Waiting // that the person was told of, to say whether they came
	Bank      Waiting // payments of which the bank said something
	Questions Waiting // to answer
	Returns   Waiting // money given back, to confirm
	Results   Waiting // of complaints, to rate
}

// Notices finds the notices that clear names in a village.
type Notices interface {
	Cleared(ctx context.Context, village string) ([]casework.Cleared, error)
}

// ProjectBoards knows what was asked about a project, and takes more.
type ProjectBoards interface {
	Public(ctx context.Context, no string) (question.Board, error)
	PublicPhoto(ctx context.Context, no string, id int64) ([]byte, error)
	About(ctx context.Context, no string) (question.Subject, error)
	Ask(ctx context.Context, by actor.Actor, d question.Draft) error
}

// Sites knows the photos that owners made public of their projects.
type Sites interface {
	Published(ctx context.Context, no string) ([]filing.Picture, error)
	PublishedPhoto(ctx context.Context, no string, id int64) ([]byte, error)
}

// Looks finds who looked up for a villager at a village office's counter.
type Looks interface {
	Mine(ctx context.Context, by actor.Actor) ([]counter.Seen, error)
}

// Lookup serves binding, a person's own pages and what is public.
type Lookup struct {
	front    *web.Front
	identity *identity.Service
	lookup   *lookup.Service
	projects *project.Service
	inbox    Inbox
	waits    Waits
	notices  Notices
	boards   ProjectBoards
	sites    Sites
	looks    Looks
	limiter  web.Limiter
	number   func(ctx context.Context, name string, standard int) (int, error)
	office   Office
	now      func() time.Time
}

// Options are what Lookup needs.
type Options struct {
	Front    *web.Front
	Identity *identity.Service
	Lookup   *lookup.Service
	Projects *project.Service
	Inbox    Inbox
	Waits    Waits
	Notices  Notices       // nil: none are shown
	Boards   ProjectBoards // nil: no questions are taken
	Sites    Sites         // nil: only the bureau's own photos are shown
	Looks    Looks         // nil: none are shown
	Limiter  web.Limiter
	Number   func(ctx context.Context, name string, standard int) (int, error) // the county's numbers; nil: all standard
	Office   Office
	Now      func() time.Time
}

// NewLookup makes the pages.
func NewLookup(o Options) *Lookup {
	if o.Number == nil {
		o.Number = func(_ context.Context, _ string, standard int) (int, error) { return standard, nil }
	}
	return &Lookup{o.Front, o.Identity, o.Lookup, o.Projects, o.Inbox, o.Waits, o.Notices, o.Boards, o.Sites, o.Looks, o.Limiter, o.Number, o.Office, o.Now}
}

// Routes adds the pages to the site; r carries the citizen session.
func (h *Lookup) Routes(r gin.IRouter) {
	g := r.Group("/h5", h.front.LoadCitizen())
	get := func(path string, a web.Action) { g.GET(path, h.front.Serve(a)) }
	post := func(path string, a web.Action) { g.POST(path, h.front.ServeBody(maxForm, a)) }
	get("/", h.home)
	get("/about", h.about)
	get("/large", h.large)
	post("/large", h.large)
	get("/messages", h.messages)

	get("/bind", h.bindForm)
	post("/bind", h.bind)
	post("/bind/code", h.bindCode)
	get("/bind/done", h.bindDone)
	get("/unbind", h.unbindForm)
	post("/unbind", h.unbind)

	get("/me", h.me)
	post("/me/code", h.ownCode)
	post("/me/consent", h.ownConsent)
	post("/me/relatives", h.addRelative)
	post("/me/relatives/:id/revoke", h.revokeRelative)
	post("/me/devices/:id/unbind", h.unbindDevice)

	get("/payouts", h.payouts)
	get("/villages", h.villages)
	get("/villages/:code/list", h.villageList)
	get("/policies", h.policies)
	get("/policies/:id", h.policy)
	get("/projects", h.projectList)
	get("/projects/:no", h.project)
	get("/photos/:id", h.photo)
}

// maxForm is the largest form of these pages.
const maxForm = 64 << 10

// limit is so many uses in a time.
type limit struct {
	name string
	user int // of one WeChat account
	net  int // of one address, which a whole village may share
	per  time.Duration
}

var (
	limitBind   = limit{"bind", 10, 120, 10 * time.Minute}
	limitPhotos = limit{"photos", 300, 1200, time.Minute}
)

// Public lists are looked through at a reader's pace: so many pages an hour by
// one reader, and fifteen times that by an address that many readers share.
const (
	paramLists    = "villagelist.per_hour"
	listsPerHour  = 120
	readersPerNet = 15
)

func (h *Lookup) allowList(c *gin.Context) error {
	n, err := h.number(c.Request.Context(), paramLists, listsPerHour)
	if err != nil {
		return err
	}
	return h.allow(c, limit{"list", n, n * readersPerNet, time.Hour})
}

// allow counts a use and refuses what is too much.
func (h *Lookup) allow(c *gin.Context, l limit) error {
	if err := h.count(c, l, "net", web.ClientKey(c), l.net); err != nil {
		return err
	}
	if by := web.Actor(c); by.WechatUserID != 0 {
		return h.count(c, l, "user", strconv.FormatInt(by.WechatUserID, 10), l.user)
	}
	return nil
}

func (h *Lookup) count(c *gin.Context, l limit, kind, who string, n int) error {
	ok, wait, err := h.limiter.Allow(c.Request.Context(), l.name+"/"+kind, who, n, l.per)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "系统有点忙，请过一会儿再试", err)
	}
	if !ok {
		seconds := max(1, int(math.Ceil(wait.Seconds())))
		c.Header("Retry-After", strconv.Itoa(seconds))
		return fault.Newf(fault.TooMany, "操作得太快了，请等%s再试", waiting(seconds))
	}
	return nil
}

func waiting(seconds int) string {
	if seconds < 60 {
		return fmt.Sprintf("%d秒", seconds)
	}
	return fmt.Sprintf("%d分钟", (seconds+59)/60)
}

// public lets the browser show a page again for a minute. The page depends on
// cookies: on the size of type, and on a message shown once.
func public(c *gin.Context) {
	c.Header("Cache-Control", "private, max-age=60")
	c.Writer.Header().Add("Vary", "Cookie")
}

// pageNumber reads ?page=; what is no number is the first page.
func pageNumber(c *gin.Context) int {
	n, err := strconv.Atoi(c.Query("page"))
	if err != nil {
		return 1
	}
	return n
}

// number reads a number out of the path.
func number(c *gin.Context, name string) (int64, error) {
	n, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || n <= 0 {
		return 0, fault.New(fault.NotFound, "没有找到这个页面")
	}
	return n, nil
}

// personal shows what a page about a person shows instead when nobody is
// bound: the way to WeChat, the snapshot's explanation or the way to binding.
// It reports whether it answered.
func (h *Lookup) personal(c *gin.Context, tab templates.Tab, want string) (bool, error) {
	by := web.Actor(c)
	switch {
	case h.front.RequireWechat(c):
		return true, nil
	case by.Snapshot:
		return true, web.RenderIn(h.front, c, http.StatusOK, tab, templates.Snapshot, "请打开完整服务", templates.SnapshotData{Want: want})
	case by.PersonID == 0:
		return true, h.notBound(c, tab, want)
	}
	return false, nil
}

func (h *Lookup) notBound(c *gin.Context, tab templates.Tab, want string) error {
	if !web.KioskToken(c).Empty() {
		return web.Redirect(c, kioskSignIn) // nobody binds at a screen
	}
	back := ""
	if c.Request.Method == http.MethodGet {
		back = c.Request.URL.RequestURI()
	}
	return web.RenderIn(h.front, c, http.StatusOK, tab, templates.NotBound, "先实名绑定", templates.NotBoundData{Want: want, Back: back})
}

// stale handles a binding that ended on another phone while this session lived
// on: the session forgets the person.
func (h *Lookup) stale(c *gin.Context, err error, tab templates.Tab, want string) error {
	if !fault.Is(err, fault.Unauthenticated) || web.Actor(c).PersonID == 0 {
		return err
	}
	if err := h.front.SetPerson(c.Request.Context(), 0); err != nil {
		return err
	}
	return h.notBound(c, tab, want)
}
