package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/livelihood"
)

// livelihoodWorld is the county with its tasks.
type livelihoodWorld struct {
	t       testing.TB
	in      *infra
	tasks   *livelihood.Service
	worker  *outbox.Worker
	compare *comparison.Service
	request comparison.Request
	found   int64 // findings of Q01–Q08 that may be worked on
}

var countyInspector = actor.Actor{Kind: actor.Staff, StaffID: 9001, Role: actor.RoleSupervision, Name: "演示监督员"}

// checkLivelihood follows the county's findings of Q01–Q08 as tasks: hits, tasks,
// remedies and checks add up in every view, and what a withdrawn batch takes
// away is closed for the right reason.
func checkLivelihood(t testing.TB, in *infra, s *comparison.Service, q comparison.Request) {
	t.Helper()
	tasks, err := in.livelihoods(in.newParameters(), in.now)
	if err != nil {
		t.Fatal(err)
	}
	w := &livelihoodWorld{t: t, in: in, tasks: tasks, worker: outbox.NewWorker(in.db, in.log, time.Now, tasks.Handlers()), compare: s, request: q}
	w.follow()
	q8 := "model LIKE 'Q0%' AND held_reason = '' AND gone_at IS NULL AND withdrawn_mark = 0"
	w.found = w.count("findings", q8)
	if made := w.count("livelihood_tasks", "1 = 1"); made != w.found || made < 8 {
		t.Errorf("%d findings, %d tasks", w.found, made)
	}
	w.addUp("found")
	w.remedyAndCheck()
	w.addUp("remedied")
	w.again()
	w.recheck()
	w.addUp("withdrawn")
}

func (w *livelihoodWorld) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *livelihoodWorld) follow() {
	w.t.Helper()
	_, err := w.worker.Once(w.t.Context())
	w.ok(err)
}

func (w *livelihoodWorld) count(table, where string, args ...any) int64 {
	w.t.Helper()
	var n int64
	w.ok(w.in.db.Table(table).Where(where, args...).Count(&n).Error)
	return n
}

// remedyAndCheck takes tasks of every kind on: of four, one is remedied, one
// met by a visit, one struck off, one left.
func (w *livelihoodWorld) remedyAndCheck() {
	var all []model.LivelihoodTask
	w.ok(w.in.db.Order("kind, id").Find(&all).Error)
	var photo bytes.Buffer
	w.ok(jpeg.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 8, 8)), nil))
	do := func(by actor.Actor, id int64, d livelihood.Deed) {
		w.t.Helper()
		t, err := gorm.G[model.LivelihoodTask](w.in.db).Where("id = ?", id).Take(w.t.Context())
		w.ok(err)
		d.Version, d.Note, d.Uploads = t.Version, seal.NewSecret("三月五日去看过，情况属实。"), []livelihood.Upload{{Kind: livelihood.KindPhoto, Content: photo.Bytes()}}
		w.ok(w.tasks.Do(w.t.Context(), by, id, d))
	}
	seen := map[string]int{}
	for _, t := range all {
		n := seen[t.Kind]
		if seen[t.Kind]++; n >= 8 { // enough of each kind: a photo takes time
			continue
		}
		officer := actor.Actor{Kind: actor.Staff, StaffID: 9002, Role: actor.RoleBureauOfficer, Name: "演示经办员", Bureau: t.Bureau}
		remedy := livelihood.Deed{Action: livelihood.ActRemedy, Way: livelihood.Ways(t.Kind)[0].Value}
		if t.Kind == model.LivelihoodIncome {
			remedy.Jobs = "1"
		}
		switch n % 4 {
		case 0:
			do(officer, t.ID, remedy)
		case 1:
			do(officer, t.ID, remedy)
			do(countyInspector, t.ID, livelihood.Deed{Action: livelihood.ActMet})
		case 2:
			do(officer, t.ID, livelihood.Deed{Action: livelihood.ActAsk, Reason: "allowed"})
			do(countyInspector, t.ID, livelihood.Deed{Action: livelihood.ActAgree})
		}
	}
}

// addUp compares every view with the table behind it: tables by kind, town and
// bureau with each other and with the lists that their numbers lead to.
func (w *livelihoodWorld) addUp(when string) {
	w.t.Helper()
	o, err := w.tasks.Overview(w.t.Context(), countyInspector)
	w.ok(err)
	if n := w.count("livelihood_tasks", "1 = 1"); int64(o.All.Total) != n {
		w.t.Errorf("%s: the overview counts %d of %d", when, o.All.Total, n)
	}
	for name, lines := range map[string][]livelihood.Line{"kind": o.Kinds, "town": o.Towns, "bureau": o.Bureaus} {
		states, total, late := map[string]int{}, 0, 0
		for _, l := range lines {
			sum := 0
			for s, n := range l.States {
				states[s], sum = states[s]+n, sum+n
			}
			if sum != l.Total {
				w.t.Errorf("%s: %s %s: states make %d of %d", when, name, l.Text, sum, l.Total)
			}
			total, late = total+l.Total, late+l.Late
		}
		if total != o.All.Total || late != o.All.Late {
			w.t.Errorf("%s: by %s %d, in all %d", when, name, total, o.All.Total)
		}
		for s, n := range o.All.States {
			if states[s] != n {
				w.t.Errorf("%s: by %s %d %s, in all %d", when, name, states[s], s, n)
			}
		}
	}
	for _, l := range o.Kinds {
		for _, s := range livelihood.States() {
			list, err := w.tasks.List(w.t.Context(), countyInspector, livelihood.Filter{View: s.Value, Kind: l.Value}, page.Request{Size: 1})
			w.ok(err)
			if list.Total != l.States[s.Value] || list.Counts[s.Value] != l.States[s.Value] {
				w.t.Errorf("%s: %s %s: the table says %d, its list %d, its tab %d", when, l.Value, s.Value, l.States[s.Value], list.Total, list.Counts[s.Value])
			}
		}
	}
	for _, r := range o.Results {
		list, err := w.tasks.List(w.t.Context(), countyInspector, livelihood.Filter{View: r.State, Kind: r.Kind}, page.Request{Size: 1})
		w.ok(err)
		if r.Unit == "人" && r.Note != "" && list.Jobs != r.N || r.Note == "" && list.Total != r.N {
			w.t.Errorf("%s: %s %d, its list %d and %d", when, r.Text, r.N, list.Total, list.Jobs)
		}
	}
	var towns int
	for _, l := range o.Towns { // each town's inspector sees the town's
		if l.Value == "" {
			towns += l.Total
			continue
		}
		own, err := w.tasks.Overview(w.t.Context(), actor.Actor{Kind: actor.Staff, StaffID: 9003, Role: actor.RoleTownInspector, Name: "演示镇纪委", Division: l.Value})
		w.ok(err)
		towns += own.All.Total
	}
	if towns != o.All.Total {
		w.t.Errorf("%s: the towns see %d of %d", when, towns, o.All.Total)
	}
	met, settled := w.count("livelihood_tasks", "met_by = 'visit' AND state = 'met'"), w.count("findings", "task_id <> 0 AND status = 'closed' AND closed_as = 'rectification'")
	struck, closed := w.count("livelihood_tasks", "state = 'not_needed'"), w.count("findings", "task_id <> 0 AND status = 'closed' AND closed_as = 'data_correction'")
	if met != settled || struck != closed {
		w.t.Errorf("%s: %d met by a visit, %d findings; %d struck off, %d findings", when, met, settled, struck, closed)
	}
}

// again follows the same run: nothing is asked twice.
func (w *livelihoodWorld) again() {
	w.t.Helper()
	before, run := w.count("livelihood_events", "1 = 1"), int64(0)
	w.ok(w.in.db.Raw("SELECT MAX(id) FROM comparison_runs").Scan(&run).Error)
	w.ok(w.tasks.Follow(w.t.Context(), run))
	if n := w.count("livelihood_tasks", "1 = 1"); n != w.found {
		w.t.Errorf("%d tasks after the same run again, %d before", n, w.found)
	}
	if n := w.count("livelihood_events", "1 = 1"); n != before {
		w.t.Errorf("%d steps by the same run again", n-before)
	}
}

// recheck loads checks of this year: every household with a water task that
// waits is said to be well, and one that was well is said not to be. Then the
// batch is taken back.
func (w *livelihoodWorld) recheck() {
	w.t.Helper()
	var dry []string
	w.ok(w.in.db.Raw("SELECT DISTINCT household_no FROM livelihood_tasks WHERE kind = 'water' AND state IN ('open', 'remedied')").Scan(&dry).Error)
	var years []model.Indicator
	w.ok(w.in.db.Where("household_no IN ? AND closed_by = 0 AND water_met = ?", dry, false).Order("id").Find(&years).Error)
	var well []model.Indicator
	w.ok(w.in.db.Raw("SELECT i.* FROM indicators i JOIN aided_households h ON h.household_no = i.household_no AND h.closed_by = 0 WHERE i.closed_by = 0 AND i.water_met = ? AND h.lifted_on IS NOT NULL AND i.year = (SELECT MAX(year) FROM indicators)"+
		" AND h.household_no NOT IN (SELECT household_no FROM livelihood_tasks) ORDER BY i.id LIMIT 1", true).Scan(&well).Error)
	if len(dry) == 0 || len(years) == 0 || len(well) != 1 {
		w.t.Fatalf("%d households without water, %d records, %d well", len(dry), len(years), len(well))
	}
	at := w.in.now().UTC()
	as := w.request.AsOf.Time()
	batch := model.Batch{Kind: "indicators", FileName: "复核.xlsx", FileDigest: make([]byte, 32), Status: model.BatchLoaded, AsOf: as, LoadedAt: &at, CreatedAt: at}
	w.ok(w.in.db.Create(&batch).Error)
	var rows []model.Indicator
	for i, r := range append(years, well...) {
		r.ID, r.BatchID, r.RowNo, r.WaterMet, r.VerifiedOn = batch.ID<<24|int64(i+1), batch.ID, i+1, !r.WaterMet, &as
		rows = append(rows, r)
	}
	w.ok(w.in.db.CreateInBatches(&rows, 100).Error)
	waited := w.count("livelihood_tasks", "kind = 'water' AND state IN ('open', 'remedied')")
	w.run()
	if n := w.count("livelihood_tasks", "kind = 'water' AND state = 'met' AND met_by = 'register'"); n != waited {
		w.t.Errorf("the registers met %d of %d", n, waited)
	}
	if n := w.count("livelihood_tasks", "kind = 'water' AND state = 'open' AND household_no = ?", well[0].HouseholdNo); n != 1 {
		w.t.Errorf("%d tasks of who is said to have no water", n)
	}
	w.addUp("checked again")
	w.ok(w.in.db.Model(&model.Batch{}).Where("id = ?", batch.ID).Update("status", model.BatchWithdrawn).Error)
	w.ok(w.compare.Withdrawn(w.t.Context(), comparison.BatchEvent{Batch: batch.ID, Kind: "indicators"}))
	w.run()
	if n := w.count("livelihood_tasks", "kind = 'water' AND state = 'reopened'"); n != waited {
		w.t.Errorf("%d of %d came back", n, waited)
	}
	if n := w.count("livelihood_tasks", "state = 'withdrawn' AND household_no = ?", well[0].HouseholdNo); n != 1 || w.count("livelihood_tasks", "state = 'withdrawn'") != 1 {
		w.t.Errorf("%d withdrawn, %d of them of the household that was well", w.count("livelihood_tasks", "state = 'withdrawn'"), n)
	}
}

func (w *livelihoodWorld) run() {
	w.t.Helper()
	_, err := w.compare.Compare(w.t.Context(), actor.Sys("test"), w.request)
	w.ok(err)
	w.follow()
}
