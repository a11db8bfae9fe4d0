package filing_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"log/slog"
	"maps"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/filing"
	"yangguang/service/gateway/files"
	"yangguang/service/gateway/vault"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// rows files into the real registers.
type rows struct{ imports *importer.Service }

func (r rows) Enter(tx *gorm.DB, by actor.Actor, x filing.Row) (int64, error) {
	return r.imports.Enter(tx, by, importer.Entry{Kind: x.Kind, Title: x.Title, Filing: x.Filing, Bureau: x.Bureau, Values: x.Values})
}

// warnings are what a test says there is.
type warnings []filing.Warning

func (w *warnings) OfProjects(_ context.Context, _ actor.Actor, no string) ([]filing.Warning, error) {
	var out []filing.Warning
	for _, x := range *w {
		if no == "" || x.ProjectNo == no {
			out = append(out, x)
		}
	}
	return out, nil
}

type world struct {
	*filing.Service
	t        *testing.T
	db       *gorm.DB
	imports  *importer.Service
	warned   *warnings
	now      time.Time
	must     bool
	pdf, jpg []byte
}

var (
	roads   = actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleBureauOfficer, Bureau: "交通运输局", Name: "李演示"}
	water   = actor.Actor{Kind: actor.Staff, StaffID: 5, Role: actor.RoleBureauOfficer, Bureau: "水利局", Name: "王演示"}
	cadre   = actor.Actor{Kind: actor.Staff, StaffID: 6, Role: actor.RoleVillageCadre, Division: registers.Silian, Name: "陈演示"}
	other   = actor.Actor{Kind: actor.Staff, StaffID: 7, Role: actor.RoleVillageCadre, Division: registers.LiSantan, Name: "梁演示"}
	town    = actor.Actor{Kind: actor.Staff, StaffID: 8, Role: actor.RoleTownInspector, Division: registers.Jiangning, Name: "镇演示"}
	inspect = actor.Actor{Kind: actor.Staff, StaffID: 9, Role: actor.RoleSupervision, Name: "监演示"}
	desk    = actor.Actor{Kind: actor.Staff, StaffID: 10, Role: actor.RolePetition, Name: "信演示"}
)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: dbtest.New(t), warned: &warnings{}, now: time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC)}
	now := func() time.Time { return w.now }
	regs := registers.New(t, w.db, w.now)
	v, err := vault.New(t.TempDir(), regs.People)
	if err != nil {
		t.Fatal(err)
	}
	w.imports = importer.New(w.db, regs.People, v, slog.New(slog.DiscardHandler), now, t.TempDir())
	store, err := files.New(t.TempDir(), regs.People, now)
	if err != nil {
		t.Fatal(err)
	}
	w.Service = filing.New(filing.Deps{
		DB: w.db, Files: store, Registers: rows{w.imports}, Warnings: w.warned, Now: now,
		Tender: func(context.Context) (func(model.Project) bool, error) {
			return func(model.Project) bool { return w.must }, nil
		},
		Number: func(_ context.Context, _ string, standard int) (int, error) { return standard, nil },
	})
	w.pdf = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 400, 300)), nil); err != nil {
		t.Fatal(err)
	}
	w.jpg = b.Bytes()
	return w
}

// approval is a new project as its owner types it.
func approval(more map[string]string) map[string]string {
	v := map[string]string{
		filing.FieldNo: "JT1", filing.FieldName: "四联村道路硬化", filing.FieldKind: "道路", filing.FieldVillage: registers.Silian, filing.FieldBureau: "交通运输局", filing.FieldOwner: "江宁镇人民政府",
		filing.FieldApproval: "博发改〔2026〕1号", filing.FieldApproved: "2026-01-05", filing.FieldPlanned: "1200000", filing.FieldFiscal: "1,000,000", filing.FieldProcurement: "施工",
		filing.FieldMethod: "竞争性谈判", filing.FieldPlanStart: "2026-03-01", filing.FieldPlanEnd: "2026-09-30",
	}
	maps.Copy(v, more)
	return v
}

func (w *world) paper(kind string) filing.Upload {
	return filing.Upload{Kind: kind, Name: "扫描.pdf", Content: w.pdf}
}

func (w *world) photo(kind string) filing.Upload {
	return filing.Upload{Kind: kind, Name: "IMG_1.jpg", Content: w.jpg}
}

func (w *world) begin(by actor.Actor, typed map[string]string) string {
	w.t.Helper()
	no, err := w.Begin(w.t.Context(), by, typed, []filing.Upload{w.paper(filing.PaperApproval)})
	if err != nil {
		w.t.Fatalf("%v %v", err, fault.Of(err).Fields)
	}
	return no
}

// step files a stage on the version that is there.
func (w *world) step(by actor.Actor, no string, s filing.Stage, typed map[string]string, papers ...filing.Upload) error {
	w.t.Helper()
	d, err := w.One(w.t.Context(), by, no)
	if err != nil {
		return err
	}
	return w.File(w.t.Context(), by, filing.Step{No: no, Version: d.Version, Stage: s, Typed: typed, Uploads: papers})
}

// way is a project from its allocation to its hand-over.
func (w *world) way() []struct {
	stage  filing.Stage
	typed  map[string]string
	papers []filing.Upload
} {
	code := "91450900MA5N00001F"
	type row = struct {
		stage  filing.Stage
		typed  map[string]string
		papers []filing.Upload
	}
	return []row{
		{filing.Allocation, map[string]string{filing.FieldDay: "2026-01-20", filing.FieldAmount: "600000", filing.FieldDocNo: "博财农〔2026〕3号"}, []filing.Upload{w.paper(filing.PaperFund)}},
		{filing.Procurement, map[string]string{filing.FieldNotice: "2026-02-01", filing.FieldDay: "2026-02-20", filing.FieldWin: "1180000", filing.FieldWinner: "演示路桥公司", filing.FieldWinnerCode: code}, []filing.Upload{w.paper(filing.PaperAward)}},
		{filing.Contract, map[string]string{filing.FieldDay: "2026-02-25", filing.FieldAmount: "1180000"}, []filing.Upload{w.paper(filing.PaperContract)}},
		{filing.Start, map[string]string{filing.FieldDay: "2026-03-02"}, []filing.Upload{w.photo(filing.PaperStart)}},
		{filing.Progress, map[string]string{filing.FieldDay: "2026-05-01", filing.FieldPercent: "40", filing.FieldNote: "路基做好", filing.FieldPaid: "300000", filing.FieldVoucher: "77"}, []filing.Upload{w.photo(filing.PaperSite)}},
		{filing.Change, map[string]string{filing.FieldDay: "2026-06-01", filing.FieldDocNo: "博发改〔2026〕9号", filing.FieldAmount: "-30000", filing.FieldPlanEnd: "2026-10-15", filing.FieldNote: "少修一段"}, []filing.Upload{w.paper(filing.PaperChange)}},
		{filing.Progress, map[string]string{filing.FieldDay: "2026-09-01", filing.FieldPercent: "100"}, []filing.Upload{w.photo(filing.PaperSite)}},
		{filing.Acceptance, map[string]string{filing.FieldEnd: "2026-09-01", filing.FieldDay: "2026-09-10"}, []filing.Upload{w.paper(filing.PaperAcceptance)}},
		{filing.Settlement, map[string]string{filing.FieldDay: "2026-10-10", filing.FieldAmount: "1149000.50"}, []filing.Upload{w.paper(filing.PaperAudit)}},
		{filing.Handover, map[string]string{filing.FieldDay: "2026-10-20", filing.FieldNote: "移交四联村委会，公示在村务公开栏"}, []filing.Upload{w.paper(filing.PaperHandover), w.photo(filing.PaperBoard)}},
	}
}

func TestAProjectPassesAllStages(t *testing.T) {
	w := newWorld(t)
	no := w.begin(roads, approval(nil))
	for i, s := range w.way() {
		d, err := w.One(t.Context(), roads, no)
		if err != nil {
			t.Fatal(err)
		}
		if s.stage != filing.Change && d.Next != s.stage {
			t.Errorf("step %d: next is %s, want %s", i, d.Next, s.stage)
		}
		if err := w.step(roads, no, s.stage, s.typed); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s without its documents: %v", s.stage, err)
		}
		if err := w.step(roads, no, s.stage, s.typed, s.papers...); err != nil {
			t.Fatalf("%s: %v %v", s.stage, err, fault.Of(err).Fields)
		}
	}
	d, err := w.One(t.Context(), inspect, no)
	if err != nil || !d.AllDone || d.Gaps != 0 || d.Percent != 100 || d.Contract != 115000000 || d.Arrived != 60000000 || d.Paid != 30000000 || d.Settled != 114900050 || d.Builder != "演示路桥公司" || d.PlanEnd.String() != "2026-10-15" {
		t.Fatalf("%+v %v", d, err)
	}
	var p model.Project
	if err := w.db.Where("project_no = ? AND closed_by = 0", no).Take(&p).Error; err != nil || p.SettledFen != 114900050 || p.WinnerName != "演示路桥公司" || p.OwnerUnit != "江宁镇人民政府" {
		t.Errorf("%+v %v", p, err)
	}
	for table, want := range map[string]int64{"projects": 7, "project_progress": 2, "project_funds": 2, "filing_steps": 11, "filing_files": 12, "batches WHERE origin = '填报'": 11} {
		var n int64
		if err := w.db.Raw("SELECT COUNT(*) FROM " + table).Scan(&n).Error; err != nil || n != want {
			t.Errorf("%s: %d rows, want %d, %v", table, n, want, err)
		}
	}
	if _, err := audit.Verify(t.Context(), w.db); err != nil {
		t.Error(err)
	}
	if err := w.step(roads, no, filing.Handover, w.way()[9].typed, w.way()[9].papers...); !fault.Is(err, fault.Conflict) {
		t.Errorf("handed over twice: %v", err)
	}
}

func TestWhoFilesAndSees(t *testing.T) {
	w := newWorld(t)
	no := w.begin(roads, approval(nil))
	own := w.begin(cadre, approval(map[string]string{filing.FieldNo: "", filing.FieldName: "四联村文化室", filing.FieldApproval: "博发改〔2026〕2号", filing.FieldBureau: "文化广电体育和旅游局", filing.FieldOwner: "别的单位"}))
	if !strings.HasPrefix(own, "BA2026") {
		t.Errorf("number %s", own)
	}
	for name, c := range map[string]struct {
		by  actor.Actor
		see []string // of the list
	}{
		"its bureau": {roads, []string{no}}, "another bureau": {water, nil}, "its village": {cadre, []string{own}}, "another village": {other, nil}, "its town": {town, []string{no, own}}, "supervision": {inspect, []string{no, own}},
	} {
		l, err := w.List(t.Context(), c.by, filing.Query{Request: page.Request{Number: 1, Size: 50}})
		if err != nil || l.Total != len(c.see) {
			t.Errorf("%s sees %d, want %v: %v", name, l.Total, c.see, err)
		}
		for _, n := range []string{no, own} {
			_, err := w.One(t.Context(), c.by, n)
			seen := strings.Contains(strings.Join(c.see, " "), n)
			if seen && err != nil || !seen && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s opens %s: %v", name, n, err)
			}
		}
	}
	if _, err := w.List(t.Context(), desk, filing.Query{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("the petition office: %v", err)
	}
	way := w.way()[0]
	for name, c := range map[string]struct {
		by   actor.Actor
		want fault.Kind
	}{"the town": {town, fault.Forbidden}, "supervision": {inspect, fault.Forbidden}, "another bureau": {water, fault.NotFound}, "the cadre": {cadre, fault.NotFound}} {
		err := w.File(t.Context(), c.by, filing.Step{No: no, Version: 1, Stage: way.stage, Typed: way.typed, Uploads: way.papers})
		if !fault.Is(err, c.want) {
			t.Errorf("%s files: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		by    actor.Actor
		typed map[string]string
		field string
	}{
		"for another bureau":  {water, approval(map[string]string{filing.FieldNo: "W1"}), filing.FieldOwner},
		"a number that is":    {roads, approval(map[string]string{filing.FieldName: "又一个"}), filing.FieldNo},
		"the same again":      {roads, approval(map[string]string{filing.FieldNo: "JT2"}), filing.FieldName},
		"a village unknown":   {roads, approval(map[string]string{filing.FieldNo: "JT3", filing.FieldName: "新", filing.FieldVillage: "450923999999"}), filing.FieldVillage},
		"approved tomorrow":   {roads, approval(map[string]string{filing.FieldNo: "JT3", filing.FieldName: "新", filing.FieldApproved: "2027-01-01"}), filing.FieldApproved},
		"without what it is":  {roads, approval(map[string]string{filing.FieldNo: "JT3", filing.FieldName: ""}), filing.FieldName},
		"a method of its own": {roads, approval(map[string]string{filing.FieldNo: "JT3", filing.FieldName: "新", filing.FieldMethod: "抽签"}), filing.FieldMethod},
	} {
		_, err := w.Begin(t.Context(), c.by, c.typed, []filing.Upload{w.paper(filing.PaperApproval)})
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[c.field] == "" {
			t.Errorf("%s: %v %v", name, err, fault.Of(err).Fields)
		}
	}
	if _, err := w.Begin(t.Context(), town, approval(nil), nil); !fault.Is(err, fault.NotFound) {
		t.Errorf("the town begins: %v", err)
	}
}

func TestStepsThatDoNotFit(t *testing.T) {
	w := newWorld(t)
	no := w.begin(roads, approval(nil))
	way := w.way()
	err := w.File(t.Context(), roads, filing.Step{No: no, Version: 1, Stage: filing.Contract, Typed: way[2].typed, Uploads: way[2].papers})
	if !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Of(err).Public, "要先报“招标采购”") {
		t.Errorf("two stages at once: %v", err)
	}
	old := filing.Step{No: no, Version: 1, Stage: filing.Allocation, Typed: way[0].typed, Uploads: way[0].papers}
	if err := w.File(t.Context(), roads, old); err != nil {
		t.Fatal(err)
	}
	old.Papers, old.Typed = true, nil
	if err := w.File(t.Context(), roads, old); !fault.Is(err, fault.Conflict) {
		t.Errorf("on an old page: %v", err)
	}
	old.Version = 2
	if err := w.File(t.Context(), roads, old); err != nil {
		t.Errorf("documents later: %v", err)
	}
	for name, content := range map[string][]byte{"a page": []byte("<html>"), "a locked PDF": []byte("%PDF-1.4\n/Encrypt\n%%EOF"), "a script": []byte("%PDF-1.4\n<</S/JavaScript/JS(x)>>\n%%EOF"), "nothing": nil} {
		err := w.step(roads, no, filing.Procurement, way[1].typed, filing.Upload{Kind: filing.PaperAward, Name: "x.pdf", Content: content})
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[filing.FieldPaper(filing.PaperAward)] == "" {
			t.Errorf("%s: %v %v", name, err, fault.Of(err).Fields)
		}
	}
	typed := maps.Clone(way[1].typed)
	typed[filing.FieldWinnerCode] = "123" // what the register refuses is told at the form's field
	if err := w.step(roads, no, filing.Procurement, typed, way[1].papers...); fault.Of(err) == nil || fault.Of(err).Fields[filing.FieldWinnerCode] == "" {
		t.Errorf("a code that is none: %v", err)
	}
	if err := w.step(roads, no, "nothing", nil); !fault.Is(err, fault.NotFound) {
		t.Errorf("no such stage: %v", err)
	}
	if _, err := w.One(t.Context(), roads, ""); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestAWithdrawnStepCountsNoMore(t *testing.T) {
	w := newWorld(t)
	no := w.begin(roads, approval(nil))
	way := w.way()
	for _, s := range way[:3] {
		if err := w.step(roads, no, s.stage, s.typed, s.papers...); err != nil {
			t.Fatal(err)
		}
	}
	var batch int64
	if err := w.db.Raw("SELECT batch_id FROM filing_steps WHERE stage = 'contract'").Scan(&batch).Error; err != nil {
		t.Fatal(err)
	}
	if err := w.imports.Withdraw(t.Context(), roads, batch, "合同价填错"); err == nil {
		d, err := w.One(t.Context(), roads, no)
		if err != nil || d.Next != filing.Contract || d.Contract != 0 || !d.Sections[3].Filed[0].Withdrawn {
			t.Errorf("%+v %v", d.Card, err)
		}
	} else {
		t.Fatal(err)
	}
	if err := w.step(roads, no, way[2].stage, way[2].typed, way[2].papers...); err != nil {
		t.Errorf("filed again: %v", err)
	}
}

func TestAProjectWithoutATender(t *testing.T) {
	w := newWorld(t)
	w.must = true
	no := w.begin(roads, approval(map[string]string{filing.FieldMethod: filing.MethodDirect}))
	if err := w.step(roads, no, filing.Allocation, w.way()[0].typed, w.way()[0].papers...); err != nil {
		t.Fatal(err)
	}
	why := map[string]string{filing.FieldNote: "抢险救灾，县政府会议纪要〔2026〕4号"}
	if err := w.step(roads, no, filing.Procurement, why); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[filing.FieldPaper(filing.PaperExempt)] == "" {
		t.Errorf("above the limit without its document: %v", err)
	}
	w.must = false
	if err := w.step(roads, no, filing.Procurement, nil); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[filing.FieldNote] == "" {
		t.Errorf("without a reason: %v", err)
	}
	if err := w.step(roads, no, filing.Procurement, why); err != nil {
		t.Fatal(err)
	}
	d, err := w.One(t.Context(), roads, no)
	if err != nil || d.Next != filing.Contract || d.Sections[2].Gate.State != filing.Skipped || d.Sections[2].Filed[0].Skipped != filing.MethodDirect {
		t.Errorf("%+v %v", d.Sections[2], err)
	}
}

// TestHowBigAProjectIs is a fact that no register has a column for: asked for
// once, and gone with the batch that brought it.
func TestHowBigAProjectIs(t *testing.T) {
	w := newWorld(t)
	asked := func(no string, s filing.Stage) bool {
		t.Helper()
		d, err := w.One(t.Context(), roads, no)
		if err != nil {
			t.Fatal(err)
		}
		for _, sec := range d.Sections {
			for _, f := range sec.Fields {
				if sec.Stage == s && f.Name == filing.FieldScale {
					return true
				}
			}
		}
		return false
	}
	scale := func(no, want string) {
		t.Helper()
		if d, err := w.One(t.Context(), inspect, no); err != nil || d.Scale != want {
			t.Errorf("%q %v, want %q", d.Scale, err, want)
		}
	}
	for name, c := range map[string]struct{ n, unit, field string }{"no unit": {"2.3", "", filing.FieldUnit}, "no number": {"", "公里", filing.FieldScale}, "words": {"很长", "公里", filing.FieldScale}, "nothing": {"0", "公里", filing.FieldScale}} {
		_, err := w.Begin(t.Context(), roads, approval(map[string]string{filing.FieldScale: c.n, filing.FieldUnit: c.unit}), []filing.Upload{{Kind: filing.PaperApproval, Name: "a.pdf", Content: w.pdf}})
		if fault.Of(err).Fields[c.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	with := w.begin(roads, approval(map[string]string{filing.FieldScale: "2.300", filing.FieldUnit: " 公里 "}))
	without := w.begin(roads, approval(map[string]string{filing.FieldNo: "JT2", filing.FieldName: "四联村桥", filing.FieldApproval: "博发改〔2026〕2号"}))
	scale(with, "2.3公里")
	scale(without, "")
	if asked(with, filing.Contract) || !asked(without, filing.Contract) {
		t.Error("how big it is is asked twice, or never")
	}
	for _, s := range w.way()[:3] {
		typed := maps.Clone(s.typed)
		if s.stage == filing.Contract {
			typed[filing.FieldScale], typed[filing.FieldUnit] = "1", "座"
		}
		if err := w.step(roads, without, s.stage, typed, s.papers...); err != nil {
			t.Fatalf("%s: %v %v", s.stage, err, fault.Of(err).Fields)
		}
	}
	scale(without, "1座")
	var step model.FilingStep
	if err := w.db.Where("project_no = ? AND scale_milli > 0", with).Take(&step).Error; err != nil || step.ScaleMilli != 2300 || step.ScaleUnit != "公里" {
		t.Errorf("%+v %v", step, err)
	}
}

func TestDocumentsAreMarkedAndRecorded(t *testing.T) {
	w := newWorld(t)
	if err := w.db.Create(&model.Staff{ID: town.StaffID, Login: "zhen", Name: town.Name, Role: string(town.Role), CreatedAt: w.now}).Error; err != nil {
		t.Fatal(err)
	}
	no := w.begin(roads, approval(nil))
	page := []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n" +
		"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000102 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n")
	for i, u := range []filing.Upload{w.photo(filing.PaperApproval), {Kind: filing.PaperApproval, Name: "批复.pdf", Content: page}} {
		if err := w.File(t.Context(), roads, filing.Step{No: no, Version: i + 1, Stage: filing.Approval, Papers: true, Uploads: []filing.Upload{u}}); err != nil {
			t.Fatal(err)
		}
	}
	d, err := w.One(t.Context(), town, no)
	if err != nil {
		t.Fatal(err)
	}
	whole, later, first := d.Sections[0].Filed[0].Documents[0], d.Sections[0].Filed[1].Documents[0], d.Sections[0].Filed[2].Documents[0]
	marked, err := w.Document(t.Context(), town, no, whole.ID)
	if err != nil || !marked.Marked || bytes.Equal(marked.Content, page) || !bytes.HasPrefix(marked.Content, []byte("%PDF-")) {
		t.Errorf("%v, marked %v, %d bytes", err, marked.Marked, len(marked.Content))
	}
	if about, err := w.About(t.Context(), town, no, whole.ID); err != nil || !about.Marked || about.Content != nil {
		t.Errorf("%v %+v", err, about)
	}
	if kept, err := w.Download(t.Context(), town, no, whole.ID); err != nil || kept.Marked || !bytes.Equal(kept.Content, page) || !bytes.Equal(kept.SM3, marked.SM3) {
		t.Errorf("what was handed in is kept: %v", err)
	}
	pdf, err := w.Document(t.Context(), town, no, first.ID)
	if err != nil || !bytes.Equal(pdf.Content, w.pdf) || !pdf.PDF || pdf.Marked || pdf.Account != "zhen" || len(pdf.SM3) != 32 { // without a page nothing can be written on it
		t.Errorf("%v %+v", err, pdf)
	}
	picture, err := w.Document(t.Context(), town, no, later.ID)
	if err != nil || picture.PDF || !picture.Marked || picture.Mime != "image/jpeg" || bytes.Equal(picture.Content, w.jpg) {
		t.Errorf("%v %+v", err, picture)
	}
	if about, err := w.About(t.Context(), town, no, later.ID); err != nil || about.Content != nil || about.Label != "批复文件" {
		t.Errorf("%v %+v", err, about)
	}
	var looks int64
	if err := w.db.Raw("SELECT COUNT(*) FROM audit_entries WHERE action = 'filing.file' AND actor = ?", town.ID()).Scan(&looks).Error; err != nil || looks != 3 {
		t.Errorf("%d looks recorded, %v", looks, err)
	}
	saved, err := w.Download(t.Context(), town, no, first.ID)
	if err != nil || !bytes.Equal(saved.Content, w.pdf) {
		t.Error(err)
	}
	if err := w.db.Raw("SELECT COUNT(*) FROM audit_entries WHERE action = 'filing.download' AND actor = ?", town.ID()).Scan(&looks).Error; err != nil || looks != 2 {
		t.Errorf("%d downloads recorded, %v", looks, err)
	}
	for name, by := range map[string]actor.Actor{"another bureau": water, "the cadre": cadre} {
		if _, err := w.Download(t.Context(), by, no, first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := w.Document(t.Context(), by, no, first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Document(t.Context(), town, no, 999); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestTheListSaysWhatIsLateAndWarned(t *testing.T) {
	w := newWorld(t)
	first := w.begin(roads, approval(nil))
	second := w.begin(roads, approval(map[string]string{filing.FieldNo: "JT2", filing.FieldName: "桥", filing.FieldApproved: "2026-11-20", filing.FieldPlanStart: "2027-01-01", filing.FieldPlanEnd: "2027-09-01"}))
	*w.warned = warnings{{ProjectNo: second, Model: "P10", Severity: 2, Dispatched: true, MayAnswer: true}, {ProjectNo: second, Model: "P11", Sentence: "没有登记合同日期", Severity: 1}}
	for name, c := range map[string]struct {
		q    filing.Query
		want []string
	}{
		"all, the latest first": {filing.Query{}, []string{first, second}}, "late": {filing.Query{View: filing.ViewLate}, []string{first}}, "warned": {filing.Query{View: filing.ViewWarned}, []string{second}},
		"by words": {filing.Query{Words: "桥"}, []string{second}}, "by what comes next": {filing.Query{Stage: filing.Allocation}, []string{first, second}}, "done": {filing.Query{View: filing.ViewDone}, nil}, "another town": {filing.Query{Town: registers.Santan}, nil},
	} {
		dbtest.AtMost(t, w.db, 6, func(db *gorm.DB) {
			s := *w.Service
			s.DB = db
			l, err := s.List(t.Context(), roads, c.q)
			var got []string
			for _, x := range l.Items {
				got = append(got, x.No)
			}
			if err != nil || strings.Join(got, " ") != strings.Join(c.want, " ") {
				t.Errorf("%s: %v, want %v, %v", name, got, c.want, err)
			}
		})
	}
	dbtest.AtMost(t, w.db, 5, func(db *gorm.DB) {
		s := *w.Service
		s.DB = db
		if tasks, err := s.Work(t.Context(), roads); err != nil || len(tasks) != 1 || !strings.HasSuffix(tasks[0].URL, first) {
			t.Errorf("%+v %v", tasks, err)
		}
	})
	// A project that only came in a file is not filed by stages, and behind with none.
	if err := w.db.Exec("DELETE FROM filings WHERE project_no = ?", second).Error; err != nil {
		t.Fatal(err)
	}
	dbtest.AtMost(t, w.db, 5, func(db *gorm.DB) {
		s := *w.Service
		s.DB = db
		late, err := s.Lateness(t.Context())
		if err != nil || len(late) != 1 || len(late[first]) == 0 || late[first][0].Title != "资金下达" || late[first][0].Due >= period.Here(w.now) {
			t.Errorf("%+v %v", late, err)
		}
	})
	if counts, err := w.Today(t.Context(), roads); err != nil || len(counts) != 1 || counts[0].N != 1 {
		t.Errorf("%+v %v", counts, err)
	}
	if counts, err := w.Today(t.Context(), inspect); err != nil || counts != nil {
		t.Errorf("%+v %v", counts, err)
	}
	d, err := w.One(t.Context(), roads, second)
	if err != nil || len(d.Sections[0].Warnings) != 1 || len(d.Sections[3].Warnings) != 1 || d.Severity != 2 || !strings.Contains(d.Warnings[0].Waits(), "复核") {
		t.Errorf("%+v %v", d.Card, err)
	}
	broken := *w.Service
	broken.DB = dbtest.Broken(t)
	if _, err := broken.List(t.Context(), inspect, filing.Query{}); err == nil || errors.Is(err, gorm.ErrRecordNotFound) {
		t.Errorf("a failure is shown as nothing found: %v", err)
	}
}
