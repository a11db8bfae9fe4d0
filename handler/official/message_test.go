package official_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"yangguang/service/kernel/chat"
)

func TestAddressIsVerified(t *testing.T) {
	w := newWorld(t, setup{aesKey: aesKey})
	ask := func(spoil func(q url.Values)) *httptest.ResponseRecorder {
		q := w.plain("").q
		q.Set("echostr", "5927782489442352469")
		spoil(q)
		return get(w, "/wechat?"+q.Encode())
	}
	rec := ask(func(url.Values) {})
	if rec.Code != 200 || rec.Body.String() != "5927782489442352469" || rec.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Fatal(rec.Code, rec.Body, rec.Header())
	}
	for name, spoil := range map[string]func(q url.Values){
		"wrong signature":  func(q url.Values) { q.Set("signature", strings.Repeat("0", 40)) },
		"stale":            func(q url.Values) { q.Set("timestamp", "1000000000") },
		"no echostr":       func(q url.Values) { q.Del("echostr") },
		"markup as echo":   func(q url.Values) { q.Set("echostr", "<script>alert(1)</script>") },
		"doubled echostr":  func(q url.Values) { q.Add("echostr", "2") },
		"nothing at all":   func(q url.Values) { clear(q) },
		"doubled nonce":    func(q url.Values) { q.Add("nonce", "x") },
		"timestamp a word": func(q url.Values) { q.Set("timestamp", "abc") },
	} {
		if rec := ask(spoil); rec.Code < 400 || rec.Code > 499 || strings.Contains(rec.Body.String(), "script") {
			t.Errorf("%s: %d %s", name, rec.Code, rec.Body)
		}
	}
	w.clean()
}

func TestModes(t *testing.T) {
	for _, c := range []struct {
		name, key string
		make      func(w *world, msg string) *push
	}{
		{"plain", "", (*world).plain},
		{"compatible, key configured", aesKey, compatible},
		{"compatible, no key configured", "", compatible},
		{"safe", aesKey, (*world).safe},
	} {
		w := newWorld(t, setup{aesKey: c.key})
		got := w.read(w.do(c.make(w, w.text(1, "低保"))))
		if !strings.Contains(got, public+"/h5/policies?q=") {
			t.Errorf("%s: %s", c.name, got)
		}
		w.clean()
	}
}

// compatible carries the message twice, readable and encrypted.
func compatible(w *world, msg string) *push {
	p := w.plain("")
	w.encrypt(p, msg)
	sealed := p.body[strings.Index(p.body, "<Encrypt>"):]
	p.body = strings.Replace(msg, "</xml>", sealed, 1)
	return p
}

func TestTheReadableHalfDoesNotCountWhenAKeyIsConfigured(t *testing.T) {
	w := newWorld(t, setup{aesKey: aesKey})
	p := compatible(w, w.text(1, "低保"))
	p.body = strings.Replace(p.body, "低保", "投诉", 1)
	if got := w.read(w.do(p)); !strings.Contains(got, "/h5/policies") {
		t.Errorf("the unsigned half was believed: %s", got)
	}
}

func TestWhatIsRefused(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><xml><Content>&c;</Content></xml>`
	dtd := `<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/x.dtd">`
	for name, spoil := range map[string]func(w *world, p *push){
		"unencrypted":             func(w *world, p *push) { *p = *w.plain(w.text(1, "低保")) },
		"unencrypted, claims aes": func(w *world, p *push) { p.body = w.text(1, "低保") },
		"encrypted, claims raw":   func(_ *world, p *push) { p.q.Set("encrypt_type", "raw") },
		"no message signature":    func(_ *world, p *push) { p.q.Del("msg_signature") },
		"wrong message signature": func(_ *world, p *push) { p.q.Set("msg_signature", strings.Repeat("a", 40)) },
		"wrong signature":         func(_ *world, p *push) { p.q.Set("signature", strings.Repeat("a", 40)) },
		"signature of other token": func(w *world, p *push) {
			p.q.Set("signature", newDirect(w.appID, "x", aesKey).sign(p.q.Get("timestamp"), p.q.Get("nonce")))
		},
		"no signature":              func(_ *world, p *push) { p.q.Del("signature") },
		"doubled signature":         func(_ *world, p *push) { p.q.Add("signature", "x") },
		"doubled encrypt_type":      func(_ *world, p *push) { p.q.Add("encrypt_type", "raw") },
		"six minutes old":           func(w *world, p *push) { w.at(p, -6*time.Minute) },
		"six minutes ahead":         func(w *world, p *push) { w.at(p, 6*time.Minute) },
		"timestamp changed":         func(_ *world, p *push) { p.q.Set("timestamp", "1767225601") },
		"timestamp negative":        func(_ *world, p *push) { p.q.Set("timestamp", "-1") },
		"timestamp absurd":          func(_ *world, p *push) { p.q.Set("timestamp", "99999999999999999999") },
		"nonce with markup":         func(_ *world, p *push) { p.q.Set("nonce", "<x>") },
		"nonce endless":             func(_ *world, p *push) { p.q.Set("nonce", strings.Repeat("n", 5000)) },
		"echostr on a push":         func(_ *world, p *push) { p.q.Set("echostr", "x") },
		"one byte of cipher turned": func(w *world, p *push) { w.resign(p, func(s string) string { return flip(s, 20) }) },
		"cipher cut":                func(w *world, p *push) { w.resign(p, func(s string) string { return s[:len(s)/2/4*4] }) },
		"cipher empty":              func(w *world, p *push) { w.resign(p, func(string) string { return "" }) },
		"cipher not base64":         func(w *world, p *push) { w.resign(p, func(string) string { return "%%%%" }) },
		"cipher of zeros":           func(w *world, p *push) { w.resign(p, func(string) string { return strings.Repeat("A", 128) }) },
		"other app": func(w *world, p *push) {
			w.resign(p, func(string) string { return newDirect("wxother", token, aesKey).seal(w.text(1, "低保")) })
		},
		"other key": func(w *world, p *push) {
			w.resign(p, func(string) string { return newDirect(w.appID, token, "B"+aesKey[1:]).seal(w.text(1, "低保")) })
		},
		"sealed but not signed": func(w *world, p *push) { p.body = strings.Replace(p.body, "<Encrypt>", "<Encrypt>A", 1) },
		"oversized": func(_ *world, p *push) {
			p.body = strings.Replace(p.body, "</xml>", strings.Repeat(" ", 70<<10)+"</xml>", 1)
		},
		"no body":               func(_ *world, p *push) { p.body = "" },
		"cut short":             func(_ *world, p *push) { p.body = p.body[:len(p.body)-9] },
		"two documents":         func(_ *world, p *push) { p.body += p.body },
		"entity bomb outside":   func(_ *world, p *push) { p.body = bomb },
		"entity bomb inside":    func(w *world, p *push) { w.encrypt(p, bomb) },
		"document type outside": func(_ *world, p *push) { p.body = dtd + p.body },
		"document type inside":  func(w *world, p *push) { w.encrypt(p, dtd+w.text(1, "低保")) },
		"deep nesting": func(w *world, p *push) {
			w.encrypt(p, "<xml>"+strings.Repeat("<a>", 5000)+strings.Repeat("</a>", 5000)+"</xml>")
		},
		"many elements":  func(w *world, p *push) { w.encrypt(p, "<xml>"+strings.Repeat("<a/>", 5000)+"</xml>") },
		"another root":   func(w *world, p *push) { w.encrypt(p, strings.ReplaceAll(w.text(1, "x"), "xml>", "html>")) },
		"not XML inside": func(w *world, p *push) { w.encrypt(p, "hello") },
		"unknown entity inside": func(w *world, p *push) {
			w.encrypt(p, w.message(1, "<MsgType>text</MsgType><Content>&SECRET;</Content>"))
		},
		"GBK inside":         func(w *world, p *push) { w.encrypt(p, `<?xml version="1.0" encoding="GBK"?>`+w.text(1, "x")) },
		"control characters": func(w *world, p *push) { w.encrypt(p, w.text(1, "a\x00b")) },
		"number overflow": func(w *world, p *push) {
			w.encrypt(p, strings.Replace(w.text(1, "x"), "<MsgId>1", "<MsgId>99999999999999999999", 1))
		},
		"number a word": func(w *world, p *push) {
			w.encrypt(p, w.message(1, "<MsgType>location</MsgType><Location_X>SECRET</Location_X>"))
		},
		"no sender":       func(w *world, p *push) { w.encrypt(p, strings.Replace(w.text(1, "x"), openid, "", 1)) },
		"no type":         func(w *world, p *push) { w.encrypt(p, w.message(1, "<Content>x</Content>")) },
		"JSON":            func(_ *world, p *push) { p.kind, p.body = "application/json", `{"Encrypt":"x"}` },
		"JSON null":       func(_ *world, p *push) { p.kind, p.body = "application/json", "null" },
		"form":            func(_ *world, p *push) { p.kind = "application/x-www-form-urlencoded" },
		"no content type": func(_ *world, p *push) { p.kind = "" },
		"another charset": func(_ *world, p *push) { p.kind = "text/xml; charset=gbk" },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, setup{aesKey: aesKey})
			p := w.safe(w.text(1, "低保"))
			spoil(w, p)
			rec := w.do(p)
			if rec.Code < 400 || rec.Code > 499 {
				t.Errorf("%d %s", rec.Code, rec.Body)
			}
			if n := len(w.effects()); n != 0 {
				t.Errorf("%d effects", n)
			}
			if !strings.Contains(w.log.String(), "push refused") {
				t.Error("not logged")
			}
			w.clean()
		})
	}
}

func TestWhatIsRefusedInPlainMode(t *testing.T) {
	for name, spoil := range map[string]func(w *world, p *push){
		"wrong signature": func(_ *world, p *push) { p.q.Set("signature", strings.Repeat("a", 40)) },
		"stale":           func(w *world, p *push) { w.at(p, -6*time.Minute) },
		"entity bomb":     func(_ *world, p *push) { p.body = `<!DOCTYPE x [<!ENTITY a "b">]>` + p.body },
		"only encrypted":  func(w *world, p *push) { w.encrypt(p, w.text(1, "低保")) },
		"malformed":       func(_ *world, p *push) { p.body = "<xml><MsgType>text" },
	} {
		w := newWorld(t, setup{})
		p := w.plain(w.text(1, "低保"))
		spoil(w, p)
		if rec := w.do(p); rec.Code < 400 || rec.Code > 499 {
			t.Errorf("%s: %d %s", name, rec.Code, rec.Body)
		}
		w.clean()
	}
}

// at moves a push in time and signs it again, rightly.
func (w *world) at(p *push, d time.Duration) {
	at := itoa(w.now().Add(d).Unix())
	p.q.Set("timestamp", at)
	p.q.Set("signature", w.direct.sign(at, p.q.Get("nonce")))
	if sealed := between(p.body); sealed != "" {
		p.q.Set("msg_signature", w.direct.sign(at, p.q.Get("nonce"), sealed))
	}
}

// resign changes the cipher and signs it again, as somebody who knows the
// token but not the key would.
func (w *world) resign(p *push, change func(string) string) {
	sealed := change(between(p.body))
	p.body = "<xml><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>"
	p.q.Set("msg_signature", w.direct.sign(p.q.Get("timestamp"), p.q.Get("nonce"), sealed))
}

func TestAReplayIsRefused(t *testing.T) {
	w := newWorld(t, setup{aesKey: aesKey})
	p := w.safe(w.event("subscribe", ""))
	if w.read(w.do(p)) == "" {
		t.Fatal("no welcome")
	}
	if rec := w.do(p); rec.Code != http.StatusForbidden {
		t.Errorf("the same bytes again: %d", rec.Code)
	}
	other := w.safe(w.text(9, "低保"))
	other.q.Set("nonce", p.q.Get("nonce"))
	w.at(other, 0)
	if rec := w.do(other); rec.Code != http.StatusForbidden {
		t.Errorf("another message under a used signature: %d", rec.Code)
	}
	if n := len(w.effects()); n != 1 {
		t.Errorf("%d effects", n)
	}
}

func TestARepeatedMessageGetsTheSameAnswerAndHasOneEffect(t *testing.T) {
	for name, msg := range map[string]func(w *world) string{
		"progress": func(w *world) string { return w.text(7, "进度 "+receipt) }, // a new ticket each time, were it composed again
		"photo":    func(w *world) string { return w.message(8, "<MsgType>image</MsgType><MediaId>m1</MediaId>") },
		"follow":   func(w *world) string { return w.event("subscribe", "") },
		"menu":     func(w *world) string { return w.event("CLICK", "我的钱") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, setup{aesKey: aesKey})
			m := msg(w)
			first := w.read(w.do(w.safe(m)))
			for range 2 {
				if again := w.read(w.do(w.safe(m))); again != first || first == "" {
					t.Errorf("first %q, then %q", first, again)
				}
			}
			want := 1
			if name == "progress" {
				want = 0
			}
			if n := len(w.effects()); n != want {
				t.Errorf("%d effects, want %d", n, want)
			}
			w.clean()
		})
	}
}

func TestDeliveriesAtOnceHaveOneEffectAndOneAnswer(t *testing.T) {
	w := newWorld(t, setup{aesKey: aesKey})
	m := w.message(8, "<MsgType>voice</MsgType><MediaId>m1</MediaId><Format>amr</Format><Recognition>进度 "+receipt+"</Recognition>")
	recs := make([]*httptest.ResponseRecorder, 8)
	var wg sync.WaitGroup
	for i := range recs {
		p := w.safe(m)
		wg.Go(func() { recs[i] = w.do(p) })
	}
	wg.Wait()
	answers := map[string]bool{}
	for _, rec := range recs {
		answers[w.read(rec)] = true
	}
	if n := len(w.effects()); len(answers) != 1 || n != 1 {
		t.Errorf("%d answers, %d effects", len(answers), n)
	}
}

func TestAVillagersWords(t *testing.T) {
	w := newWorld(t, setup{aesKey: aesKey})
	n := 0
	say := func(words string) string { n++; return w.read(w.do(w.safe(w.text(n, words)))) }
	for words, want := range map[string]string{
		"帮助":       "您可以发这几样",
		"低保":       "/h5/policies?q=",
		"政策 危房改造":  "/h5/policies?q=" + url.QueryEscape("危房改造"),
		"资金":       public + "/h5/payouts",
		"我的钱":      public + "/h5/payouts",
		"项目":       public + "/h5/projects\"",
		"项目 四联村":   public + "/h5/projects?village=450923100201",
		"项目 没有这个村": "没有找到",
		"投诉":       public + "/h5/complaint",
		"进度":       public + "/h5/progress\"",
		"今天天气好":    "您可以发这几样",
		"":         "您可以发这几样",
	} {
		if got := say(words); !strings.Contains(got, want) || len(got) > 2048 {
			t.Errorf("%q: %s", words, got)
		}
	}
	got := say("进度 " + receipt)
	_, rest, ok := strings.Cut(got, "/h5/progress?t=")
	ticket, _, _ := strings.Cut(rest, "\"")
	if !ok || strings.Contains(got, receipt) {
		t.Fatalf("no ticket, or the receipt itself: %s", got)
	}
	if r, err := w.journal.Redeem(t.Context(), ticket); err != nil || r.Reveal() != receipt {
		t.Errorf("the ticket is good for nothing: %v", err)
	}
	w.clean()
}

func TestEffects(t *testing.T) {
	for name, c := range map[string]struct {
		msg    func(w *world) string
		kind   chat.EventKind
		silent bool
	}{
		"follow":         {func(w *world) string { return w.event("subscribe", "") }, chat.Followed, false},
		"follow by scan": {func(w *world) string { return w.event("subscribe", "qrscene_12") }, chat.Followed, false},
		"unfollow":       {func(w *world) string { return w.event("unsubscribe", "") }, chat.Unfollowed, true},
		"scan":           {func(w *world) string { return w.event("SCAN", "12") }, chat.Scanned, false},
		"menu":           {func(w *world) string { return w.event("CLICK", "投诉") }, chat.MenuClicked, false},
		"menu page":      {func(w *world) string { return w.event("VIEW", public) }, "", true},
		"unknown event":  {func(w *world) string { return w.event("card_event", "") }, "", true},
		"photo": {func(w *world) string {
			return w.message(1, "<MsgType>image</MsgType><PicUrl>http://x</PicUrl><MediaId>m1</MediaId>")
		}, chat.MediaReceived, false},
		"voice": {func(w *world) string {
			return w.message(1, "<MsgType>voice</MsgType><MediaId>m1</MediaId><Format>amr</Format><Recognition>低保。</Recognition>")
		}, chat.MediaReceived, false},
		"voice not heard": {func(w *world) string {
			return w.message(1, "<MsgType>voice</MsgType><MediaId>m1</MediaId><Format>amr</Format>")
		}, chat.MediaReceived, false},
		"short video": {func(w *world) string { return w.message(1, "<MsgType>shortvideo</MsgType><MediaId>m1</MediaId>") }, chat.MediaReceived, false},
		"location sent": {func(w *world) string {
			return w.message(1, "<MsgType>location</MsgType><Location_X>22.27</Location_X><Location_Y>109.97</Location_Y><Label>x</Label>")
		}, chat.Located, false},
		"location told": {func(w *world) string {
			return strings.Replace(w.event("LOCATION", ""), "</xml>", "<Latitude>22.2</Latitude><Longitude>109.9</Longitude><Precision>50</Precision></xml>", 1)
		}, chat.Located, true},
		"link":             {func(w *world) string { return w.message(1, "<MsgType>link</MsgType><Url>http://x</Url>") }, "", false},
		"type of tomorrow": {func(w *world) string { return w.message(1, "<MsgType>hologram</MsgType>") }, "", false},
		"notices agreed": {func(w *world) string {
			return strings.Replace(w.event("subscribe_msg_popup_event", ""), "</xml>", "<SubscribeMsgPopupEvent><List><TemplateId>a</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene></List>"+
				"<List><TemplateId>b</TemplateId><SubscribeStatusString>reject</SubscribeStatusString><PopupScene>2</PopupScene></List></SubscribeMsgPopupEvent></xml>", 1)
		}, chat.Consented, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, setup{aesKey: aesKey})
			got := w.read(w.do(w.safe(c.msg(w))))
			if (got == "") != c.silent {
				t.Errorf("answer %q", got)
			}
			es := w.effects()
			if c.kind == "" {
				if len(es) != 0 {
					t.Errorf("effects %v", es)
				}
				return
			}
			if len(es) != 1 || es[0].Kind != c.kind || es[0].OpenID.Reveal() != openid {
				t.Fatalf("effects %v", es)
			}
			if c.kind == chat.Consented && (len(es[0].Consents) != 2 || !es[0].Consents[0].Accepted || es[0].Consents[1].Accepted) {
				t.Errorf("consents %v", es[0].Consents)
			}
			w.clean()
		})
	}
}

// hung accepts connections and never says a word.
func hung(t *testing.T) *redis.Options {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return &redis.Options{Addr: l.Addr().String(), MaxRetries: -1, ReadTimeout: 3 * time.Second, DisableIdentity: true}
}

func TestAnsweredInTimeWhateverHappens(t *testing.T) {
	stuck := make(chan struct{})
	t.Cleanup(func() { close(stuck) })
	deaf := func(context.Context, string) (string, string, bool, error) { <-stuck; return "", "", false, nil }
	broken := func(context.Context, string) (string, string, bool, error) {
		return "", "", false, errors.New("database away")
	}
	var nobody []string
	crash := func(context.Context, string) (string, string, bool, error) { return nobody[3], "", false, nil }
	for name, c := range map[string]struct {
		s      setup
		msg    func(w *world) string
		status int
		say    string
	}{
		"Redis hangs, words":     {setup{redis: hung(t)}, func(w *world) string { return w.text(1, "低保") }, 200, "过一会儿"},
		"Redis hangs, follow":    {setup{redis: hung(t)}, func(w *world) string { return w.event("subscribe", "") }, 503, ""},
		"Redis hangs, view":      {setup{redis: hung(t)}, func(w *world) string { return w.event("VIEW", "x") }, 200, ""},
		"Redis away, words":      {setup{redis: &redis.Options{Addr: "127.0.0.1:1", MaxRetries: -1}}, func(w *world) string { return w.text(1, "低保") }, 200, "过一会儿"},
		"Redis away, unfollow":   {setup{redis: &redis.Options{Addr: "127.0.0.1:1", MaxRetries: -1}}, func(w *world) string { return w.event("unsubscribe", "") }, 503, ""},
		"database hangs":         {setup{villages: deaf}, func(w *world) string { return w.text(1, "项目 四联村") }, 200, "过一会儿"},
		"database hangs, button": {setup{villages: deaf}, func(w *world) string { return w.event("CLICK", "项目 四联村") }, 200, ""},
		"database away":          {setup{villages: broken}, func(w *world) string { return w.text(1, "项目 四联村") }, 200, "过一会儿"},
		"a part panics":          {setup{villages: crash}, func(w *world) string { return w.text(1, "项目 四联村") }, 200, "过一会儿"},
	} {
		t.Run(name, func(t *testing.T) {
			c.s.aesKey = aesKey
			w := newWorld(t, c.s)
			p := w.safe(c.msg(w))
			start := time.Now()
			rec := w.do(p)
			if took := time.Since(start); took > time.Second {
				t.Errorf("took %s", took)
			}
			if rec.Code != c.status {
				t.Fatalf("status %d", rec.Code)
			}
			if c.status == 200 {
				if got := w.read(rec); !strings.Contains(got, c.say) || (c.say == "" && got != "") {
					t.Errorf("said %q", got)
				}
			}
			w.clean()
		})
	}
}

func TestABusyAnswerIsNotKept(t *testing.T) {
	fail := true
	w := newWorld(t, setup{aesKey: aesKey, villages: func(ctx context.Context, name string) (string, string, bool, error) {
		if fail {
			return "", "", false, errors.New("database away")
		}
		return known(ctx, name)
	}})
	m := w.text(1, "项目 四联村")
	if got := w.read(w.do(w.safe(m))); !strings.Contains(got, "过一会儿") {
		t.Fatal(got)
	}
	fail = false
	if got := w.read(w.do(w.safe(m))); !strings.Contains(got, "village=450923100201") {
		t.Error(got)
	}
}
