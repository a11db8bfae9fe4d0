package livelihood_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/livelihood"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

const housing = "住房和城乡建设局"

var (
	inspector = workbench.Staff(1, actor.RoleSupervision, "", "")
	officer   = workbench.Staff(3, actor.RoleBureauOfficer, housing, "")
	elsewhere = workbench.Staff(4, actor.RoleBureauOfficer, "水利局", "")
	town      = workbench.Staff(5, actor.RoleTownInspector, "", registers.Jiangning)
)

type bench struct {
	*livelihood.Service
	t     *testing.T
	db    *gorm.DB
	rows  *registers.Registers
	now   time.Time
	head  int64
	child int64
	desk  *finding.Service
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	b.rows = registers.New(t, b.db, b.now)
	clock := func() time.Time { return b.now }
	extra := []parameter.Extra{{Definition: parameter.Definition{Name: livelihood.ParamLines, Default: "2024:8100、2025:8700"}}}
	for _, d := range livelihood.Definitions() {
		extra = append(extra, parameter.Extra{Definition: parameter.Definition{Name: d.Name, Default: d.Default}, Clean: d.Clean})
	}
	settings := parameter.New(b.db, clock, extra...)
	proof, err := files.New(t.TempDir(), b.rows.People, clock)
	b.ok(err)
	b.Service = livelihood.New(livelihood.Deps{DB: b.db, Box: b.rows.People, Files: proof, Findings: finding.NewTasks(b.rows.People), Calendar: settings.Calendar, Text: settings.Text, Now: clock})
	b.desk = finding.New(finding.Deps{DB: b.db, Box: b.rows.People, Files: proof, Calendar: settings.Calendar, Now: clock})
	b.head = b.rows.Person("甲示例", registers.Number("45092319600101001"))
	b.child = b.rows.Person("丙示例", registers.Number("45092320150901002"))
	b.rows.Resident(b.head, "H1", registers.Silian, "")
	b.rows.Resident(b.child, "H1", registers.Silian, "")
	batch := b.rows.NewBatch(model.BatchLoaded)
	on := func(s string) time.Time { d, err := time.Parse(time.DateOnly, s); b.ok(err); return d }
	lifted := on("2020-11-30")
	b.ok(b.db.Create(&model.AidedHousehold{ID: batch<<24 | 1, HouseholdNo: "T1", PersonID: b.head, VillageCode: registers.Silian, Category: "脱贫户", IdentifiedOn: on("2015-12-31"), LiftedOn: &lifted, Cause: "因病", BatchID: batch, RowNo: 1}).Error)
	for i, y := range []int{2023, 2024, 2025} {
		b.ok(b.db.Create(&model.Indicator{ID: batch<<24 | int64(10+i), HouseholdNo: "T1", Year: y, IncomeFen: int64(700000 + y), HousingGrade: "D", RebuildAccepted: "否", WaterMet: y != 2024, SchoolingMet: true, InsuranceMet: true, BatchID: batch, RowNo: 10 + i}).Error)
	}
	return b
}

func (b *bench) ok(err error) {
	b.t.Helper()
	workbench.OK(b.t, err)
}

func (b *bench) refused(err error, k fault.Kind, field string) {
	b.t.Helper()
	workbench.Refused(b.t, err, k, field)
}

func (b *bench) task(id int64) model.LivelihoodTask {
	b.t.Helper()
	t, err := gorm.G[model.LivelihoodTask](b.db).Where("id = ?", id).Take(b.t.Context())
	b.ok(err)
	return t
}

// found adds a finding and lets the tasks follow; it gives finding and task.
func (b *bench) found(m string, person int64) (finding, task int64) {
	b.t.Helper()
	finding = b.rows.Finding(registers.Finding{Person: person, Model: m, Title: "住房疑似不达标", Severity: 1})
	b.ok(b.Follow(b.t.Context(), 7))
	t, err := gorm.G[model.LivelihoodTask](b.db).Where("finding_id = ?", finding).Take(b.t.Context())
	b.ok(err)
	return finding, t.ID
}

func (b *bench) finding(id int64) model.Finding {
	b.t.Helper()
	f, err := gorm.G[model.Finding](b.db).Where("id = ?", id).Take(b.t.Context())
	b.ok(err)
	return f
}

func (b *bench) set(id int64, values map[string]any) {
	b.t.Helper()
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Updates(values).Error)
	b.ok(b.Follow(b.t.Context(), 8))
}

// is checks the state a task is in, and that following again changes nothing.
func (b *bench) is(id int64, state, metBy string) {
	b.t.Helper()
	t := b.task(id)
	if t.State != state || t.MetBy != metBy || (t.ClosedAt != nil) != (state == "met" || state == "not_needed" || state == "withdrawn") {
		b.t.Errorf("task %+v, want %s %s", t, state, metBy)
	}
	b.ok(b.Follow(b.t.Context(), 8))
	if again := b.task(id); again.Version != t.Version {
		b.t.Errorf("following again moved task %d from version %d to %d", id, t.Version, again.Version)
	}
}

func words(s string) seal.Secret { return seal.NewSecret(s) }

func photos(t testing.TB) []livelihood.Upload {
	t.Helper()
	return []livelihood.Upload{{Kind: livelihood.KindPhoto, Content: workbench.Photo(t)}}
}

func (b *bench) do(by actor.Actor, id int64, d livelihood.Deed) error {
	b.t.Helper()
	if d.Version == 0 {
		d.Version = b.task(id).Version
	}
	if d.Note == (seal.Secret{}) {
		d.Note = words("3月5日去看过，已经修好。")
	}
	return b.Do(b.t.Context(), by, id, d)
}

func (b *bench) remedy(id int64, way string) {
	b.t.Helper()
	b.ok(b.do(officer, id, livelihood.Deed{Action: livelihood.ActRemedy, Way: way, Uploads: photos(b.t)}))
}

// TestATaskIsAskedOnceAndCheckedByAVisit walks one task through every desk.
func TestATaskIsAskedOnceAndCheckedByAVisit(t *testing.T) {
	b := newBench(t)
	f, id := b.found("Q02", b.head)
	if task := b.task(id); task.Kind != "housing" || task.Bureau != housing || task.HouseholdNo != "T1" || task.TownCode != registers.Jiangning || task.DueAt.Before(b.now) {
		t.Errorf("%+v", task)
	}
	sent, err := b.desk.Dispatch(t.Context(), inspector, []finding.Pick{{ID: f, Version: b.finding(f).Version}}, finding.Order{Target: model.DispatchBureau, Bureau: ""})
	if err != nil || sent.Done != 0 || len(sent.Refused) != 1 {
		t.Errorf("dispatched besides its task: %+v %v", sent, err)
	}
	list, err := b.desk.List(t.Context(), inspector, finding.Filter{}, page.Request{})
	b.ok(err)
	if list.Total != 0 || list.Counts[finding.ViewTask] != 1 || list.Counts[model.FindingGenerated] != 0 {
		t.Errorf("the finding waits to be dispatched: %d %v", list.Total, list.Counts)
	}
	d, err := b.desk.One(t.Context(), inspector, f)
	b.ok(err)
	if d.Task != id || !d.Can[finding.ActAsk] || d.Can[finding.ActDispatch] || !d.Can[finding.ActProposeClue] {
		t.Errorf("task %d, can %v", d.Task, d.Can)
	}

	_, err = b.One(t.Context(), elsewhere, id)
	b.refused(err, fault.NotFound, "")
	remedy := livelihood.Deed{Action: livelihood.ActRemedy}
	for _, field := range []string{"way", "photo"} {
		b.refused(b.do(officer, id, remedy), fault.Invalid, field)
	}
	b.refused(b.do(officer, id, livelihood.Deed{Action: livelihood.ActRemedy, Way: "rebuild", Note: words("好"), Uploads: photos(t)}), fault.Invalid, "note")
	b.refused(b.do(officer, id, livelihood.Deed{Action: livelihood.ActRemedy, Way: "rebuild", Uploads: []livelihood.Upload{{Kind: livelihood.KindPhoto, Content: []byte("no photo")}}}), fault.Invalid, "photo")
	b.refused(b.do(inspector, id, remedy), fault.Forbidden, "")
	b.refused(b.do(town, id, livelihood.Deed{Action: livelihood.ActMet, Uploads: photos(t)}), fault.Conflict, "")
	b.remedy(id, "rebuild")
	b.refused(b.do(officer, id, livelihood.Deed{Version: 1, Action: livelihood.ActRemedy, Way: "rebuild", Uploads: photos(t)}), fault.Conflict, "")
	b.refused(b.do(town, id, livelihood.Deed{Action: livelihood.ActUnmet}), fault.Invalid, "photo")
	b.ok(b.do(town, id, livelihood.Deed{Action: livelihood.ActUnmet, Uploads: photos(t)}))
	b.is(id, model.LivelihoodReopened, "")
	b.remedy(id, "repair")
	b.ok(b.do(town, id, livelihood.Deed{Action: livelihood.ActMet, Uploads: photos(t)}))
	b.is(id, model.LivelihoodMet, model.LivelihoodByVisit)
	if row := b.finding(f); row.Status != model.FindingClosed || row.ClosedAs != model.ClosedRectification || row.FinalVerdict != model.VerdictTrue || row.RectifiedAt == nil {
		t.Errorf("the finding stays: %+v", row)
	}
	one, err := b.One(t.Context(), officer, id)
	b.ok(err)
	if len(one.Events) != 5 || len(one.Files) != 4 || one.Rounds != 1 || one.Way != "维修加固" || !one.Files[1].Visit {
		t.Errorf("%d events, %+v", len(one.Events), one.Files)
	}
	c, err := b.File(t.Context(), officer, id, one.Files[0].ID, false)
	if err != nil || c.Mime != "image/jpeg" || len(c.Data) == 0 {
		t.Errorf("%s %v", c.Mime, err)
	}
	_, err = b.File(t.Context(), elsewhere, id, one.Files[0].ID, true)
	b.refused(err, fault.NotFound, "")
	_, err = audit.Verify(t.Context(), b.db)
	b.ok(err)
}

// TestTasksFollowTheRegisters: gone, taken back, back again, judged; each with
// the right state, and the same run twice changes nothing.
func TestTasksFollowTheRegisters(t *testing.T) {
	b := newBench(t)
	gone := map[string]any{"gone_at": b.now}
	here := map[string]any{"gone_at": nil, "withdrawn_mark": 0}
	f, id := b.found("Q02", b.head)
	b.remedy(id, "rebuild")
	b.set(f, gone)
	b.is(id, model.LivelihoodMet, model.LivelihoodByRegister)
	b.set(f, here)
	b.is(id, model.LivelihoodReopened, "")

	b.set(f, map[string]any{"withdrawn_mark": 3})
	b.is(id, model.LivelihoodReopened, "") // until a run says what holds without the batch
	rows, err := b.List(t.Context(), inspector, livelihood.Filter{View: livelihood.ViewAll}, page.Request{})
	if err != nil || rows.Items[0].Warning == "" {
		t.Errorf("no warning: %+v %v", rows.Items, err)
	}
	b.set(f, map[string]any{"gone_at": b.now, "withdrawn_mark": 3})
	b.is(id, model.LivelihoodWithdrawn, "")
	b.set(f, here)
	b.is(id, model.LivelihoodReopened, "")

	for _, run := range []struct {
		id    int64
		lines string
	}{{1, "8700"}, {8, "8000"}} { // the line was lowered: that puts nothing right
		b.ok(b.db.Create(&model.ComparisonRun{ID: run.id, Kind: model.RunFull, Status: model.RunDone, AsOf: b.now, Batches: []byte("[]"), BatchesDigest: make([]byte, 32), StartedAt: b.now,
			Models: []byte(`{"Q02":{"version":"0000000000000000"}}`), Parameters: []byte(`{"Q02.accept_days":"` + run.lines + `"}`)}).Error)
	}
	b.set(f, gone)
	b.is(id, model.LivelihoodWithdrawn, "")
	b.ok(b.db.Model(&model.ComparisonRun{}).Where("id = 8").Update("parameters", []byte(`{"Q02.accept_days":"8700"}`)).Error)
	b.set(f, here)
	b.set(f, gone)
	b.is(id, model.LivelihoodMet, model.LivelihoodByRegister)

	exempted, second := b.found("Q03", b.head)
	b.set(exempted, map[string]any{"status": model.FindingExempted})
	b.is(second, model.LivelihoodNotNeeded, "")
	sent := b.rows.Finding(registers.Finding{Person: b.child, Model: "Q04", Status: model.FindingDispatched})
	held := b.rows.Finding(registers.Finding{Person: b.child, Model: "Q05", Held: "没有医保参保数据"})
	other := b.rows.Finding(registers.Finding{Person: b.child, Model: "S01"})
	b.ok(b.Follow(t.Context(), 9))
	for _, id := range []int64{sent, held, other} {
		if b.finding(id).TaskID != 0 {
			t.Errorf("finding %d became a task", id)
		}
	}
}

// TestNothingToBeDoneTakesASecondPerson and closes the finding as it was.
func TestNothingToBeDoneTakesASecondPerson(t *testing.T) {
	b := newBench(t)
	f, id := b.found("Q02", b.head)
	b.refused(b.do(officer, id, livelihood.Deed{Action: livelihood.ActAsk}), fault.Invalid, "reason")
	b.ok(b.do(officer, id, livelihood.Deed{Action: livelihood.ActAsk, Reason: "allowed"}))
	b.refused(b.do(officer, id, livelihood.Deed{Action: livelihood.ActAgree}), fault.Forbidden, "")
	b.ok(b.do(inspector, id, livelihood.Deed{Action: livelihood.ActRefuse}))
	b.is(id, model.LivelihoodOpen, "")
	b.ok(b.do(officer, id, livelihood.Deed{Action: livelihood.ActAsk, Reason: "data_error"}))
	b.ok(b.do(inspector, id, livelihood.Deed{Action: livelihood.ActAgree}))
	b.is(id, model.LivelihoodNotNeeded, "")
	if row := b.finding(f); row.Status != model.FindingClosed || row.ClosedAs != model.ClosedDataCorrection || row.FinalVerdict != model.VerdictDataError {
		t.Errorf("%s %s %s", row.Status, row.ClosedAs, row.FinalVerdict)
	}
	_, work := b.found("Q01", b.head)
	b.ok(b.do(inspector, work, livelihood.Deed{Action: livelihood.ActReassign, Bureau: housing}))
	b.refused(b.do(officer, work, livelihood.Deed{Action: livelihood.ActRemedy, Way: "work", Uploads: photos(t)}), fault.Invalid, "jobs")
	b.ok(b.do(officer, work, livelihood.Deed{Action: livelihood.ActRemedy, Way: "work", Jobs: "2", Uploads: photos(t)}))
	b.ok(b.do(inspector, work, livelihood.Deed{Action: livelihood.ActMet, Uploads: photos(t)}))
	for i, who := range []int64{b.head, b.child, b.rows.Person("丁示例", registers.Number("45092319700101003"))} {
		_, water := b.found("Q03", who)
		b.ok(b.do(inspector, water, livelihood.Deed{Action: livelihood.ActReassign, Bureau: housing}))
		b.refused(b.do(officer, water, livelihood.Deed{Action: livelihood.ActRemedy, Way: "works", Project: strings.Repeat("水", 41), Uploads: photos(t)}), fault.Invalid, "project")
		b.ok(b.do(officer, water, livelihood.Deed{Action: livelihood.ActRemedy, Way: "works", Project: []string{"XM0001", " XM0001 ", ""}[i], Uploads: photos(t)}))
		b.ok(b.do(inspector, water, livelihood.Deed{Action: livelihood.ActMet, Uploads: photos(t)}))
	}
	o, err := b.Overview(t.Context(), inspector)
	b.ok(err)
	for _, r := range o.Results {
		if r.Text == "饮水达标" && r.N != 3 || r.Text == "建成饮水工程" && r.N != 1 {
			t.Errorf("three households, one project named by two: %+v", r)
		}
		if r.Text == "帮助就业" && r.N != 2 || r.Kind == "income" && r.Text != "帮助就业" && r.N != 1 {
			t.Errorf("%+v", r)
		}
	}
}

// TestTwoPeopleLookAtAHousehold: what no register tells is seen by two people.
func TestTwoPeopleLookAtAHousehold(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	photo := workbench.Photo(t)
	look := func(change func(*livelihood.Look)) livelihood.Look {
		l := livelihood.Look{Item: "6", Answer: "no", Companion: "李示范", Day: "2026-02-20", Note: seal.NewSecret("老人和孩子在家"), Photo: photo}
		change(&l)
		return l
	}
	for field, change := range map[string]func(*livelihood.Look){
		"item": func(l *livelihood.Look) { l.Item = "2" }, "answer": func(l *livelihood.Look) { l.Answer = "maybe" }, "companion": func(l *livelihood.Look) { l.Companion = town.Name },
		"day": func(l *livelihood.Look) { l.Day = "2026-03-03" }, "note": func(l *livelihood.Look) { l.Note = seal.NewSecret("在") }, livelihood.KindPhoto: func(l *livelihood.Look) { l.Photo = []byte("no photo") },
	} {
		b.refused(b.Look(ctx, town, "T1", look(change)), fault.Invalid, field)
	}
	same := func(*livelihood.Look) {}
	b.refused(b.Look(ctx, officer, "T1", look(same)), fault.NotFound, "")
	b.refused(b.Look(ctx, workbench.Staff(9, actor.RoleTownInspector, "", "450923999000"), "T1", look(same)), fault.NotFound, "")
	b.ok(b.Look(ctx, town, "T1", look(same)))
	b.ok(b.Look(ctx, inspector, "T1", look(func(l *livelihood.Look) { l.Day, l.Answer = "2026-03-01", "unclear" })))
	h, err := b.Household(ctx, inspector, "T1", "看入户核查")
	b.ok(err)
	for _, v := range h.Vetoes {
		switch {
		case v.No != "6" && len(v.Seen) != 0:
			t.Errorf("%s: %+v", v.No, v.Seen)
		case v.No == "6" && (len(v.Seen) != 2 || v.Seen[0].Answer != "unclear" || v.Seen[1].Companion != "李示范" || v.Seen[1].Note.Reveal() != "老人和孩子在家" || !v.Seen[1].Photo):
			t.Errorf("%+v", v.Seen)
		}
	}
	if f, err := b.LookPhoto(ctx, town, "T1", 1); err != nil || f.Mime != "image/jpeg" {
		t.Error(f.Mime, err)
	}
	_, err = b.LookPhoto(ctx, town, "T2", 1)
	b.refused(err, fault.NotFound, "")
	if _, err := audit.Verify(ctx, b.db); err != nil {
		t.Error(err)
	}
}

// TestOneHouseholdOverTheYears: everything in its year, for who may and says why.
func TestOneHouseholdOverTheYears(t *testing.T) {
	b := newBench(t)
	item := b.rows.Item("DB01", "农村低保")
	for m := 1; m <= 3; m++ {
		b.rows.Pay(registers.Payout{Person: b.head, Item: item, Month: fmt.Sprintf("2025-%02d", m), Fen: 23000})
	}
	batch := b.rows.NewBatch(model.BatchLoaded)
	b.ok(b.db.Create(&model.Vehicle{ID: batch<<24 | 1, PersonID: b.head, Plate: "K1", VehicleType: "小型轿车", RegisteredOn: time.Date(2014, 5, 1, 0, 0, 0, 0, time.UTC), State: "正常", ValueFen: 4200000, BatchID: batch, RowNo: 1}).Error)
	b.ok(b.db.Create(&model.Employment{ID: batch<<24 | 2, PersonID: b.head, Employer: "演示公司", FromOn: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), BatchID: batch, RowNo: 2}).Error)
	b.ok(b.db.Create(&model.Enrolment{ID: batch<<24 | 3, PersonID: b.child, School: "演示小学", Stage: "小学", State: "在籍", FromOn: time.Date(2022, 9, 1, 0, 0, 0, 0, time.UTC), BatchID: batch, RowNo: 3}).Error)
	b.ok(b.db.Create(&model.CompanyRole{ID: batch<<24 | 4, Code: "C1", PersonID: b.head, Role: "法定代表人", BatchID: batch, RowNo: 4}).Error)
	b.ok(b.db.Create(&model.Company{ID: batch<<24 | 5, Code: "C1", Name: "演示店", Kind: "个体", State: "存续", FoundedOn: time.Date(2016, 5, 1, 0, 0, 0, 0, time.UTC), BatchID: batch, RowNo: 5}).Error)
	b.ok(b.db.Create(&model.Insurance{ID: batch<<24 | 6, PersonID: b.head, Scheme: "居民", Year: 2025, BatchID: batch, RowNo: 6}).Error)
	wages := int64(500000)
	b.ok(b.db.Model(&model.Indicator{}).Where("year = 2025").Updates(model.Indicator{IncomeWagesFen: &wages, WaterQuantity: "是", WaterSupply: "否"}).Error)
	for _, kind := range []string{"vehicles", "officials"} {
		b.ok(b.db.Model(&model.Batch{}).Where("id = ?", b.rows.NewBatch(model.BatchLoaded)).UpdateColumn("kind", kind).Error)
	}
	_, err := b.Household(t.Context(), officer, "T1", "办理保障任务")
	b.refused(err, fault.NotFound, "")
	b.found("Q02", b.head)
	for _, why := range []string{"看", "办450923199001010011的事"} {
		_, err = b.Household(t.Context(), officer, "T1", why)
		b.refused(err, fault.Invalid, "reason")
	}
	_, err = b.Household(t.Context(), workbench.Staff(9, actor.RoleTownInspector, "", "450923999000"), "T1", "入户复核住房")
	b.refused(err, fault.NotFound, "")
	for _, no := range []string{"T1", "H1"} {
		h, err := b.Household(t.Context(), officer, no, "办理保障任务")
		b.ok(err)
		if len(h.Members) != 2 || len(h.Tasks) != 1 || h.To != 2026 || len(h.Years) != h.To-h.From+1 {
			t.Errorf("%s: %d members, %d tasks, %d–%d", no, len(h.Members), len(h.Tasks), h.From, h.To)
		}
		if no == "H1" {
			continue
		}
		if h.From != 2015 || h.Kind != "脱贫户" || len(h.Benefits) != 1 || len(h.Benefits[0].Stretch) != 1 || h.Benefits[0].Paid[0].Fen != 69000 {
			t.Errorf("%+v", h.Benefits)
		}
		y := h.Years[len(h.Years)-3] // 2024
		if y.Year != 2024 || !y.Known || y.Water || y.Line != 810000 || y.Pupils != 1 || y.Enrolled != 1 || y.Members != 2 {
			t.Errorf("%+v", y)
		}
		last := h.Years[len(h.Years)-2] // 2025
		if !last.InsuranceKnown || last.Covered != 1 || y.InsuranceKnown || !y.SchoolKnown || h.Years[0].SchoolKnown || last.Parts.Wages == nil || *last.Parts.Wages != 500000 || last.Parts.Transfer != nil || last.Values != (livelihood.WaterValues{Quantity: "是", Supply: "否"}) || y.Parts.Known() {
			t.Errorf("2025: %+v; 2024: %+v", last, y)
		}
		for _, m := range h.Members {
			child, in24, in25 := m.Name == "丙示例", m.Years[2024], m.Years[2025]
			if in25 == nil || in24 == nil || in24.Pupil != child || (in24.School == "小学 演示小学") != child || (in25.Insured == "居民") == child || !in25.Here {
				t.Errorf("%s: %+v %+v", m.Name, in24, in25)
			}
		}
		for _, v := range h.Vetoes {
			switch n := len(v.Says); {
			case v.No == "4" && (n != 1 || !v.Says[0].Then), v.No == "3" && (n != 1 || v.Says[0].Then), v.Visit != (v.No == "1" || v.No == "6" || v.No == "7"),
				v.No == "5" && (n != 1 || !strings.Contains(v.Says[0].What, "演示公司")):
				t.Errorf("veto %s: %+v", v.No, v.Says)
			}
			// Only vehicles and officials were imported as such: the silence of the others says nothing.
			bare := v.No == "2" || v.No == "3" || v.No == "8"
			if v.Bare != bare || strings.Join(v.Missing, "") != map[string]string{"2": "不动产", "3": "市场主体人员", "5": "社保缴费", "8": "户籍人口"}[v.No] {
				t.Errorf("veto %s: missing %q, bare %t", v.No, v.Missing, v.Bare)
			}
		}
	}
	b.rows.Official(b.head, "演示局")
	kin := workbench.Staff(8, actor.RoleSupervision, "", "")
	kin.Name = "甲示例"
	_, err = b.Household(t.Context(), kin, "T1", "看看自己家")
	b.refused(err, fault.NotFound, "")
	list, err := b.List(t.Context(), kin, livelihood.Filter{View: livelihood.ViewAll}, page.Request{})
	if err != nil || list.Total != 0 {
		t.Errorf("own tasks are listed: %d %v", list.Total, err)
	}
	dbtest.AtMost(t, b.db, 5, func(db *gorm.DB) {
		s := livelihood.New(b.Deps)
		s.DB = db
		if _, err := s.Work(t.Context(), officer); err != nil {
			t.Error(err)
		}
	})
	dbtest.AtMost(t, b.db, 38, func(db *gorm.DB) {
		s := livelihood.New(b.Deps)
		s.DB = db
		if _, err := s.Household(t.Context(), officer, "T1", "办理保障任务"); err != nil {
			t.Error(err)
		}
	})
	dbtest.AtMost(t, b.db, 10, func(db *gorm.DB) {
		s := livelihood.New(b.Deps)
		s.DB = db
		if _, err := s.Overview(t.Context(), inspector); err != nil {
			t.Error(err)
		}
	})
}
