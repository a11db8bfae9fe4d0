package office

import (
	"bytes"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/finding"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/lookup"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

// findingService makes the findings' service and what its pages need besides.
func (s *site) findingService(settings *parameter.Service, now func() time.Time) *finding.Service {
	s.t.Helper()
	photos, err := files.New(s.t.TempDir(), s.rows.People, now)
	if err != nil {
		s.t.Fatal(err)
	}
	s.lookup = lookup.New(lookup.Options{DB: s.db, People: s.rows.People, Number: settings.Number, Now: now})
	s.findings = finding.New(finding.Deps{
		DB: s.db, Box: s.rows.People, Files: photos, Clues: casework.NewLedger(s.db, s.rows.People), Calendar: settings.Calendar, Number: settings.Number, Now: now,
	})
	return s.findings
}

const (
	findingOne = "/office/findings/1"
	found      = "登记的死亡日期是2025年3月20日"
)

// suspicion adds a household and one finding about it.
func (s *site) suspicion() {
	s.t.Helper()
	item := s.rows.Item("DB01", "农村低保")
	p := s.rows.Person("甲示例", registers.Number("45092319500101001"))
	wife := s.rows.Person("乙示例", registers.Number("45092319520101002"))
	s.rows.Rostered(item, "R1", p, wife)
	s.rows.Finding(registers.Finding{Person: p, Item: item, Household: "R1", Fen: 69000, Severity: 3})
	s.rows.Finding(registers.Finding{Person: p, Item: item, Held: "死亡数据超过60天没有更新", Severity: 1})
}

// send posts a form with a photo, as a browser does.
func (b *browser) send(path string, photo []byte, pairs ...string) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			b.t.Fatal(err)
		}
	}
	if photo != nil {
		f, err := w.CreateFormFile("photo", "IMG_1.jpg")
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := f.Write(photo); err != nil {
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
	maps.Copy(r.Header, b.header)
	r.Header.Set("Content-Type", w.FormDataContentType())
	res, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(text), res.Header}
}

func jpegPhoto(t *testing.T) []byte {
	t.Helper()
	return workbench.Photo(t)
}

// TestAFindingGoesTheWholeWay walks one finding through every desk.
func TestAFindingGoesTheWholeWay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.suspicion()
	inspector, officer, head := s.enter(actor.RoleSupervision), s.enter(actor.RoleBureauOfficer), s.enter(actor.RoleHead)
	inspector.sees(inspector.get("/office/"), http.StatusOK, "待下发的疑点")
	inspector.sees(inspector.get("/office/findings"), http.StatusOK, "YD000001", "甲示例", "690.00", "下发勾选的疑点", "暂缓")
	inspector.sees(inspector.get("/office/findings?view=held"), http.StatusOK, "YD000002", "60天没有更新")
	inspector.sees(inspector.get(findingOne), http.StatusOK, found, "数据截至</span>", " 2026-03-02</span>", "test.xlsx 第2行", "450923********", "乙示例", "这个模型查什么", "死亡医学证明", "下发核查")
	inspector.sees(inspector.get(findingOne+"/sheet"), http.StatusOK, "疑点核查表", "本人是否确已去世", "核查人（两人）", "演示县纪委监委")
	inspector.sees(inspector.post(findingOne+"/unseal", "unseal-reason", "看"), http.StatusUnprocessableEntity, "请写明为什么要看完整号码")
	inspector.sees(inspector.post(findingOne+"/unseal", "unseal-reason", "与发放单位核对"), http.StatusOK, "4509231950010100")
	officer.sees(officer.get(findingOne), http.StatusNotFound)
	inspector.sees(inspector.post("/office/findings/dispatch", "target", "bureau", "note", "请尽快核实"), http.StatusUnprocessableEntity, "请先勾选要下发的疑点", "请尽快核实")
	inspector.sees(inspector.post("/office/findings/dispatch", "target", "bureau", "pick", "2:1"), http.StatusOK, "YD000002：这条疑点暂缓")
	inspector.leads(inspector.post("/office/findings/dispatch", "target", "bureau", "pick", "1:1", "back", "view=generated"), "/office/findings?view=generated")

	officer.sees(officer.get("/office/"), http.StatusOK, "待核查的疑点")
	officer.sees(officer.get("/office/checks"), http.StatusOK, "YD000001", "甲示例", "核查")
	officer.sees(officer.get(findingOne), http.StatusOK, found, "反馈核查结果")
	refused := officer.send(findingOne+"/feedback", []byte("not a photo"), "version", "2", "feedback-verdict", "false", "feedback-text", "入户看过，人还在世。")
	officer.sees(refused, http.StatusUnprocessableEntity, "不属实的请选原因", "入户看过，人还在世。")
	officer.leads(officer.send(findingOne+"/feedback", jpegPhoto(t), "version", "2", "feedback-verdict", "true", "feedback-text", "入户看过，家属承认没有报告。"), findingOne)
	if photo := officer.get(findingOne + "/files/1?v=thumb"); photo.code != http.StatusOK || photo.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %s", photo.code, photo.header.Get("Cache-Control"))
	}

	inspector.sees(inspector.get("/office/findings?view=answered"), http.StatusOK, "YD000001", "属实", "复核")
	inspector.leads(inspector.act(findingOne, "/ask", "ask", "person", "2", "text", "查到老人去世以后低保还在发，请说说情况。"), findingOne)
	inspector.sees(inspector.act(findingOne, "/review", "close", "verdict", "true", "as", "rectification", "rectify", "2026-04-30", "stop", "1", "note", "停发并追回"), http.StatusUnprocessableEntity, "停发之前要先征询本户", "停发并追回")
	inspector.leads(inspector.act(findingOne, "/hearings/1/answer", "heard1", "answer", "objected", "text", "钱是他哥哥取的"), findingOne)
	inspector.leads(inspector.act(findingOne, "/hearings/1/decide", "hearing_decide1", "decision", "stop", "note", "户籍资料显示是本人"), findingOne)
	inspector.leads(inspector.act(findingOne, "/review", "close", "verdict", "true", "as", "rectification", "rectify", "2026-04-30", "stop", "1", "note", "停发并追回"), findingOne)
	inspector.sees(inspector.get(findingOne), http.StatusOK, "建议停发", "依据：本户2026年3月2日的答复（这不对）", "钱是他哥哥取的", "责令退缴")
	inspector.sees(inspector.act(findingOne, "/refunds", "refund", "amount", "很多", "due", "2026-04-30"), http.StatusUnprocessableEntity, "请填写金额", "很多")
	inspector.leads(inspector.act(findingOne, "/refunds", "refund", "amount", "690", "due", "2026-04-30"), findingOne)
	inspector.leads(inspector.act(findingOne, "/refunds/1/pay", "refund_paid1", "amount", "690", "on", "2026-03-02", "receipt", "No.7"), findingOne)
	inspector.leads(inspector.act(findingOne, "/refunds/1/back", "refund_back1", "amount", "690", "on", "2026-03-02", "to", "县财政专户"), findingOne)
	inspector.leads(inspector.act(findingOne, "/rectified", "rectified", "note", "已停发并追回"), findingOne)
	head.sees(head.get("/office/models"), http.StatusOK, "S01 死亡人员继续领取", "100%", "690.00")
	head.sees(head.get("/office/ledgers/refunds"), http.StatusOK, "甲示例", "县财政专户", "690.00")
	head.sees(head.get("/office/ledgers/rectifications"), http.StatusOK, "建议停发", "县民政局")
	for _, secret := range []string{"甲示例", "450923195001", "钱是他哥哥", "家属承认", "停发并追回", "请说说情况"} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestAFindingBecomesAClue(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.suspicion()
	inspector, head := s.enter(actor.RoleSupervision), s.enter(actor.RoleHead)
	inspector.sees(inspector.act(findingOne, "/review", "propose_clue", "title", "", "note", "疑似冒领"), http.StatusUnprocessableEntity, "请写线索的标题", "疑似冒领")
	inspector.leads(inspector.act(findingOne, "/review", "propose_clue", "title", "四联村低保资金问题", "note", "疑似冒领"), findingOne)
	inspector.sees(inspector.post(findingOne+"/decide", "action", "approve_clue", "version", "2"), http.StatusNotFound)
	head.sees(head.get("/office/findings?view=reviewing"), http.StatusOK, "YD000001", "审批")
	head.sees(head.get(findingOne), http.StatusOK, "批准移交线索", "四联村低保资金问题")
	head.leads(head.act(findingOne, "/decide", "approve_clue"), findingOne)
	manager := s.enter(actor.RoleCaseManagement)
	manager.sees(manager.get("/office/clues"), http.StatusOK, "四联村低保资金问题", "大数据比对")
	manager.sees(manager.get("/office/clues/1"), http.StatusOK, "疑似冒领", "YD000001")
	manager.sees(manager.get(findingOne), http.StatusNotFound)
	head.sees(head.get("/office/clues/1"), http.StatusOK, "看疑点和核查材料")
	head.sees(head.get(findingOne), http.StatusOK, "线索移交", "线索〔2026〕0001")
}

func TestAVillageChecks(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.suspicion()
	inspector, cadre, town := s.enter(actor.RoleSupervision), s.enter(actor.RoleVillageCadre), s.enter(actor.RoleTownInspector)
	cadre.sees(cadre.get("/office/checks"), http.StatusOK, "这里没有疑点")
	inspector.leads(inspector.act(findingOne, "/send", "dispatch", "target", "village"), findingOne)
	cadre.sees(cadre.get(findingOne), http.StatusOK, found, "反馈核查结果")
	town.sees(town.get(findingOne), http.StatusOK, found)
	page := cadre.get(findingOne).body
	for _, never := range []string{"信访", "线索", "举报", "投诉", "看完整身份证号"} {
		if strings.Contains(page, never) {
			t.Errorf("a cadre reads %q", never)
		}
	}
	inspector.leads(inspector.act(findingOne, "/recall", "recall", "note", "改由部门核查"), findingOne)
	cadre.sees(cadre.get(findingOne), http.StatusNotFound)
}

func TestLedgersLeaveAsWorkbooks(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.suspicion()
	inspector := s.enter(actor.RoleSupervision)
	inspector.sees(inspector.get("/office/ledgers/warnings?town="+registers.Jiangning), http.StatusOK, "YD000001", "甲示例", "导出 Excel")
	inspector.sees(inspector.post("/office/ledgers/warnings/export", "reason", ""), http.StatusUnprocessableEntity, "请写明导出的原因")
	a := inspector.post("/office/ledgers/warnings/export", "reason", "季度通报要用")
	book, err := excelize.OpenReader(strings.NewReader(a.body))
	if err != nil || a.code != http.StatusOK {
		t.Fatalf("%d %v", a.code, err)
	}
	rows, err := book.GetRows("预警台账")
	if err != nil || len(rows) != 3 || rows[0][1] != "疑点编号" {
		t.Errorf("%v %v", rows, err)
	}
	auditor := s.enter(actor.RoleAuditor)
	auditor.sees(auditor.get("/office/audit?action=ledger.export"), http.StatusOK, "导出台账", "季度通报要用")
}

func TestAPausedModelIsReviewed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.rows.Person("甲示例", registers.Number("45092319500101001"))
	for range 20 {
		id := s.rows.Finding(registers.Finding{Person: p})
		if err := s.db.Model(&model.Finding{}).Where("id = ?", id).Updates(map[string]any{"status": "closed", "final_verdict": "allowed", "judged_quarter": "2026Q1"}).Error; err != nil {
			t.Fatal(err)
		}
	}
	head := s.enter(actor.RoleHead)
	head.sees(head.get("/office/models"), http.StatusOK, "暂停")
	head.sees(head.get("/office/models/S01"), http.StatusOK, "准确率低于5%", "政策允许", "2026年第1季度", "复核这个模型")
	head.sees(head.post("/office/models/S01/review", "decision", "resume", "reason", "好"), http.StatusUnprocessableEntity, "请写明理由", "好")
	head.leads(head.post("/office/models/S01/review", "decision", "resume", "reason", "放宽了宽限月数"), "/office/models/S01")
	head.sees(head.get("/office/models/S01"), http.StatusOK, "可以运行", "放宽了宽限月数")
	head.sees(head.get("/office/models/S99"), http.StatusNotFound)
	// One that found nothing yet is switched on in the same place.
	head.sees(head.get("/office/models/S09"), http.StatusOK, "没有启用", "启用这个模型")
	head.leads(head.post("/office/models/S09/review", "decision", "resume", "reason", "县里决定启用"), "/office/models/S09")
	head.sees(head.get("/office/models/S09"), http.StatusOK, "县里决定启用")
	// One that waits for data says for which.
	run := model.ComparisonRun{Kind: model.RunFull, Status: model.RunDone, AsOf: s.time, Models: []byte(`{"S05":{"held":"没有服刑人员数据"}}`), StartedAt: s.time, Batches: []byte("[]"), BatchesDigest: []byte{}, Parameters: []byte("{}")}
	if err := s.db.Create(&run).Error; err != nil {
		t.Fatal(err)
	}
	head.sees(head.get("/office/models"), http.StatusOK, "暂缓", "没有服刑人员数据")
	head.sees(head.get("/office/models/S05"), http.StatusOK, "暂缓", "没有服刑人员数据。补上数据以前")
}

// TestABrokenDatabaseIsToldAsOne: never as an empty list.
func TestABrokenDatabaseIsToldAsOne(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.suspicion()
	inspector := s.enter(actor.RoleSupervision)
	if err := s.db.Exec("DROP TABLE findings").Error; err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/office/findings", findingOne, "/office/models", "/office/ledgers/warnings"} {
		inspector.sees(inspector.get(path), http.StatusInternalServerError, "没有办成")
	}
	inspector.sees(inspector.post("/office/findings/dispatch", "target", "bureau", "pick", "1:1"), http.StatusInternalServerError)
}
