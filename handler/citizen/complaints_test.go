package citizen_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"

	"yangguang/handler/citizen"
	"yangguang/handler/web"
	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/workday"
	"yangguang/service/lookup"
	"yangguang/service/project"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

// complaintPages adds the complaint pages, with keys of their own as in the program.
func (s *site) complaintPages(front *web.Front, r gin.IRouter, on *gorm.DB, limiter web.Limiter, now func() time.Time) {
	s.t.Helper()
	box := dbtest.Box(s.t)
	store, err := files.New(s.t.TempDir(), box, now)
	if err != nil {
		s.t.Fatal(err)
	}
	cal, err := workday.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	days := timer.Limit{Amount: 15, Unit: timer.WorkDays}
	book := timer.Book{Calendar: cal, Limits: map[timer.Kind]timer.Limit{timer.Screen: days, timer.TellAccepted: days, timer.TellResult: days}}
	s.complaints = complaint.New(complaint.Deps{
		DB: on, Box: box, Files: store, People: s.identity, Now: now,
		Clocks: func(context.Context) (timer.Book, error) { return book, nil },
	})
	citizen.NewComplaints(citizen.ComplaintOptions{
		Front: front, Complaints: s.complaints, Registers: lookup.New(lookup.Options{DB: on, People: s.People, Now: now}),
		Works: project.New(project.Options{DB: on, Files: photos{}, Now: now}), Profiles: s.identity, Tickets: s.journal, Limiter: limiter, Token: rand.Text,
	}).Routes(r)
}

const words = "报我家危房改造，可是房子没有修过。"

func aPhoto(t *testing.T) []byte {
	t.Helper()
	return workbench.Photo(t)
}

// send posts a form as a browser without script does; an empty file stands for
// an input that nobody filled in.
func (b *browser) send(path string, fields map[string]string, files ...[]byte) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			b.t.Fatal(err)
		}
	}
	for _, f := range append(files, nil) {
		name := "photo.jpg"
		if f == nil {
			name = ""
		}
		part, err := w.CreateFormFile("photo", name)
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := part.Write(f); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.server.URL+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.do(r)
}

var (
	tokenIn   = regexp.MustCompile(`name="token" value="([^"]+)"`)
	keptIn    = regexp.MustCompile(`name="kept" value="([^"]+)"`)
	receiptIn = regexp.MustCompile(`class="receipt">([0-9 ]+)<`)
)

func find(t *testing.T, re *regexp.Regexp, a answer) string {
	t.Helper()
	m := re.FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("%s has no %s: %s", a.path, re, a.body)
	}
	return m[1]
}

func (b *browser) filled(named string) map[string]string {
	b.t.Helper()
	return map[string]string{
		"token": find(b.t, tokenIn, b.get("/h5/complaints/new")), "about": "housing", "village": registers.Silian, "place": "七组路口", "when": "去年冬天",
		"body": words, "who": "管事的人", "named": named, "name": "丁示例", "phone": "13900003333",
	}
}

func TestAnAnonymousComplaintFromFormToRating(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	form := b.filled("anonymous")
	first := b.send("/h5/complaints", form, aPhoto(t))
	first.has(http.StatusOK, "收到了", "请抄下来")
	receipt := find(t, receiptIn, first)
	if again := find(t, receiptIn, b.send("/h5/complaints", form, aPhoto(t))); again != receipt {
		t.Errorf("sent twice: %s and %s", receipt, again)
	}
	if strings.Contains(first.path, receipt[:4]) {
		t.Errorf("the receipt stands in the address %s", first.path)
	}

	other := s.browser() // another telephone, days later
	other.post("/h5/progress", map[string][]string{"receipt": {"1111 2222 3333 4444"}}).has(http.StatusUnprocessableEntity, "没有找到这个查询码", "1111 2222 3333 4444")
	detail := other.post("/h5/progress", map[string][]string{"receipt": {strings.ReplaceAll(receipt, " ", "")}})
	detail.has(http.StatusOK, "已接收", words, "撤回")
	ticket, err := s.journal.Issue(t.Context(), seal.NewSecret(receipt))
	if err != nil {
		t.Fatal(err)
	}
	byLink := s.browser().get("/h5/progress?t=" + ticket)
	byLink.has(http.StatusOK, "已接收", words)
	if byLink.path != "/h5/progress/detail" {
		t.Errorf("the ticket stays in the address %s", byLink.path)
	}
	for name, used := range map[string]string{"twice": ticket, "guessed": strings.Repeat("A", 26), "hostile": "../%00"} {
		if a := s.browser().get("/h5/progress?t=" + url.QueryEscape(used)); a.status != http.StatusNotFound || !strings.Contains(a.body, "请填写查询码") {
			t.Errorf("a ticket %s: %d", name, a.status)
		}
	}
	picture := regexp.MustCompile(`href="(/h5/progress/files/\d+)"`).FindStringSubmatch(detail.body)
	if picture == nil {
		t.Fatal("no photo")
	}
	if f := other.get(picture[1]); f.status != http.StatusOK || f.header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("photo: %d %s", f.status, f.header.Get("Content-Type"))
	}
	s.browser().get(picture[1]).has(http.StatusNotFound)
	other.send("/h5/progress/add", map[string]string{"token": find(t, tokenIn, detail), "text": "就是2024年的事"}).has(http.StatusOK, "就是2024年的事", "已经收到")
	other.send("/h5/progress/add", map[string]string{"token": "x", "text": " "}).has(http.StatusUnprocessableEntity, "请写几句话")
	other.post("/h5/progress/evaluate", map[string][]string{"grade": {"good"}}).has(http.StatusConflict)
	other.post("/h5/progress/withdraw", map[string][]string{"reason": {"弄错了"}}).has(http.StatusOK, "已撤回")
	s.complaintsAreQuiet()
}

// complaintsAreQuiet proves that nothing of a complaint reached the log.
func (s *site) complaintsAreQuiet() {
	s.t.Helper()
	s.clean()
	for _, w := range []string{"危房", "管事的人", "13900003333", "弄错了", "yg_r"} {
		if strings.Contains(s.log.String(), w) {
			s.t.Errorf("the log holds %q", w)
		}
	}
}

func TestARefusedComplaintKeepsEveryWordAndFile(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	form := b.filled("named")
	form["about"], form["phone"] = "", "没有"
	refused := b.send("/h5/complaints", form, aPhoto(t), []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1"))
	refused.has(http.StatusUnprocessableEntity, words, "七组路口", "去年冬天", "管事的人", "丁示例", "没有", "请选一项", "HEIC", "能找到您的电话")
	form["about"], form["phone"], form["kept"] = "housing", "13900003333", find(t, keptIn, refused)
	form["token"] = find(t, tokenIn, refused)
	b.send("/h5/complaints", form).has(http.StatusOK, "收到了")
	b.get("/h5/progress/detail").has(http.StatusOK, "/h5/progress/files/", words)
	s.complaintsAreQuiet()
}

func TestARealNameComplaintIsItsOwners(t *testing.T) {
	s := newSite(t, nil)
	b := s.bound("openid-a", "甲示例", numberA, "0128")
	shown := b.get("/h5/payouts")
	ask := regexp.MustCompile(`href="(/h5/complaint[^"]*p=[^"]+)"`).FindStringSubmatch(shown.body)
	if ask == nil {
		t.Fatal("no way to ask about a payment")
	}
	filled := b.get(strings.ReplaceAll(ask[1], "&amp;", "&"))
	filled.has(http.StatusOK, "农村低保", "甲*")
	payout := regexp.MustCompile(`name="payout" value="([^"]+)"`).FindStringSubmatch(filled.body)
	if payout == nil {
		t.Fatal("the payment is not in the form")
	}
	form := b.filled("named")
	form["name"], form["phone"], form["payout"] = "", "", payout[1]
	b.send("/h5/complaints", form).has(http.StatusOK, "收到了")
	list := b.get("/h5/complaints").has(http.StatusOK, "危房改造", "已接收")
	own := regexp.MustCompile(`href="(/h5/complaints/\d+)"`).FindStringSubmatch(list.body)
	if own == nil {
		t.Fatal("not in the list")
	}
	b.get(own[1]).has(http.StatusOK, words, "农村低保")
	s.bound("openid-b", "乙示例", numberB, "0455").get(own[1]).has(http.StatusNotFound)
	s.browser().get(own[1]).has(http.StatusNotFound)
	// Nothing but the sealed rows of the petition office ties it to the person.
	entries, err := gorm.G[model.AuditEntry](s.db).Where("object LIKE 'petition:%'").Find(t.Context())
	if err != nil || len(entries) == 0 {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Actor != (actor.Actor{Kind: actor.Guest}).ID() {
			t.Errorf("the chain says who complained: %s", e.Actor)
		}
	}
	s.complaintsAreQuiet()
}

func TestWhoCannotComplainIsToldWhy(t *testing.T) {
	s := newSite(t, nil)
	s.signedIn("").get("/h5/complaints/new").has(http.StatusOK, "使用完整服务")
	b := s.browser()
	form := b.filled("anonymous")
	snapshot := s.signedIn("")
	snapshot.send("/h5/complaints", form).has(http.StatusForbidden, "使用完整服务")
	b.get("/h5/progress/detail").has(http.StatusOK, "查进度")
	b.get("/h5/complaints/done").has(http.StatusNotFound)
	b.get("/h5/complaints/1").has(http.StatusNotFound)
	b.get("/h5/complaint?about=payout&p=zzzz").has(http.StatusOK, "我要投诉").lacks("您要说的是")
	b.get("/h5/complaints/new?project=P-1").has(http.StatusOK, "四联村道路硬化")
	b.post("/h5/complaints", map[string][]string{"token": {"t"}, "body": {"没有附件的表单"}}).has(http.StatusUnprocessableEntity, "没有附件的表单")
}

func TestReceiptsAreNotGuessedFast(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	for range 60 {
		b.post("/h5/progress", map[string][]string{"receipt": {"1111222233334444"}})
	}
	b.post("/h5/progress", map[string][]string{"receipt": {"1111222233334444"}}).has(http.StatusTooManyRequests, "分钟再试")
}

func TestAComplaintWithoutDatabaseIsNotLostSilently(t *testing.T) {
	s := newSite(t, dbtest.Broken(t))
	s.browser().send("/h5/complaints", map[string]string{"token": "t", "about": "housing", "body": words}).has(http.StatusInternalServerError, "没有办成")
}

// A form that is large is parsed onto the disk in clear: only those with photos
// may be, and they are read by hand.
func TestOnlyFormsWithFilesAreLarge(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	receipt := find(t, receiptIn, b.send("/h5/complaints", b.filled("anonymous")))
	b.send("/h5/progress", map[string]string{"receipt": receipt}).has(http.StatusOK, words)
	b.send("/h5/progress", map[string]string{"receipt": receipt}, make([]byte, 100<<10)).has(http.StatusUnprocessableEntity, "查询码")
}

func TestAdditionsAreCounted(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	b.send("/h5/complaints", b.filled("anonymous"))
	for i := range 40 {
		if r := b.send("/h5/progress/add", map[string]string{"token": "t" + strconv.Itoa(i), "text": "再说一句"}); r.status >= http.StatusBadRequest {
			t.Fatalf("addition %d: %d", i, r.status)
		}
	}
	b.send("/h5/progress/add", map[string]string{"token": "more", "text": "再说一句"}).has(http.StatusTooManyRequests, "分钟再试")
}
