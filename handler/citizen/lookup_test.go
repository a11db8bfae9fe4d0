package citizen_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"

	"yangguang/handler/citizen"
	"yangguang/handler/web"
	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/finding"
	"yangguang/service/gateway/cache"
	"yangguang/service/gateway/codes"
	"yangguang/service/gateway/journal"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/kiosk"
	"yangguang/service/lookup"
	"yangguang/service/notify"
	"yangguang/service/project"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/templates"
)

// pages is every page, parsed once for all tests of the package.
var pages = sync.OnceValues(templates.NewSet)

// Invented people of the test county.
var (
	numberA = registers.Number("45092319800101001")
	numberB = registers.Number("45092319820202002")
)

const phoneA = "13800000001"

// inbox has one message for whoever is bound.
type inbox struct{}

func (inbox) Unread(context.Context, actor.Actor) (int, error) { return 1, nil }

func (inbox) Messages(_ context.Context, _ actor.Actor, r page.Request) (page.Page[notify.Message], error) {
	return page.Of(r, []notify.Message{{At: time.Date(2026, 5, 1, 2, 0, 0, 0, time.UTC), Text: "有一笔补贴发放了", Link: "/h5/payouts", Unread: true}}, 1), nil
}

// texts keeps what was sent.
type texts struct{ sent []string }

func (x *texts) Text(_ context.Context, phone, words seal.Secret) error {
	x.sent = append(x.sent, phone.Reveal()+" "+words.Reveal())
	return nil
}

// photos is a file store that has every photo.
type photos struct{}

func (photos) Write(_ []byte, f model.File) (model.File, error) { return f, nil }
func (photos) Add(tx *gorm.DB, f *model.File) error             { return tx.Create(f).Error }
func (photos) Read(model.File) ([]byte, error)                  { return []byte("jpeg"), nil }
func (photos) Remove(model.File) error                          { return nil }

type site struct {
	journal *journal.Journal
	*registers.Registers
	t        *testing.T
	db       *gorm.DB
	server   *httptest.Server
	log      *dbtest.Log
	texts    *texts
	identity *identity.Service
	a, b     int64
	item     int64

	complaints *complaint.Service
	findings   *finding.Service
	kiosks     *kiosk.Service
	heard      heard
	minutes    int                // how long somebody stays signed in at a screen
	cleared    []casework.Cleared // what stands on a village's page
}

// Cleared is what a test says was cleared, in every village.
func (s *site) Cleared(context.Context, string) ([]casework.Cleared, error) { return s.cleared, nil }

// newSite is the villagers' site on a county with two people; on is the
// database the site uses, or nil for the county's own.
func newSite(t *testing.T, on *gorm.DB) *site {
	t.Helper()
	s := &site{t: t, db: dbtest.New(t), log: &dbtest.Log{}, texts: &texts{}}
	now := func() time.Time { return time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC) }
	s.Registers = registers.New(t, s.db, now())
	s.fill()
	if on == nil {
		on = s.db
	}
	redis := dbtest.Redis(t)
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	front := &web.Front{Set: set, Log: log, Demo: true}
	front.Citizen, front.Office = web.NewSessions(cache.NewSessions(redis, "s:"), false)
	s.identity = identity.New(identity.Options{DB: on, People: s.People, Codes: codes.New(redis, "c:"), Texter: s.texts, Now: now, Log: log})
	r, err := front.NewRouter(now, nil)
	if err != nil {
		t.Fatal(err)
	}
	ledger := casework.New(casework.Deps{DB: on, Box: s.People, Now: now})
	pages := citizen.NewLookup(citizen.Options{
		Notices: s, Boards: s.boards(on, now), Sites: madePublic{}, Waits: citizen.Waits{
			Questions: func(ctx context.Context, by actor.Actor) (int, error) { return s.findings.ToAnswer(ctx, by) },
			Results:   func(ctx context.Context, by actor.Actor) (int, error) { return s.complaints.ToRate(ctx, by) },
			Returns:   ledger.ToConfirm,
		},
		Front: front, Identity: s.identity, Lookup: lookup.New(lookup.Options{DB: on, People: s.People, Now: now}),
		Projects: project.New(project.Options{DB: on, Files: photos{}, Now: now}), Inbox: inbox{}, Limiter: cache.NewLimiter(redis, s.People),
		Office: citizen.Office{Organ: "博白县纪委监委", Hotline: "12388"}, Now: now,
	})
	pages.Routes(r)
	citizen.NewAsking(pages, cache.NewForgetful(now), rand.Text).Routes(r)
	s.questionPages(pages, r, on, now)
	s.kioskPages(pages, r, on, now)
	citizen.NewReturns(pages, ledger, "12388").Routes(r)
	r.GET("/h5/test/sign-in/:user/:person", front.Serve(func(c *gin.Context) error { // stands for WeChat's sign-in
		user, _ := strconv.ParseInt(c.Param("user"), 10, 64)
		person, _ := strconv.ParseInt(c.Param("person"), 10, 64)
		return front.SignInCitizen(c.Request.Context(), user, person, user == 0)
	}))
	s.journal = journal.New(redis, s.People, "wx0", now, log)
	s.complaintPages(front, r, on, cache.NewLimiter(redis, s.People), now)
	s.server = httptest.NewServer(front.Protect(r))
	t.Cleanup(s.server.Close)
	return s
}

func (s *site) fill() {
	s.a, s.b = s.Person("甲示例", numberA), s.Person("乙示例", numberB)
	s.Resident(s.a, "H1", registers.Silian, phoneA)
	s.Resident(s.b, "H1", registers.Silian, "")
	s.item = s.Item("DB", "农村低保")
	s.AddPolicy(model.Policy{Title: "农村最低生活保障政策", ItemCode: "DB", Category: "社会救助", Eligibility: "人均收入低于标准的家庭", Standard: "每人每月230元", Materials: "身份证\n户口簿", Phone: "0775-0000000"})
	s.Pay(registers.Payout{Person: s.a, Item: s.item, Month: "2026-01", Fen: 35000})
	s.Pay(registers.Payout{Person: s.a, Item: s.item, Month: "2025-12", Fen: 34000})
	s.Pay(registers.Payout{Person: s.a, Item: s.item, Month: "2026-02", Fen: 12345, Result: "退票"})
	s.Pay(registers.Payout{Person: s.b, Item: s.item, Month: "2026-01", Fen: 77700, Tail: "0455"})
	day := func(v string) time.Time {
		d, err := time.Parse(time.DateOnly, v)
		if err != nil {
			s.t.Fatal(err)
		}
		return d
	}
	start := day("2026-03-11")
	s.AddProject(model.Project{
		ProjectNo: "P-1", Name: "四联村道路硬化", Kind: "道路", VillageCode: registers.Silian, Bureau: "县交通运输局", OwnerUnit: "江宁镇政府", ApprovedOn: day("2026-01-10"),
		PlannedFen: 50000000, FiscalFen: 40000000, PlanStart: day("2026-03-01"), PlanEnd: day("2026-12-31"), RealStart: &start, Procurement: "施工", BidMethod: "公开",
	})
	f := model.File{Digest: make([]byte, 32), Mime: "image/jpeg", Purpose: "project_photo", Variant: "clean", Path: "a/b", CreatedAt: start}
	if err := s.db.Create(&f).Error; err != nil {
		s.t.Fatal(err)
	}
	if err := s.db.Create(&model.ProjectPhoto{ProjectNo: "P-1", FileID: f.ID, Caption: "路基", AddedAt: start}).Error; err != nil {
		s.t.Fatal(err)
	}
}

// browser is a villager's phone.
type browser struct {
	*site
	client *http.Client
}

func (s *site) browser() *browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{s, &http.Client{Jar: jar}}
}

// signedIn is a phone on which WeChat signed in; openid "" is a snapshot page.
func (s *site) signedIn(openid string) *browser {
	s.t.Helper()
	b := s.browser()
	if openid == "" {
		b.get("/h5/test/sign-in/0/0")
		return b
	}
	by, err := s.identity.SignIn(s.t.Context(), seal.NewSecret(openid), false)
	if err != nil {
		s.t.Fatal(err)
	}
	b.get("/h5/test/sign-in/" + strconv.FormatInt(by.WechatUserID, 10) + "/" + strconv.FormatInt(by.PersonID, 10))
	return b
}

// bound is a phone bound to a person.
func (s *site) bound(openid, name, number, tail string) *browser {
	s.t.Helper()
	b := s.signedIn(openid)
	r := b.post("/h5/bind", bindForm(name, number, tail))
	r.has(http.StatusOK, "绑定好了")
	return b
}

func bindForm(name, number, tail string) url.Values {
	return url.Values{"name": {name}, "id": {number}, "fact": {"account"}, "tail": {tail}, "code": {""}, "back": {""}}
}

type answer struct {
	t      *testing.T
	status int
	body   string
	header http.Header
	path   string // after redirects
}

func (b *browser) do(r *http.Request) answer {
	b.t.Helper()
	w, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{b.t, w.StatusCode, string(body), w.Header, w.Request.URL.RequestURI()}
}

func (b *browser) get(path string) answer {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.server.URL+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(r)
}

func (b *browser) post(path string, form url.Values) answer {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

func (a answer) has(status int, words ...string) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Errorf("%s: status %d, want %d", a.path, a.status, status)
	}
	for _, w := range words {
		if !strings.Contains(a.body, w) {
			a.t.Errorf("%s lacks %q", a.path, w)
		}
	}
	if a.t.Failed() {
		a.t.Logf("%s", a.body)
	}
	return a
}

func (a answer) lacks(words ...string) answer {
	a.t.Helper()
	for _, w := range words {
		if strings.Contains(a.body, w) {
			a.t.Errorf("%s shows %q", a.path, w)
		}
	}
	return a
}

// clean proves that nothing personal reached the log.
func (s *site) clean() {
	s.t.Helper()
	for _, w := range []string{numberA, numberB, "示例", phoneA, "0128", "0455", "whose="} {
		if strings.Contains(s.log.String(), w) {
			s.t.Errorf("the log holds %q: %s", w, s.log)
		}
	}
}

func TestBindThenSeeOnesMoney(t *testing.T) {
	s := newSite(t, nil)
	b := s.signedIn("o-1")
	b.get("/h5/payouts").has(http.StatusOK, "请先实名绑定", "/h5/bind?back=").lacks("350.00")
	b.get("/h5/bind?back=/h5/payouts").has(http.StatusOK, `name="back" value="/h5/payouts"`)
	form := bindForm("甲示例", numberA, "0128")
	form.Set("back", "/h5/payouts")
	b.post("/h5/bind", form).has(http.StatusOK, "甲**", "江宁镇四联村", `href="/h5/payouts"`)
	r := b.get("/h5/payouts").has(http.StatusOK, "农村低保", "350.00", "2026年1月", "0128", "对这笔有疑问", "/h5/complaint?about=payout&amp;p=", "2025年", "123.45", "被银行退回", "/h5/policies/")
	r.lacks("777.00", numberA, "0455")
	if r.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a personal page may be kept: %s", r.header.Get("Cache-Control"))
	}
	b.get("/h5/payouts?year=2025").has(http.StatusOK, "340.00").lacks("已到账（补发）")
	b.get("/h5/payouts?whose=household").has(http.StatusOK, "777.00", "乙**").lacks("乙示例")
	b.get("/h5/payouts?whose=r1").has(http.StatusNotFound, "没有找到")
	b.get("/h5/").has(http.StatusOK, "甲**", "1 条新消息")
	b.get("/h5/messages").has(http.StatusOK, "有一笔补贴发放了")
	b.get("/h5/bind").has(http.StatusOK, "绑定了哪些微信") // bound already: on to one's own page
	b.get("/h5/villages").has(http.StatusOK, "我的村：江宁镇四联村")
	s.clean()
}

func TestARefusedBindingKeepsEveryWord(t *testing.T) {
	s := newSite(t, nil)
	b := s.signedIn("o-1")
	for name, c := range map[string]struct {
		form   url.Values
		status int
		words  []string
	}{
		"wrong ID":     {bindForm("甲示例", "450923199003070012", "0128"), http.StatusUnprocessableEntity, []string{`value="甲示例"`, `value="450923199003070012"`, `value="0128"`, "可能有一位写错了"}},
		"empty":        {bindForm("", "", ""), http.StatusUnprocessableEntity, []string{"请填写姓名", "最后4位数字"}},
		"does not fit": {bindForm("丙示例", numberA, "0128"), http.StatusUnprocessableEntity, []string{`value="丙示例"`, "对不上", "还可以试4次"}},
		"markup":       {bindForm(`"><script>alert(1)</script>`, numberA, "0128"), http.StatusUnprocessableEntity, []string{"&lt;script&gt;alert(1)"}},
		"no method":    {url.Values{"name": {"甲示例"}, "id": {numberA}}, http.StatusUnprocessableEntity, []string{"请选择用哪一种方法核对"}},
		"hostile back": {url.Values{"name": {"甲示例"}, "id": {numberA}, "back": {"https://evil.example/"}}, http.StatusUnprocessableEntity, []string{`name="back" value=""`}},
		"a short code": {url.Values{"name": {"甲示例"}, "id": {numberA}, "fact": {"phone"}, "code": {"12"}}, http.StatusUnprocessableEntity, []string{`value="12"`, "6位数字验证码"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := b.post("/h5/bind", c.form)
			r.t = t
			r.has(c.status, c.words...)
		})
	}
	s.clean()
}

func TestBindingIsLockedAfterFiveFailures(t *testing.T) {
	s := newSite(t, nil)
	b := s.signedIn("o-1")
	for range 4 {
		b.post("/h5/bind", bindForm("甲示例", numberA, "0000")).has(http.StatusUnprocessableEntity)
	}
	b.post("/h5/bind", bindForm("甲示例", numberA, "0000")).has(http.StatusTooManyRequests, "2026年6月2日零点以后").lacks(`name="tail"`)
	b.post("/h5/bind", bindForm("甲示例", numberA, "0128")).has(http.StatusTooManyRequests)
	for range 10 {
		b.post("/h5/bind", bindForm("甲示例", numberA, "0128"))
	}
	b.post("/h5/bind", bindForm("甲示例", numberA, "0128")).has(http.StatusTooManyRequests, "操作得太快了")
	s.clean()
}

func TestBindByTextMessage(t *testing.T) {
	s := newSite(t, nil)
	b := s.signedIn("o-1")
	form := bindForm("甲示例", numberA, "")
	b.post("/h5/bind/code", form).has(http.StatusOK, "验证码会在一分钟内发到登记的手机上", `value="甲示例"`).lacks("0001", "138")
	b.post("/h5/bind/code", form).has(http.StatusTooManyRequests, "一分钟内只能要一次", `value="甲示例"`)
	s.identity.SendWaiting(t.Context())
	if len(s.texts.sent) != 1 {
		t.Fatalf("%d messages", len(s.texts.sent))
	}
	code := regexp.MustCompile(`\d{6},`).FindString(s.texts.sent[0])[:6]
	form.Set("fact", "phone")
	form.Set("code", code)
	b.post("/h5/bind", form).has(http.StatusOK, "绑定好了")
	s.clean()
}

func TestASnapshotPageCannotBind(t *testing.T) {
	s := newSite(t, nil)
	b := s.signedIn("")
	b.get("/h5/bind").has(http.StatusOK, "使用完整服务")
	b.post("/h5/bind", bindForm("甲示例", numberA, "0128")).has(http.StatusOK, "使用完整服务")
	b.get("/h5/payouts").has(http.StatusOK, "使用完整服务").lacks("350.00")
	b.get("/h5/policies").has(http.StatusOK, "农村最低生活保障政策")
}

func TestAGuestIsToldTheWayToWechat(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	b.get("/h5/payouts").has(http.StatusOK, "请先实名绑定")
	b.get("/h5/bind").has(http.StatusOK, "绑定要在微信里办").lacks(`name="id"`) // said before anything is typed
	b.post("/h5/bind", bindForm("甲示例", numberA, "0128")).has(http.StatusUnauthorized, "公众号", `value="甲示例"`)
	b.post("/h5/me/code", nil).has(http.StatusUnauthorized)
	b.post("/h5/me/consent", nil).has(http.StatusUnauthorized)
	b.post("/h5/unbind", nil).has(http.StatusUnauthorized)
	b.get("/h5/me").has(http.StatusOK, "还没有绑定")
	b.get("/h5/").has(http.StatusOK, "实名绑定", "博白县")
	s.clean()
}

func TestAnUnboundPhoneSeesNothing(t *testing.T) {
	s := newSite(t, nil)
	first, lost := s.bound("o-1", "甲示例", numberA, "0128"), s.bound("o-2", "甲示例", numberA, "0128")
	path := regexp.MustCompile(`/h5/me/devices/\d+/unbind`).FindString(first.get("/h5/me").body)
	first.post(path, nil).has(http.StatusOK, "已经解除那个微信的绑定")
	lost.get("/h5/payouts").has(http.StatusOK, "请先实名绑定").lacks("350.00")
	lost.get("/h5/me").has(http.StatusOK, "还没有绑定")
	first.get("/h5/unbind").has(http.StatusOK, "甲**")
	first.post("/h5/unbind", nil).has(http.StatusOK, "已经解除绑定")
	first.get("/h5/payouts").has(http.StatusOK, "请先实名绑定").lacks("350.00")
	s.clean()
}

func TestRelatives(t *testing.T) {
	s := newSite(t, nil)
	a, b := s.bound("o-1", "甲示例", numberA, "0128"), s.bound("o-2", "乙示例", numberB, "0455")
	shown := a.post("/h5/me/code", nil).has(http.StatusOK, "只能用一次")
	a.post("/h5/me/consent", nil).has(http.StatusOK, "代查码", "就是同意他代您查一次")
	m := regexp.MustCompile(`class="receipt">(\d{4} \d{4})<`).FindStringSubmatch(shown.body)
	if m == nil {
		t.Fatalf("no code: %s", shown.body)
	}
	b.post("/h5/me/relatives", url.Values{"code": {"12ab"}, "relation": {"父母"}}).
		has(http.StatusUnprocessableEntity, `value="12ab"`, `<option value="父母" selected>`, "8位数字")
	a.post("/h5/me/relatives", url.Values{"code": {m[1]}, "relation": {"父母"}}).has(http.StatusConflict, "您自己的号码")
	b.post("/h5/me/relatives", url.Values{"code": {m[1]}, "relation": {"父母"}}).has(http.StatusOK, "能看到甲**领的钱")
	whose := regexp.MustCompile(`/h5/payouts\?whose=r\d+`).FindString(b.get("/h5/me").body)
	b.get(whose).has(http.StatusOK, "350.00", "甲**").lacks("777.00")
	a.get(whose).has(http.StatusNotFound)
	revoke := regexp.MustCompile(`/h5/me/relatives/\d+/revoke`).FindString(a.get("/h5/me").has(http.StatusOK, "乙**能看我的").body)
	s.signedIn("o-3").post(revoke, nil).has(http.StatusUnauthorized)
	a.post(revoke, nil).has(http.StatusOK, "已经取消")
	b.get(whose).has(http.StatusNotFound).lacks("350.00")
	b.post("/h5/me/relatives/x/revoke", nil).has(http.StatusNotFound)
	s.clean()
}

func TestPublicPages(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	list := "/h5/villages/" + registers.Silian + "/list"
	for path, words := range map[string][]string{
		"/h5/villages": {"江宁镇", "三滩镇"},
		"/h5/villages?town=" + registers.Jiangning:       {"四联村", "李村"},
		"/h5/villages?q=%E6%9D%8E%E6%9D%91":              {"江宁镇李村", "三滩镇李村"},
		"/h5/villages?for=projects&q=%E5%9B%9B%E8%81%94": {"/h5/projects?village=" + registers.Silian},
		list:              {"江宁镇四联村", "农村低保"},
		list + "?item=DB": {"2026年1月", "甲示例", "777.00", "共2笔"},
		list + "?item=DB&period=20251201-20251231":   {"340.00", "甲示例"},
		list + "?item=DB&period=20200101-20200131":   {"这个时候没有公示"},
		list + "?item=ZZ":                            {"这个时候没有公示"},
		"/h5/policies":                               {"农村最低生活保障政策", "社会救助"},
		"/h5/policies?q=%E4%BD%8E%E4%BF%9D%E6%88%B7": {"农村最低生活保障政策"},
		"/h5/policies?q=%25":                         {"没有找到"},
		"/h5/projects":                               {"四联村道路硬化", "500,000.00", "施工"},
		"/h5/projects?village=" + registers.LiSantan: {"没有找到项目"},
		"/h5/projects?stage=settled":                 {"没有找到项目"},
		"/h5/projects/P-1":                           {"江宁镇政府", "晚10天", "财政资金", "/h5/photos/1", "/h5/complaint?about=project&amp;no=P-1"},
		"/h5/about":                                  {"博白县纪委监委", "12388"},
	} {
		t.Run(path, func(t *testing.T) {
			r := b.get(path)
			r.t = t
			r.has(http.StatusOK, words...).lacks(numberA, numberB, "0128")
			if strings.Contains(path, "list") == (r.header.Get("Cache-Control") != "no-store") {
				t.Errorf("Cache-Control: %s", r.header.Get("Cache-Control"))
			}
		})
	}
	b.get(regexp.MustCompile(`/h5/policies/\d+`).FindString(b.get("/h5/policies").body)).has(http.StatusOK, "户口簿", "每人每月230元", "0775-0000000")
	r := b.get("/h5/photos/1").has(http.StatusOK, "jpeg")
	if r.header.Get("Content-Type") != "image/jpeg" {
		t.Error(r.header)
	}
	for _, path := range []string{"/h5/villages/450923999999/list", "/h5/policies/1", "/h5/policies/x", "/h5/projects/none", "/h5/photos/99", "/h5/photos/-1"} {
		b.get(path).has(http.StatusNotFound, "没有找到")
	}
	s.clean()
}

func TestThePublicListIsReadAtAReadersPace(t *testing.T) {
	s := newSite(t, nil)
	b := s.signedIn("o-1")
	list := "/h5/villages/" + registers.Silian + "/list?item=DB"
	for range 120 {
		if r := b.get(list); r.status != http.StatusOK {
			t.Fatalf("refused too early: %d", r.status)
		}
	}
	r := b.get(list).has(http.StatusTooManyRequests, "操作得太快了").lacks("甲示例")
	if r.header.Get("Retry-After") == "" {
		t.Error("it does not say when to come back")
	}
	s.browser().get(list).has(http.StatusOK) // another phone behind the same address
}

func TestLargerType(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	b.get("/h5/large?on=1&back=/h5/about").has(http.StatusOK, `class="large"`, "正常字")
	b.get("/h5/large?on=0&back=https://evil.example/").has(http.StatusOK, "大字").lacks(`class="large"`)
}

func TestADatabaseThatIsDownIsAFailurePage(t *testing.T) {
	s := newSite(t, dbtest.Broken(t))
	b := s.browser()
	b.get("/h5/test/sign-in/1/1")
	for _, path := range []string{
		"/h5/", "/h5/payouts", "/h5/payouts?whose=household", "/h5/me", "/h5/villages", "/h5/villages/" + registers.Silian + "/list", "/h5/policies", "/h5/projects",
		"/h5/projects/P-1", "/h5/projects/P-1/ask", "/h5/photos/1", "/h5/unbind",
	} {
		b.get(path).has(http.StatusInternalServerError, "系统出了点问题")
	}
	c := s.browser()
	c.get("/h5/test/sign-in/1/0")
	c.post("/h5/bind", bindForm("甲示例", numberA, "0128")).has(http.StatusInternalServerError, "系统出了点问题")
	s.clean()
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	s := newSite(t, nil)
	b := s.bound("o-1", "甲示例", numberA, "0128")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.server.URL+"/h5/unbind", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	b.do(r).has(http.StatusForbidden)
	b.get("/h5/payouts").has(http.StatusOK, "350.00")
}
