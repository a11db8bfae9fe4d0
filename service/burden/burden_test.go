package burden

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
)

func staff(id int64, role actor.Role) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: id, Role: role, Name: "演示某某"}
}

// world is the service with a clock that a test moves.
type world struct {
	*Service
	now atomic.Int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	w.now.Store(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC).Unix())
	w.Service = New(Deps{DB: dbtest.New(t), Number: func(_ context.Context, _ string, n int) (int, error) { return n, nil }, Salt: []byte("salt"), Now: func() time.Time { return time.Unix(w.now.Load(), 0).UTC() }})
	return w
}

func (w *world) after(s int64) { w.now.Add(s) }

func TestTimeRunsFromThePageToTheForm(t *testing.T) {
	w := newWorld(t)
	ctx, one, two := t.Context(), staff(1, actor.RolePetition), staff(2, actor.RolePetition)
	w.Shown(one, "/office/petitions/12")
	w.after(5)
	w.Shown(one, "/office/deadlines")
	w.Shown(two, "/office/petitions/13")
	w.after(55)
	w.Sent(ctx, one, "POST /office/petitions/:id/triage", "/office/petitions/12/triage", 3) // 60 s, refused: the page comes again
	w.after(30)
	w.Sent(ctx, one, "POST /office/petitions/:id/triage", "/office/petitions/12/triage", 4) // 30 s
	w.Sent(ctx, two, "POST /office/remarks/:id", "/office/remarks/4", 2)                    // nobody knows
	w.after(3600)
	w.Sent(ctx, two, "POST /office/petitions/:id/claim", "/office/petitions/13/claim", 0) // went away: the cap
	r, err := w.Report(ctx, staff(9, actor.RoleHead), period.Here(w.Now()).Month())
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%+v", r.Roles); got != "[{Name:petition Count:4 Fields:9 Minutes:17 Unknown:1 seconds:990}]" {
		t.Error(got)
	}
	if len(r.Forms) != 2 || r.Forms[0].Name != "POST /office/petitions" || r.Forms[0].Count != 3 || len(r.Months) != 12 || r.Months[11].Count != 4 || r.Months[0].Count != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := w.Report(ctx, one, r.Month); !fault.Is(err, fault.NotFound) {
		t.Errorf("everybody reads it: %v", err)
	}
}

// TestNothingIsLostBetweenManyRequests sends forms from many at once while the
// counts are written down: every one is counted once.
func TestNothingIsLostBetweenManyRequests(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			by := staff(int64(n), actor.Roles[n%2])
			for i := range 100 {
				path := fmt.Sprintf("/office/remarks/%d", i)
				w.Shown(by, path)
				w.Sent(ctx, by, "POST /office/remarks/:id", path, 2)
				if i%25 == 0 {
					if err := w.Flush(ctx); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	r, err := w.Report(ctx, staff(9, actor.RoleAdministrator), period.Here(w.Now()).Month())
	if err != nil || r.All.Count != 800 || r.All.Fields != 1600 || r.All.Unknown != 0 || len(r.Roles) != 2 || r.Roles[0].Count != 400 {
		t.Errorf("%+v %v", r, err)
	}
	w.after(7200)
	w.take()
	if len(w.shown) != 0 {
		t.Errorf("%d people are remembered", len(w.shown))
	}
}

func TestWhatCannotBeWrittenIsKept(t *testing.T) {
	w := newWorld(t)
	by := staff(1, actor.RolePetition)
	w.Sent(t.Context(), by, "POST /office/remarks/:id", "/office/remarks/1", 2)
	good := w.DB
	w.DB = dbtest.Broken(t)
	if err := w.Flush(t.Context()); err == nil {
		t.Error("nothing was wrong")
	}
	w.DB = good
	if err := w.Flush(t.Context()); err != nil {
		t.Error(err)
	}
	var rows []model.BurdenMonthly
	if err := w.DB.Find(&rows).Error; err != nil || len(rows) != 1 || rows[0] != (model.BurdenMonthly{Month: "2026-03", Role: "petition", Form: "POST /office/remarks/:id", Count: 1, Fields: 2}) {
		t.Errorf("%+v %v", rows, err)
	}
}
