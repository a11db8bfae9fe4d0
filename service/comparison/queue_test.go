package comparison_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
)

// runs counts the runs of a status.
func (c *county) runs(status string) int64 {
	c.t.Helper()
	n, err := gorm.G[model.ComparisonRun](c.db).Where("status = ?", status).Count(c.t.Context(), "*")
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

// TestTheFirstFullRunCoversWhatWaits: the runs that a county's first files ask
// for wait until the full run is done, and then there is nothing left to do.
func TestTheFirstFullRunCoversWhatWaits(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	if err := c.db.Model(&model.Batch{}).Where("id = ?", c.r.Batch).Update("loaded_at", c.now).Error; err != nil {
		t.Fatal(err)
	}
	full, err := c.s.StartFull(ctx, actor.Sys("demo"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a promise may be kept twice
		for batch, kind := range map[int64]string{c.deaths: "deaths", c.r.Batch: "payouts"} {
			if err := c.s.Loaded(ctx, comparison.BatchEvent{Batch: batch, Kind: kind}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := c.s.Loaded(ctx, comparison.BatchEvent{Batch: c.r.Batch, Kind: "projects"}); err != nil {
		t.Fatal(err)
	}
	if n := c.runs(model.RunWaiting); n != 4 {
		t.Errorf("%d runs wait", n)
	}
	c.now = c.now.Add(time.Second)
	for range 5 {
		if err := c.s.Once(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := c.s.Run(ctx, cli, full); err != nil || r.Status != model.RunDone || c.runs(model.RunDone) != 1 || c.runs(model.RunWaiting) != 0 {
		t.Errorf("%+v %v, %d done, %d wait", r, err, c.runs(model.RunDone), c.runs(model.RunWaiting))
	}
	late := c.batch("deaths", "2024-07-14")
	c.create(&model.Death{ID: late<<24 | 1, PersonID: c.dead, DiedOn: on("2024-02-20"), Source: "民政", BatchID: late, RowNo: 1})
	c.now = c.now.Add(time.Second)
	if err := c.s.Loaded(ctx, comparison.BatchEvent{Batch: late, Kind: "deaths"}); err != nil {
		t.Fatal(err)
	}
	if err := c.s.Once(ctx); err != nil || c.runs(model.RunDone) != 2 {
		t.Errorf("%v, %d done: what came after the full run is compared", err, c.runs(model.RunDone))
	}
}

// TestTwoClicksMakeOneRun: whoever asks, and however often at once.
func TestTwoClicksMakeOneRun(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ids := make([]int64, 6)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			by := actor.Actor{Kind: actor.Staff, StaffID: int64(i%2 + 1), Role: actor.RoleSupervision}
			var err error
			if ids[i], err = c.s.StartFull(t.Context(), by); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("%v", ids)
		}
	}
	if n := c.runs(model.RunWaiting); n != 1 {
		t.Errorf("%d runs wait", n)
	}
	if err := c.s.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := c.s.StartFull(t.Context(), actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleSupervision}); err != nil || again == ids[0] {
		t.Errorf("%d %v: the next click is another run", again, err)
	}
}

// TestARunThatWasCutShortIsTakenUpAgain: a process that stopped leaves a run
// under way, and the next one does what it had to do, once.
func TestARunThatWasCutShortIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	for name, enter := range map[string]func(c *county) error{
		"full": func(c *county) error { _, err := c.s.StartFull(c.t.Context(), actor.Sys("import")); return err },
		"touched": func(c *county) error {
			return c.s.Loaded(c.t.Context(), comparison.BatchEvent{Batch: c.deaths, Kind: "deaths"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCounty(t)
			if err := enter(c); err != nil {
				t.Fatal(err)
			}
			set := map[string]any{"status": model.RunRunning, "waiting_key": nil}
			if err := c.db.Model(&model.ComparisonRun{}).Where("status = ?", model.RunWaiting).Updates(set).Error; err != nil {
				t.Fatal(err)
			}
			if err := enter(c); err != nil { // and the same was asked for meanwhile
				t.Fatal(err)
			}
			c.now = c.now.Add(11 * time.Minute) // no more batches come
			for range 4 {
				if err := c.s.Once(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if c.runs(model.RunStopped) != 1 || c.runs(model.RunDone) != 1 || c.runs(model.RunWaiting) != 0 || len(c.findings()) != 1 {
				t.Errorf("%d stopped, %d done, %d wait, %d findings", c.runs(model.RunStopped), c.runs(model.RunDone), c.runs(model.RunWaiting), len(c.findings()))
			}
		})
	}
}

// TestAWorkerThatIsStoppedLeavesItsRunWaiting: so does a process that ends in
// good order.
func TestAWorkerThatIsStoppedLeavesItsRunWaiting(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	if err := c.s.Loaded(t.Context(), comparison.BatchEvent{Batch: c.deaths, Kind: "deaths"}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	c.asked = stop
	if err := c.s.Once(ctx); err == nil {
		t.Error("a run that was stopped is no error")
	}
	c.asked = nil
	if err := c.s.Once(t.Context()); err != nil || c.runs(model.RunStopped) != 1 || c.runs(model.RunDone) != 1 {
		t.Errorf("%v, %d stopped, %d done", err, c.runs(model.RunStopped), c.runs(model.RunDone))
	}
}

// TestSomeModelsAreNoFullRun: what somebody tries with one model compares no
// batch.
func TestSomeModelsAreNoFullRun(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx := t.Context()
	c.now = c.now.Add(time.Second)
	r, err := c.s.Compare(ctx, cli, comparison.Request{Choice: comparison.Choice{Models: []string{"S02"}}})
	if err != nil || r.Kind != model.RunPartial {
		t.Fatalf("%+v %v", r, err)
	}
	if held, err := c.s.Held(ctx, cli); err != nil || len(held) != 0 {
		t.Errorf("%+v %v", held, err)
	}
	if err := c.s.Loaded(ctx, comparison.BatchEvent{Batch: c.deaths, Kind: "deaths"}); err != nil {
		t.Fatal(err)
	}
	if err := c.s.Once(ctx); err != nil || len(c.findings()) != 1 {
		t.Errorf("%v, %d findings: the batch was never compared", err, len(c.findings()))
	}
}
