//go:build e2e

package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
	"yangguang/service/receive"
)

func id64(n int64) string { return strconv.FormatInt(n, 10) }

// nine is how many households of one handler say that nothing came.
const nine = 9

// sayers are people of that many households who draw the allowance, the given
// one first, all of them put under one handler on the roster.
func sayers(t *testing.T, d *demo, first int64) (people []int64, handler int64) {
	t.Helper()
	var homes []string
	rows := []struct {
		PersonID    int64
		HouseholdNo string
	}{}
	err := d.db.WithContext(t.Context()).Raw(`SELECT r.person_id, r.household_no FROM rosters r JOIN items i ON i.id = r.item_id AND i.code = ? JOIN residents z ON z.person_id = r.person_id AND z.closed_by = 0
 WHERE r.closed_by = 0 AND r.to_on IS NULL AND r.relation = '户主' AND (SELECT COUNT(*) FROM payouts p WHERE p.person_id = r.person_id AND p.item_id = r.item_id AND p.result = '成功' AND p.paid_on >= ?) > 0
 ORDER BY CASE WHEN r.person_id = ? THEN 0 ELSE 1 END, r.person_id LIMIT ?`, listItem, d.now().AddDate(0, 0, -50), first, nine).Scan(&rows).Error
	if err != nil || len(rows) != nine || rows[0].PersonID != first {
		t.Fatalf("%d households draw the allowance: %v", len(rows), err)
	}
	for _, r := range rows {
		people, homes = append(people, r.PersonID), append(homes, r.HouseholdNo)
	}
	cadre, err := gorm.G[model.Person](d.db).Where("name = ?", "庞演光").Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.db.Model(&model.Roster{}).Where("household_no IN ?", homes).Update("handler_id", cadre.ID).Error; err != nil {
		t.Fatal(err)
	}
	return people, cadre.ID
}

// saysNo binds a person and taps 没收到 on the newest payment, with a session and
// the form as a telephone has them.
func saysNo(t *testing.T, d *demo, base string, person int64) {
	t.Helper()
	digest := make([]byte, 32)
	digest[0], digest[1] = byte(person), byte(person>>8)
	u := model.WechatUser{OpenidDigest: digest, OpenidSealed: digest, Subscribed: true, CreatedAt: d.now()}
	if err := d.db.Create(&u).Error; err != nil {
		t.Fatal(err)
	}
	if err := d.db.Create(&model.Binding{WechatUserID: u.ID, PersonID: person, Method: "sms", BoundAt: d.now()}).Error; err != nil {
		t.Fatal(err)
	}
	own, err := d.receive.Recent(t.Context(), actor.Actor{Kind: actor.Villager, WechatUserID: u.ID, PersonID: person})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range own {
		if p.Who != "" || !strings.Contains(p.Item, "最低生活保障") {
			continue
		}
		w := httptest.NewRecorder()
		d.front.Citizen.LoadAndSave(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if err := d.front.SignInCitizen(r.Context(), u.ID, person, false); err != nil {
				t.Error(err)
			}
		})).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/h5/", nil))
		v := newVisitor(t, base)
		at, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		v.client.Jar.SetCookies(at, w.Result().Cookies())
		if got := v.do(http.MethodPost, "/h5/payouts/confirm/"+p.Key, url.Values{"answer": {receive.Missing}}); got != http.StatusSeeOther {
			t.Fatalf("saying no: %d", got)
		}
		return
	}
	t.Fatalf("nothing was paid to person %d lately", person)
}

// TestNineHouseholdsSayThatNothingCame is nine bound households of one handler:
// their word becomes a finding about the handler, and the bureau answers one of
// them, who reads it and says that the money is there now.
func TestNineHouseholdsSayThatNothingCame(t *testing.T) {
	d, base, _ := officeDemo(t)
	w := newWorld(t, &running{t: t, url: base, out: newHeard(), log: newHeard()}, base+simulatorPath, d.state)
	w.silent = true
	villager := w.browser.Page(browser.Phone)
	w.choose("elder")
	w.act("follow", "elder", "")
	w.enter(villager, "elder")
	w.bind(villager, "elder")
	w.silent = false
	elder, err := gorm.G[model.Person](d.db).Where("name = ?", w.people["elder"].Name).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	people, handler := sayers(t, d, elder.ID)

	villager.Open(w.url + "/h5/payouts/confirm")
	villager.WaitText("收到没有")
	w.tall(villager, 20000, func() { villager.Axe() })
	w.picture(villager, "130-received-or-not")
	var said string // the card of the allowance
	villager.Eval(`[...document.querySelectorAll('article.confirm')].find(s => s.querySelector('h2').textContent.includes('最低生活保障')).id`, &said)
	villager.Follow(`css=#` + said + ` button[value="missing"]`)
	villager.WaitText("去问银行")
	for _, p := range people[1:] {
		saysNo(t, d, base, p)
	}

	if _, err := d.comparison.Compare(t.Context(), actor.Sys("test"), comparison.Request{}); err != nil {
		t.Fatal(err)
	}
	f, err := gorm.G[model.Finding](d.db).Where("model = 'S30' AND subject_kind = ? AND person_id = ? AND gone_at IS NULL", model.SubjectPerson, handler).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	homes := map[string]bool{}
	evidence, err := gorm.G[model.FindingEvidence](d.db).Where("finding_id = ? AND kind = 'payout_answers'", f.ID).Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range evidence {
		homes[strings.Split(string(e.Fields), `"]`)[0]] = true
	}
	if len(homes) != nine || f.Askable || f.VillageChecks || f.Owed != "" || !strings.Contains(f.Sentence, "有9户说没有收到") {
		t.Errorf("%d households in %+v", len(homes), f)
	}
	inspector := w.desk("jiandu", browser.Desktop)
	inspector.Open(w.url + "/office/findings/" + id64(f.ID))
	inspector.WaitText("有9户说没有收到")
	inspector.Click("其余 5 条记录")
	inspector.WaitText("第9户")
	inspector.Axe()
	w.picture(inspector, "131-nine-households")
	inspector.Open(w.url + "/office/answers?by=handler")
	inspector.WaitText("过线")
	inspector.Axe()
	w.picture(inspector, "132-answers-by-handler")

	q, err := gorm.G[model.BankInquiry](d.db).Where("payee_id = ? AND handler_id = ?", elder.ID, handler).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bureau := w.desk("minzheng", browser.Phone)
	bureau.Open(w.url + "/office/inquiries")
	bureau.WaitText("等答复")
	bureau.Open(w.url + "/office/inquiries/" + id64(q.ID))
	w.deed(bureau, "answer", "outcome", "credited", "on", d.now().Format("2006-01-02"), "note", "已经存进尾号"+w.people["elder"].AccountTail+"的账户。")
	bureau.WaitText("要放银行的回单")
	bureau.Upload("#f-answer-photo", w.photo())
	bureau.Axe()
	w.picture(bureau, "133-bank-says")
	w.deed(bureau, "answer")
	bureau.WaitText("已经答复")

	villager.Open(w.url + "/h5/payouts/confirm")
	villager.WaitText("银行说这笔钱已经存进您的账户")
	w.tall(villager, 20000, func() { villager.Axe() })
	w.picture(villager, "134-bank-answered")
	villager.Eval(`[...document.querySelectorAll('article.confirm')].find(s => s.textContent.includes('已经存进您的账户')).id`, &said)
	villager.Follow(`css=#` + said + ` button[value="received"]`)
	villager.WaitText("这件事办完了")
	if _, err := d.comparison.Compare(t.Context(), actor.Sys("test"), comparison.Request{}); err != nil {
		t.Fatal(err)
	}
	f, err = gorm.G[model.Finding](d.db).Where("id = ?", f.ID).Take(t.Context())
	if err != nil || !strings.Contains(f.Sentence, "有8户说没有收到") {
		t.Errorf("what came in the end counts on: %s %v", f.Sentence, err)
	}
}
