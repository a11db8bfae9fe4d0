package wechat_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9"

	"yangguang/handler/official"
	"yangguang/service/gateway/journal"
	"yangguang/service/gateway/wechat"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

const (
	oracleToken = "sunshine-token"
	oracleKey   = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	oracleApp   = "wx0000000000000001"
	oracleOpen  = "oORACLEopenid000000000000001"
)

var packages = []string{"@wecom/crypto", "wechat-crypto"}

// oracle is a running node that answers with other people's implementations.
type oracle struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

// oracleDir is where the packages are installed: YANGGUANG_ORACLE_DIR, or a
// folder of the user's cache that npm fills once for each lock file.
func oracleDir(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("YANGGUANG_ORACLE_DIR"); dir != "" {
		return dir
	}
	const src = "testdata/oracle"
	lock, err1 := os.ReadFile(filepath.Join(src, "package-lock.json"))
	manifest, err2 := os.ReadFile(filepath.Join(src, "package.json"))
	cache, err3 := os.UserCacheDir()
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(lock)
	dir := filepath.Join(cache, "yangguang-oracle-"+hex.EncodeToString(sum[:8]))
	if _, err := os.Stat(filepath.Join(dir, "ready")); err == nil {
		return dir
	}
	err1 = os.MkdirAll(dir, 0o755)
	err2 = os.WriteFile(filepath.Join(dir, "package.json"), manifest, 0o600)
	err3 = os.WriteFile(filepath.Join(dir, "package-lock.json"), lock, 0o600)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "npm", "ci", "--prefix", dir, "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "ready"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func startOracle(t *testing.T) *oracle {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "node", "--no-deprecation", "testdata/oracle/oracle.js", oracleDir(t))
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("oracle: %v\n%s", err, complaints.String())
		}
	})
	return &oracle{t, in, bufio.NewReader(out)}
}

type question struct {
	Package   string `json:"package"`
	Do        string `json:"do"`
	Token     string `json:"token"`
	AESKey    string `json:"aesKey"`
	AppID     string `json:"appID"`
	Message   string `json:"message"`
	Sealed    string `json:"sealed"`
	Timestamp string `json:"timestamp"`
	Nonce     string `json:"nonce"`
	URL       string `json:"url"`
	Ticket    string `json:"ticket"`
}

// ask puts a question; the account's own token, key and id unless it says others.
func (o *oracle) ask(q question, into any) {
	o.t.Helper()
	q.Token = or(q.Token, oracleToken)
	q.AESKey = or(q.AESKey, oracleKey)
	q.AppID = or(q.AppID, oracleApp)
	line, err := json.Marshal(q)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err = o.in.Write(append(line, '\n')); err != nil {
		o.t.Fatal(err)
	}
	reply, err := o.out.ReadBytes('\n')
	if err != nil {
		o.t.Fatal(err)
	}
	var a struct {
		Result json.RawMessage
		Error  string
	}
	if err := json.Unmarshal(reply, &a); err != nil || a.Error != "" {
		o.t.Fatalf("%s %s: %v %s", q.Package, q.Do, err, a.Error)
	}
	if err := json.Unmarshal(a.Result, into); err != nil {
		o.t.Fatal(err)
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (o *oracle) text(q question) (s string) {
	o.t.Helper()
	o.ask(q, &s)
	return s
}

type nowhere struct{}

func (nowhere) Find(context.Context, string) (string, string, bool, error) {
	return "", "", false, nil
}

// endpoint is the program's /wechat with its real parts, in safe mode.
func endpoint(t *testing.T, now time.Time) http.Handler {
	t.Helper()
	gin.SetMode(gin.TestMode)
	rdb := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr()})
	t.Cleanup(func() { _ = rdb.Close() })
	log := slog.New(slog.DiscardHandler)
	clock := func() time.Time { return now }
	box := dbtest.Box(t)
	client, err := wechat.New(wechat.Options{
		AppID: oracleApp, AppSecret: seal.NewSecret("s"), Token: seal.NewSecret(oracleToken), AESKey: seal.NewSecret(oracleKey),
		Redis: rdb, Clock: clock, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	j := journal.New(rdb, box, oracleApp, clock, log)
	h, err := official.New(official.Options{
		PublicURL: "https://sunshine.example.org", Token: seal.NewSecret(oracleToken), Encrypted: true, Callback: client.Callback(),
		Platform: client, Memory: j, Inbox: j, Tickets: j, Villages: nowhere{}, Budget: 5 * time.Second,
		SignIn: func(*gin.Context, seal.Secret, bool) error { return nil },
		Serve:  func(func(*gin.Context) error) gin.HandlerFunc { return func(*gin.Context) {} },
		Now:    clock, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	e := gin.New()
	h.Routes(e)
	return e
}

// letter is a message as a package made it, before it is spoilt and sent.
type letter struct {
	sealed, at, nonce string
	signature, msg    string
	tail              string // after the document
}

func (o *oracle) letter(pkg string, now time.Time, q question) *letter {
	o.t.Helper()
	l := &letter{at: strconv.FormatInt(now.Unix(), 10), nonce: rand.Text()[:10]}
	q.Package, q.Do = pkg, "encrypt"
	l.sealed = o.text(q)
	l.msg = o.text(question{Package: pkg, Do: "sign", Token: q.Token, Sealed: l.sealed, Timestamp: l.at, Nonce: l.nonce})
	l.signature = plainSignature(or(q.Token, oracleToken), l.at, l.nonce)
	return l
}

// plainSignature covers the address; neither package makes it.
func plainSignature(words ...string) string {
	slices.Sort(words)
	sum := sha1.Sum([]byte(strings.Join(words, "")))
	return hex.EncodeToString(sum[:])
}

func (l *letter) send(h http.Handler) *httptest.ResponseRecorder {
	q := url.Values{"timestamp": {l.at}, "nonce": {l.nonce}, "signature": {l.signature}, "msg_signature": {l.msg}, "encrypt_type": {"aes"}}
	body := "<xml><ToUserName><![CDATA[gh_x]]></ToUserName><Encrypt><![CDATA[" + l.sealed + "]]></Encrypt></xml>" + l.tail
	req := httptest.NewRequest(http.MethodPost, "/wechat?"+q.Encode(), strings.NewReader(body))
	req.Header.Set("Content-Type", "text/xml")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

func oracleText(now time.Time, id int, words string) string {
	return fmt.Sprintf("<xml><ToUserName><![CDATA[gh_x]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName><CreateTime>%d</CreateTime>"+
		"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%s]]></Content><MsgId>%d</MsgId></xml>", oracleOpen, now.Unix(), words, id)
}

// TestOraclesAreUnderstoodAndUnderstand exchanges messages with two other
// implementations, at every length of padding.
func TestOraclesAreUnderstoodAndUnderstand(t *testing.T) {
	now := time.Now()
	o, h := startOracle(t), endpoint(t, now)
	id := 0
	for _, pkg := range packages {
		words := []string{"低保", "进度 YG-7K2M-91QX-44AB", "😀", strings.Repeat("危房改造", 400)}
		for n := range 33 {
			words = append(words, "帮助"+strings.Repeat("!", n))
		}
		for _, w := range words {
			id++
			rec := o.letter(pkg, now, question{Message: oracleText(now, id, w)}).send(h)
			if rec.Code != http.StatusOK {
				t.Fatalf("%s, %.20q: %d %s", pkg, w, rec.Code, rec.Body)
			}
			var sealed struct{ Encrypt, MsgSignature, TimeStamp, Nonce string }
			if err := xml.Unmarshal(rec.Body.Bytes(), &sealed); err != nil {
				t.Fatal(err)
			}
			for _, reader := range packages {
				o.reads(reader, sealed.Encrypt, sealed.MsgSignature, sealed.TimeStamp, sealed.Nonce)
			}
		}
	}
}

// reads checks an answer of ours with a package: signature, app id, content.
func (o *oracle) reads(pkg, sealed, signature, at, nonce string) {
	o.t.Helper()
	if got := o.text(question{Package: pkg, Do: "sign", Sealed: sealed, Timestamp: at, Nonce: nonce}); got != signature {
		o.t.Errorf("%s signs the answer otherwise", pkg)
	}
	var opened struct{ Message, AppID string }
	o.ask(question{Package: pkg, Do: "decrypt", Sealed: sealed}, &opened)
	var r struct{ ToUserName, MsgType, Content string }
	if err := xml.Unmarshal([]byte(opened.Message), &r); err != nil || opened.AppID != oracleApp || r.ToUserName != oracleOpen || r.Content == "" {
		o.t.Errorf("%s reads %+v, %v", pkg, opened, err)
	}
}

func TestWhatOraclesMadeIsRefusedOnceSpoilt(t *testing.T) {
	now := time.Now()
	o, h := startOracle(t), endpoint(t, now)
	good := oracleText(now, 1, "低保")
	for _, pkg := range packages {
		for name, c := range map[string]struct {
			q     question
			spoil func(l *letter)
		}{
			"cipher turned, signed again": {question{Message: good}, func(l *letter) {
				l.sealed = "A" + l.sealed[1:]
				if l.sealed[1] == 'A' {
					l.sealed = "B" + l.sealed[1:]
				}
				l.sealed = l.sealed[:40] + swap(l.sealed[40]) + l.sealed[41:]
				l.msg = plainSignature(oracleToken, l.at, l.nonce, l.sealed)
			}},
			"cipher turned":     {question{Message: good}, func(l *letter) { l.sealed = l.sealed[:40] + swap(l.sealed[40]) + l.sealed[41:] }},
			"message signature": {question{Message: good}, func(l *letter) { l.msg = strings.Repeat("0", 40) }},
			"signature":         {question{Message: good}, func(l *letter) { l.signature = strings.Repeat("0", 40) }},
			"other nonce":       {question{Message: good}, func(l *letter) { l.nonce = "other" }},
			"other second":      {question{Message: good}, func(l *letter) { l.at = strconv.FormatInt(now.Unix()-1, 10) }},
			"two documents":     {question{Message: good}, func(l *letter) { l.tail = "<xml></xml>" }},
			"other app":         {question{Message: good, AppID: "wx0000000000000002"}, func(*letter) {}},
			"other key":         {question{Message: good, AESKey: "B" + oracleKey[1:]}, func(*letter) {}},
			"other token":       {question{Message: good, Token: "other"}, func(*letter) {}},
			"entity bomb":       {question{Message: `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + good}, func(*letter) {}},
			"malformed":         {question{Message: good[:len(good)-4]}, func(*letter) {}},
			"empty":             {question{Message: " "}, func(*letter) {}},
		} {
			l := o.letter(pkg, now, c.q)
			c.spoil(l)
			if rec := l.send(h); rec.Code < 400 || rec.Code > 499 {
				t.Errorf("%s, %s: %d %s", pkg, name, rec.Code, rec.Body)
			}
		}
		old := now.Add(-6 * time.Minute)
		if rec := o.letter(pkg, old, question{Message: good}).send(h); rec.Code != http.StatusForbidden {
			t.Errorf("%s, six minutes old: %d", pkg, rec.Code)
		}
		l := o.letter(pkg, now, question{Message: good})
		if first, second := l.send(h).Code, l.send(h).Code; first != http.StatusOK || second != http.StatusForbidden {
			t.Errorf("%s, replayed: %d then %d", pkg, first, second)
		}
	}
}

func swap(c byte) string {
	if c == 'A' {
		return "B"
	}
	return "A"
}

func TestOracleSignsPagesAlike(t *testing.T) {
	o := startOracle(t)
	for _, page := range []string{"http://mp.weixin.qq.com", "http://mp.weixin.qq.com?params=value", "https://sunshine.example.org/h5/complaint?物=低保"} {
		var got struct{ Signature string }
		o.ask(question{Package: "@wecom/crypto", Do: "jsSign", Ticket: "T", Nonce: "N", Timestamp: "1414587457", URL: page}, &got)
		if want := wechat.JSSignature("T", "N", 1414587457, page+"#top"); got.Signature != want {
			t.Errorf("%s: %s and %s", page, got.Signature, want)
		}
	}
}
