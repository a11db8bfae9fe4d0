package fieldcheck_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/fieldcheck"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

func staff(id int64, role actor.Role, division string) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: id, Role: role, Name: role.Label() + "甲", Division: division}
}

var (
	inspector = staff(1, actor.RoleSupervision, "")
	head      = staff(2, actor.RoleHead, "")
	town      = staff(3, actor.RoleTownInspector, registers.Jiangning)
	colleague = staff(4, actor.RoleTownInspector, registers.Jiangning)
	elsewhere = staff(5, actor.RoleTownInspector, registers.Santan)
	officer   = staff(6, actor.RoleBureauOfficer, "")
	kin       = staff(8, actor.RoleSupervision, "") // whose company bid for the projects
)

type bench struct {
	*fieldcheck.Service
	t     *testing.T
	db    *gorm.DB
	rows  *registers.Registers
	now   time.Time
	dir   string
	photo []byte
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: time.Date(2026, 11, 26, 2, 0, 0, 0, time.UTC), dir: t.TempDir()}
	clock := func() time.Time { return b.now }
	rows := registers.New(t, b.db, b.now)
	b.rows = rows
	settings := parameter.New(b.db, clock)
	store, err := files.New(b.dir, rows.People, clock)
	b.ok(err)
	b.Service = fieldcheck.New(fieldcheck.Deps{DB: b.db, Files: store, Calendar: settings.Calendar, Number: settings.Number, Seed: func() int64 { return 7 }, Now: clock,
		Asked: func(context.Context) (map[string]int, error) { return map[string]int{"X1": 2}, nil },
		Named: func(ctx context.Context, by actor.Actor, id int64) (string, error) {
			if by.StaffID == kin.StaffID {
				return "", fault.New(fault.NotFound, "没有找到这条疑点")
			}
			f, err := gorm.G[model.Finding](b.db).Where("id = ?", id).Take(ctx)
			if errors.Is(err, gorm.ErrRecordNotFound) {
				return "", fault.New(fault.NotFound, "没有找到这条疑点")
			}
			return f.Title, err
		}})
	day := func(s string) time.Time { d, err := time.Parse(time.DateOnly, s); b.ok(err); return d }
	started := day("2026-03-02")
	for i, village := range []string{registers.Silian, registers.Silian, registers.LiSantan} {
		rows.AddProject(model.Project{ProjectNo: fmt.Sprintf("X%d", i+1), Name: fmt.Sprintf("示范道路%d", i+1), Kind: "道路", VillageCode: village, Bureau: "交通运输局", OwnerUnit: "镇人民政府", ApprovedOn: day("2026-01-05"), PlannedFen: 120_000_000, FiscalFen: 120_000_000,
			Procurement: "施工", BidMethod: "公开", PlanStart: day("2026-03-01"), PlanEnd: day("2026-09-30"), RealStart: &started, Longitude: "109.975500", Latitude: "22.272600"})
	}
	batch := rows.NewBatch(model.BatchLoaded)
	b.ok(b.db.Create(&model.ProjectProgress{ID: batch<<24 | 1, ProjectNo: "X1", OnDay: day("2026-10-01"), PercentMilli: 80_000, BatchID: batch, RowNo: 1}).Error)
	b.ok(b.db.Create(&model.FilingStep{ProjectNo: "X1", Seq: 1, Stage: "contract", ScaleMilli: 2000, ScaleUnit: "公里", At: b.now}).Error)
	var buf bytes.Buffer
	b.ok(jpeg.Encode(&buf, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil))
	b.photo = buf.Bytes()
	return b
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err, fault.Of(err).Fields)
	}
}

func (b *bench) refused(err error, kind fault.Kind, says string) {
	b.t.Helper()
	fe := fault.Of(err)
	if err == nil || fe.Kind != kind || !strings.Contains(fe.Public+fmt.Sprint(fe.Fields), says) {
		b.t.Errorf("%v %v, want %v %q", err, fe.Fields, kind, says)
	}
}

func uuid(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// visit is one that finds less than was filed.
func (b *bench) visit(check int64, n int, by actor.Actor) fieldcheck.Visit {
	return fieldcheck.Visit{Check: check, Staff: by.StaffID, UUID: uuid(n), Verdict: model.FieldDiffers, Percent: "40", Quantity: "1.5", Unit: "公里", Note: "只铺到村口，后面没有路", Longitude: "109.9755", Latitude: "22.2746", Accuracy: "12.4",
		Captured: b.now.Add(-3 * time.Hour), Queued: true, Photos: []fieldcheck.Photo{{Content: b.photo, Made: b.now.Add(-4 * time.Hour)}}}
}

func (b *bench) make(no string) int64 {
	b.t.Helper()
	id, err := b.Make(b.t.Context(), inspector, fieldcheck.Order{ProjectNo: no, Why: "去看做到哪里了"})
	b.ok(err)
	return id
}

func (b *bench) one(id int64) fieldcheck.Detail {
	b.t.Helper()
	d, err := b.One(b.t.Context(), inspector, id)
	b.ok(err)
	return d
}

func (b *bench) files() (n int) {
	b.t.Helper()
	b.ok(filepath.WalkDir(b.dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	}))
	return n
}

func TestAPlanBecomesTheTownsTasks(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	waiting := b.make("X2")
	form, err := b.UsualPlan(ctx)
	b.ok(err)
	if form.Top != "20" || form.Share != "20" || form.Days != "10" {
		t.Errorf("%+v", form)
	}
	_, err = b.Propose(ctx, inspector, fieldcheck.PlanForm{Top: "0", Share: "101", Days: "x", Seed: "-1"})
	for _, field := range []string{"top", "share", "days", "seed"} {
		if fault.Of(err).Fields[field] == "" {
			t.Errorf("%s passes", field)
		}
	}
	_, err = b.Propose(ctx, town, form)
	b.refused(err, fault.NotFound, "")
	id, err := b.Propose(ctx, inspector, form)
	b.ok(err)
	p, err := b.Plan(ctx, head, id)
	b.ok(err)
	if len(p.Items) != 2 || p.Items[0].No != "X1" || p.Seed != 7 || !p.MayDecide || !strings.Contains(strings.Join(p.Items[0].Reasons, ""), "群众有2个疑问") {
		t.Fatalf("%+v", p)
	}
	if n, err := b.Today(ctx, head); err != nil || len(n) != 1 || n[0].N != 1 {
		t.Errorf("%v %v", n, err)
	}
	if w, err := b.Work(ctx, head); err != nil || len(w) != 1 || w[0].URL != "/office/fieldchecks/plan/1" {
		t.Errorf("%v %v", w, err)
	}
	b.refused(b.Decide(ctx, inspector, id, 1, true, ""), fault.NotFound, "")
	b.refused(b.Decide(ctx, head, id, 1, false, ""), fault.Invalid, "不同意的原因")
	b.refused(b.Decide(ctx, staff(inspector.StaffID, actor.RoleHead, ""), id, 1, true, ""), fault.Forbidden, "另一位") // who drew it was promoted
	meanwhile := b.make("X3")                                                                                       // a check of its own, asked for before the plan is agreed to
	b.ok(b.Decide(ctx, head, id, 1, true, "同意"))
	b.refused(b.Decide(ctx, head, id, 1, true, ""), fault.Conflict, "刷新")
	p, err = b.Plan(ctx, inspector, id)
	b.ok(err)
	if p.State != model.SamplingAgreed || p.Items[0].Check == 0 || p.Items[1].Check != 0 {
		t.Errorf("%+v", p)
	}
	plans, err := b.Plans(ctx, inspector)
	b.ok(err)
	if len(plans) != 1 || plans[0].Drawn != 2 {
		t.Errorf("%+v", plans)
	}
	// The town sees its own and no other's.
	list, err := b.List(ctx, town, fieldcheck.Filter{}, page.Request{})
	b.ok(err)
	if list.Total != 2 || list.View != fieldcheck.ViewWaiting || list.Items[0].Due.Before(b.now) || list.Counts[fieldcheck.ViewAll] != 2 {
		t.Errorf("%+v", list)
	}
	if d, err := b.One(ctx, town, p.Items[0].Check); err != nil || !strings.HasPrefix(d.Why, "按风险抽取\n资金") || strings.Contains(d.Why, "疑问") {
		t.Errorf("%q %v", d.Why, err)
	}
	_, err = b.One(ctx, town, meanwhile)
	b.refused(err, fault.NotFound, "")
	_, err = b.List(ctx, officer, fieldcheck.Filter{}, page.Request{})
	b.refused(err, fault.NotFound, "")
	errands, total, err := b.Errands(ctx, town)
	b.ok(err)
	if total != 2 || len(errands) != 2 || errands[1].Filed.Scale() != "2公里" || errands[1].Filed.Percent() != 80 || errands[1].Model != "P12" {
		t.Errorf("%d %+v", total, errands)
	}
	_, err = b.Make(ctx, inspector, fieldcheck.Order{ProjectNo: "X2", Why: "再看一次"})
	b.refused(err, fault.Conflict, "不用再派")
	b.refused(b.CallOff(ctx, inspector, waiting, 1, ""), fault.Invalid, "撤销的原因")
	b.ok(b.CallOff(ctx, inspector, waiting, 1, "已经移交"))
	b.make("X2")
	dbtest.AtMost(t, b.db, 9, func(db *gorm.DB) { // two of them ask who is near to the reader
		s := *b.Service
		s.DB = db
		if _, err := s.List(ctx, inspector, fieldcheck.Filter{View: fieldcheck.ViewAll, Words: "示范"}, page.Request{}); err != nil {
			t.Error(err)
		}
	})
	if _, err := audit.Verify(ctx, b.db); err != nil {
		t.Error(err)
	}
}

func TestAVisitIsKeptOnceAndNeverLost(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	id := b.make("X1")
	// Wrong forms keep nothing, on the disk neither.
	for name, c := range map[string]struct {
		change func(*fieldcheck.Visit)
		by     actor.Actor
		kind   fault.Kind
		says   string
	}{
		"no verdict":        {func(v *fieldcheck.Visit) { v.Verdict = "" }, town, fault.Invalid, "看到的情况"},
		"no photo":          {func(v *fieldcheck.Visit) { v.Photos = nil }, town, fault.Invalid, "现场照片"},
		"no picture":        {func(v *fieldcheck.Visit) { v.Photos[0].Content = []byte("hello") }, town, fault.Invalid, "第1张"},
		"too many":          {func(v *fieldcheck.Visit) { v.Photos = make([]fieldcheck.Photo, 7) }, town, fault.Invalid, "6张"},
		"percent":           {func(v *fieldcheck.Visit) { v.Percent = "101" }, town, fault.Invalid, "0到100"},
		"number":            {func(v *fieldcheck.Visit) { v.Quantity = "很多" }, town, fault.Invalid, "数字"},
		"no unit":           {func(v *fieldcheck.Visit) { v.Unit = " " }, town, fault.Invalid, "单位"},
		"no words":          {func(v *fieldcheck.Visit) { v.Note = "短" }, town, fault.Invalid, "看到了什么"},
		"no number":         {func(v *fieldcheck.Visit) { v.UUID = "1" }, town, fault.Invalid, "表单不对"},
		"another's":         {func(*fieldcheck.Visit) {}, colleague, fault.Forbidden, "由本人登录"},
		"another town's":    {func(v *fieldcheck.Visit) { v.Staff = 0 }, elsewhere, fault.NotFound, ""},
		"of a bureau":       {func(v *fieldcheck.Visit) { v.Staff = 0 }, officer, fault.NotFound, ""},
		"of no known check": {func(v *fieldcheck.Visit) { v.Check = 99 }, town, fault.NotFound, ""},
	} {
		v := b.visit(id, 1, town)
		c.change(&v)
		_, err := b.Arrive(ctx, c.by, v)
		t.Log(name)
		b.refused(err, c.kind, c.says)
	}
	if n := b.files(); n != 0 {
		t.Errorf("%d files of visits that were refused", n)
	}
	// Sent twice at the same moment and once again: one.
	var wg sync.WaitGroup
	kept := make([]fieldcheck.Kept, 2)
	for i := range kept {
		wg.Go(func() {
			k, err := b.Arrive(ctx, town, b.visit(id, 1, town))
			if err != nil {
				t.Error(err)
			}
			kept[i] = k
		})
	}
	wg.Wait()
	if kept[0] == kept[1] || kept[0] != fieldcheck.KeptFirst && kept[1] != fieldcheck.KeptFirst {
		t.Errorf("%v", kept)
	}
	if k, err := b.Arrive(ctx, town, b.visit(id, 1, town)); err != nil || k != fieldcheck.KeptAgain {
		t.Errorf("%v %v", k, err)
	}
	if n := b.files(); n != 3 {
		t.Errorf("%d files, want the original, what is shown and the thumbnail", n)
	}
	// A colleague was there, too, and comes back later.
	if k, err := b.Arrive(ctx, colleague, b.visit(id, 2, colleague)); err != nil || k != fieldcheck.KeptSecond {
		t.Errorf("%v %v", k, err)
	}
	stolen := b.visit(id, 1, colleague)
	_, err := b.Arrive(ctx, colleague, stolen)
	b.refused(err, fault.Conflict, "重新填")
	d := b.one(id)
	if d.State != model.FieldArrived || len(d.Visits) != 2 || d.Visits[0].Second || !d.Visits[1].Second {
		t.Fatalf("%+v", d)
	}
	v := d.Visits[0]
	if *v.Distance != 223 || *v.Accuracy != 12 || *v.FiledPercent != 80_000 || *v.FiledScale != 2000 || *v.Found != 1500 || !v.Captured.Equal(b.now.Add(-3*time.Hour)) || !v.Arrived.Equal(b.now) || !v.Queued || len(v.Photos) != 1 || v.Photos[0].FromExif || v.Photos[0].TakenAt == nil {
		t.Errorf("%+v", v)
	}
	photo := v.Photos[0].ID
	for how, want := range map[string]int{fieldcheck.ShowThumb: 1, fieldcheck.ShowClean: 1, fieldcheck.ShowOriginal: len(b.photo)} {
		if f, err := b.File(ctx, inspector, id, photo, how); err != nil || len(f.Data) < want {
			t.Errorf("%q: %v", how, err)
		}
	}
	_, err = b.File(ctx, town, id, photo, fieldcheck.ShowOriginal)
	b.refused(err, fault.NotFound, "")

	// The review: the first is put aside, the second counts, a third comes late.
	if n, err := b.Today(ctx, inspector); err != nil || n[0].N != 1 {
		t.Errorf("%v %v", n, err)
	}
	b.refused(b.Review(ctx, town, id, d.Version, d.Visits[0].ID, fieldcheck.ActAccept, ""), fault.Forbidden, "监督检查室")
	b.refused(b.Review(ctx, inspector, id, d.Version, d.Visits[0].ID, fieldcheck.ActAside, ""), fault.Invalid, "原因")
	b.ok(b.Review(ctx, inspector, id, d.Version, d.Visits[0].ID, fieldcheck.ActAside, "第二次量得更全"))
	b.refused(b.Review(ctx, inspector, id, d.Version, d.Visits[1].ID, fieldcheck.ActAccept, ""), fault.Conflict, "刷新")
	b.ok(b.Review(ctx, inspector, id, d.Version+1, d.Visits[1].ID, fieldcheck.ActAccept, ""))
	if k, err := b.Arrive(ctx, town, b.visit(id, 3, town)); err != nil || k != fieldcheck.KeptSecond {
		t.Errorf("%v %v", k, err)
	}
	d = b.one(id)
	if d.State != model.FieldAccepted || d.Visits[1].State != model.VisitAccepted || d.Visits[2].State != model.VisitArrived {
		t.Fatalf("%+v", d)
	}
	b.ok(b.Review(ctx, inspector, id, d.Version, d.Visits[2].ID, fieldcheck.ActAccept, ""))
	d = b.one(id)
	if d.Visits[1].State != model.VisitAside || d.Visits[2].State != model.VisitAccepted {
		t.Errorf("%+v", d.Visits)
	}
	// Accepted by mistake: it counts no more, and somebody goes again.
	b.ok(b.Review(ctx, inspector, id, d.Version, d.Visits[2].ID, fieldcheck.ActReturn, "照片是别处的"))
	if d = b.one(id); d.State != model.FieldReturned || d.Visits[2].State != model.VisitReturned {
		t.Errorf("%+v", d)
	}
	if w, err := b.Work(ctx, town); err != nil || len(w) != 1 || w[0].URL != "/office/field/#check-1" || !strings.Contains(w[0].Title, "示范道路1") {
		t.Errorf("%v %v", w, err)
	}
	var events int64
	b.ok(b.db.Model(&model.OutboxEvent{}).Where("topic = ?", fieldcheck.TopicAccepted).Count(&events).Error)
	if events != 3 {
		t.Errorf("%d promises to compare", events)
	}
	if _, err := audit.Verify(ctx, b.db); err != nil {
		t.Error(err)
	}
}

// TestAFindingIsAskedForByThoseWhoSeeIt: a finding that is hidden from somebody
// is as one that does not exist, and a check leads to it only who may see it.
func TestAFindingIsAskedForByThoseWhoSeeIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	finding := b.rows.Finding(registers.Finding{Model: "P03", Kind: model.SubjectProject, No: "X2"})
	person := b.rows.Finding(registers.Finding{Person: 1})
	d, err := b.Draft(ctx, inspector, "", finding)
	b.ok(err)
	if d.No != "X2" || d.Model != "P03" || d.Sentence == "" {
		t.Errorf("%+v", d)
	}
	_, missing := b.Draft(ctx, kin, "X2", finding+99)
	for name, c := range map[string]struct {
		by      actor.Actor
		finding int64
	}{"hidden": {kin, finding}, "about a person": {inspector, person}} {
		d, err := b.Draft(ctx, c.by, "X2", c.finding)
		if err == nil || fault.Of(err).Public != fault.Of(missing).Public || !fault.Is(err, fault.NotFound) || d != (fieldcheck.Draft{}) {
			t.Errorf("%s: %v, want %v: %+v", name, err, missing, d)
		}
		_, err = b.Make(ctx, c.by, fieldcheck.Order{Finding: c.finding, Why: "去看做到哪里了"})
		b.refused(err, fault.NotFound, "没有找到这条疑点")
	}
	id, err := b.Make(ctx, inspector, fieldcheck.Order{Finding: finding, Why: "去看做到哪里了"})
	b.ok(err)
	for who, want := range map[*actor.Actor]int64{&inspector: finding, &kin: 0} {
		if d, err := b.One(ctx, *who, id); err != nil || d.Finding != want {
			t.Errorf("%s is led to %d: %v", who.Name, d.Finding, err)
		}
	}
}

// What cannot be found has no photo, and a telephone's clock may be wrong.
func TestNothingWasFound(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.make("X2")
	v := fieldcheck.Visit{Check: id, UUID: uuid(1), Verdict: model.FieldMissing, Note: "备案的地点是水田", Captured: b.now.Add(48 * time.Hour)}
	if k, err := b.Arrive(t.Context(), inspector, v); err != nil || k != fieldcheck.KeptFirst {
		t.Fatal(k, err)
	}
	d := b.one(id)
	seen := d.Visits[0]
	if !seen.ClockWrong || seen.Distance != nil || seen.FiledPercent != nil || seen.Percent != nil {
		t.Errorf("%+v", seen)
	}
	// Whoever wrote it down does not accept it.
	if !seen.Own || len(seen.Can) != 2 {
		t.Errorf("%+v", seen)
	}
	b.refused(b.Review(t.Context(), inspector, id, d.Version, seen.ID, fieldcheck.ActAccept, ""), fault.Forbidden, "另一位审核")
	b.ok(b.Review(t.Context(), staff(7, actor.RoleSupervision, ""), id, d.Version, seen.ID, fieldcheck.ActAccept, ""))
	var row model.FieldVisit
	b.ok(b.db.Take(&row).Error)
	if row.OnDay.Format(time.DateOnly) != "2026-11-26" {
		t.Errorf("it counts for %v", row.OnDay)
	}
}
