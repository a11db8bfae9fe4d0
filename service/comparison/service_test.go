package comparison_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

func on(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// county is a person who died in March 2024 and is still paid an allowance.
type county struct {
	t        *testing.T
	db       *gorm.DB
	r        *registers.Registers
	s        *comparison.Service
	now      time.Time
	values   map[string]string
	dead     int64
	item     int64
	deaths   int64  // batch
	payments int    // months paid from January 2024 on
	asked    func() // when a run asks for the parameters
}

var cli = actor.Sys("test")

func newCounty(t *testing.T) *county {
	t.Helper()
	c := &county{t: t, db: dbtest.New(t), now: on("2024-07-15").Add(4 * time.Hour), values: map[string]string{}}
	c.r = registers.New(t, c.db, c.now)
	c.s = comparison.New(comparison.Options{DB: c.db, People: c.r.People, Now: func() time.Time { return c.now },
		Values: func(context.Context, period.Day) (map[string]string, error) {
			if c.asked != nil {
				c.asked()
			}
			return c.values, nil
		},
		Set: func(_ context.Context, _ actor.Actor, name, value, _ string) error {
			c.values[name] = value
			return nil
		}})
	if err := c.db.Model(&model.Batch{}).Where("id = ?", c.r.Batch).Updates(map[string]any{"rows_good": 100}).Error; err != nil {
		t.Fatal(err)
	}
	c.dead = c.r.Person("测甲", registers.Number("45092319400101001"))
	c.r.Resident(c.dead, "H1", registers.Silian, "")
	c.item = c.r.Item("GL", "高龄津贴")
	c.deaths = c.batch("deaths", "2024-07-01")
	c.create(&model.Death{ID: c.deaths<<24 | 1, PersonID: c.dead, DiedOn: on("2024-03-20"), Source: "公安", BatchID: c.deaths, RowNo: 1})
	c.pay(5)
	return c
}

func (c *county) create(row any) {
	c.t.Helper()
	if err := c.db.Create(row).Error; err != nil {
		c.t.Fatal(err)
	}
}

// batch makes a loaded batch of one row.
func (c *county) batch(kind, asOf string) int64 {
	c.t.Helper()
	digest := make([]byte, 32)
	copy(digest, kind+asOf+c.now.String())
	loaded := c.now
	b := model.Batch{Kind: kind, FileName: kind + ".xlsx", FileDigest: digest, Status: model.BatchLoaded, AsOf: on(asOf), RowsGood: 1, CreatedAt: c.now, LoadedAt: &loaded}
	c.create(&b)
	return b.ID
}

// pay pays months up to the nth of 2024.
func (c *county) pay(n int) {
	c.t.Helper()
	for c.payments < n {
		c.payments++
		c.r.Pay(registers.Payout{Person: c.dead, Item: c.item, Month: on("2024-01-01").AddDate(0, c.payments-1, 0).Format("2006-01"), Fen: 5000})
	}
}

func (c *county) compare() comparison.Run {
	c.t.Helper()
	r, err := c.s.Compare(c.t.Context(), cli, comparison.Request{Choice: comparison.Choice{Models: []string{"S01"}}})
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

func (c *county) findings() []model.Finding {
	c.t.Helper()
	rows, err := gorm.G[model.Finding](c.db).Order("id").Find(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return rows
}

func (c *county) one() model.Finding {
	c.t.Helper()
	rows := c.findings()
	if len(rows) != 1 {
		c.t.Fatalf("%d findings: %+v", len(rows), rows)
	}
	return rows[0]
}

func (c *county) evidence(id int64) int64 {
	c.t.Helper()
	n, err := gorm.G[model.FindingEvidence](c.db).Where("finding_id = ?", id).Count(c.t.Context(), "*")
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

func (c *county) set(id int64, columns map[string]any) {
	c.t.Helper()
	if err := c.db.Model(&model.Finding{}).Where("id = ?", id).Updates(columns).Error; err != nil {
		c.t.Fatal(err)
	}
}

func span(f model.Finding) string {
	end := ""
	if f.PeriodEnd != nil {
		end = f.PeriodEnd.Format(time.DateOnly)
	}
	return f.PeriodStart.Format(time.DateOnly) + "~" + end
}

func TestFindingIsMadeOnceAndGrows(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	r := c.compare()
	f := c.one()
	if r.Created != 1 || f.Model != "S01" || f.PersonID != c.dead || f.ItemID != c.item || span(f) != "2024-04-01~2024-05-31" || f.AmountFen != 10000 || f.VillageCode != registers.Silian ||
		f.Bureau != "县民政局" || f.Status != model.FindingGenerated || f.HeldReason != "" || f.Version != 1 || c.evidence(f.ID) != 3 || strings.Contains(f.Sentence, "测甲") {
		t.Errorf("%+v\n%+v", r, f)
	}
	c.now = c.now.Add(time.Hour)
	if r := c.compare(); r.Created != 0 || r.Updated != 1 || r.Gone != 0 {
		t.Errorf("again: %+v", r)
	}
	if g := c.one(); g.FirstRunID != f.FirstRunID || g.LastRunID == f.LastRunID || !bytes.Equal(g.Fingerprint, f.Fingerprint) || !g.LastSeenAt.After(f.LastSeenAt) {
		t.Errorf("seen again: %+v", g)
	}
	c.pay(7)
	c.compare()
	if g := c.one(); span(g) != "2024-04-01~2024-07-31" || g.AmountFen != 20000 || !bytes.Equal(g.Fingerprint, f.Fingerprint) || c.evidence(f.ID) != 5 || g.Severity != 3 || g.Version != 1 {
		t.Errorf("grown: %+v", g)
	}
	events, err := gorm.G[model.FindingEvent](c.db).Order("id").Find(t.Context())
	if err != nil || len(events) != 2 || events[0].Kind != "found" || events[1].Kind != "grown" {
		t.Errorf("%+v %v", events, err)
	}
}

func TestJudgedIsNotRaisedAgainAndNewMonthsAre(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.compare()
	f := c.one()
	c.set(f.ID, map[string]any{"status": model.FindingClosed, "closed_as": model.ClosedRectification, "version": 4})
	if r := c.compare(); r.Created != 0 {
		t.Errorf("raised again: %+v", r)
	}
	c.pay(7)
	c.compare()
	rows := c.findings()
	if len(rows) != 2 || span(rows[0]) != "2024-04-01~2024-05-31" || rows[0].Version != 4 || span(rows[1]) != "2024-06-01~2024-07-31" || rows[1].AmountFen != 10000 || c.evidence(rows[1].ID) != 3 ||
		bytes.Equal(rows[0].Fingerprint, rows[1].Fingerprint) || !strings.Contains(rows[1].Sentence, "2024年6月至7月") {
		t.Errorf("%+v", rows)
	}
	c.compare()
	if again := c.findings(); len(again) != 2 || again[1].AmountFen != 10000 {
		t.Errorf("%+v", again)
	}
}

func TestWithdrawnAndGone(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	c.compare()
	f := c.one()
	if err := c.db.Model(&model.Batch{}).Where("id = ?", c.deaths).Updates(map[string]any{"status": model.BatchWithdrawn}).Error; err != nil {
		t.Fatal(err)
	}
	for range 2 { // an event may come twice
		if err := c.s.Withdrawn(ctx, comparison.BatchEvent{Batch: c.deaths, Kind: "deaths"}); err != nil {
			t.Fatal(err)
		}
	}
	if g := c.one(); g.WithdrawnMark != c.deaths || g.WithdrawnAt == nil || g.Status != model.FindingGenerated {
		t.Errorf("%+v", g)
	}
	c.compare()
	if g := c.one(); g.GoneAt != nil {
		t.Errorf("a model without its register proves nothing, yet gone: %+v", g)
	}
	other := c.batch("deaths", "2024-07-10")
	c.compare()
	if g := c.one(); g.GoneAt == nil {
		t.Errorf("no death any more, yet there: %+v", g)
	}
	c.create(&model.Death{ID: other<<24 | 1, PersonID: c.dead, DiedOn: on("2024-03-20"), Source: "公安", BatchID: other, RowNo: 1})
	c.compare()
	if g := c.one(); g.GoneAt != nil || g.WithdrawnMark != 0 || g.ID != f.ID {
		t.Errorf("back: %+v", g)
	}
	n, err := gorm.G[model.FindingEvent](c.db).Where("kind IN ('withdrawn','gone','back')").Count(ctx, "*")
	if err != nil || n != 3 {
		t.Errorf("%d events, %v", n, err)
	}
}

func TestStaleRegisterHoldsFindingsBack(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.now = c.now.AddDate(0, 6, 0)
	r := c.compare()
	if f := c.one(); !strings.Contains(f.HeldReason, "死亡人口数据截至2024年7月1日") || r.Models[0].Held == "" {
		t.Errorf("%+v %+v", f, r.Models)
	}
	c.values["stale.deaths.days"], c.values["stale.payouts.days"] = "400", "400"
	c.compare()
	if f := c.one(); f.HeldReason != "" {
		t.Errorf("held, though fresh enough: %s", f.HeldReason)
	}
}

func TestRunsAreKept(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	a, b := c.compare(), c.compare()
	if !bytes.Equal(a.DataDigest, b.DataDigest) || a.ParameterHash != b.ParameterHash || a.Hits != b.Hits || a.Models[0].Version != b.Models[0].Version {
		t.Errorf("%+v\n%+v", a, b)
	}
	c.values["S01.red_periods"] = "9"
	if d := c.compare(); d.ParameterHash == a.ParameterHash {
		t.Error("other parameters, the same hash")
	}
	runs, err := c.s.Runs(ctx, cli, page.Request{})
	if err != nil || runs.Total != 3 || runs.Items[0].Status != model.RunDone || runs.Items[0].FinishedAt == nil {
		t.Errorf("%+v %v", runs, err)
	}
	if _, err := c.s.Run(ctx, actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre}, 1); !fault.Is(err, fault.NotFound) {
		t.Errorf("a cadre sees runs: %v", err)
	}
	if _, err := c.s.Compare(ctx, cli, comparison.Request{Choice: comparison.Choice{Models: []string{"S99"}}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	if last, err := c.s.Run(ctx, cli, 4); err != nil || last.Status != model.RunFailed || !strings.Contains(last.Message, "S99") {
		t.Errorf("%+v %v", last, err)
	}
}

func TestAfterAnImport(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	once := func() {
		t.Helper()
		if err := c.s.Once(ctx); err != nil {
			t.Fatal(err)
		}
	}
	event := comparison.BatchEvent{Batch: c.deaths, Kind: "deaths"}
	if err := c.s.Loaded(ctx, event); err != nil {
		t.Fatal(err)
	}
	once()
	if f := c.one(); f.Model != "S01" {
		t.Errorf("%+v", f)
	}
	if r, err := c.s.Run(ctx, cli, 1); err != nil || r.Kind != model.RunTouched || r.Batch != c.deaths || r.Status != model.RunDone || r.People != 1 {
		t.Errorf("%+v %v", r, err)
	}
	c.values[comparison.TouchedMost] = "0"
	for range 2 {
		if err := c.s.Loaded(ctx, event); err != nil {
			t.Fatal(err)
		}
	}
	once() // batches still come in
	if r, err := c.s.Run(ctx, cli, 2); err != nil || r.Kind != model.RunFull || r.Status != model.RunWaiting {
		t.Errorf("%+v %v", r, err)
	}
	c.now = c.now.Add(11 * time.Minute)
	once()
	once()
	if runs, err := c.s.Runs(ctx, cli, page.Request{}); err != nil || runs.Total != 2 || runs.Items[0].Status != model.RunDone {
		t.Errorf("%+v %v", runs, err)
	}
	if err := c.s.Loaded(ctx, event); err != nil {
		t.Fatal(err)
	}
	if runs, err := c.s.Runs(ctx, cli, page.Request{}); err != nil || runs.Total != 2 {
		t.Errorf("a batch that a full run has read is compared again: %+v %v", runs, err)
	}
	id, err := c.s.StartFull(ctx, actor.Actor{Kind: actor.Staff, StaffID: 5, Role: actor.RoleSupervision})
	if err != nil || id <= 2 { // a run that waits already may use up a number
		t.Fatal(id, err)
	}
	once()
	if r, err := c.s.Run(ctx, cli, id); err != nil || r.Status != model.RunDone || r.StartedBy != "staff:5" {
		t.Errorf("%+v %v", r, err)
	}
}

// TestSteadyFilingIsComparedNowAndThen: the first row that is filed is compared at
// once; while more come, one run in so many minutes reads all of them, and the
// last is never left out, not even when it came while a run was under way.
func TestSteadyFilingIsComparedNowAndThen(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx, serial := t.Context(), byte(0)
	filed := func() {
		t.Helper()
		serial++
		loaded, digest := c.now, make([]byte, 32)
		digest[0] = serial
		row := model.Batch{Kind: "projects", Origin: model.OriginFiled, FileName: "填报", FileDigest: digest, Status: model.BatchLoaded, AsOf: on("2024-07-01"), RowsGood: 1, CreatedAt: c.now, LoadedAt: &loaded}
		c.create(&row)
		if err := c.s.Loaded(ctx, comparison.BatchEvent{Batch: row.ID, Kind: "projects"}); err != nil {
			t.Fatal(err)
		}
	}
	// runs makes what is due and gives how many are done and how many wait.
	runs := func() (done, waiting int64) {
		t.Helper()
		if err := c.s.Once(ctx); err != nil {
			t.Fatal(err)
		}
		c.db.Model(&model.ComparisonRun{}).Where("status = ?", model.RunDone).Count(&done)
		c.db.Model(&model.ComparisonRun{}).Where("status = ?", model.RunWaiting).Count(&waiting)
		return done, waiting
	}
	want := func(what string, wantDone, wantWaiting int64) {
		t.Helper()
		if done, waiting := runs(); done != wantDone || waiting != wantWaiting {
			t.Errorf("%s: %d done and %d waiting, want %d and %d", what, done, waiting, wantDone, wantWaiting)
		}
	}
	filed()
	want("the first at once", 1, 0)
	for range 9 { // one a minute
		c.now = c.now.Add(time.Minute)
		filed()
		want("a minute later", 1, 1)
	}
	c.now = c.now.Add(time.Minute)
	want("ten minutes after the first", 2, 0)
	c.now = c.now.Add(time.Minute)
	filed()
	// Somebody asks for a full run; while it runs another row is filed, which asks
	// for the run that waits already.
	if _, err := c.s.StartFull(ctx, cli); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(time.Second)
	c.asked = func() {
		var running int64
		if c.db.Model(&model.ComparisonRun{}).Where("status = ?", model.RunRunning).Count(&running); running == 0 {
			return
		}
		c.asked = nil
		c.now = c.now.Add(time.Second)
		filed()
	}
	want("a run that somebody asked for", 3, 1)
	c.now = c.now.Add(time.Second)
	want("what was filed while it ran", 3, 1)
	c.now = c.now.Add(10 * time.Minute)
	want("is compared when the pause is over", 4, 0)
	c.values[comparison.FilingGap] = "0"
	for n := range int64(2) {
		c.now = c.now.Add(time.Second)
		filed()
		want("without a pause", 5+n, 0)
	}
}

func TestListToBePaidIsChecked(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	list := c.batch("prepayouts", "2024-08-01")
	c.create(&model.Prepayout{PersonID: c.dead, ItemID: c.item, PeriodStart: on("2024-08-01"), ID: list<<24 | 1, PeriodEnd: on("2024-08-31"), BatchNo: "N1", QuantityMilli: 1000, AmountFen: 5000,
		AccountDigest: make([]byte, 32), AccountSealed: []byte{}, AccountName: "测甲", BatchID: list, RowNo: 7})
	// Another sheet of the workbook has the same row, of somebody who lives.
	c.create(&model.Prepayout{PersonID: c.r.Person("测己", registers.Number("45092319600101009")), ItemID: c.item, PeriodStart: on("2024-08-01"), ID: list<<24 | 2, PeriodEnd: on("2024-08-31"), BatchNo: "N1",
		QuantityMilli: 1000, AmountFen: 5000, AccountDigest: append(make([]byte, 31), 1), AccountSealed: []byte{}, AccountName: "测己", BatchID: list, RowNo: 7})
	checked, err := c.s.CheckList(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, h := range checked.Rows[list<<24|1] {
		keys = append(keys, h.Model)
	}
	if len(checked.Rows) != 1 || !strings.Contains(strings.Join(keys, " "), "S01") || len(c.findings()) != 0 {
		t.Errorf("%+v", checked)
	}
	if r, err := c.s.Run(t.Context(), cli, checked.Run); err != nil || r.Kind != model.RunPrepayout || r.Status != model.RunDone {
		t.Errorf("%+v %v", r, err)
	}
}

func TestExport(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	c.compare()
	var out bytes.Buffer
	for _, why := range []string{"查", "核对13800000000"} {
		if _, err := c.s.Export(ctx, cli, why, &out); !fault.Is(err, fault.Invalid) || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", why, err, out.Len())
		}
	}
	if _, err := c.s.Export(ctx, actor.Actor{Kind: actor.Staff, Role: actor.RoleBureauOfficer}, "核对疑点", &out); !fault.Is(err, fault.NotFound) || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
	n, err := c.s.Export(ctx, cli, "核对疑点", &out)
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatal(err, rows)
	}
	r := rows[1]
	if r[0] != "S01" || r[2] != registers.Number("45092319400101001") || r[3] != "测甲" || r[4] != "2024-04-01" || r[5] != "2024-05-31" || r[6] != "10000" || r[8] != "generated" ||
		!strings.Contains(r[12], `"kind":"deaths"`) || !strings.Contains(r[12], `"file":"deaths.xlsx"`) {
		t.Errorf("%q", r)
	}
	entry, err := gorm.G[model.AuditEntry](c.db).Where("action = 'findings.export'").Take(ctx)
	if err != nil || !strings.Contains(entry.Detail, "核对疑点") {
		t.Errorf("%+v %v", entry, err)
	}
}

func TestPausedModelDoesNotRun(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	if err := c.s.Pause(ctx, cli, "S01", "查实率低于下限"); err != nil {
		t.Fatal(err)
	}
	r, err := c.s.Compare(ctx, cli, comparison.Request{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Models {
		if m.Key == "S01" {
			t.Error("it ran")
		}
	}
	if err := c.s.Enable(ctx, cli, "S01", "复核后恢复"); err != nil {
		t.Fatal(err)
	}
	all, err := c.s.Models(ctx, cli, 0)
	if err != nil || all[0].Key != "S01" || !all[0].Enabled {
		t.Errorf("%v %v", all[0].Enabled, err)
	}
}

func TestDatabaseDownIsAnError(t *testing.T) {
	t.Parallel()
	s := comparison.New(comparison.Options{DB: dbtest.Broken(t), Now: time.Now, Values: func(context.Context, period.Day) (map[string]string, error) { return nil, nil }})
	if _, err := s.Compare(t.Context(), cli, comparison.Request{}); err == nil || fault.Of(err).Kind != fault.Internal {
		t.Errorf("%v", err)
	}
	if _, err := s.Runs(t.Context(), cli, page.Request{}); err == nil {
		t.Error("a broken database has no runs")
	}
}

// TestWhatIfIsAskedOnce: one person cannot take the processors by asking again
// and again, and others wait their turn.
func TestWhatIfIsAskedOnce(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	reached, goOn := make(chan struct{}, 4), make(chan struct{})
	s := comparison.New(comparison.Options{DB: c.db, People: c.r.People, Now: time.Now, Values: func(context.Context, period.Day) (map[string]string, error) {
		reached <- struct{}{}
		<-goOn
		return nil, errors.New("no values")
	}})
	ask := func(ctx context.Context, id int64) error {
		_, err := s.WhatIf(ctx, actor.Actor{Kind: actor.Staff, Role: actor.RoleSupervision, StaffID: id}, comparison.Question{Model: "S01"})
		return err
	}
	first := make(chan error)
	go func() { first <- ask(t.Context(), 1) }()
	<-reached
	if err := ask(t.Context(), 1); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked twice at once: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := ask(gone, 2); !errors.Is(err, context.Canceled) || len(reached) != 0 {
		t.Errorf("did not wait: %v", err)
	}
	close(goOn)
	if err := <-first; err == nil || fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	for id := range int64(3) { // everybody may ask again
		if err := ask(t.Context(), id+1); fault.Is(err, fault.Conflict) {
			t.Errorf("%d: %v", id+1, err)
		}
		<-reached
	}
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	c.compare()
	q := comparison.Question{Model: "S01", Values: map[string]string{}}
	a, err := c.s.WhatIf(ctx, cli, q)
	if err != nil || a.Count != 1 || a.Fen != 10000 || a.Entered != 0 || a.Left != 0 || len(a.Towns) != 1 || a.Towns[0].Name != "江宁镇" || a.Samples[0].Subject != "测某" || a.Samples[0].Village != "四联村委会" {
		t.Errorf("%+v %v", a, err)
	}
	q.Values["S01.grace_months"] = "默认:12"
	if a, err := c.s.WhatIf(ctx, cli, q); err != nil || a.Count != 0 || a.Left != 1 || len(a.Leave) != 1 || a.Leave[0].Subject != "测某" || a.Leave[0].Village != "四联村委会" || a.Leave[0].Fen != 10000 {
		t.Errorf("a year of grace: %+v %v", a, err)
	}
	other := c.r.Person("测乙", registers.Number("45092319400101003"))
	b := c.batch("deaths", "2024-07-10")
	c.create(&model.Death{ID: b<<24 | 1, PersonID: other, DiedOn: on("2024-03-20"), Source: "公安", BatchID: b, RowNo: 1})
	c.r.Pay(registers.Payout{Person: other, Item: c.item, Month: "2024-05", Fen: 7000})
	delete(q.Values, "S01.grace_months")
	if a, err := c.s.WhatIf(ctx, cli, q); err != nil || a.Count != 2 || a.Entered != 1 || a.Enter[0].Fen != 7000 {
		t.Errorf("a batch was loaded: %+v %v", a, err)
	}
	q.Values["S01.grace_months"] = "很多"
	if _, err := c.s.WhatIf(ctx, cli, q); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	q.Values = map[string]string{"S02.grace": "1"}
	if _, err := c.s.WhatIf(ctx, cli, q); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	if _, err := c.s.WhatIf(ctx, actor.Actor{Kind: actor.Staff, Role: actor.RoleBureauOfficer}, comparison.Question{Model: "S01"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
}
