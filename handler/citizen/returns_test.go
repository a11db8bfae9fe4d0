package citizen_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// TestAHouseholdConfirmsItsMoney: whom money was given back to says with one
// tap whether it came; for everybody else there is none.
func TestAHouseholdConfirmsItsMoney(t *testing.T) {
	s := newSite(t, nil)
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	row := model.CaseReturn{CaseID: 7, VillageCode: registers.Silian, PersonID: s.b, NameGiven: "乙示例", AmountFen: 160000, ReturnedOn: day, AddedAt: day, Version: 1}
	if err := s.db.Create(&row).Error; err != nil {
		t.Fatal(err)
	}
	stranger := s.Person("丙示例", registers.Number("45092319900101003"))
	s.Pay(registers.Payout{Person: stranger, Item: s.item, Month: "2026-01", Fen: 100, Tail: "7777"})
	other := s.bound("o-3", "丙示例", registers.Number("45092319900101003"), "7777")
	other.get("/h5/returns").has(http.StatusOK, "没有登记退还给您家的钱")
	other.get("/h5/returns/1").has(http.StatusNotFound).lacks("1,600.00")
	other.post("/h5/returns/1", url.Values{"answer": {"received"}}).has(http.StatusNotFound)
	s.browser().get("/h5/returns/1").lacks("1,600.00")
	s.signedIn("o-4").get("/h5/returns/1").has(http.StatusOK, "先实名绑定").lacks("1,600.00")

	b := s.bound("o-2", "乙示例", numberB, "0455")
	b.get("/h5/me").has(http.StatusOK, "退还给我家的钱")
	b.get("/h5/returns").has(http.StatusOK, "等您确认", "1,600.00", "/h5/returns/1")
	b.get("/h5/returns/1").has(http.StatusOK, "收到了", "没收到", "数不对").lacks("案〔")
	b.post("/h5/returns/1", url.Values{"answer": {"wrong"}}).has(http.StatusUnprocessableEntity, "请写实际收到多少")
	b.post("/h5/returns/1", url.Values{"answer": {""}, "words": {"少了"}}).has(http.StatusUnprocessableEntity, "请点一个", "少了")
	b.post("/h5/returns/1", url.Values{"answer": {"wrong"}, "words": {"只有一千"}}).has(http.StatusOK, "记下了", "数不对", "只有一千")
	b.post("/h5/returns/1", url.Values{"answer": {"received"}}).has(http.StatusOK, "收到了")
	b.post("/h5/returns/1", url.Values{"answer": {"not_received"}}).has(http.StatusConflict, "已经确认收到")
	if err := s.db.Model(&model.CaseReturn{}).Where("id = 1").Updates(map[string]any{"answer": "", "voided_at": day, "voided_by": 1}).Error; err != nil {
		t.Fatal(err)
	}
	b.get("/h5/returns").has(http.StatusOK, "登记有误，已作废").lacks("等您确认")
	b.get("/h5/returns/1").has(http.StatusOK, "这一笔登记错了", "不用确认").lacks("没收到")
	b.post("/h5/returns/1", url.Values{"answer": {"received"}}).has(http.StatusConflict, "已经作废")
	s.clean()
}

// TestTheFirstPageSaysWhatWaits: a short list for whoever is bound, and none when
// nothing waits.
func TestTheFirstPageSaysWhatWaits(t *testing.T) {
	s := newSite(t, nil)
	b := s.bound("o-2", "乙示例", numberB, "0455")
	b.get("/h5/").has(http.StatusOK, "已经实名绑定").lacks("等您办的事")
	s.ask()
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	row := model.CaseReturn{CaseID: 7, VillageCode: registers.Silian, PersonID: s.b, NameGiven: "乙示例", AmountFen: 160000, ReturnedOn: day, AddedAt: day, Version: 1}
	if err := s.db.Create(&row).Error; err != nil {
		t.Fatal(err)
	}
	b.get("/h5/").has(http.StatusOK, "等您办的事", "有1件事请您核对", "/h5/questions", "有1笔退还给您家的钱", "/h5/returns").lacks("投诉办完了").lacks("1,600.00")
	s.browser().get("/h5/").has(http.StatusOK).lacks("等您办的事")
	s.clean()
}

// TestAVillageReadsWhoWasCleared: the words that were approved, on its own page.
func TestAVillageReadsWhoWasCleared(t *testing.T) {
	s := newSite(t, nil)
	s.cleared = []casework.Cleared{{Words: seal.NewSecret("经核实，救济粮是按名单发的。"), On: period.Date(2026, 5, 20), Until: period.Date(2026, 6, 18)}}
	list := "/h5/villages/" + registers.Silian + "/list"
	s.browser().get(list).has(http.StatusOK, "澄清", "救济粮是按名单发的", "2026年5月20日公开", "2026年6月18日以后撤下")
	s.cleared = nil
	s.browser().get(list).has(http.StatusOK).lacks("澄清")
}

func TestReturnsOnABrokenDatabase(t *testing.T) {
	s := newSite(t, dbtest.Broken(t))
	b := s.browser()
	b.get("/h5/test/sign-in/1/1")
	b.get("/h5/returns").has(http.StatusInternalServerError, "系统出了点问题")
	b.get("/h5/returns/1").has(http.StatusInternalServerError, "系统出了点问题")
	b.post("/h5/returns/1", url.Values{"answer": {"received"}}).has(http.StatusInternalServerError)
	s.clean()
}
