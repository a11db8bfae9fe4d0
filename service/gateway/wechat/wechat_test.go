package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

const personID = "oABCDEFGHIJKLMNOPQRSTUVWXYZ1"

// api is a platform that answers what a test tells it to.
type api struct {
	mu      sync.Mutex
	answers map[string][]string // path → answers, the last one stays
	seen    map[string][]string // path → query and body of each request
}

func newAPI() *api {
	return &api{seen: map[string][]string{}, answers: map[string][]string{
		"/cgi-bin/stable_token": {`{"access_token":"TOKEN-ONE","expires_in":7200}`, `{"access_token":"TOKEN-TWO","expires_in":7200}`},
	}}
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.seen[r.URL.Path] = append(a.seen[r.URL.Path], r.URL.RawQuery+" "+string(body))
	list := a.answers[r.URL.Path]
	if len(list) == 0 {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	if len(list) > 1 {
		a.answers[r.URL.Path] = list[1:]
	}
	if strings.HasPrefix(list[0], "{") {
		w.Header().Set("Content-Type", "application/json")
	} else {
		w.Header().Set("Content-Type", "image/jpeg")
	}
	_, _ = io.WriteString(w, list[0])
}

func (a *api) count(path string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.seen[path])
}

func connect(t *testing.T, a http.Handler, rdb redis.UniversalClient) *Client {
	t.Helper()
	srv := httptest.NewServer(a)
	t.Cleanup(srv.Close)
	if rdb == nil {
		one := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr()})
		t.Cleanup(func() { _ = one.Close() })
		rdb = one
	}
	c, err := New(Options{
		AppID: "wx1", AppSecret: seal.NewSecret("APPSECRET"), Token: seal.NewSecret("t"), APIBase: srv.URL, Redis: rdb,
		Templates: map[string]Template{"reply": {"TPL1", SubscriptionTemplate}, "old": {"TPL2", ClassicTemplate}, "broken": {"TPL3", "?"}},
		Clock:     func() time.Time { return time.Unix(1414587457, 0) }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPageSignature uses the vectors of the domain guide §9.
func TestPageSignature(t *testing.T) {
	const ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
	for page, want := range map[string]string{
		"http://mp.weixin.qq.com":                     "f4d90daf4b3bca3078ab155816175ba34c443a7b",
		"http://mp.weixin.qq.com?params=value":        "0f9de62fce790f9a083d5c99e95740ceb90c27ed",
		"http://mp.weixin.qq.com?params=value#inside": "0f9de62fce790f9a083d5c99e95740ceb90c27ed",
	} {
		if got := jsSignature(ticket, "Wm3WZYTPz0wzccnW", 1414587457, page); got != want {
			t.Errorf("%s: %s", page, got)
		}
	}
}

func TestJSConfigUsesOneTicket(t *testing.T) {
	a := newAPI()
	a.answers["/cgi-bin/ticket/getticket"] = []string{`{"errcode":0,"ticket":"TK","expires_in":7200}`}
	c := connect(t, a, nil)
	for range 3 {
		cfg, err := c.JSConfig(t.Context(), "https://sunshine.example.org/h5/")
		if err != nil || cfg.AppID != "wx1" || cfg.Timestamp != 1414587457 {
			t.Fatal(cfg, err)
		}
		if cfg.Signature != jsSignature("TK", cfg.NonceStr, cfg.Timestamp, "https://sunshine.example.org/h5/") {
			t.Error("signed with something else")
		}
	}
	if n := a.count("/cgi-bin/ticket/getticket"); n != 1 {
		t.Errorf("%d tickets", n)
	}
}

func TestAStaleTokenIsReplacedOnce(t *testing.T) {
	for _, code := range []string{"40001", "40014", "42001"} {
		a := newAPI()
		a.answers["/cgi-bin/message/subscribe/bizsend"] = []string{`{"errcode":` + code + `,"errmsg":"stale"}`, `{"errcode":0}`}
		c := connect(t, a, nil)
		if err := c.SendNotice(t.Context(), seal.NewSecret(personID), "reply", nil, "", "k"); err != nil {
			t.Fatal(code, err)
		}
		sent := a.seen["/cgi-bin/message/subscribe/bizsend"]
		if len(sent) != 2 || !strings.Contains(sent[0], "TOKEN-ONE") || !strings.Contains(sent[1], "TOKEN-TWO") {
			t.Errorf("%s: %q", code, sent)
		}
	}
	a := newAPI()
	a.answers["/cgi-bin/message/subscribe/bizsend"] = []string{`{"errcode":40001,"errmsg":"stale"}`}
	c := connect(t, a, nil)
	err := c.SendNotice(t.Context(), seal.NewSecret(personID), "reply", nil, "", "k")
	if e, ok := errors.AsType[*Error](err); !ok || !e.Retryable() || a.count("/cgi-bin/message/subscribe/bizsend") != 2 {
		t.Errorf("%v after %d attempts", err, a.count("/cgi-bin/message/subscribe/bizsend"))
	}
}

func TestNoticeFailuresAreClassified(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		class  Class
	}{
		"not subscribed":  {`{"errcode":43101,"errmsg":"user refuse to accept the msg"}`, Refused},
		"does not follow": {`{"errcode":43004,"errmsg":"require subscribe"}`, Refused},
		"wrong template":  {`{"errcode":40037,"errmsg":"invalid template_id"}`, BadConfig},
		"wrong fields":    {`{"errcode":47003,"errmsg":"argument invalid!"}`, BadConfig},
		"white list":      {`{"errcode":40164,"errmsg":"invalid ip"}`, BadConfig},
		"busy":            {`{"errcode":-1,"errmsg":"system error"}`, Retryable},
		"quota":           {`{"errcode":45009,"errmsg":"reach max api daily quota limit"}`, Retryable},
		"unheard of":      {`{"errcode":99999,"errmsg":"?"}`, Retryable},
		"not JSON":        {`{`, Retryable},
		"endless":         {`{"errmsg":"` + strings.Repeat("x", 2<<20) + `"}`, Retryable},
	} {
		for _, key := range []string{"reply", "old"} {
			a := newAPI()
			a.answers["/cgi-bin/message/subscribe/bizsend"] = []string{c.answer}
			a.answers["/cgi-bin/message/template/send"] = []string{c.answer}
			err := connect(t, a, nil).SendNotice(t.Context(), seal.NewSecret(personID), key, map[string]string{"thing1": "x"}, "https://x/h5/", "k")
			e, ok := errors.AsType[*Error](err)
			if !ok || e.Class != c.class {
				t.Errorf("%s, %s: %v", name, key, err)
			}
		}
	}
	a := newAPI()
	c := connect(t, a, nil)
	for key, class := range map[string]Class{"unknown": BadConfig, "broken": BadConfig} {
		if e, ok := errors.AsType[*Error](c.SendNotice(t.Context(), seal.NewSecret(personID), key, nil, "", "k")); !ok || e.Class != class {
			t.Errorf("%s: %v", key, e)
		}
	}
}

func TestANoticeGoesOutOnce(t *testing.T) {
	a := newAPI()
	a.answers["/cgi-bin/message/template/send"] = []string{`{"errcode":0,"msgid":1}`}
	c := connect(t, a, nil)
	for range 3 {
		if err := c.SendNotice(t.Context(), seal.NewSecret(personID), "old", map[string]string{"first": "您有一条新进展"}, "https://x/h5/", "outbox-7"); err != nil {
			t.Fatal(err)
		}
	}
	sent := a.seen["/cgi-bin/message/template/send"]
	if len(sent) != 1 || !strings.Contains(sent[0], `"client_msg_id"`) || !strings.Contains(sent[0], "您有一条新进展") {
		t.Errorf("%q", sent)
	}
}

func TestErrorsShowNoSecret(t *testing.T) {
	a := newAPI()
	c := connect(t, a, nil)
	refusing := connect(t, a, nil)
	refusing.transport.api.Host = "127.0.0.1:1"
	a.answers["/sns/oauth2/access_token"] = []string{`{"errcode":40029,"errmsg":"invalid code, rid, openid=` + personID + `"}`}
	ctx := t.Context()
	var all []error
	for _, c := range []*Client{c, refusing} {
		_, _, err1 := c.ExchangeCode(ctx, "CODECODE")
		_, _, err2 := c.DownloadMedia(ctx, "MEDIAID")
		_, err3 := c.JSConfig(ctx, "https://x/")
		err4 := c.SendNotice(ctx, seal.NewSecret(personID), "reply", nil, "", "k")
		err5 := c.CreateMenu(ctx, []Button{{Name: "a", Key: "b"}})
		all = append(all, err1, err2, err3, err4, err5)
	}
	all = append(all, refusing.Ping(ctx), classify("x", errors.New(`Get "https://api/x?appid=a&secret=APPSECRET&code=CODECODE": EOF {"touser":"`+personID+`"}`)))
	for i, err := range all {
		if err == nil {
			t.Errorf("%d: no error", i)
			continue
		}
		for _, secret := range []string{"APPSECRET", "TOKEN-", "CODECODE", personID, "MEDIAID"} {
			for e := err; e != nil; e = errors.Unwrap(e) {
				if strings.Contains(e.Error(), secret) {
					t.Errorf("%d shows %s: %v", i, secret, e)
				}
			}
		}
	}
}

func TestExchangeCode(t *testing.T) {
	a := newAPI()
	a.answers["/sns/oauth2/access_token"] = []string{
		`{"openid":"` + personID + `"}`, `{"openid":"oVIRTUAL","is_snapshotuser":1}`, `{"errcode":40163,"errmsg":"code been used"}`, `{"errcode":-1,"errmsg":"busy"}`, `{}`,
	}
	c := connect(t, a, nil)
	who, snapshot, err := c.ExchangeCode(t.Context(), "abc_-1")
	if err != nil || snapshot || who.Reveal() != personID {
		t.Error(err)
	}
	if _, snapshot, err = c.ExchangeCode(t.Context(), "abc"); err != nil || !snapshot {
		t.Error("a snapshot passed for a person", err)
	}
	for _, want := range []fault.Kind{fault.Unauthenticated, fault.Unavailable, fault.Unavailable} {
		if _, _, err = c.ExchangeCode(t.Context(), "abc"); !fault.Is(err, want) {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	n := a.count("/sns/oauth2/access_token")
	for _, bad := range []string{"", "x&appid=evil", "x y", "好", strings.Repeat("x", 129)} {
		if _, _, err = c.ExchangeCode(t.Context(), bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if a.count("/sns/oauth2/access_token") != n {
		t.Error("a code that cannot be one was sent")
	}
}

func TestDownloadMedia(t *testing.T) {
	a := newAPI()
	a.answers["/cgi-bin/media/get"] = []string{`{"errcode":42001,"errmsg":"expired"}`, "\xff\xd8\xff\xe0 picture", `{"errcode":40007,"errmsg":"invalid media_id"}`, strings.Repeat("x", mediaLimit+1)}
	c := connect(t, a, nil)
	data, kind, err := c.DownloadMedia(t.Context(), "M_1-x")
	if err != nil || kind != "image/jpeg" || !bytes.HasPrefix(data, []byte("\xff\xd8")) {
		t.Error(kind, err)
	}
	_, _, err = c.DownloadMedia(t.Context(), "gone")
	if e, ok := errors.AsType[*Error](err); !ok || e.Class != BadInput {
		t.Error(err)
	}
	if _, _, err = c.DownloadMedia(t.Context(), "large"); err == nil {
		t.Error("a file without end was read")
	}
	if _, _, err = c.DownloadMedia(t.Context(), "x&access_token=evil"); err == nil {
		t.Error("a smuggled parameter was sent")
	}
}

func TestMenu(t *testing.T) {
	a := newAPI()
	a.answers["/cgi-bin/menu/create"] = []string{`{"errcode":0}`}
	c := connect(t, a, nil)
	menu := []Button{{Name: "查一查", Sub: []Button{{Name: "我的补贴", URL: "https://x/h5/payouts"}, {Name: "帮助", Key: "帮助"}}}, {Name: "我要反映", URL: "https://x/h5/complaint"}}
	if err := c.CreateMenu(t.Context(), menu); err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(a.seen["/cgi-bin/menu/create"][0], " ")
	var got struct {
		Button []struct {
			Type, Name string
			Sub        []struct{ Type, Name, Key, URL string } `json:"sub_button"`
		}
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil || len(got.Button) != 2 || len(got.Button[0].Sub) != 2 || got.Button[0].Sub[1].Type != "click" || got.Button[1].Type != "view" {
		t.Errorf("%s %v", body, err)
	}
	leaf := Button{Name: "a", Key: "k"}
	for name, bad := range map[string][]Button{
		"none":              nil,
		"four":              {leaf, leaf, leaf, leaf},
		"six below":         {{Name: "a", Sub: []Button{leaf, leaf, leaf, leaf, leaf, leaf}}},
		"three levels":      {{Name: "a", Sub: []Button{{Name: "b", Sub: []Button{leaf}}}}},
		"no name":           {{Key: "k"}},
		"long name":         {{Name: "六个字的名字长", Key: "k"}},
		"neither":           {{Name: "a"}},
		"both":              {{Name: "a", Key: "k", URL: "https://x"}},
		"relative address":  {{Name: "a", URL: "/h5/"}},
		"key and below":     {{Name: "a", Key: "k", Sub: []Button{leaf}}},
		"long key":          {{Name: "a", Key: strings.Repeat("k", 129)}},
		"script as address": {{Name: "a", URL: "javascript:alert(1)"}},
	} {
		e, ok := errors.AsType[*Error](c.CreateMenu(t.Context(), bad))
		if !ok || !e.BadConfig() {
			t.Errorf("%s: %v", name, e)
		}
	}
}

func TestCallsEndWithTheirContext(t *testing.T) {
	block := make(chan struct{})
	c := connect(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-block }), nil)
	t.Cleanup(func() { close(block) }) // before the server's, which waits for its requests
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if err := c.Ping(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestTheSDKIsSilentAndBounded(t *testing.T) {
	connect(t, newAPI(), nil)
	if logrus.IsLevelEnabled(logrus.ErrorLevel) || logrus.StandardLogger().Out != io.Discard {
		t.Error("the SDK logs")
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://api.weixin.qq.com/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := (dispatcher{}).RoundTrip(req); err == nil {
		_ = res.Body.Close()
		t.Error("a request without an account went out")
	}
}

func TestOptionsAreChecked(t *testing.T) {
	good := Options{AppID: "a", AppSecret: seal.NewSecret("s"), Token: seal.NewSecret("t"), Redis: redis.NewClient(&redis.Options{}), Clock: time.Now, Log: slog.Default()}
	for name, spoil := range map[string]func(o *Options){
		"no app":        func(o *Options) { o.AppID = "" },
		"no secret":     func(o *Options) { o.AppSecret = seal.Secret{} },
		"no token":      func(o *Options) { o.Token = seal.Secret{} },
		"short key":     func(o *Options) { o.AESKey = seal.NewSecret("short") },
		"no redis":      func(o *Options) { o.Redis = nil },
		"base a word":   func(o *Options) { o.APIBase = "simulator" },
		"base a scheme": func(o *Options) { o.APIBase = "file:///etc" },
	} {
		o := good
		spoil(&o)
		if _, err := New(o); err == nil {
			t.Error(name)
		} else if strings.Contains(err.Error(), "short") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
