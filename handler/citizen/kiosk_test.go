package citizen_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"

	"yangguang/handler/citizen"
	"yangguang/service/board"
	"yangguang/service/entitle"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kiosk"
	"yangguang/service/receive"
	"yangguang/service/store/dbtest/registers"
)

func (s *site) kioskPages(l *citizen.Lookup, r gin.IRouter, on *gorm.DB, now func() time.Time) {
	s.minutes = 5
	s.kiosks = kiosk.New(kiosk.Options{DB: on, Box: s.People, Now: now, Number: func(_ context.Context, _ string, standard int) (int, error) {
		if standard == 5 {
			return s.minutes, nil
		}
		return standard, nil
	}})
	offers := entitle.New(entitle.Options{DB: on, Now: now, Text: func(context.Context, string, period.Day) (string, error) { return "年龄>=0", nil }})
	citizen.NewKiosks(l, s.kiosks, &s.heard, offers).Routes(r)
	citizen.NewEntitled(l, offers, "12388").Routes(r)
	citizen.NewBoards(l, board.New(board.Deps{
		DB: on, Now: now, Page: func(string) string { return "" }, Months: func(context.Context) (int, error) { return 12, nil },
		Place: func(_ context.Context, code string) (board.Place, bool, error) {
			return board.Place{Code: code, Village: "四联村", Town: "江宁镇", County: "博白县"}, code == registers.Silian, nil
		},
		Projects: func(context.Context, string, int) ([]board.Project, bool, error) {
			return []board.Project{{No: "XM1", Name: "四联村道路", Stage: "building", Percent: 40, Planned: 100000}}, false, nil
		},
	})).Routes(r)
}

// heard keeps what was said at a screen, and by whom.
type heard struct{ said []string }

func (w *heard) Recent(_ context.Context, by actor.Actor) ([]receive.Own, error) {
	return []receive.Own{{Key: "k1", Item: "农村低保", Start: period.Date(2026, 3, 1), End: period.Date(2026, 3, 31), PaidOn: period.Date(2026, 3, 10), Amount: 23000, Tail: "0128"}}, nil
}

func (w *heard) Say(_ context.Context, by actor.Actor, key string, said receive.Word) error {
	if said.Answer == "wrong" && said.Came == "许多" {
		return fault.Fields(map[string]string{"came": "请写实际收到多少元"})
	}
	w.said = append(w.said, fmt.Sprintf("%d %t %s %s", by.WechatUserID, by.PersonID != 0, key, said.Answer))
	return nil
}

// TestAPersonSpeaksAtAScreen lets whoever is signed in say whether the money came
// and see what there is for them, and nobody else.
func TestAPersonSpeaksAtAScreen(t *testing.T) {
	s := newSite(t, nil)
	b := s.screen()
	for _, page := range []string{"/h5/kiosk/confirm", "/h5/kiosk/entitled"} {
		b.get(page).has(http.StatusOK, "把身份证放到读卡器上")
	}
	b.post("/h5/kiosk/confirm/k1", url.Values{"answer": {"received"}}).has(http.StatusOK, "把身份证放到读卡器上")
	b.post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusOK, "钱收到没有，说一声")
	p := b.get("/h5/kiosk/confirm").has(http.StatusOK, "收到了", "没收到", "数不对", `action="/h5/kiosk/confirm/k1"`).lacks("/h5/payouts")
	if got := p.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	b.post("/h5/kiosk/confirm/k1", url.Values{"answer": {"wrong"}, "came": {"许多"}}).has(http.StatusUnprocessableEntity, "请写实际收到多少元", "许多")
	b.post("/h5/kiosk/confirm/k1", url.Values{"answer": {"missing"}}).has(http.StatusOK, "记下了")
	if len(s.heard.said) != 1 || s.heard.said[0] != "0 true k1 missing" {
		t.Errorf("said %q", s.heard.said)
	}
	b.get("/h5/kiosk/entitled").has(http.StatusOK, "可能可以申请的").lacks("/h5/payouts", "甲示例")
	b.get("/h5/entitled?ask=1").has(http.StatusOK, "/h5/kiosk/entitled").lacks("/h5/bind")
	b.get("/h5/kiosk") // where an idle screen goes by itself
	b.get("/h5/kiosk/confirm").has(http.StatusOK, "把身份证放到读卡器上")
	s.clean()
}

// screen is a browser that the village office made its screen.
func (s *site) screen() *browser {
	s.t.Helper()
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre, Division: registers.Silian}
	code, err := s.kiosks.Issue(s.t.Context(), cadre, registers.Silian, "村委会大厅")
	if err != nil {
		s.t.Fatal(err)
	}
	b := s.browser()
	b.get("/h5/kiosk").has(http.StatusOK, "登记自助机")
	b.post("/h5/kiosk/enrol", url.Values{"code": {"00000000"}}).has(http.StatusUnprocessableEntity, "不对或者已经过期")
	b.post("/h5/kiosk/enrol", url.Values{"code": {code.Digits.Reveal()}}).has(http.StatusOK, "点一下要看的", "四联村", `class="kiosk"`, "我用完了")
	return b
}

func kioskForm(name, number, tail string) url.Values {
	return url.Values{"name": {name}, "id": {number}, "tail": {tail}}
}

// TestAScreenForgetsThePersonBefore signs a person in at a screen: they see their
// own money and nobody else's, every other page takes them for a guest, and
// nothing of them is there afterwards.
func TestAScreenForgetsThePersonBefore(t *testing.T) {
	s := newSite(t, nil)
	b := s.screen()
	b.get("/h5/kiosk/money").has(http.StatusOK, "把身份证放到读卡器上")
	b.post("/h5/kiosk/signin", kioskForm("乙示例", numberA, "0128")).has(http.StatusUnprocessableEntity, "对不上").lacks("一共到账", numberA, "0128")
	money := b.post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusOK, "甲**", "一共到账", "我用完了").lacks(numberA, "甲示例", "/h5/me")
	if got := money.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	for _, elsewhere := range []string{"/h5/payouts", "/h5/me", "/h5/messages", "/h5/bind"} {
		b.get(elsewhere).lacks("甲**", "一共到账", "去绑定")
	}
	b.get("/h5/payouts").has(http.StatusOK, "把身份证放到读卡器上") // nobody binds at a screen
	b.get("/h5/").has(http.StatusOK, "点一下要看的")
	b.post("/h5/kiosk/done", nil).has(http.StatusOK, "点一下要看的")
	b.get("/h5/kiosk/money").has(http.StatusOK, "把身份证放到读卡器上").lacks("甲")
	b.post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusOK, "一共到账")
	b.get("/h5/kiosk") // where the screen goes by itself
	b.get("/h5/kiosk/money").has(http.StatusOK, "把身份证放到读卡器上")
	s.minutes = 0
	b.post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusOK, "把身份证放到读卡器上").lacks("一共到账")
	looked := s.bound("o-1", "甲示例", numberA, "0128")
	looked.get("/h5/me").has(http.StatusOK, "谁看过我的信息", "四联村自助机（村委会大厅）")
	s.bound("o-2", "乙示例", numberB, "0455").get("/h5/me").has(http.StatusOK).lacks("自助机")
	s.clean()
}

// TestAScreenLeavesNoAccount: who was taken for a person at a screen is bound
// nowhere by it.
func TestAScreenLeavesNoAccount(t *testing.T) {
	s := newSite(t, nil)
	s.screen().post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusOK, "一共到账")
	var bindings, people int64
	s.db.Raw("SELECT COUNT(*) FROM bindings").Scan(&bindings)
	s.db.Raw("SELECT COUNT(*) FROM wechat_users").Scan(&people)
	if bindings != 0 || people != 0 {
		t.Errorf("a screen left %d bindings and %d accounts", bindings, people)
	}
	s.clean()
}

func TestAScreenThatWasTakenOff(t *testing.T) {
	s := newSite(t, nil)
	b := s.screen()
	b.post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusOK, "一共到账")
	if err := s.kiosks.Revoke(t.Context(), actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleAdministrator}, 1); err != nil {
		t.Fatal(err)
	}
	b.get("/h5/kiosk/money").has(http.StatusNotFound, "停用").lacks("一共到账")
	b.post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusNotFound, "停用")
	b.get("/h5/kiosk").has(http.StatusOK, "登记自助机").lacks(`class="kiosk"`)
	if _, err := s.kiosks.Device(t.Context(), seal.NewSecret("")); err == nil {
		t.Error("a browser without a secret is a screen")
	}
	s.browser().post("/h5/kiosk/signin", kioskForm("甲示例", numberA, "0128")).has(http.StatusNotFound)
}

func TestTheBoardOfAVillage(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	page := b.get("/h5/villages/"+registers.Silian).has(http.StatusOK, "江宁镇四联村", "农村低保", "正在施工", "/h5/villages/"+registers.Silian+"/list?item=DB&amp;period=").lacks("甲示例", "乙示例")
	list := strings.ReplaceAll(firstLink(page.body), "&amp;", "&")
	b.get(list).has(http.StatusOK, "示例")
	b.get("/h5/villages/"+registers.Silian+"/list").has(http.StatusOK, `href="/h5/villages/`+registers.Silian+`"`)
	b.get("/h5/villages?for=board&town="+registers.Jiangning).has(http.StatusOK, `href="/h5/villages/`+registers.Silian+`"`)
	b.get("/h5/villages/450923999999").has(http.StatusNotFound)
}

// firstLink is the first list that a board leads to.
func firstLink(body string) string {
	_, rest, _ := strings.Cut(body, `<li><a href="`)
	link, _, _ := strings.Cut(rest, `"`)
	return link
}
