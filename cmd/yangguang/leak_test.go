package main

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/config"
	"yangguang/model"
	"yangguang/service/account"
	"yangguang/service/complaint"
	"yangguang/service/gateway/cache"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

// What is known of the two who complain. The row numbers are such that no
// other number in the county contains them.
const (
	leakOpenID   = "oLeakTestOpenid_7Q2x9KfT3v"
	leakUnionID  = "uLeakTestUnion_5Zp1WcR8m"
	leakWechat   = 734095113
	leakPerson   = 865024717
	leakName     = "甲漏迹"
	leakNumber   = "450923198001010011"
	leakPhone    = "13877712345"
	leakIP       = "203.0.113.77"
	otherIP      = "198.51.100.201"
	leakAgent    = "Mozilla/5.0 (Linux; Android 12; LeakPhone-Q7) MicroMessenger/8.0.47.2560"
	otherAgent   = "Mozilla/5.0 (iPhone; LeakBrowser-Z3) Safari/604.1"
	leakMaker    = "HUAWEI-P40-SN081566"
	leakPlace    = "22.271345N109.980123E"
	leakRecorder = "Recorder-SN-55019"
	leakVillage  = "450923108210"
)

// leak is the whole program with somebody who complains.
type leak struct {
	t         *testing.T
	p         *program
	log       *heard
	url       string
	dir, temp string
	busy      bool // other things go on meanwhile, whose sealed values are not looked into
	before    snapshot
	traces    []trace
}

// leakProgram starts the program in a folder and a temporary folder of its own.
func leakProgram(t *testing.T) *leak {
	t.Helper()
	l := &leak{t: t, log: newHeard(), dir: t.TempDir(), temp: t.TempDir()}
	t.Setenv("TMPDIR", l.temp)
	wechat := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"access_token":"AT","expires_in":7200,"refresh_token":"RT","openid":%q,"unionid":%q,"scope":"snsapi_base"}`, leakOpenID, leakUnionID)
	}))
	t.Cleanup(wechat.Close)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.url = "http://" + listener.Addr().String()
	db, k := dbtest.Options(t), freshKeys()
	cfg, err := config.Load(nil, []string{
		"YANGGUANG_PUBLIC_URL=" + l.url, "YANGGUANG_FILES_DIR=" + filepath.Join(l.dir, "files"), "YANGGUANG_METRICS_LISTEN=off", "YANGGUANG_LOG_LEVEL=debug",
		"YANGGUANG_TRUSTED_PROXIES=127.0.0.1", "YANGGUANG_DATABASE_DRIVER=" + string(db.Driver), "YANGGUANG_DATABASE_DSN=" + db.DSN, "YANGGUANG_REDIS_URL=" + dbtest.RedisURL(t),
		"YANGGUANG_WECHAT_APP_ID=wx0123456789abcdef", "YANGGUANG_WECHAT_APP_SECRET=test-secret-of-nobody", "YANGGUANG_WECHAT_TOKEN=testtokenofnobody", "YANGGUANG_WECHAT_API_BASE=" + wechat.URL,
		"YANGGUANG_KEYS_PEOPLE_SEAL=" + k.PeopleSeal, "YANGGUANG_KEYS_PEOPLE_INDEX=" + k.PeopleIndex, "YANGGUANG_KEYS_PETITION_SEAL=" + k.PetitionSeal, "YANGGUANG_KEYS_PETITION_INDEX=" + k.PetitionIndex,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	in, err := openInfra(t.Context(), cfg, newLog(l.log, cfg.LogLevel))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.close() }) // what the test wrote goes with its folder
	if l.p, err = in.joinReady(t.Context(), surroundings{}); err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: l.p.handler, ReadHeaderTimeout: time.Minute}}
	server.Start()
	t.Cleanup(server.Close)
	l.settle()
	return l
}

// settle makes the county: a village, somebody who lives there and is bound.
func (l *leak) settle() {
	l.t.Helper()
	at := time.Now().UTC().Truncate(time.Second)
	create := func(v any) {
		if err := l.p.db.Create(v).Error; err != nil {
			l.t.Fatal(err)
		}
	}
	create(&model.Division{Code: "450923108000", Name: "江宁镇", Level: "town", ParentCode: "450923000000"})
	create(&model.Division{Code: leakVillage, Name: "四联村", Level: "village", ParentCode: "450923108000"})
	id, phone := seal.NewSecret(leakNumber), seal.NewSecret(leakPhone)
	create(&model.Person{ID: leakPerson, IDDigest: l.p.people.Index(id, "person"), IDSealed: l.p.people.Seal(id, "people.id"), IDGrade: "A", Name: leakName, CreatedAt: at})
	create(&model.Resident{ID: 1, PersonID: leakPerson, HouseholdNo: "H1", VillageCode: leakVillage, PhoneSealed: l.p.people.Seal(phone, "residents.phone"), PhoneTail: "2345", ValidFrom: at})
	// The next account gets the number that is looked for.
	create(&model.WechatUser{ID: leakWechat - 1, OpenidDigest: make([]byte, 32), OpenidSealed: []byte("x"), CreatedAt: at})
	create(&model.Binding{WechatUserID: leakWechat, PersonID: leakPerson, Method: "office", BoundAt: at})
}

// visitor is a browser with cookies, an address and a name of its own.
type leakBrowser struct {
	*leak
	client    *http.Client
	ip, agent string
}

func (l *leak) browser(ip, agent string) *leakBrowser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		l.t.Fatal(err)
	}
	return &leakBrowser{l, &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(r.URL.String(), l.url) {
			return http.ErrUseLastResponse
		}
		r.Header.Set("User-Agent", agent)
		r.Header.Set("X-Forwarded-For", ip)
		return nil
	}}, ip, agent}
}

func (b *leakBrowser) do(method, path, kind string, body io.Reader) (*http.Response, string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("User-Agent", b.agent)
	r.Header.Set("X-Forwarded-For", b.ip)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }() // read whole
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if res.StatusCode >= http.StatusBadRequest {
		b.t.Fatalf("%s %s: %d %.600s", method, path, res.StatusCode, text)
	}
	return res, string(text)
}

func (b *leakBrowser) get(path string) string {
	b.t.Helper()
	_, text := b.do(http.MethodGet, path, "", nil)
	return text
}

func (b *leakBrowser) post(path string, pairs ...string) string {
	b.t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	_, text := b.do(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(v.Encode()))
	return text
}

// send posts a form with files.
func (b *leakBrowser) send(path string, fields map[string]string, files map[string][]byte) string {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			b.t.Fatal(err)
		}
	}
	for k, v := range files {
		part, err := w.CreateFormFile(k, leakMaker+".jpg")
		if err == nil {
			_, err = part.Write(v)
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	_, text := b.do(http.MethodPost, path, w.FormDataContentType(), &body)
	return text
}

// signIn is the silent sign-in of WeChat.
func (b *leakBrowser) signIn() {
	b.t.Helper()
	res, _ := b.do(http.MethodGet, "/wechat/login?next=/h5/", "", nil)
	to, err := url.Parse(res.Header.Get("Location"))
	if err != nil || to.Query().Get("state") == "" {
		b.t.Fatalf("the sign-in leads to %q: %v", res.Header.Get("Location"), err)
	}
	b.get("/wechat/callback?code=0123456789abcdef0123456789abcdef&state=" + to.Query().Get("state"))
}

func (b *leakBrowser) cookie(name string) string {
	at, err := url.Parse(b.url + "/h5/")
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range b.client.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// leakPhoto is a photo with what a telephone writes into it.
func leakPhoto(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 60, 40)), nil); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08" + leakMaker + "\x00" + leakPlace)
	return slices.Concat(plain[:2], []byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif, plain[2:])
}

// leakVoice is a voice message with the recorder's name behind it.
func leakVoice() []byte {
	frame := append([]byte{0x3c}, make([]byte, 31)...)
	return slices.Concat([]byte("#!AMR\n"), bytes.Repeat(frame, 100), []byte(leakRecorder))
}

var (
	leakToken   = regexp.MustCompile(`name="token" value="([^"]+)"`)
	leakReceipt = regexp.MustCompile(`class="receipt">([0-9 ]+)<`)
	leakKept    = regexp.MustCompile(`name="kept" value="([^"]+)"`)
)

func (b *leakBrowser) find(re *regexp.Regexp, text string) string {
	b.t.Helper()
	m := re.FindStringSubmatch(text)
	if m == nil {
		b.t.Fatalf("no %s in %.800s", re, text)
	}
	return m[1]
}

// complains sends an anonymous complaint with photo and voice, refused once as
// one under a name, and follows it by its receipt.
func (b *leakBrowser) complains() (receipt string) {
	b.t.Helper()
	b.get("/h5/complaint")
	form := map[string]string{
		"token": b.find(leakToken, b.get("/h5/complaints/new")), "about": "housing", "village": leakVillage, "place": "七组路口", "when": "去年冬天",
		"body": "报我家危房改造，可是房子没有修过。", "who": "管事的人", "named": "anonymous",
	}
	done := b.send("/h5/complaints", form, map[string][]byte{"photo": leakPhoto(b.t), "voice": leakVoice()})
	receipt = b.find(leakReceipt, done)
	b.get("/h5/complaints/slip")
	b.post("/h5/progress", "receipt", receipt)
	b.get("/h5/progress/detail")
	b.addsTo("就是2024年的事，还有一张照片。")
	return receipt
}

func (b *leakBrowser) addsTo(words string) {
	b.t.Helper()
	b.send("/h5/progress/add", map[string]string{"token": b.find(leakToken, b.get("/h5/progress/detail")), "text": words}, map[string][]byte{"photo": leakPhoto(b.t)})
	b.get("/h5/progress/detail")
}

// clerk is somebody of the office, with an account.
func (l *leak) clerk(role actor.Role) actor.Actor {
	l.t.Helper()
	issued, err := l.p.accounts.Add(l.t.Context(), actor.Sys("cli"), account.Draft{Login: "leak." + strings.ReplaceAll(string(role), "_", ""), Name: "演示某某", Role: role, Password: seal.NewSecret(demoPassword)})
	if err != nil {
		l.t.Fatal(err)
	}
	return actor.Actor{Kind: actor.Staff, StaffID: issued.ID, Role: role, Name: "演示某某"}
}

// handles takes a complaint through the office to its end.
func (l *leak) handles(by actor.Actor, receipt string) {
	l.t.Helper()
	ctx := l.t.Context()
	r, err := l.p.complaints.VisitorSlip(ctx, by, receipt)
	if err != nil {
		l.t.Fatal(err)
	}
	for i, d := range []complaint.Decision{
		{Action: complaint.ActClaim}, {Action: complaint.ActAccept, Category: "accusation"},
		{Action: complaint.ActAnswer, Text: "名单在照片里，请核对。", Uploads: []complaint.Upload{{Kind: complaint.KindPhoto, Content: leakPhoto(l.t)}}},
		{Action: complaint.ActClose, Text: "危房改造的钱查清了，已经退回。"},
	} {
		p, err := l.p.complaints.Open(ctx, by, r.ID)
		if err != nil {
			l.t.Fatal(err)
		}
		d.Version, d.Token = p.Version, fmt.Sprintf("office-%d-%d", r.ID, i)
		if err := l.p.complaints.Decide(ctx, by, r.ID, d); err != nil {
			l.t.Fatal(d.Action, err)
		}
	}
}

// afterComplaints is everything at once: it gives the program after two people
// complained, from WeChat and from a plain browser.
func afterComplaints(t *testing.T) *leak {
	t.Helper()
	l := leakProgram(t)
	office := l.clerk(actor.RolePetition)
	inWechat, plain := l.browser(leakIP, leakAgent), l.browser(otherIP, otherAgent)
	inWechat.signIn()
	if text := inWechat.get("/h5/me"); !strings.Contains(text, "甲") {
		t.Fatalf("not bound: %.500s", text)
	}
	inWechat.get("/h5/")
	plain.get("/h5/")
	session := inWechat.cookie("yg_c")
	if session == "" {
		t.Fatal("no session")
	}
	secrets := map[string]string{
		"openid": leakOpenID, "unionid": leakUnionID, "row of the account": strconv.Itoa(leakWechat), "row of the person": strconv.Itoa(leakPerson), "name": leakName,
		"resident ID": leakNumber, "telephone": leakPhone, "address": leakIP, "address of the browser": otherIP, "user agent": leakAgent, "user agent of the browser": otherAgent,
		"telephone's make": "LeakPhone-Q7", "browser's make": "LeakBrowser-Z3", "session": session, "EXIF maker": leakMaker, "EXIF place": leakPlace, "recorder": leakRecorder,
	}
	l.traces = tracesOf(t, l.p, secrets)
	l.before = l.look()
	for _, b := range []*leakBrowser{inWechat, plain} {
		receipt := b.complains()
		l.handles(office, receipt)
		b.post("/h5/progress", "receipt", receipt)
		b.get("/h5/progress/detail")
		b.post("/h5/progress/evaluate", "grade", "good", "words", "谢谢，钱收到了。")
		b.addsTo("还想说一句。")
		withdrawn := b.complains()
		b.post("/h5/progress", "receipt", withdrawn)
		b.post("/h5/progress/withdraw", "reason", "弄错了")
		b.refused()
	}
	if _, err := l.p.worker.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l
}

// refused chose a name first, then thought better of it.
func (b *leakBrowser) refused() {
	b.t.Helper()
	form := map[string]string{
		"token": b.find(leakToken, b.get("/h5/complaints/new")), "about": "", "village": leakVillage, "body": "修路的钱不知道用到哪里去了。", "named": "named", "name": "", "phone": "没有",
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range form {
		_ = w.WriteField(k, v) // into memory
	}
	part, err := w.CreateFormFile("photo", "a.jpg")
	if err == nil {
		_, err = part.Write(leakPhoto(b.t))
	}
	if err != nil || w.Close() != nil {
		b.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+"/h5/complaints", &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("User-Agent", b.agent)
	r.Header.Set("X-Forwarded-For", b.ip)
	r.Header.Set("Content-Type", w.FormDataContentType())
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }() // read whole
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusUnprocessableEntity {
		b.t.Fatalf("%d %v", res.StatusCode, err)
	}
	form["token"], form["kept"] = b.find(leakToken, string(page)), b.find(leakKept, string(page))
	form["about"], form["named"], form["phone"] = "project", "anonymous", ""
	b.find(leakReceipt, b.send("/h5/complaints", form, nil))
}

// TestAnAnonymousComplaintLeavesNothing looks at all that the program keeps
// after anonymous complaints were sent, talked about, answered, rated and
// withdrawn: in what is new or changed there is nothing of who sent them.
func TestAnAnonymousComplaintLeavesNothing(t *testing.T) {
	l := afterComplaints(t)
	now := l.look()
	if found := l.found(now); len(found) > 0 {
		t.Errorf("%d traces:\n%s", len(found), strings.Join(found[:min(len(found), 40)], "\n"))
	}
	n, err := gorm.G[model.Petition](l.p.db).Where("mode = 'anonymous'").Count(t.Context(), "*")
	if err != nil || n != 6 {
		t.Errorf("%d complaints were looked at, %v", n, err)
	}
	if n, err := gorm.G[model.Reporter](l.p.db).Count(t.Context(), "*"); n != 0 || err != nil {
		t.Errorf("%d reporters, %v", n, err)
	}
	var opened int
	for where := range now {
		if strings.Contains(where, "petition") && strings.HasSuffix(where, " opened") || strings.HasPrefix(where, "content of file") {
			opened++
		}
	}
	if opened < 30 {
		t.Errorf("only %d sealed things were looked into", opened)
	}
	l.findsWhatIsPlanted()
}

// findsWhatIsPlanted proves the search by planting leaks, one at a time.
func (l *leak) findsWhatIsPlanted() {
	l.t.Helper()
	ctx := l.t.Context()
	p := l.p
	l.before = l.look() // found clean a moment ago: only what is planted has to be searched again
	petition, err := gorm.G[model.Petition](p.db).Order("id").First(ctx)
	if err != nil {
		l.t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		l.t.Helper()
		if err := p.db.Exec(query, args...).Error; err != nil {
			l.t.Fatal(err)
		}
	}
	event := func(column string, v any) func() {
		exec("UPDATE petition_events SET "+column+" = ? WHERE petition_id = ? AND kind = 'receive'", v, petition.ID)
		return func() {
			exec("UPDATE petition_events SET public_text = '', note_sealed = NULL, staff_id = 0 WHERE petition_id = ? AND kind = 'receive'", petition.ID)
		}
	}
	redisSet := func(key, value string) func() {
		if err := p.redis.Set(ctx, key, value, time.Minute).Err(); err != nil {
			l.t.Fatal(err)
		}
		return func() { p.redis.Del(ctx, key) }
	}
	store := func(content []byte) func() {
		vault, err := files.New(filepath.Join(p.cfg.FilesDir, "petitions"), p.petition, time.Now)
		if err != nil {
			l.t.Fatal(err)
		}
		f, err := vault.Write(content, model.File{Mime: "image/jpeg", Purpose: "petition", Variant: "original"})
		if err != nil {
			l.t.Fatal(err)
		}
		exec("DELETE FROM files WHERE path = ''")
		if err := p.db.Create(&f).Error; err != nil {
			l.t.Fatal(err)
		}
		return func() {
			exec("DELETE FROM files WHERE id = ?", f.ID)
			_ = vault.Remove(f) // goes with the folder otherwise
		}
	}
	file := func(path, content string) func() {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			l.t.Fatal(err)
		}
		return func() { _ = os.Remove(path) } // goes with the folder otherwise
	}
	outboxed := func(payload any) func() {
		if err := outbox.Add(p.db, "test.leak", "leak", time.Now(), payload); err != nil {
			l.t.Fatal(err)
		}
		return func() { exec("DELETE FROM outbox_events WHERE topic = 'test.leak'") }
	}
	hex := func(b []byte) string { return fmt.Sprintf("%x", b) }
	for name, plant := range map[string]func() (undo func()){
		"the openid in clear": func() func() { return event("public_text", "发信人 "+leakOpenID) },
		"the openid sealed": func() func() {
			return event("note_sealed", p.petition.Seal(seal.NewSecret(leakOpenID), fmt.Sprintf("petition_events.note/%d", petition.ID)))
		},
		"the openid in hexadecimal": func() func() { return event("public_text", hex([]byte(leakOpenID))) },
		"the openid's digest": func() func() {
			return outboxed(map[string][]byte{"d": p.people.Index(seal.NewSecret(leakOpenID), "openid")})
		},
		"the account's digest": func() func() {
			return event("public_text", hex(p.petition.Index(seal.NewSecret(strconv.Itoa(leakWechat)), "reporter_wechat")))
		},
		"the unionid in JSON":           func() func() { return outboxed(map[string]string{"u": leakUnionID}) },
		"the account's row number":      func() func() { return event("staff_id", leakWechat) },
		"the account's number promised": func() func() { return outboxed(map[string]int64{"user": leakWechat}) },
		"the person's number in Redis":  func() func() { return redisSet("seen", strconv.Itoa(leakPerson)) },
		"a notice to the account": func() func() {
			if err := p.db.Create(&model.Notice{WechatUserID: leakWechat, Kind: "progress", Dedupe: "leak", Status: "pending", CreatedAt: time.Now().UTC()}).Error; err != nil {
				l.t.Fatal(err)
			}
			return func() { exec("DELETE FROM notices WHERE dedupe = 'leak'") }
		},
		"the address in a key": func() func() { return redisSet("limit:"+leakIP, "1") },
		"the address hashed":   func() func() { s := sums(leakIP); return redisSet("limit:"+hex(s["SHA-256"]), "1") },
		"the address in a limit of ours": func() func() {
			if _, _, err := cache.NewLimiter(p.redis, p.people).Allow(ctx, "complaint", leakIP, 40, time.Hour); err != nil {
				l.t.Fatal(err)
			}
			return func() {
				for _, k := range p.redis.Keys(ctx, "*limit:complaint*").Val() {
					p.redis.Del(ctx, k)
				}
			}
		},
		"the other browser's address logged": func() func() { p.log.InfoContext(ctx, "request", "from", otherIP); return func() {} },
		"the user agent logged":              func() func() { p.log.InfoContext(ctx, "request", "agent", leakAgent); return func() {} },
		"the session in base 64": func() func() {
			return redisSet("x", "aa"+strings.TrimRight(string(encodings([]byte(l.sessionOf()))[4]), "="))
		},
		"words in the session":            func() func() { return l.inSession("已经收到您补充的情况。") },
		"EXIF in the vault":               func() func() { return store(leakPhoto(l.t)) },
		"EXIF on the disk":                func() func() { return file(filepath.Join(l.dir, "photo.jpg"), string(leakPhoto(l.t))) },
		"a recording in a temporary file": func() func() { return file(filepath.Join(l.temp, "multipart-1"), string(leakVoice())) },
		"the address in the metrics": func() func() {
			p.metrics.observe("/h5/"+leakIP, http.MethodGet, http.StatusOK, time.Second)
			return func() { p.metrics.requests.Reset() }
		},
	} {
		undo := plant()
		if len(l.found(l.look())) == 0 {
			l.t.Errorf("planted and not found: %s", name)
		}
		undo()
		if strings.Contains(name, "logged") { // a log has no way back
			l.before = l.look()
		}
	}
	if found := l.found(l.look()); len(found) > 0 {
		l.t.Errorf("what was planted is still there: %v", found[:min(len(found), 5)])
	}
}

// sessionOf is the token of the bound villager's session.
func (l *leak) sessionOf() string {
	for _, tr := range l.traces {
		if tr.what == "session" {
			return string(tr.bytes)
		}
	}
	return ""
}

// inSession writes words into the stored session of whoever is bound.
func (l *leak) inSession(words string) func() {
	ctx := l.t.Context()
	sessions := l.p.redis.Keys(ctx, "session:*").Val()
	if len(sessions) == 0 {
		l.t.Error("no session in Redis")
		return func() {}
	}
	old := l.p.redis.Get(ctx, sessions[0]).Val()
	if err := l.p.redis.Set(ctx, sessions[0], old+words, time.Hour).Err(); err != nil {
		l.t.Fatal(err)
	}
	return func() { l.p.redis.Set(ctx, sessions[0], old, time.Hour) }
}
