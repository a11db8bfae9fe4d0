// Package wechat speaks with the WeChat platform on behalf of one official account.
//
// It is the only importer of the WeChat SDK. It never lets a secret, a token,
// a code or an openid into an error or a log line; every call ends within its
// timeout or with its context; all instances that share a Redis share one
// access token, which is refreshed once however many ask for it.
package wechat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/silenceper/wechat/v2/credential"
	"github.com/silenceper/wechat/v2/officialaccount"
	"github.com/silenceper/wechat/v2/officialaccount/config"
	"github.com/silenceper/wechat/v2/officialaccount/oauth"
	"github.com/silenceper/wechat/v2/util"
	"github.com/sirupsen/logrus"

	"yangguang/service/kernel/seal"
)

const (
	apiTimeout   = 5 * time.Second
	mediaTimeout = 20 * time.Second
	apiLimit     = 1 << 20
	mediaLimit   = 12 << 20
)

// TemplateKind says through which of the platform's two doors a notice goes.
type TemplateKind string

// The kinds of template.
const (
	SubscriptionTemplate TemplateKind = "subscription" // 订阅通知, consented to once or for long
	ClassicTemplate      TemplateKind = "template"     // 模板消息, being withdrawn by the platform
)

// Template is a notice's template at the platform.
type Template struct {
	ID   string
	Kind TemplateKind
}

// Options are what a Client needs. AppID, AppSecret, Token and Redis are
// required; AESKey empty means that the account is in plain mode.
type Options struct {
	AppID     string
	AppSecret seal.Secret
	Token     seal.Secret
	AESKey    seal.Secret
	// APIBase replaces https://*.weixin.qq.com, for a simulator. Empty is WeChat itself.
	APIBase string
	// AuthorizeBase replaces https://open.weixin.qq.com in what a browser is sent to; empty is APIBase.
	AuthorizeBase string
	Templates     map[string]Template // by the key that SendNotice is called with
	Redis         redis.UniversalClient
	Clock         func() time.Time
	Log           *slog.Logger
}

// Client calls the platform. Make one per process and share it.
type Client struct {
	appID     string
	templates map[string]Template
	authorize string
	redis     redis.UniversalClient
	now       func() time.Time
	log       *slog.Logger
	transport *transport
	token     *shared
	ticket    *shared
	oauth     *oauth.Oauth
	callback  *Callback
}

// New checks the options and prepares a Client. It calls nobody: Ping does.
func New(o Options) (*Client, error) {
	switch {
	case o.AppID == "" || o.AppSecret.Empty() || o.Token.Empty():
		return nil, errors.New("wechat: app id, app secret and token are required")
	case !o.AESKey.Empty() && len(o.AESKey.Reveal()) != 43:
		return nil, errors.New("wechat: the AES key must have 43 characters")
	case o.Redis == nil || o.Clock == nil || o.Log == nil:
		return nil, errors.New("wechat: redis, clock and log are required")
	}
	t, err := newTransport(o.APIBase)
	if err != nil {
		return nil, err
	}
	authorize := o.AuthorizeBase
	if authorize == "" {
		authorize = o.APIBase
	}
	takeOverSDK()
	cfg := &config.Config{
		AppID: o.AppID, AppSecret: o.AppSecret.Reveal(), Token: o.Token.Reveal(), EncodingAESKey: o.AESKey.Reveal(),
		Cache: sdkCache{o.Redis}, UseStableAK: true,
	}
	account := officialaccount.NewOfficialAccount(cfg)
	c := &Client{
		appID: o.AppID, templates: o.Templates, authorize: strings.TrimSuffix(authorize, "/"),
		redis: o.Redis, now: o.Clock, log: o.Log, transport: t,
	}
	stable, ok := credential.NewStableAccessToken(o.AppID, o.AppSecret.Reveal(), credential.CacheKeyOfficialAccountPrefix, cfg.Cache).(*credential.StableAccessToken)
	if !ok {
		return nil, errors.New("wechat: the SDK's stable token has another type than expected")
	}
	c.token = &shared{redis: o.Redis, key: "wechat:token:" + o.AppID, fetch: func(ctx context.Context) (string, time.Duration, error) {
		res, err := stable.GetAccessTokenDirectly(ctx, false)
		return res.AccessToken, time.Duration(res.ExpiresIn) * time.Second, err
	}}
	c.ticket = &shared{redis: o.Redis, key: "wechat:ticket:" + o.AppID, fetch: c.fetchTicket}
	account.SetAccessTokenHandle(tokenHandle{c})
	// The SDK's getters make their object at the first call, without a lock.
	c.oauth = account.GetOauth()
	c.callback = &Callback{account: account, appID: o.AppID, token: o.Token, aesKey: o.AESKey, now: o.Clock}
	return c, nil
}

// Callback opens what the platform pushes and makes the answers.
func (c *Client) Callback() *Callback { return c.callback }

// Ping reports whether an access token can be had: the account's id and
// secret are right, the platform is reachable and lets this machine in.
func (c *Client) Ping(ctx context.Context) error {
	return c.do(ctx, "ping", func(ctx context.Context) error {
		_, err := c.token.get(ctx)
		return err
	})
}

// do bounds fn by the timeout, gives it this client's transport, and turns
// what it returns into an Error without secrets.
func (c *Client) do(ctx context.Context, op string, fn func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, transportKey{}, c.transport), apiTimeout)
	defer cancel()
	return classify(op, fn(ctx))
}

// authorized is do with an access token. A token the platform no longer takes
// is dropped, for everybody, and fn gets one more chance with a fresh one.
func (c *Client) authorized(ctx context.Context, op string, fn func(ctx context.Context, token string) error) error {
	return c.do(ctx, op, func(ctx context.Context) error {
		token, err := c.token.get(ctx)
		if err != nil {
			return err
		}
		if err = fn(ctx, token); !staleToken(err) {
			return err
		}
		if err := c.token.forget(ctx, token); err != nil {
			return err
		}
		if token, err = c.token.get(ctx); err != nil {
			return err
		}
		return fn(ctx, token)
	})
}

// post sends v as JSON and reads the platform's errcode.
func (c *Client) post(ctx context.Context, op, path string, v any) error {
	return c.authorized(ctx, op, func(ctx context.Context, token string) error {
		res, err := util.PostJSONContext(ctx, "https://api.weixin.qq.com"+path+"?access_token="+url.QueryEscape(token), v)
		if err != nil {
			return err
		}
		return util.DecodeWithCommonError(res, op)
	})
}

// tokenHandle gives the SDK our shared token.
type tokenHandle struct{ c *Client }

// GetAccessToken is what the SDK calls where it has no context.
func (h tokenHandle) GetAccessToken() (string, error) {
	return "", errors.New("wechat: the SDK asked for a token without a context")
}

// GetAccessTokenContext is what the SDK calls where it has a context.
func (h tokenHandle) GetAccessTokenContext(ctx context.Context) (string, error) {
	return h.c.token.get(ctx)
}

var once sync.Once

// takeOverSDK replaces the two globals that the SDK works with: a logger that
// would print tokens and messages, and an HTTP client without a timeout. The
// replacement serves only requests that carry one of our transports.
func takeOverSDK() {
	once.Do(func() {
		logrus.SetOutput(io.Discard)
		logrus.SetLevel(logrus.PanicLevel)
		util.DefaultHTTPClient = &http.Client{Transport: dispatcher{}, CheckRedirect: noRedirect}
	})
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

type transportKey struct{}

// dispatcher hands a request to the transport in its context, so that several
// clients in one process do not get in each other's way.
type dispatcher struct{}

func (dispatcher) RoundTrip(r *http.Request) (*http.Response, error) {
	t, ok := r.Context().Value(transportKey{}).(*transport)
	if !ok {
		return nil, errors.New("wechat: a request of the SDK without an account")
	}
	return t.RoundTrip(r)
}

// AuthorizeURL is where a browser inside WeChat is sent to learn who it is.
// state must be hard to guess and be checked when the browser comes back.
func (c *Client) AuthorizeURL(redirect, state string) string {
	const scope = "snsapi_base" // silent, and the openid is all we want
	u, err := c.oauth.GetRedirectURL(redirect, scope, url.QueryEscape(state))
	if err != nil || c.authorize == "" {
		return u
	}
	return c.authorize + strings.TrimPrefix(u, "https://open.weixin.qq.com")
}

// String names the account and nothing else.
func (c *Client) String() string { return fmt.Sprintf("wechat %s", c.appID) }
