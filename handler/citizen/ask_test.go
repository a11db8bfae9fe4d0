package citizen_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/service/filing"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
	"yangguang/service/question"
)

// everyOwner lets any bureau answer.
type everyOwner struct{}

func (everyOwner) Scope(context.Context, actor.Actor) (string, []any, error) {
	return "1 = 1", nil, nil
}
func (everyOwner) Owns(by actor.Actor) bool { return by.Is(actor.RoleBureauOfficer) }

// madePublic is one photo that an owner shows.
type madePublic struct{}

func (madePublic) Published(context.Context, string) ([]filing.Picture, error) {
	day := period.Date(2026, 5, 1)
	return []filing.Picture{{ID: 3, Stage: filing.Progress, On: &day, Note: "路基做好", Public: true}}, nil
}

func (madePublic) PublishedPhoto(_ context.Context, _ string, id int64) ([]byte, error) {
	if id != 3 {
		return nil, fault.New(fault.NotFound, "没有找到这张照片")
	}
	return []byte("jpeg of the site"), nil
}

// boards is the real service of questions.
func (s *site) boards(on *gorm.DB, now func() time.Time) *question.Service {
	cal, err := workday.New(nil, 2026)
	if err != nil {
		s.t.Fatal(err)
	}
	return question.New(question.Deps{
		DB: on, Box: s.People, Owners: everyOwner{}, Now: now,
		Due: func(_ context.Context, _ string, start period.Day) (workday.Due, error) {
			return cal.Add(start, 10), nil
		},
		Calendar: func(context.Context) (*workday.Calendar, error) { return cal, nil },
	})
}

func TestAVillagerAsksTheOwnerInPublic(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	b.get("/h5/projects/P-1").has(http.StatusOK, "公开问业主单位", "向纪委监委投诉", "/h5/projects/P-1/ask", "/h5/projects/P-1/photos/3", "路基做好", "还没有公开的问答")
	b.get("/h5/projects/P-1/photos/3").has(http.StatusOK, "jpeg of the site")
	b.get("/h5/projects/P-1/photos/4").has(http.StatusNotFound)
	b.get("/h5/projects/P-1/answers/1").has(http.StatusNotFound)
	b.get("/h5/projects/none/ask").has(http.StatusNotFound, "没有找到这个项目")

	page := b.get("/h5/projects/P-1/ask").has(http.StatusOK, "问题是公开的", "走投诉", "江宁镇政府").lacks(`name="tell"`)
	token := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(page.body)[1]
	form := func(text string) url.Values { return url.Values{"token": {token}, "text": {text}} }
	for words, said := range map[string]string{
		"短": "至少5个字", "什么时候修好？我的电话13800000000": "里面有手机号码", "施工队给谁送礼才拿到的工程？": "我要举报，去投诉",
	} {
		b.post("/h5/projects/P-1/ask", form(words)).has(http.StatusUnprocessableEntity, said, words)
	}
	for range 2 { // the same form, sent twice
		b.post("/h5/projects/P-1/ask", form("路面要修多厚？")).has(http.StatusOK, "问题收到了", "江宁镇政府")
	}
	b.get("/h5/projects/P-1").has(http.StatusOK, "有1个问题在等答复").lacks("路面要修多厚")

	now := func() time.Time { return time.Date(2026, 6, 2, 2, 0, 0, 0, time.UTC) }
	owner := actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleBureauOfficer, Bureau: "县交通运输局", Name: "李演示"}
	if err := s.boards(s.db, now).Answer(t.Context(), owner, 1, question.Reply{Version: 1, Text: seal.NewSecret("路面厚20厘米，图纸贴在村委会。")}); err != nil {
		t.Fatal(err)
	}
	b.get("/h5/projects/P-1").has(http.StatusOK, "路面要修多厚", "路面厚20厘米", "县交通运输局", "2026年6月2日").lacks("李演示", "在等答复")
	for _, words := range []string{"路面", "路面厚20厘米", "127.0.0.1"} {
		if strings.Contains(s.log.String(), words) {
			t.Errorf("the log holds %q", words)
		}
	}
	s.clean()
}

func TestWhoIsBoundMayBeToldOfTheAnswer(t *testing.T) {
	s := newSite(t, nil)
	b := s.bound("o-1", "甲示例", numberA, "0128")
	page := b.get("/h5/projects/P-1/ask").has(http.StatusOK, `name="tell"`)
	token := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(page.body)[1]
	b.post("/h5/projects/P-1/ask", url.Values{"token": {token}, "text": {"路面要修多厚？"}, "tell": {"1"}}).has(http.StatusOK, "问题收到了")
	if _, _, found, err := s.boards(s.db, time.Now).Asker(t.Context(), 1); err != nil || !found {
		t.Error(found, err)
	}
	var clear int64
	if err := s.db.Raw("SELECT COUNT(*) FROM audit_entries WHERE action LIKE 'question%' AND actor <> 'guest'").Scan(&clear).Error; err != nil || clear != 0 {
		t.Errorf("the chain says who asked: %d, %v", clear, err)
	}
	s.clean()
}

func TestNobodyAsksWithoutEnd(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	for i := range 20 {
		if r := b.post("/h5/projects/P-1/ask", url.Values{"token": {rand.Text()}, "text": {"路面要修多厚？"}}); r.status != http.StatusOK {
			t.Fatalf("refused too early, the %dth: %d", i+1, r.status)
		}
	}
	if r := b.post("/h5/projects/P-1/ask", url.Values{"token": {rand.Text()}, "text": {"路面要修多厚？"}}).has(http.StatusTooManyRequests, "问得太多了"); r.header.Get("Retry-After") == "" {
		t.Error("it does not say when to come back")
	}
}
