package official_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9"

	"yangguang/handler/official"
	"yangguang/service/gateway/journal"
	"yangguang/service/gateway/wechat"
	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

const (
	token   = "sunshine-token"
	aesKey  = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	public  = "https://sunshine.example.org"
	openid  = "oSECRETopenid0000000000000AA"
	account = "gh_sunshine"
	receipt = "YG-7K2M-91QX-44AB"
)

// world is the endpoint with everything real behind it but WeChat.
type world struct {
	t       testing.TB
	appID   string
	direct  direct
	engine  *gin.Engine
	journal *journal.Journal
	client  *wechat.Client
	redis   *redis.Client
	mini    *miniredis.Miniredis
	clock   atomic.Int64
	log     *syncBuffer
	signed  []bool // snapshot, per sign-in
}

// syncBuffer is a log that a lingering goroutine may still write to.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

type setup struct {
	aesKey   string
	redis    *redis.Options // nil is a private one
	villages villages
	apiBase  string
	budget   time.Duration
}

type villages func(ctx context.Context, name string) (string, string, bool, error)

func (v villages) Find(ctx context.Context, name string) (string, string, bool, error) {
	return v(ctx, name)
}

func known(_ context.Context, name string) (string, string, bool, error) {
	if strings.HasPrefix(name, "四联") {
		return "450923100201", "博白镇四联村", true, nil
	}
	return "", "", false, nil
}

func newWorld(t testing.TB, s setup) *world {
	t.Helper()
	gin.SetMode(gin.TestMode)
	w := &world{t: t, appID: "wx" + strings.ToLower(rand.Text()[:16]), log: &syncBuffer{}}
	w.clock.Store(1767225600)
	w.direct = newDirect(w.appID, token, aesKey)
	w.redis = w.openRedis(s.redis)
	log := slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	box := dbtest.Box(t)
	if s.apiBase == "" {
		s.apiBase = "http://127.0.0.1:1"
	}
	if s.villages == nil {
		s.villages = known
	}
	client, err := wechat.New(wechat.Options{
		AppID: w.appID, AppSecret: seal.NewSecret("app-secret"), Token: seal.NewSecret(token), AESKey: seal.NewSecret(s.aesKey),
		APIBase: s.apiBase, Redis: w.redis, Clock: w.now, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.client = client
	w.journal = journal.New(w.redis, box, w.appID, w.now, log)
	h, err := official.New(official.Options{
		PublicURL: public, Token: seal.NewSecret(token), Encrypted: s.aesKey != "", Budget: s.budget,
		VerifyFiles: map[string]string{"MP_verify_abc123XYZ.txt": "abc123XYZ"},
		Callback:    client.Callback(), Platform: client, Memory: w.journal, Inbox: w.journal, Tickets: w.journal, Villages: s.villages,
		SignIn: func(_ *gin.Context, who seal.Secret, snapshot bool) error {
			if who.Empty() {
				return errors.New("nobody")
			}
			w.signed = append(w.signed, snapshot)
			return nil
		},
		Serve: serve(log), Now: w.now, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.engine = gin.New()
	h.Routes(w.engine)
	return w
}

func (w *world) openRedis(o *redis.Options) *redis.Client {
	switch {
	case o != nil:
	case os.Getenv("YANGGUANG_TEST_REDIS") != "":
		var err error
		if o, err = redis.ParseURL(os.Getenv("YANGGUANG_TEST_REDIS")); err != nil {
			w.t.Fatal(err)
		}
	default:
		w.mini = miniredis.RunT(w.t)
		o = &redis.Options{Addr: w.mini.Addr()}
	}
	rdb := redis.NewClient(o)
	w.t.Cleanup(func() { _ = rdb.Close() })
	return rdb
}

// serve stands for the translation of failures that the program's front does.
func serve(log *slog.Logger) func(func(*gin.Context) error) gin.HandlerFunc {
	return func(action func(*gin.Context) error) gin.HandlerFunc {
		return func(c *gin.Context) {
			if err := action(c); err != nil {
				log.Info("failed", "err", err)
				c.String(map[fault.Kind]int{fault.Invalid: 422, fault.Unauthenticated: 401, fault.Unavailable: 503}[fault.Of(err).Kind], fault.Of(err).Public)
			}
		}
	}
}

func (w *world) now() time.Time { return time.Unix(w.clock.Load(), 0).UTC() }

// push is one request as WeChat would make it, open to be spoilt by a test.
type push struct {
	q    url.Values
	body string
	kind string
}

func (w *world) plain(msg string) *push {
	at, nonce := strconv.FormatInt(w.clock.Load(), 10), rand.Text()[:10]
	return &push{q: url.Values{"timestamp": {at}, "nonce": {nonce}, "signature": {w.direct.sign(at, nonce)}, "openid": {openid}}, body: msg, kind: "text/xml"}
}

func (w *world) safe(msg string) *push {
	p := w.plain("")
	w.encrypt(p, msg)
	return p
}

func (w *world) encrypt(p *push, msg string) {
	sealed := w.direct.seal(msg)
	p.q.Set("encrypt_type", "aes")
	p.q.Set("msg_signature", w.direct.sign(p.q.Get("timestamp"), p.q.Get("nonce"), sealed))
	p.body = "<xml><ToUserName><![CDATA[" + account + "]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>"
}

func (w *world) do(p *push) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodPost, "/wechat?"+p.q.Encode(), strings.NewReader(p.body))
	req.Header.Set("Content-Type", p.kind)
	w.engine.ServeHTTP(rec, req)
	return rec
}

// read is what the person sees of an answer, decrypted and verified if need be.
func (w *world) read(rec *httptest.ResponseRecorder) string {
	w.t.Helper()
	if rec.Code != http.StatusOK {
		w.t.Fatalf("status %d: %s", rec.Code, rec.Body)
	}
	body := rec.Body.String()
	if body == "success" {
		return ""
	}
	var sealed struct{ Encrypt, MsgSignature, TimeStamp, Nonce string }
	if err := xml.Unmarshal([]byte(body), &sealed); err != nil {
		w.t.Fatal(err)
	}
	if sealed.Encrypt != "" {
		if sealed.MsgSignature != w.direct.sign(sealed.TimeStamp, sealed.Nonce, sealed.Encrypt) {
			w.t.Fatal("the answer's signature is wrong")
		}
		var err error
		if body, err = w.direct.open(sealed.Encrypt); err != nil {
			w.t.Fatal(err)
		}
	}
	var r struct{ ToUserName, FromUserName, MsgType, Content string }
	if err := xml.Unmarshal([]byte(body), &r); err != nil {
		w.t.Fatal(err)
	}
	if r.ToUserName != openid || r.FromUserName != account || r.MsgType != "text" {
		w.t.Fatalf("not an answer to the sender: %s", body)
	}
	return r.Content
}

// effects performs what waits and returns it.
func (w *world) effects() []chat.Event {
	w.t.Helper()
	var out []chat.Event
	if _, err := w.journal.Once(w.t.Context(), func(_ context.Context, e chat.Event) error { out = append(out, e); return nil }); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// clean fails if anything that was sent shows in the log.
func (w *world) clean() {
	w.t.Helper()
	for _, secret := range []string{openid, token, aesKey, receipt, "app-secret", "低保", "四联", "SECRET"} {
		if strings.Contains(w.log.String(), secret) {
			w.t.Errorf("the log shows %q:\n%s", secret, w.log)
		}
	}
}

func (w *world) message(id int, inner string) string {
	return fmt.Sprintf("<xml><ToUserName><![CDATA[%s]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName><CreateTime>%d</CreateTime>%s<MsgId>%d</MsgId></xml>",
		account, openid, w.clock.Load(), inner, id)
}

func (w *world) text(id int, words string) string {
	return w.message(id, "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA["+words+"]]></Content>")
}

func (w *world) event(name, key string) string {
	return fmt.Sprintf("<xml><ToUserName><![CDATA[%s]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName><CreateTime>%d</CreateTime>"+
		"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[%s]]></Event><EventKey><![CDATA[%s]]></EventKey></xml>", account, openid, w.clock.Load(), name, key)
}

func get(w *world, target string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodGet, target, nil)
	for _, c := range cookies {
		req.AddCookie(c)
	}
	w.engine.ServeHTTP(rec, req)
	return rec
}
