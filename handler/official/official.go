// Package official is where WeChat and browsers inside WeChat knock: messages
// and events of the official account, signing in by openid, signatures for
// pages, and the files that prove whose domain this is.
//
// What is pushed here is checked before anything reads it, answered within a
// second whatever the database or Redis do, and never logged. What a message
// asks to be done is written down for the worker; nothing is done here.
package official

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/seal"
)

// opener is the side of the platform that pushes.
type opener interface {
	Open(r *http.Request, body []byte) (chat.Message, error)
	Reply(m chat.Message, r chat.Reply) ([]byte, error)
}

// platform is the side of the platform that we call.
type platform interface {
	AuthorizeURL(redirect, state string) string
	ExchangeCode(ctx context.Context, code string) (openid seal.Secret, snapshot bool, err error)
	JSConfig(ctx context.Context, page string) (chat.PageConfig, error)
}

// memory knows nonces that were used and answers that were given.
type memory interface {
	Fresh(ctx context.Context, mark string) (bool, error)
	Kept(ctx context.Context, key string) (chat.Reply, bool, error)
	Keep(ctx context.Context, key string, r chat.Reply) (chat.Reply, error)
}

// inbox takes what has to be done after the answer. Putting the same ID twice
// must be putting it once.
type inbox interface {
	Put(ctx context.Context, e chat.Event) error
}

// villages finds a village by the name people call it.
type villages interface {
	Find(ctx context.Context, name string) (code, fullName string, ok bool, err error)
}

// tickets hides a receipt behind a word that is good once.
type tickets interface {
	Issue(ctx context.Context, receipt seal.Secret) (ticket string, err error)
}

// Options are what a Handler needs. All are required but VerifyFiles and Budget.
type Options struct {
	PublicURL   string // where villagers reach the program: https://host, without a path
	Token       seal.Secret
	Encrypted   bool              // an AES key is configured: nothing unencrypted is accepted
	VerifyFiles map[string]string // MP_verify_….txt and what is in it
	Budget      time.Duration     // for an answer; 0 is 800 ms
	Callback    opener
	Platform    platform
	Memory      memory
	Inbox       inbox
	Villages    villages
	Tickets     tickets
	// SignIn makes the browser the openid's. It must give the session a new id.
	// A snapshot's openid is nobody's: it may read, never bind nor complain.
	SignIn func(c *gin.Context, openid seal.Secret, snapshot bool) error
	// Serve turns an action into a gin handler and its error into a page.
	Serve func(func(*gin.Context) error) gin.HandlerFunc
	Now   func() time.Time
	Log   *slog.Logger
}

// Handler answers WeChat and browsers inside WeChat.
type Handler struct {
	o     Options
	gate  gate
	slots chan struct{}
}

const (
	defaultBudget = 800 * time.Millisecond
	maxAtWork     = 256
)

var verifyName = regexp.MustCompile(`^MP_verify_[A-Za-z0-9]{1,64}\.txt$`)

// New checks the options and makes a Handler.
func New(o Options) (*Handler, error) {
	var bad []error
	u, err := url.Parse(o.PublicURL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		bad = append(bad, errors.New("official: the public address must be scheme and host only"))
	}
	if o.Token.Empty() {
		bad = append(bad, errors.New("official: the token is required"))
	}
	for name, content := range o.VerifyFiles {
		if !verifyName.MatchString(name) || len(content) > 256 {
			bad = append(bad, fmt.Errorf("official: %q is not a verification file of WeChat", name))
		}
	}
	if o.Callback == nil || o.Platform == nil || o.Memory == nil || o.Inbox == nil || o.Villages == nil || o.Tickets == nil ||
		o.SignIn == nil || o.Serve == nil || o.Now == nil || o.Log == nil {
		bad = append(bad, errors.New("official: a part is missing"))
	}
	if err := errors.Join(bad...); err != nil {
		return nil, err
	}
	if o.Budget == 0 {
		o.Budget = defaultBudget
	}
	o.PublicURL = u.Scheme + "://" + u.Host
	return &Handler{o: o, gate: gate{token: o.Token, encrypted: o.Encrypted, now: o.Now}, slots: make(chan struct{}, maxAtWork)}, nil
}

// Routes mounts every address of this package.
func (h *Handler) Routes(r gin.IRouter) {
	r.GET("/wechat", h.verify)
	r.POST("/wechat", h.receive)
	r.GET("/wechat/login", h.o.Serve(h.login))
	r.GET("/wechat/callback", h.o.Serve(h.callback))
	r.GET("/wechat/jssdk", h.o.Serve(h.jssdk))
	for name, content := range h.o.VerifyFiles {
		r.GET("/"+name, func(c *gin.Context) { plain(c, http.StatusOK, content) })
	}
}

// plain writes text that no browser takes for anything else.
func plain(c *gin.Context, status int, text string) {
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Cache-Control", "no-store")
	c.Data(status, "text/plain; charset=utf-8", []byte(text))
}
