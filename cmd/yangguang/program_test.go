package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"go.uber.org/goleak"
	"gopkg.in/yaml.v3"

	"yangguang/service/store/dbtest"
)

// patience is how long a test waits for the program to say something: a busy
// machine that looks for races is slow.
const patience = 2 * time.Minute

// heard is what a program printed. Whoever waits for words is woken by each write.
type heard struct {
	mu    sync.Mutex
	text  strings.Builder
	fresh chan struct{}
}

func newHeard() *heard { return &heard{fresh: make(chan struct{})} }

// Write takes what the program prints.
func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	close(h.fresh)
	h.fresh = make(chan struct{})
	return h.text.Write(b)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// match waits for words and gives what the pattern's group holds.
func (h *heard) match(t testing.TB, pattern *regexp.Regexp, over <-chan struct{}) string {
	t.Helper()
	late := time.After(patience)
	for {
		h.mu.Lock()
		found, fresh := pattern.FindStringSubmatch(h.text.String()), h.fresh
		h.mu.Unlock()
		if found != nil {
			return found[1]
		}
		select {
		case <-fresh:
		case <-over:
			return ""
		case <-late:
			t.Fatalf("waited in vain for %s in:\n%s", pattern, h)
		}
	}
}

// running is the whole program, started as its main does it.
type running struct {
	t        testing.TB
	url      string // without a slash at its end
	out, log *heard
	cancel   context.CancelFunc
	over     chan struct{}
	err      error
}

var listening = regexp.MustCompile(`(?:listening on |办公后台 +)(http://127\.0\.0\.1:\d+)`)

// startProgram runs the program until the test ends or stop is called. It logs
// everything there is to log.
func startProgram(t testing.TB, environ []string, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	r := &running{t: t, out: newHeard(), log: newHeard(), cancel: cancel, over: make(chan struct{})}
	environ = append([]string{"YANGGUANG_LOG_LEVEL=debug", "YANGGUANG_LISTEN=127.0.0.1:0"}, environ...)
	go func() {
		defer close(r.over)
		r.err = run(ctx, append([]string{"yangguang"}, args...), environ, strings.NewReader(""), r.out, r.log)
	}()
	t.Cleanup(func() { r.stop() })
	r.url = r.out.match(t, listening, r.over)
	if r.url == "" {
		t.Fatalf("yangguang %s: %v\n%s\n%s", strings.Join(args, " "), r.err, r.out, r.log)
	}
	return r
}

func startDemo(t testing.TB, dir string, environ ...string) *running {
	t.Helper()
	return startProgram(t, append([]string{"YANGGUANG_METRICS_LISTEN=off"}, environ...), "demo", "--listen", "127.0.0.1:0", "--data", dir)
}

// stop ends the program as a signal does, and waits for it.
func (r *running) stop() {
	r.t.Helper()
	r.cancel()
	select {
	case <-r.over:
	case <-time.After(patience):
		r.t.Error("the program does not end")
		return
	}
	if r.err != nil && !errors.Is(r.err, context.Canceled) {
		r.t.Errorf("the program ended with: %v", r.err)
		r.err = nil
	}
}

// plain is a client that keeps no connection and follows nothing.
var plain = &http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       patience,
}

func (r *running) get(path string) (int, string) {
	r.t.Helper()
	return getPage(r.t, r.url+path)
}

func getPage(t testing.TB, address string) (int, string) {
	t.Helper()
	res, err := plain.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }() // read whole
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// freeAddress is an address nobody listens on.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // only its number was wanted
	return l.Addr().String()
}

// serveFile writes a configuration for serve on the test's own database and the
// given Redis, and makes its schema.
func serveFile(t testing.TB, redis string, change func(map[string]any)) string {
	t.Helper()
	dir := t.TempDir()
	db, k, address := dbtest.Options(t), freshKeys(), freeAddress(t)
	cfg := map[string]any{
		"listen": address, "public_url": "http://" + address, "metrics_listen": "off", "files_dir": filepath.Join(dir, "files"),
		"organ": "演示县纪委监委", "log_level": "debug",
		"database": map[string]any{"driver": string(db.Driver), "dsn": db.DSN},
		"redis":    map[string]any{"url": redis},
		"keys":     map[string]any{"people_seal": k.PeopleSeal, "people_index": k.PeopleIndex, "petition_seal": k.PetitionSeal, "petition_index": k.PetitionIndex, "receipt_sign": k.ReceiptSign},
	}
	if change != nil {
		change(cfg)
	}
	text, err := yaml.Marshal(cfg)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "yangguang.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// listenOf is the address that a configuration file names.
func listenOf(t testing.TB, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cfg struct{ Listen string }
	if err := yaml.Unmarshal(text, &cfg); err != nil {
		t.Fatal(err)
	}
	return cfg.Listen
}

func startServe(t testing.TB, file string) *running {
	t.Helper()
	return startProgram(t, []string{"YANGGUANG_LISTEN=" + listenOf(t, file)}, "serve", "--config", file)
}

// receiptShown is a receipt on the page of demonstration accounts.
var receiptShown = regexp.MustCompile(`<code>\d{4} \d{4} \d{4} \d{4}</code>`)

// TestDemoTwice is the first command of the README: a county on the first
// start, whatever a first one that was cut short left, and at once on the second. The bounds are those of a machine that does
// other things too; the times themselves are in the log.
func TestDemoTwice(t *testing.T) {
	defer nothingLeft(t)()
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	left := []string{filepath.Join(dir, dataDatabase+demoFirst), filepath.Join(dir, dataDatabase+demoFirst+"-wal")}
	for _, file := range left {
		if err := os.WriteFile(file, []byte("half a database"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var took [2]time.Duration
	for i := range took {
		begun := time.Now()
		d := startDemo(t, dir)
		if code, body := d.get("/healthz"); code != http.StatusOK || body != "ok\n" {
			t.Fatalf("start %d: /healthz: %d %s", i+1, code, body)
		}
		took[i] = time.Since(begun)
		for _, file := range left {
			if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("start %d: %s is still there, %v", i+1, filepath.Base(file), err)
			}
		}
		if code, body := d.get("/readyz"); code != http.StatusOK {
			t.Errorf("start %d: /readyz: %d %s", i+1, code, body)
		}
		for _, path := range []string{"/h5/", "/office/login", simulatorPath + "/", accountsPath} {
			if code, body := d.get(path); code != http.StatusOK {
				t.Errorf("start %d: %s: %d %.200s", i+1, path, code, body)
			}
		}
		if _, body := d.get(accountsPath); len(receiptShown.FindAllString(body, -1)) != 3 {
			t.Errorf("start %d: no receipts to try progress with:\n%s", i+1, body)
		}
		if code, _ := d.get("/office/"); code != http.StatusSeeOther {
			t.Errorf("start %d: /office/ without an account: %d", i+1, code)
		}
		d.stop()
		if strings.Contains(d.log.String(), "level=ERROR") {
			t.Errorf("start %d: errors in the log:\n%s", i+1, grepLines(d.log.String(), "level=ERROR"))
		}
	}
	t.Logf("first start %v, second start %v", took[0].Round(time.Millisecond), took[1].Round(time.Millisecond))
	if took[1]*2 > took[0] {
		t.Errorf("the second start is not much faster than the first: %v and %v", took[1], took[0])
	}
}

// nothingLeft checks, when it is called, that the program left no goroutine
// behind. Two libraries leave one that nobody can end: gorm's cache of prepared
// statements and the store that a session manager begins with.
func nothingLeft(t *testing.T) func() {
	before := goleak.IgnoreCurrent()
	return func() {
		goleak.VerifyNone(t, before,
			goleak.IgnoreAnyFunction("gorm.io/gorm/internal/lru.NewLRU[...].func1"),
			goleak.IgnoreAnyFunction("github.com/alexedwards/scs/v2/memstore.(*MemStore).startCleanup"))
	}
}

func grepLines(text, word string) string {
	var found []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, word) {
			found = append(found, line)
		}
	}
	return strings.Join(found, "")
}

// TestServeOnItsOwn is serve without a sample county: what it answers, what it
// does not, and what becomes of it when Redis goes.
func TestServeOnItsOwn(t *testing.T) {
	defer nothingLeft(t)()
	redis := miniredis.NewMiniRedis()
	if err := redis.Start(); err != nil {
		t.Fatal(err)
	}
	defer redis.Close()
	metrics := freeAddress(t)
	file := serveFile(t, "redis://"+redis.Addr(), func(cfg map[string]any) {
		cfg["metrics_listen"] = metrics
		cfg["wechat"] = map[string]any{
			"app_id": "wx0123456789abcdef", "app_secret": "test-app-secret-of-nobody", "token": "testtokenofnobody",
			"aes_key": "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "api_base": "http://" + freeAddress(t),
			"verify_files": map[string]string{"MP_verify_Abc123.txt": "Abc123"},
		}
	})
	s := startServe(t, file)
	for _, want := range []struct {
		path string
		code int
		says string
	}{
		{"/healthz", http.StatusOK, "ok"},
		{"/readyz", http.StatusOK, "ready"},
		{"/MP_verify_Abc123.txt", http.StatusOK, "Abc123"},
		{"/MP_verify_other.txt", http.StatusNotFound, ""},
		{"/h5/", http.StatusOK, ""},
		{"/office/login", http.StatusOK, "登录"},
		{"/nowhere", http.StatusNotFound, "没有找到这个页面"},
		{"/metrics", http.StatusNotFound, ""},
		{accountsPath, http.StatusNotFound, ""},
		{simulatorPath + "/", http.StatusNotFound, ""},
		{"/wechat?signature=0&timestamp=1&nonce=2&echostr=x", http.StatusBadRequest, ""},
		{"/wechat/callback?code=abc&state=forged", http.StatusUnauthorized, ""},
	} {
		code, body := s.get(want.path)
		if code != want.code || !strings.Contains(body, want.says) {
			t.Errorf("%s: %d, want %d with %q:\n%.300s", want.path, code, want.code, want.says, body)
		}
		if strings.Contains(body, "演示数据") {
			t.Errorf("%s bears the banner of the demonstration", want.path)
		}
	}
	if code, body := getPage(t, "http://"+metrics+"/metrics"); code != http.StatusOK || !strings.Contains(body, `yangguang_http_request_seconds_count{method="GET",route="/healthz",status="200"}`) {
		t.Errorf("metrics: %d\n%.500s", code, body)
	}
	redis.Close()
	if code, body := s.get("/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "redis") {
		t.Errorf("/readyz without Redis: %d %s", code, body)
	}
	if code, _ := s.get("/healthz"); code != http.StatusOK {
		t.Errorf("/healthz without Redis: %d", code)
	}
	if code, body := s.get("/h5/"); code >= http.StatusInternalServerError && !strings.Contains(body, "请") {
		t.Errorf("a villager without Redis: %d %.300s", code, body)
	}
	s.stop()
	for _, secret := range []string{"test-app-secret-of-nobody", "testtokenofnobody", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "signature=0", "forged"} {
		if strings.Contains(s.log.String()+s.out.String(), secret) {
			t.Errorf("the log tells %q:\n%s", secret, grepLines(s.log.String(), secret))
		}
	}
}

// TestServeRefusesUnsafeSettings is what serve must not start on.
func TestServeRefusesUnsafeSettings(t *testing.T) {
	for name, c := range map[string]struct {
		change func(map[string]any)
		says   string
	}{
		"a key is missing": {func(cfg map[string]any) { delete(cfg["keys"].(map[string]any), "petition_seal") }, "YANGGUANG_KEYS_PETITION_SEAL"},
		"a key is no key":  {func(cfg map[string]any) { cfg["keys"].(map[string]any)["people_seal"] = "1:abc" }, "people_seal"},
		"the demo's token": {func(cfg map[string]any) {
			cfg["wechat"] = map[string]any{"app_id": "wx0123456789abcdef", "app_secret": "s", "token": "yangguang-demo-token"}
		}, "demo's token"},
		"Redis in the process":  {func(cfg map[string]any) { cfg["redis"] = map[string]any{"url": "embedded"} }, "YANGGUANG_REDIS_URL"},
		"metrics for the world": {func(cfg map[string]any) { cfg["metrics_listen"] = "0.0.0.0:9180" }, "METRICS_LISTEN"},
		"no https":              {func(cfg map[string]any) { cfg["public_url"] = "http://sunshine.example.gov.cn" }, "https"},
		"no schema": {func(cfg map[string]any) {
			cfg["database"] = map[string]any{"driver": "sqlite", "dsn": filepath.Join(t.TempDir(), "empty.db")}
		}, "migrate"},
		"a setting nobody knows": {func(cfg map[string]any) { cfg["lisen"] = "x" }, "lisen"},
	} {
		t.Run(name, func(t *testing.T) {
			file := serveFile(t, "redis://"+miniredis.RunT(t).Addr(), c.change)
			out, err := command(t, "", nil, "serve", "--config", file)
			if err == nil || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("want %q: %v\n%s", c.says, err, out)
			}
		})
	}
}
