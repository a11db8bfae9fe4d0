package complaint_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/timer"
)

// board notes what is put up in the office.
type board struct {
	mu   sync.Mutex
	desk []timer.Desk
}

func (b *board) Urged(_ *gorm.DB, _ time.Time, _ int64, to timer.Desk) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.desk = append(b.desk, to)
	return nil
}

// TestAReporterUrgesOnceAWeek: by receipt as by name, to whoever has the
// petition, and nothing says who it was.
func TestAReporterUrgesOnceAWeek(t *testing.T) {
	b := newBench(t)
	put := &board{}
	b.Board = put
	anonymous := b.submit(guest, b.draft("anonymous"))
	named := b.submit(villager, b.draft("named"))
	b.must(officer, anonymous.ID, claim)
	h := complaint.Handle{ID: named.ID}
	b.now = b.now.AddDate(0, 0, 7) // Monday: the fifth working day is the last on which the office may still look
	if p, err := b.Progress(b.ctx, villager, h); err != nil || p.Urge.May || p.Urge.Again != 0 {
		t.Fatalf("the button while the office still looks: %+v, %v", p.Urge, err)
	}
	if err := b.Urge(b.ctx, villager, h); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Of(err).Public, "2026年3月9日") {
		t.Errorf("too early: %v", err)
	}
	b.now = b.now.AddDate(0, 0, 1)
	for _, own := range []struct {
		by actor.Actor
		h  complaint.Handle
	}{{guest, b.slip(anonymous)}, {villager, complaint.Handle{ID: named.ID}}} {
		p, err := b.Progress(b.ctx, own.by, own.h)
		if err != nil || !p.Urge.May {
			t.Fatalf("the button: %+v, %v", p.Urge, err)
		}
		b.ok(b.Urge(b.ctx, own.by, own.h))
		if err := b.Urge(b.ctx, own.by, own.h); !fault.Is(err, fault.Conflict) {
			t.Errorf("twice: %v", err)
		}
		if p, err = b.Progress(b.ctx, own.by, own.h); err != nil || p.Urge.May || p.Urge.Again.String() != "2026-03-17" {
			t.Errorf("the page after it: %+v, %v", p.Urge, err)
		}
	}
	if len(put.desk) != 2 || put.desk[0] != (timer.Desk{Role: actor.RolePetition, StaffID: officer.StaffID}) || put.desk[1] != (timer.Desk{Role: actor.RolePetition}) {
		t.Errorf("put up for %+v", put.desk)
	}
	if err := b.Urge(b.ctx, unbound, complaint.Handle{ID: named.ID}); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else's: %v", err)
	}
	b.now = b.now.AddDate(0, 0, 7)
	b.ok(b.Urge(b.ctx, guest, b.slip(anonymous)))
	q, err := b.Queue(b.ctx, officer, complaint.Filter{}, page.Request{Number: 1, Size: 50})
	b.ok(err)
	for _, row := range q.Items {
		if want := map[int64]int{anonymous.ID: 2, named.ID: 1}[row.ID]; row.Urged != want {
			t.Errorf("%d shows %d urgings, want %d", row.ID, row.Urged, want)
		}
	}
	entries, err := gorm.G[model.AuditEntry](b.db).Where("action = 'petition.urge'").Find(b.ctx)
	if err != nil || len(entries) != 3 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	for _, e := range entries {
		if e.Actor != "guest" {
			t.Errorf("the chain says %s", e.Actor)
		}
	}
	b.must(officer, named.ID, claim, complaint.Decision{Action: complaint.ActReject, Category: "out_of_scope", Text: "这件事归法院管，请向法院起诉。"})
	b.now = b.now.AddDate(0, 0, 30)
	if err := b.Urge(b.ctx, villager, complaint.Handle{ID: named.ID}); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Of(err).Public, "不用催") {
		t.Errorf("what has its answer: %v", err)
	}
}

// TestTwoHandsUrgeOnce presses the button on two phones at a time.
func TestTwoHandsUrgeOnce(t *testing.T) {
	b := newBench(t)
	put := &board{}
	b.Board = put
	r := b.submit(guest, b.draft("anonymous"))
	b.now = b.now.AddDate(0, 0, 8)
	h := b.slip(r)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := b.Urge(b.ctx, guest, h); err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	n, err := gorm.G[model.PetitionEvent](b.db).Where("kind = 'urge'").Count(b.ctx, "*")
	if err != nil || n != 1 || len(put.desk) != 1 {
		t.Errorf("%d events, %d notices, %v", n, len(put.desk), err)
	}
}

// TestColoursOfPetitions follows two petitions through their colours.
func TestColoursOfPetitions(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	colour := func(want timer.Colour) {
		t.Helper()
		q, err := b.Queue(b.ctx, officer, complaint.Filter{State: "all"}, page.Request{Number: 1, Size: 50})
		b.ok(err)
		d, err := b.Open(b.ctx, officer, r.ID)
		b.ok(err)
		if len(q.Items) != 1 || q.Items[0].Colour != want || d.Colour != want {
			t.Errorf("%s: queue %q, page %q, want %q", b.now.Format(time.DateOnly), q.Items[0].Colour, d.Colour, want)
		}
	}
	colour(timer.ColourNone)
	b.now = b.now.AddDate(0, 0, 4) // Friday: the fourth working day
	colour(timer.ColourBlue)
	b.must(officer, r.ID, claim)
	colour(timer.ColourBlue) // claimed is not dispatched
	b.must(officer, r.ID, accept)
	colour(timer.ColourNone)
	b.must(officer, r.ID, handOver)
	b.now = b.now.AddDate(0, 0, 7)
	colour(timer.ColourNone)
	b.now = b.now.AddDate(0, 0, 1)
	colour(timer.ColourYellow)
	b.must(supervisor, r.ID, clue)
	colour(timer.ColourYellow) // it was only handed on
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActClose, Text: "查清楚了，少发的钱已经补发。"})
	colour(timer.ColourNone)
	late := b.submit(guest, b.draft("anonymous"))
	b.now = b.now.AddDate(0, 0, 30)
	q, err := b.Queue(b.ctx, officer, complaint.Filter{}, page.Request{Number: 1, Size: 50})
	b.ok(err)
	if len(q.Items) != 1 || q.Items[0].ID != late.ID || q.Items[0].Colour != timer.ColourRed {
		t.Errorf("what is late: %+v", q.Items)
	}
}
