package simulator

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
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
	first    = "oDEMO_villager_0000000000001"
	second   = "oDEMO_villager_0000000000002"
	snapshot = "oDEMO_snapshot_0000000000003"
	aesKey   = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
)

// town is the program's side of the account and the simulator, on one address.
type town struct {
	t        *testing.T
	platform *Platform
	client   *wechat.Client
	journal  *journal.Journal
	url      string
	redis    *redis.Client
	clock    atomic.Int64
	mu       sync.Mutex
	signedIn map[string]bool // openid → snapshot
}

type oneVillage struct{}

func (oneVillage) Find(context.Context, string) (string, string, bool, error) {
	return "450923100201", "博白镇四联村", true, nil
}

func newTown(t *testing.T, mode Mode) *town {
	t.Helper()
	gin.SetMode(gin.TestMode)
	w := &town{t: t, signedIn: map[string]bool{}}
	w.clock.Store(1767225600)
	now := func() time.Time { return time.Unix(w.clock.Load(), 0).UTC() }
	log := slog.New(slog.DiscardHandler)
	key := aesKey
	if mode == Plain {
		key = ""
	}
	p, err := New(Options{
		AppID: "wxdemo", AppSecret: "demo-secret", Token: "demo-token", AESKey: key, Mode: mode, Prefix: "/simulator", Now: now, Log: log,
		Templates: map[string]string{"TPL": "办理进度提醒"},
		People:    []Person{{Name: "甲", OpenID: first, Phone: "13800000001"}, {Name: "乙", OpenID: second, Phone: "13800000002"}, {Name: "快照", OpenID: snapshot, Snapshot: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.platform = p
	e := gin.New()
	srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/simulator") {
			p.ServeHTTP(rw, r)
			return
		}
		e.ServeHTTP(rw, r)
	}))
	t.Cleanup(srv.Close)
	w.url = srv.URL
	p.SetTarget(srv.URL+"/wechat", srv.URL)
	w.redis = redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr()})
	t.Cleanup(func() { _ = w.redis.Close() })
	box := dbtest.Box(t)
	client, err := w.instance(key, now)
	if err != nil {
		t.Fatal(err)
	}
	w.client = client
	w.journal = journal.New(w.redis, box, "wxdemo", now, log)
	h, err := official.New(official.Options{
		PublicURL: srv.URL, Token: seal.NewSecret("demo-token"), Encrypted: key != "", Callback: w.client.Callback(), Platform: w.client,
		Memory: w.journal, Inbox: w.journal, Tickets: w.journal, Villages: oneVillage{}, Now: now, Log: log, Budget: 5 * time.Second,
		SignIn: func(_ *gin.Context, who seal.Secret, snap bool) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.signedIn[who.Reveal()] = snap
			return nil
		},
		Serve: func(a func(*gin.Context) error) gin.HandlerFunc {
			return func(c *gin.Context) {
				if err := a(c); err != nil {
					c.String(http.StatusTeapot, fault.Of(err).Public)
				}
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Routes(e)
	e.GET("/h5/*page", func(c *gin.Context) { c.String(http.StatusOK, "page "+c.Param("page")) })
	return w
}

// instance is one more process of the program, sharing only Redis.
func (w *town) instance(key string, now func() time.Time) (*wechat.Client, error) {
	return wechat.New(wechat.Options{
		AppID: "wxdemo", AppSecret: seal.NewSecret("demo-secret"), Token: seal.NewSecret("demo-token"), AESKey: seal.NewSecret(key),
		APIBase: w.url + "/simulator", Redis: w.redis, Clock: now, Log: slog.New(slog.DiscardHandler),
		Templates: map[string]wechat.Template{"progress": {ID: "TPL", Kind: wechat.SubscriptionTemplate}},
	})
}

func TestAConversationInEveryMode(t *testing.T) {
	for _, mode := range []Mode{Plain, Compatible, Safe} {
		t.Run(string(mode), func(t *testing.T) {
			w := newTown(t, mode)
			p, ctx := w.platform, t.Context()
			for name, c := range map[string]struct {
				do   func() (Delivery, error)
				want string
			}{
				"follow":   {func() (Delivery, error) { return p.Follow(ctx, first) }, "欢迎"},
				"text":     {func() (Delivery, error) { return p.Say(ctx, first, "项目 四联村") }, "village=450923100201"},
				"brackets": {func() (Delivery, error) { return p.Say(ctx, first, "帮助]]><x/>") }, "您可以发"},
				"voice":    {func() (Delivery, error) { return p.SendVoice(ctx, first, "我的钱。") }, "/h5/payouts"},
				"number":   {func() (Delivery, error) { return p.Say(ctx, first, "12345") }, "您可以发"},
				"location": {func() (Delivery, error) { return p.SendLocation(ctx, first) }, "/h5/projects"},
				"picture":  {func() (Delivery, error) { return p.SendImage(ctx, first, "image/png", samplePicture()) }, "/h5/complaint"},
				"menu":     {func() (Delivery, error) { return p.Click(ctx, first, "投诉") }, "/h5/complaint"},
				"scan":     {func() (Delivery, error) { return p.Scan(ctx, first, "7") }, "欢迎"},
				"page":     {func() (Delivery, error) { return p.View(ctx, first, w.url) }, ""},
				"unfollow": {func() (Delivery, error) { return p.Unfollow(ctx, first) }, ""},
			} {
				d, err := c.do()
				if err != nil || d.Status != 200 || d.Attempts != 1 || !strings.Contains(d.Text, c.want) || (c.want == "" && d.Text != "") {
					t.Errorf("%s: %+v %v", name, d, err)
				}
			}
			kinds := map[chat.EventKind]int{}
			if _, err := w.journal.Once(ctx, func(_ context.Context, e chat.Event) error {
				kinds[e.Kind]++
				if e.Media == chat.Image {
					data, kind, err := w.client.DownloadMedia(ctx, e.MediaID)
					if err != nil || kind != "image/png" || len(data) == 0 {
						t.Errorf("picture: %s %v", kind, err)
					}
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if kinds[chat.Followed] != 1 || kinds[chat.Unfollowed] != 1 || kinds[chat.MediaReceived] != 2 || kinds[chat.Located] != 1 || kinds[chat.MenuClicked] != 1 {
				t.Errorf("effects %v", kinds)
			}
		})
	}
}

// TestOneTokenForAllInstances lets twelve processes ask at the same moment.
func TestOneTokenForAllInstances(t *testing.T) {
	w := newTown(t, Safe)
	w.platform.Slow(100 * time.Millisecond)
	for round := 1; round <= 2; round++ {
		var wg sync.WaitGroup
		for range 12 {
			c, err := w.instance(aesKey, func() time.Time { return time.Unix(w.clock.Load(), 0) })
			if err != nil {
				t.Fatal(err)
			}
			wg.Go(func() {
				if err := c.CreateMenu(t.Context(), []wechat.Button{{Name: "帮助", Key: "帮助"}}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := w.platform.Calls("/cgi-bin/stable_token"); n != round {
			t.Errorf("round %d: %d tokens were asked for", round, n)
		}
		w.platform.ExpireTokens() // all notice at once in the second round, one asks
	}
}

func TestNoticesSurviveAnOutage(t *testing.T) {
	w := newTown(t, Safe)
	ctx := t.Context()
	send := func(to string) error {
		return w.client.SendNotice(ctx, seal.NewSecret(to), "progress", map[string]string{"thing1": "有新进展"}, w.url+"/h5/progress", "outbox-1")
	}
	classOf := func(err error) wechat.Class {
		e, ok := errors.AsType[*wechat.Error](err)
		if !ok {
			t.Fatalf("not classified: %v", err)
		}
		return e.Class
	}
	if c := classOf(send(first)); c != wechat.Refused {
		t.Errorf("does not follow: class %v", c)
	}
	if _, err := w.platform.Follow(ctx, first); err != nil {
		t.Fatal(err)
	}
	w.platform.Outage(true)
	if c := classOf(send(first)); c != wechat.Retryable {
		t.Errorf("outage: class %v", c)
	}
	w.platform.Outage(false)
	w.platform.ExpireTokens()
	for range 2 {
		if err := send(first); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.platform.Notices(first); len(n) != 1 || n[0].Title != "办理进度提醒" || n[0].Fields[0] != "有新进展" {
		t.Errorf("%+v", n)
	}
	w.platform.Errcode("/cgi-bin/message/subscribe/bizsend", 40037)
	if _, err := w.platform.Follow(ctx, second); err != nil {
		t.Fatal(err)
	}
	if c := classOf(send(second)); c != wechat.BadConfig {
		t.Errorf("template: class %v", c)
	}
	w.platform.Errcode("/cgi-bin/message/subscribe/bizsend", 0)
	w.platform.Refuse(second, true)
	if c := classOf(send(second)); c != wechat.Refused {
		t.Errorf("refused: class %v", c)
	}
}

func TestABrowserIsWhoWasChosen(t *testing.T) {
	w := newTown(t, Safe)
	for openid, snap := range map[string]bool{first: false, second: false, snapshot: true} {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		browser := &http.Client{Jar: jar}
		w.platform.Choose(openid)
		res, err := browser.Get(w.url + "/wechat/login?next=" + url.QueryEscape("/h5/payouts"))
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != 200 || string(body) != "page /payouts" || w.signedIn[openid] != snap {
			t.Errorf("%s: %d %s %v", openid, res.StatusCode, body, w.signedIn)
		}
	}
	if len(w.signedIn) != 3 {
		t.Errorf("signed in %v", w.signedIn)
	}
}

func TestThePlatformRefusesWhatWeChatRefuses(t *testing.T) {
	w := newTown(t, Safe)
	code := w.platform.Code(first)
	if _, _, err := w.client.ExchangeCode(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.client.ExchangeCode(t.Context(), code); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("a code was good twice: %v", err)
	}
	res, err := http.Get(w.url + "/simulator/connect/oauth2/authorize?appid=wxdemo&response_type=code&scope=snsapi_base&redirect_uri=" + url.QueryEscape("https://evil.example/"))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("sent a browser elsewhere: %d", res.StatusCode)
	}
}

func TestThePhone(t *testing.T) {
	w := newTown(t, Safe)
	w.platform.PushSMS("13800000002", "验证码 123456")
	form := func(do, person, value string) int {
		var b strings.Builder
		b.WriteString("--x\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\n" + do + "\r\n--x\r\nContent-Disposition: form-data; name=\"person\"\r\n\r\n" + person +
			"\r\n--x\r\nContent-Disposition: form-data; name=\"value\"\r\n\r\n" + value + "\r\n--x--\r\n")
		res, err := http.Post(w.url+"/simulator/act", "multipart/form-data; boundary=x", strings.NewReader(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	for _, c := range []struct {
		do, person, value string
		want              int
	}{
		{"choose", second, "", 204}, {"follow", second, "", 204}, {"text", second, "低保", 204}, {"image", second, "", 204}, {"voice", second, "投诉", 204},
		{"location", second, "", 204}, {"click", second, "帮助", 204}, {"view", second, "/h5/", 204}, {"unfollow", second, "", 204},
		{"fly", second, "", 400}, {"text", "nobody", "x", 404},
	} {
		if got := form(c.do, c.person, c.value); got != c.want {
			t.Errorf("%s: %d", c.do, got)
		}
	}
	for path, want := range map[string]string{
		"/simulator/":                 "阳光监督",
		"/simulator/static/phone.js":  "fetch(",
		"/simulator/static/phone.css": "{",
		"/simulator/state":            "验证码 123456",
	} {
		res, err := http.Get(w.url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != 200 || !strings.Contains(string(body), want) {
			t.Errorf("%s: %d %.200s", path, res.StatusCode, body)
		}
	}
}

func TestAMessageIsDeliveredThreeTimesAtMost(t *testing.T) {
	w := newTown(t, Safe)
	calls := 0
	deaf := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { calls++; rw.WriteHeader(503) }))
	defer deaf.Close()
	w.platform.SetTarget(deaf.URL, w.url)
	d, err := w.platform.Say(t.Context(), first, "低保")
	if err != nil || calls != 3 || d.Attempts != 3 || d.Status != 503 {
		t.Errorf("%d calls, %+v, %v", calls, d, err)
	}
	screen := w.platform.Bubbles(first)
	if last := screen[len(screen)-1]; last.From != "system" {
		t.Errorf("the phone shows %+v", last)
	}
}
