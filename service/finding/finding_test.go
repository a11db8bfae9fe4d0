package finding_test

import (
	"bytes"
	"context"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/finding"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

var (
	inspector = workbench.Staff(1, actor.RoleSupervision, "第一监督检查室", "")
	head      = workbench.Staff(2, actor.RoleHead, "", "")
	officer   = workbench.Staff(3, actor.RoleBureauOfficer, "县民政局", "")
	elsewhere = workbench.Staff(4, actor.RoleBureauOfficer, "县林业局", "")
	town      = workbench.Staff(5, actor.RoleTownInspector, "", registers.Jiangning)
	cadre     = workbench.Staff(6, actor.RoleVillageCadre, "", registers.Silian)
)

type bench struct {
	*finding.Service
	t      *testing.T
	db     *gorm.DB
	rows   *registers.Registers
	now    time.Time
	item   int64
	person int64
	wife   int64
	turned string
}

// Pause and Enable are the comparison's switch.
func (b *bench) Pause(_ context.Context, _ actor.Actor, m, _ string) error {
	b.turned += "pause " + m + " "
	return nil
}

func (b *bench) Enable(context.Context, actor.Actor, string, string) error {
	b.turned = ""
	return nil
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	b.rows = registers.New(t, b.db, b.now)
	b.Service = b.on(b.db)
	b.item = b.rows.Item("DB01", "农村低保")
	b.person = b.rows.Person("甲示例", registers.Number("45092319500101001"))
	b.wife = b.rows.Person("乙示例", registers.Number("45092319520101002"))
	b.rows.Resident(b.person, "H1", registers.Silian, "")
	b.rows.Rostered(b.item, "R1", b.person, b.wife)
	return b
}

func (b *bench) on(db *gorm.DB) *finding.Service {
	b.t.Helper()
	clock := func() time.Time { return b.now }
	store, err := files.New(b.t.TempDir(), b.rows.People, clock)
	if err != nil {
		b.t.Fatal(err)
	}
	settings := parameter.New(db, clock)
	return finding.New(finding.Deps{DB: db, Box: b.rows.People, Files: store, Clues: casework.NewLedger(db, b.rows.People), Switch: b, Calendar: settings.Calendar, Number: settings.Number, Now: clock})
}

func (b *bench) fresh() int64 {
	b.t.Helper()
	return b.rows.Finding(registers.Finding{Person: b.person, Item: b.item, Household: "R1", Fen: 69000})
}

func (b *bench) row(id int64) model.Finding {
	b.t.Helper()
	f, err := gorm.G[model.Finding](b.db).Where("id = ?", id).Take(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return f
}

func (b *bench) ok(err error) {
	b.t.Helper()
	workbench.OK(b.t, err)
}

func (b *bench) refused(err error, k fault.Kind, field string) {
	b.t.Helper()
	workbench.Refused(b.t, err, k, field)
}

func (b *bench) send(id int64, target string) {
	b.t.Helper()
	sent, err := b.Dispatch(b.t.Context(), inspector, []finding.Pick{{ID: id, Version: b.row(id).Version}}, finding.Order{Target: target, Note: words("请核实")})
	if err != nil || sent.Done != 1 {
		b.t.Fatalf("%+v %v", sent, err)
	}
}

func words(s string) seal.Secret { return seal.NewSecret(s) }

func photo(t testing.TB) []byte {
	t.Helper()
	return workbench.Photo(t)
}

func (b *bench) answer(id int64, by actor.Actor, verdict string) {
	b.t.Helper()
	a := finding.Feedback{Version: b.row(id).Version, Verdict: verdict, Reason: "ended", Text: words("入户看过，已经去世，家属说不知道要报。")}
	a.Uploads = []finding.Upload{{Kind: finding.KindPhoto, Content: photo(b.t)}}
	b.ok(b.Answer(b.t.Context(), by, id, a))
}

func TestWholeWay(t *testing.T) {
	b := newBench(t)
	ctx, id := t.Context(), b.fresh()
	b.send(id, model.DispatchBureau)
	f := b.row(id)
	if f.Status != model.FindingDispatched || f.DispatchedBureau != "县民政局" || f.DueAt.UTC().Format(time.DateTime) != "2026-03-23 15:59:59" {
		t.Errorf("%s %s %v", f.Status, f.DispatchedBureau, f.DueAt)
	}
	b.refused(b.Answer(ctx, elsewhere, id, finding.Feedback{Version: f.Version}), fault.NotFound, "")
	b.refused(b.Answer(ctx, officer, id, finding.Feedback{Version: f.Version, Verdict: "false"}), fault.Invalid, "reason")
	b.refused(b.Answer(ctx, officer, id, finding.Feedback{Version: f.Version, Verdict: "true", Text: words("看过"), Uploads: []finding.Upload{{Kind: "photo", Content: []byte("no")}}}), fault.Invalid, "photo")
	b.answer(id, officer, model.VerdictTrue)
	var quoted model.FindingEvidence
	b.ok(b.db.Where("finding_id = ? AND seq = 1", id).Take(&quoted).Error)
	b.ok(b.db.Create(&model.RowGrade{BatchID: quoted.BatchID, RowNo: quoted.RowNo, ColumnName: "身份证号", How: model.RowUpgraded}).Error)
	d, err := b.One(ctx, inspector, id)
	b.ok(err)
	if f := d.Evidence[0].Fields; f[len(f)-1] != [2]string{"身份核对", "身份证升位（文件里是15位号码）"} || len(d.Evidence[1].Fields) == 0 || d.Evidence[1].Fields[len(d.Evidence[1].Fields)-1][0] == "身份核对" {
		t.Errorf("%+v", d.Evidence)
	}
	if len(d.Evidence) != 2 || d.Evidence[0].AsOf.String() != "2026-03-02" || d.Evidence[0].File != "test.xlsx" || len(d.Members) != 2 || len(d.Files) != 1 || d.MaskedID != "450923********001"+d.MaskedID[17:] || d.Feedback.Empty() || len(d.Events) != 3 {
		t.Errorf("%+v", d)
	}
	if c, err := b.File(ctx, officer, id, d.Files[0].ID, true); err != nil || c.Mime != "image/jpeg" {
		t.Errorf("%v", err)
	}
	if _, err := b.File(ctx, elsewhere, id, d.Files[0].ID, true); !fault.Is(err, fault.NotFound) {
		t.Errorf("another bureau's photo: %v", err)
	}
	review := finding.Review{Version: b.row(id).Version, Action: finding.ActReturn, Note: words("请补充停发时间")}
	b.ok(b.Review(ctx, inspector, id, review))
	b.answer(id, officer, model.VerdictTrue)
	review = finding.Review{Version: b.row(id).Version, Action: finding.ActClose, Note: words("责令追回"), Verdict: "true", As: model.ClosedDataCorrection}
	b.refused(b.Review(ctx, inspector, id, review), fault.Invalid, "as")
	review.As = model.ClosedRectification
	b.refused(b.Review(ctx, inspector, id, review), fault.Invalid, "rectify")
	review.Rectify, review.Stop = "2026-04-30", true
	b.refused(b.Review(ctx, inspector, id, review), fault.Invalid, "stop")
	review.Stop = false
	b.ok(b.Review(ctx, inspector, id, review))
	b.refused(b.Review(ctx, inspector, id, review), fault.Conflict, "")
	if f = b.row(id); f.Status != model.FindingClosed || f.JudgedQuarter != "2026Q1" || f.FinalVerdict != "true" {
		t.Errorf("%+v", f)
	}
	b.ok(b.OrderRefund(ctx, inspector, id, finding.RefundOrder{Version: f.Version, Amount: "690", Due: "2026-04-30"}))
	d, err = b.One(ctx, inspector, id)
	b.ok(err)
	b.refused(b.PayRefund(ctx, inspector, id, d.Refunds[0].ID, finding.Payment{Version: d.Version, Amount: "700", On: "2026-03-02", Receipt: "No.1"}), fault.Invalid, "amount")
	b.ok(b.PayRefund(ctx, inspector, id, d.Refunds[0].ID, finding.Payment{Version: d.Version, Amount: "400", On: "2026-03-02", Receipt: "No.1"}))
	b.ok(b.ReturnRefund(ctx, inspector, id, d.Refunds[0].ID, finding.Payment{Version: d.Version + 1, Amount: "400", On: "2026-03-02", To: "县财政专户"}))
	b.ok(b.Rectified(ctx, inspector, id, b.row(id).Version, words("已经停发并追回")))
	scores, err := b.Scores(ctx, head)
	b.ok(err)
	if s := scores["S01"]; s.Hits != 1 || s.Checked != 1 || s.Confirmed != 1 || s.Recovered != 40000 || s.Percent() != 100 || len(s.Trend) != 1 {
		t.Errorf("%+v", s)
	}
	if n, err := audit.Verify(ctx, b.db); err != nil {
		t.Errorf("after %d entries: %v", n, err)
	}
}

func TestHandOverMakesAClue(t *testing.T) {
	b := newBench(t)
	ctx, id := t.Context(), b.fresh()
	r := finding.Review{Version: 1, Action: finding.ActProposeClue, Note: words("多期多人，疑似冒领"), Title: words("短")}
	b.refused(b.Review(ctx, inspector, id, r), fault.Invalid, "title")
	r.Title = words("四联村低保资金问题")
	b.ok(b.Review(ctx, inspector, id, r))
	b.refused(b.Decide(ctx, inspector, id, 2, finding.ActApproveClue, seal.Secret{}), fault.Forbidden, "")
	b.refused(b.Decide(ctx, head, id, 2, finding.ActRefuseFresh, seal.Secret{}), fault.Invalid, "note")
	b.ok(b.Decide(ctx, head, id, 2, finding.ActRefuseFresh, words("先核查")))
	if f := b.row(id); f.Status != model.FindingGenerated || f.Proposal != "" {
		t.Errorf("%+v", f)
	}
	b.send(id, model.DispatchTown)
	b.answer(id, town, model.VerdictTrue)
	r.Version = b.row(id).Version
	b.ok(b.Review(ctx, inspector, id, r))
	if d, err := b.One(ctx, town, id); err != nil || d.Proposal != "" || strings.Contains(d.StatusText, "审批") {
		t.Errorf("a town reads of the hand-over: %+v %v", d.StatusText, err)
	}
	beside := b.fresh() // about the same person, answered and no more
	b.send(beside, model.DispatchTown)
	b.answer(beside, town, model.VerdictTrue)
	b.checkersCannotTell(town, id, beside)
	b.ok(b.Decide(ctx, head, id, b.row(id).Version, finding.ActApproveClue, seal.Secret{}))
	b.checkersCannotTell(town, id, beside)
	f := b.row(id)
	c, err := gorm.G[model.Clue](b.db).Where("id = ?", f.ClueID).Take(ctx)
	if err != nil || f.ClosedAs != model.ClosedClue || c.Source != model.ClueFromFinding || c.Finding() != id || c.Petition() != 0 || c.VillageCode != registers.Silian {
		t.Errorf("%+v %+v %v", f.ClosedAs, c, err)
	}
	b.refused(b.Decide(ctx, head, id, f.Version, finding.ActReopen, words("再办")), fault.Conflict, "")
	b.ok(b.db.Create(&model.Case{Number: "1", ClueID: c.ID, State: model.CaseFiled, FiledOn: c.CreatedAt, Version: 1, CreatedAt: c.CreatedAt, UpdatedAt: c.CreatedAt}).Error)
	b.ok(recuse.Put(b.db, c.CreatedAt, model.ObjectClue, c.ID, head.StaffID, recuse.Relative)) // then neither counts
	for by, want := range map[*actor.Actor]int{&inspector: 1, &head: 0} {
		scores, err := b.Scores(ctx, *by)
		if s := scores["S01"]; err != nil || s.Clues != want || s.Cases != want {
			t.Errorf("%s counts %d clues and %d cases, %v", by.Role, s.Clues, s.Cases, err)
		}
	}
}

// checkersCannotTell: nothing that a checker reads sets a finding that is before
// the head, or was handed over, apart from one that waits for its review.
func (b *bench) checkersCannotTell(by actor.Actor, hidden, beside int64) {
	b.t.Helper()
	ctx := b.t.Context()
	list, err := b.List(ctx, by, finding.Filter{View: model.FindingAnswered}, page.Request{})
	if err != nil || list.Total != 2 || list.Counts[model.FindingAnswered] != 2 || list.Counts[finding.ViewAll] != 2 || len(list.Counts) != 4 {
		b.t.Fatalf("%+v %v", list.Counts, err)
	}
	one, other := list.Items[0], list.Items[1]
	one.ID, one.Number, one.Version = other.ID, other.Number, other.Version
	if one != other {
		b.t.Errorf("told apart on the list:\n%+v\n%+v", one, other)
	}
	for _, view := range []string{model.FindingReviewing, model.FindingClosed} {
		if l, err := b.List(ctx, by, finding.Filter{View: view}, page.Request{}); err != nil || l.Total != 0 {
			b.t.Errorf("found as %s: %d %v", view, l.Total, err)
		}
	}
	d, err := b.One(ctx, by, hidden)
	b.ok(err)
	e, err := b.One(ctx, by, beside)
	b.ok(err)
	if d.StatusText != e.StatusText || d.Status != e.Status || d.ClosedText != "" || d.Final != "" || d.Proposal != "" || d.ClueID != 0 || d.ClueNumber != "" || len(d.Events) != len(e.Events) {
		b.t.Errorf("told apart: %+v\n%+v", d, e)
	}
	if len(d.Related) != 1 || len(e.Related) != 1 || d.Related[0].Status != e.Related[0].Status {
		b.t.Errorf("told apart beside each other: %+v %+v", d.Related, e.Related)
	}
}

func TestExemption(t *testing.T) {
	b := newBench(t)
	ctx, id := t.Context(), b.fresh()
	r := finding.Review{Version: 1, Action: finding.ActProposeExempt, Note: words("县里有文件"), Why: "遗属补助按文件继续发放", Paper: "县民发〔2025〕3号", Until: "2026-01-01"}
	b.refused(b.Review(ctx, inspector, id, r), fault.Invalid, "until")
	r.Until = "2027-12-31"
	b.ok(b.Review(ctx, inspector, id, r))
	b.ok(b.Decide(ctx, head, id, 2, finding.ActApproveExempt, seal.Secret{}))
	if f := b.row(id); f.Status != model.FindingExempted || f.ExemptUntil.Format(time.DateOnly) != "2027-12-31" || f.FinalVerdict != model.VerdictAllowed {
		t.Errorf("%+v", f)
	}
	b.ok(b.Decide(ctx, head, id, 3, finding.ActLift, words("文件废止")))
	if f := b.row(id); f.Status != model.FindingAnswered || f.ExemptUntil != nil {
		t.Errorf("%+v", f)
	}
}

func TestWhatIsHeldOrGoneIsNotSent(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	held := b.rows.Finding(registers.Finding{Person: b.person, Item: b.item, Held: "死亡数据超过60天没有更新"})
	cadres := b.rows.Finding(registers.Finding{Person: b.person, Item: b.item, Model: "S04", Cadre: true})
	gone := b.fresh()
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", gone).Update("gone_at", b.now).Error)
	sent, err := b.Dispatch(ctx, inspector, []finding.Pick{{held, 1}, {gone, 1}, {cadres, 1}, {cadres, 9}, {999, 1}}, finding.Order{Target: model.DispatchVillage})
	if err != nil || sent.Done != 0 || len(sent.Refused) != 5 || !strings.Contains(sent.Refused[0], "60天") || !strings.Contains(sent.Refused[2], "不下发到村") {
		t.Errorf("%+v %v", sent, err)
	}
	_, err = b.Dispatch(ctx, inspector, nil, finding.Order{Target: "x", Bureau: "没有的局"})
	b.refused(err, fault.Invalid, "bureau")
	list, err := b.List(ctx, inspector, finding.Filter{}, page.Request{})
	b.ok(err)
	if list.Total != 1 || list.Counts[finding.ViewHeld] != 1 || list.Counts[finding.ViewGone] != 1 || list.Counts[finding.ViewAll] != 3 || list.Severities[2] != 1 {
		t.Errorf("%+v", list)
	}
	for view, n := range map[string]int{finding.ViewHeld: 1, finding.ViewGone: 1, finding.ViewAll: 3, finding.ViewLate: 0, model.FindingClosed: 0} {
		if l, err := b.List(ctx, inspector, finding.Filter{View: view, Name: "甲", Town: registers.Jiangning, Bureau: "县民政局", Severity: "2"}, page.Request{}); err != nil || l.Total != n {
			t.Errorf("%s: %d, want %d; %v", view, l.Total, n, err)
		}
	}
}

func TestAModelBelowTheFloorIsPaused(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	for i := range 20 {
		id := b.rows.Finding(registers.Finding{Person: b.person, Model: "S07"})
		b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Updates(map[string]any{"status": "closed", "final_verdict": "false", "final_reason": "ended", "judged_quarter": "2026Q1"}).Error)
		paused, err := b.Paused(ctx)
		if err != nil || paused["S07"] != (i == 19) {
			t.Fatalf("%d: %v %v", i, paused, err)
		}
	}
	scores, err := b.Scores(ctx, inspector)
	if s := scores["S07"]; err != nil || !s.Paused || s.Refuted[0].N != 20 || s.Refuted[0].Text != "已转让、注销或停止" {
		t.Errorf("%+v %v", s, err)
	}
	b.refused(b.ReviewModel(ctx, officer, "S07", "resume", "调整了参数"), fault.NotFound, "")
	b.refused(b.ReviewModel(ctx, head, "S07", "", ""), fault.Invalid, "reason")
	b.ok(b.ReviewModel(ctx, head, "S07", model.ReviewResume, "调整了注册资本的参数"))
	if paused, err := b.Paused(ctx); err != nil || len(paused) != 0 {
		t.Errorf("%v %v", paused, err)
	}
	// The next twenty refutations switch it off by themselves, once.
	for range 20 {
		id := b.rows.Finding(registers.Finding{Person: b.person, Model: "S07", Status: model.FindingAnswered})
		b.ok(b.Review(ctx, inspector, id, finding.Review{Version: 1, Action: finding.ActClose, Note: words("已经转让"), Verdict: "false", Reason: "ended", As: model.ClosedDataCorrection}))
	}
	worker := outbox.NewWorker(b.db, slog.New(slog.DiscardHandler), func() time.Time { return b.now }, b.Handlers())
	if n, err := worker.Once(ctx); err != nil || n != 20 || b.turned != "pause S07 " {
		t.Errorf("%d %v %q", n, err, b.turned)
	}
	b.ok(b.ReviewModel(ctx, head, "S07", model.ReviewStop, "没有用处"))
	if paused, err := b.Paused(ctx); err != nil || !paused["S07"] {
		t.Errorf("%v %v", paused, err)
	}
}

func TestLedgers(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	b.Reach = func(context.Context) (string, error) { return "数据截至：死亡人口2026年2月1日", nil }
	evil := b.rows.Person("=1+2", registers.Number("45092319800101014"))
	for range 3 {
		b.fresh()
	}
	id := b.rows.Finding(registers.Finding{Person: evil, Item: b.item, Fen: 123456})
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Updates(map[string]any{"status": "closed", "closed_as": "rectification", "closed_at": b.now, "rectify_due_at": b.now.AddDate(0, 0, -1)}).Error)
	b.ok(b.OrderRefund(ctx, inspector, id, finding.RefundOrder{Version: 1, Amount: "1234.56", Due: "2026-04-30"}))
	task := model.LivelihoodTask{Fingerprint: make([]byte, 32), FindingID: id, Model: "Q03", Kind: "water", PersonID: evil, Bureau: "水利局", State: "open", DueAt: b.now, CreatedAt: b.now, UpdatedAt: b.now}
	b.ok(b.db.Create(&task).Error)
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Update("task_id", task.ID).Error)
	for kind, rows := range map[finding.LedgerKind]int{finding.Warnings: 4, finding.Rectifications: 1, finding.Refunds: 1} {
		l, err := b.Ledger(ctx, head, kind, finding.LedgerFilter{Town: registers.Jiangning}, page.Request{})
		if err != nil || l.Total != rows || len(l.Items) != rows || len(l.Items[0].Cells) != len(l.Header) {
			t.Errorf("%s: %+v %v", kind, l, err)
			continue
		}
		var out bytes.Buffer
		b.refused(b.Export(ctx, inspector, kind, finding.LedgerFilter{}, "看", &out), fault.Invalid, "reason")
		b.refused(b.Export(ctx, inspector, kind, finding.LedgerFilter{}, "核对13800000000", &out), fault.Invalid, "reason")
		b.refused(b.Export(ctx, officer, kind, finding.LedgerFilter{}, "季度通报要用", &out), fault.NotFound, "")
		b.ok(b.Export(ctx, inspector, kind, finding.LedgerFilter{}, "季度通报要用", &out))
		book, err := excelize.OpenReader(&out)
		b.ok(err)
		got, err := book.GetRows(kind.Title())
		b.ok(err)
		if len(got) != rows+3 || strings.Join(got[0], ",") != strings.Join(l.Header, ",") || len(got[rows+1]) != 0 || got[rows+2][0] != "数据截至：死亡人口2026年2月1日" {
			t.Errorf("%s: %v", kind, got)
		}
		text := ""
		for _, r := range got {
			text += strings.Join(r, "|")
		}
		if !strings.Contains(text, "|'=1+2|") || strings.Contains(text, "4509231980010101") {
			t.Errorf("%s: %s", kind, text)
		}
	}
	if l, err := b.Ledger(ctx, head, finding.Rectifications, finding.LedgerFilter{Open: true}, page.Request{}); err != nil || l.Items[0].Cells[14].Text != "是" || l.Items[0].Cells[9].Text != "水利局" {
		t.Errorf("%+v %v", l, err)
	}
}

// TestSubjectsOfEverySort: what a finding is about has a name people know.
func TestSubjectsOfEverySort(t *testing.T) {
	b := newBench(t)
	b.rows.AddProject(model.Project{ProjectNo: "BB01", Name: "四联村道路硬化", Kind: "道路", VillageCode: registers.Silian, ApprovedOn: b.now, PlanStart: b.now, PlanEnd: b.now})
	for want, f := range map[string]registers.Finding{
		"四联村道路硬化（BB01）": {Kind: model.SubjectProject, No: "BB01"}, "BB02": {Kind: model.SubjectProject, No: "BB02"}, "账号尾号0128": {Kind: model.SubjectAccount, No: "0128"},
		"桂财〔2025〕1号": {Kind: model.SubjectFund, No: "桂财〔2025〕1号"}, "甲示例": {Person: b.person},
	} {
		d, err := b.One(t.Context(), inspector, b.rows.Finding(f))
		if err != nil || d.Subject != want {
			t.Errorf("%q, want %q: %v", d.Subject, want, err)
		}
	}
}

func TestToday(t *testing.T) {
	b := newBench(t)
	old := b.rows.Finding(registers.Finding{Person: b.person, Item: b.item, Found: b.now.AddDate(0, 0, -10)})
	b.fresh()
	sent := b.fresh()
	b.send(sent, model.DispatchBureau)
	_ = old
	for name, c := range map[string]struct {
		by   actor.Actor
		want string
	}{"inspector": {inspector, "findings.dispatch 2/1 findings.review 0/0 findings.rectify 0/0 "}, "officer": {officer, "findings.mine 1/0 "}, "head": {head, "findings.decide 0/0 "}, "auditor": {workbench.Staff(9, actor.RoleAuditor, "", ""), ""}} {
		counts, err := b.Today(t.Context(), c.by)
		got := ""
		for _, n := range counts {
			got += n.Key + " " + strconv.Itoa(n.N) + "/" + strconv.Itoa(n.Overdue) + " "
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

// TestPagesAskLittle: the number of statements does not grow with the rows.
func TestPagesAskLittle(t *testing.T) {
	b := newBench(t)
	for range 40 {
		b.send(b.fresh(), model.DispatchBureau)
	}
	dbtest.AtMost(t, b.db, 14, func(db *gorm.DB) {
		if l, err := b.on(db).List(t.Context(), officer, finding.Filter{}, page.Request{Size: 50}); err != nil || len(l.Items) != 40 {
			t.Errorf("%d %v", len(l.Items), err)
		}
	})
	dbtest.AtMost(t, b.db, 5, func(db *gorm.DB) {
		if l, err := b.on(db).Work(t.Context(), officer); err != nil || len(l) != 40 || l[0].Due == period.Past {
			t.Errorf("%d %v", len(l), err)
		}
	})
	dbtest.AtMost(t, b.db, 26, func(db *gorm.DB) {
		if _, err := b.on(db).One(t.Context(), officer, 1); err != nil {
			t.Error(err)
		}
	})
	dbtest.AtMost(t, b.db, 14, func(db *gorm.DB) {
		if _, err := b.on(db).Ledger(t.Context(), head, finding.Warnings, finding.LedgerFilter{}, page.Request{Size: 50}); err != nil {
			t.Error(err)
		}
	})
	dbtest.AtMost(t, b.db, 9, func(db *gorm.DB) {
		if _, err := b.on(db).Scores(t.Context(), head); err != nil {
			t.Error(err)
		}
	})
}
