package office

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// petitionPages makes the petition office with keys of its own, as the program does.
func (s *site) petitionPages(front *web.Front, settings *parameter.Service, now func() time.Time) *Petitions {
	s.t.Helper()
	box := dbtest.Box(s.t)
	store, err := files.New(s.t.TempDir(), box, now)
	if err != nil {
		s.t.Fatal(err)
	}
	s.casework = casework.New(casework.Deps{DB: s.db, Box: s.rows.People, Petitions: complaint.Results{Box: box}, Clocks: settings.Clocks, Now: now})
	s.complaints = complaint.New(complaint.Deps{
		DB: s.db, Box: box, Files: store, Clues: casework.NewLedger(s.db, s.rows.People), Clocks: settings.Clocks, Now: now,
	})
	return NewPetitions(front, s.complaints, lookup.New(lookup.Options{DB: s.db, People: s.rows.People, Number: settings.Number, Now: now}), settings, now)
}

const body = "报我家危房改造，可是房子没有修过，钱不知道去了哪里。"

// complain sends a complaint in and gives its page.
func (s *site) complain(token string) string {
	s.t.Helper()
	r, err := s.complaints.Submit(s.t.Context(), actor.Actor{Kind: actor.Guest}, &complaint.Draft{
		Token: token, Named: "named", Subject: "housing", Village: registers.Silian, Body: seal.NewSecret(body), Name: seal.NewSecret("丙示例"), Phone: seal.NewSecret("13900002222"),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.receipt = r.Number
	return "/office/petitions/" + strconv.FormatInt(r.ID, 10)
}

var (
	versionField = regexp.MustCompile(`name="version" value="(\d+)"`)
	tokenField   = regexp.MustCompile(`name="token" value="([^"]+)"`)
)

// act fills in one of the forms on a page.
func (b *browser) act(page, path, action string, pairs ...string) answer {
	b.t.Helper()
	shown := b.get(page)
	v := versionField.FindStringSubmatch(shown.body)
	if v == nil {
		b.t.Fatalf("%s: no form: %d", page, shown.code)
	}
	form := []string{"action", action, "version", v[1]}
	if tok := tokenField.FindStringSubmatch(shown.body); tok != nil {
		form = append(form, "token", tok[1])
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		form = append(form, action+"-"+pairs[i], pairs[i+1])
	}
	return b.post(page+path, form...)
}

// TestAPetitionBecomesACase walks one matter through every desk.
func TestAPetitionBecomesACase(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page := s.complain("one")
	office := s.enter(actor.RolePetition)
	office.sees(office.get("/office/petitions"), http.StatusOK, "信访〔2026〕00001", "认领", "实名（未核实）", "还有")
	office.sees(office.get(page), http.StatusOK, body, "认领", "期限")
	office.leads(office.act(page, "/claim", "claim"), page)
	office.sees(office.act(page, "/triage", "accept", "category", "", "text", "请放心"), http.StatusUnprocessableEntity, "请选业务类别", "请放心")
	office.leads(office.act(page, "/triage", "accept", "category", "accusation"), page)
	office.leads(office.act(page, "/messages", "answer", "text", "请问是哪一年的事？"), page)
	office.sees(office.get(page), http.StatusOK, "请问是哪一年的事？", "受理")
	for _, shown := range []answer{office.get(page), office.get("/office/petitions")} {
		if strings.Contains(shown.body, "丙示例") || strings.Contains(shown.body, "13900002222") {
			t.Error("the reporter's name shows without being opened")
		}
	}
	office.leads(office.act(page, "/clue", "clue", "title", "四联村危房改造资金问题"), page)

	manager, supervision, head := s.enter(actor.RoleCaseManagement), s.enter(actor.RoleSupervision), s.enter(actor.RoleHead)
	supervision.sees(supervision.get(page), http.StatusNotFound)
	manager.sees(manager.get("/office/clues"), http.StatusOK, "线索〔2026〕0001", "四联村危房改造资金问题", "分办")
	clue, kase := "/office/clues/1", "/office/cases/1"
	partner, trial, second := s.another(actor.RoleSupervision), s.enter(actor.RoleTrial), s.another(actor.RoleTrial)
	manager.sees(manager.act(clue, "", "assign_propose", "unit", ""), http.StatusUnprocessableEntity, "请选承办的监督检查室")
	manager.leads(manager.act(clue, "", "assign_propose", "unit", "第一监督检查室"), clue)
	supervision.sees(supervision.get(page), http.StatusNotFound)
	head.leads(head.act(clue, "", "assign_approve"), clue)
	supervision.leads(supervision.act(clue, "", "take"), clue)
	supervision.sees(supervision.get(page), http.StatusOK, body)
	if strings.Contains(supervision.get(page).body, "请问是哪一年的事") {
		t.Error("supervision reads the talk")
	}
	supervision.leads(supervision.act(clue, "", "propose", "opinion", "verify", "note", "线索具体，建议初步核实", "studied_on", "2026-03-01", "study", "室务会研究，同意核实"), clue)
	head.sees(head.get(clue), http.StatusOK, "批准处置意见", "建议初步核实", "室务会研究")
	head.leads(head.act(clue, "", "approve", "note", "同意"), clue)
	supervision.leads(supervision.act(clue, "", "verify_plan", "note", "走访六户，调取发放记录"), clue)
	head.leads(head.act(clue, "", "verify_approve"), clue)
	supervision.sees(supervision.act(clue, "", "verify_start", "on", "2026-03-01", "team", s.id(actor.RoleSupervision)), http.StatusUnprocessableEntity, "至少选2个人")
	supervision.leads(supervision.act(clue, "", "verify_start", "on", "2026-03-01", "team", s.id(actor.RoleSupervision), "team", partner), clue)
	supervision.leads(supervision.act(clue, "", "verify_draft", "opinion", "file", "note", "反映的问题属实"), clue)
	supervision.leads(supervision.act(clue, "", "verify_sign"), clue)
	supervision.sees(supervision.act(clue, "", "verify_report"), http.StatusConflict, "全体成员签名")
	s.sign(1)
	supervision.leads(supervision.act(clue, "", "verify_report"), clue)
	head.leads(head.act(clue, "", "verify_file", "note", "同意立案"), clue)
	supervision.leads(supervision.act(clue, "", "open", "note", "呈请立案"), clue)
	trial.sees(trial.get(kase), http.StatusNotFound)
	head.leads(head.act(kase, "", "file_approve"), kase)
	supervision.leads(supervision.act(kase, "", "investigate", "on", "2026-03-02"), kase)
	supervision.leads(supervision.act(kase, "", "to_trial", "on", "2026-03-02", "reference", "移〔2026〕1号"), kase)
	trial.leads(trial.act(kase, "", "trial_accept"), kase)
	trial.leads(trial.act(kase, "", "trial_start", "team", s.id(actor.RoleTrial), "team", second), kase)
	sanction := []string{"party", "warning", "form", "2", "rank", "village", "level", "county", "ordered", "12000", "words", "有关责任人已受到处分。"}
	trial.sees(trial.act(kase, "", "sanction_ask", append(sanction, "found", "很多")...), http.StatusUnprocessableEntity, "请填写金额", "很多", "有关责任人已受到处分。")
	trial.leads(trial.act(kase, "", "sanction_ask", append(sanction, "found", "12000")...), kase)
	head.leads(head.act(kase, "", "sanction_approve"), kase)
	trial.leads(trial.act(kase, "", "announce", "on", "2026-03-02", "reference", "决〔2026〕1号"), kase)
	supervision.leads(supervision.act(kase, "", "paid", "amount", "12000", "on", "2026-03-02"), kase)
	head.sees(head.get("/office/cases"), http.StatusOK, "案〔2026〕0001", "党纪警告", "12,000.00")
	trial.sees(trial.get(kase), http.StatusOK, "宣布送达", "责令上缴")
	trial.sees(trial.get(clue), http.StatusNotFound)
	office.sees(office.get(page), http.StatusOK, "反馈结果", "有关责任人已受到处分。")
	office.leads(office.act(page, "/close", "close", "text", "有关责任人已受到处分，钱已追回。"), page)
	office.sees(office.get("/office/petitions?state=feedback"), http.StatusOK, "信访〔2026〕00001", "已办结")
	for _, secret := range []string{"丙示例", "13900002222", "危房改造", "已受到处分", "电话核实署名"} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestAnOldPageDecidesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page := s.complain("one")
	office := s.enter(actor.RolePetition)
	office.leads(office.act(page, "/claim", "claim"), page)
	office.sees(office.post(page+"/triage", "action", "accept", "version", "1", "accept-category", "accusation"), http.StatusConflict, "别人改过")
	office.sees(office.post(page+"/claim", "action", "close", "version", "2"), http.StatusUnprocessableEntity)
	office.sees(office.get("/office/petitions/999"), http.StatusNotFound)
	office.sees(office.get("/office/petitions/1/files/1"), http.StatusNotFound)
}

func TestATownSeesWhatWasSentToIt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	own, other := s.complain("one"), s.complain("two")
	office, town := s.enter(actor.RolePetition), s.enter(actor.RoleTownInspector)
	office.leads(office.act(own, "/claim", "claim"), own)
	office.sees(office.act(own, "/triage", "transfer", "category", "accusation", "town", registers.Jiangning), http.StatusUnprocessableEntity, "请先核对")
	office.leads(office.act(own, "/triage", "transfer", "category", "accusation", "town", registers.Jiangning, "clear", "1"), own)
	town.sees(town.get("/office/petitions"), http.StatusOK, "信访〔2026〕00001")
	town.sees(town.get(own), http.StatusOK, body, "退回信访室")
	town.sees(town.get(other), http.StatusNotFound)
	town.sees(town.post(own+"/identity", "identity-reason", "我想看看是谁"), http.StatusNotFound)
	town.leads(town.act(own, "/close", "close", "text", "经核实，房子已经在修。"), own)
}

// TestHandedOverAskedBackAndAgreed: a supervision office has the body, asks to
// give it back, and the head says so on the petition's page.
func TestHandedOverAskedBackAndAgreed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page := s.complain("handed")
	office, supervision, head := s.enter(actor.RolePetition), s.enter(actor.RoleSupervision), s.enter(actor.RoleHead)
	office.leads(office.act(page, "/claim", "claim"), page)
	office.leads(office.act(page, "/triage", "accept", "category", "accusation"), page)
	office.leads(office.act(page, "/messages", "answer", "text", "请问是哪一年的事？"), page)
	supervision.sees(supervision.get("/office/petitions"), http.StatusOK, "这里没有信访件")
	supervision.sees(supervision.get(page), http.StatusNotFound)
	office.sees(office.act(page, "/handover", "hand_over", "unit", "", "note", "请依规办理"), http.StatusUnprocessableEntity, "请选交给哪个部门办理", "请依规办理")
	office.leads(office.act(page, "/handover", "hand_over", "unit", "第一监督检查室", "note", "请依规办理"), page)
	supervision.sees(supervision.get("/office/petitions"), http.StatusOK, "信访〔2026〕00001", "办理")
	seen := supervision.get(page)
	supervision.sees(seen, http.StatusOK, body, "申请退回信访室", "转问题线索")
	for _, hidden := range []string{"请问是哪一年的事", "办理经过", "查看身份", "丙示例"} {
		if strings.Contains(seen.body, hidden) {
			t.Errorf("supervision sees %q", hidden)
		}
	}
	supervision.leads(supervision.act(page, "/return", "return_ask", "note", "没有实质内容，建议退回"), page)
	head.sees(head.get("/office/petitions?state=all&asked=1"), http.StatusOK, "信访〔2026〕00001")
	head.sees(head.get(page), http.StatusOK, "没有实质内容，建议退回", "等待审批", "提交审批")
	head.sees(head.post(page+"/requests/1", "rule-1-agree", ""), http.StatusUnprocessableEntity, "请选同意还是不同意")
	head.sees(head.post(page+"/requests/1", "rule-1-agree", "no", "rule-1-words", ""), http.StatusUnprocessableEntity, "不同意请写明原因")
	head.leads(head.post(page+"/requests/1", "rule-1-agree", "yes", "rule-1-words", "同意退回"), page)
	supervision.sees(supervision.get(page), http.StatusNotFound)
	office.sees(office.get(page), http.StatusOK, "部门退回", "批准退回", "同意退回", "不予受理")
}
