package timer_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/service/store/dbtest"
)

func TestColours(t *testing.T) {
	b := book(t)
	received := period.Date(2026, 2, 11) // 3 working days are over on 2026-02-14, a Saturday that is worked
	handed := period.Date(2026, 3, 2)
	for name, c := range map[string]struct {
		on   period.Day
		f    timer.Facts
		want timer.Colour
	}{
		"fresh":                                  {period.Date(2026, 2, 14), timer.Facts{Received: received}, timer.ColourNone},
		"not dispatched in three working days":   {period.Date(2026, 2, 15), timer.Facts{Received: received}, timer.ColourBlue},
		"dispatched":                             {period.Date(2026, 3, 20), timer.Facts{Received: received, Dispatched: true}, timer.ColourNone},
		"a week after the hand-over":             {period.Date(2026, 3, 9), timer.Facts{Received: received, Dispatched: true, HandedOver: handed}, timer.ColourNone},
		"more than a week":                       {period.Date(2026, 3, 10), timer.Facts{Received: received, Dispatched: true, HandedOver: handed}, timer.ColourYellow},
		"came back and lies about":               {period.Date(2026, 3, 10), timer.Facts{Received: received, HandedOver: handed}, timer.ColourYellow},
		"finished":                               {period.Date(2026, 5, 10), timer.Facts{Received: received, Dispatched: true, HandedOver: handed, Finished: true}, timer.ColourNone},
		"late":                                   {period.Date(2026, 2, 12), timer.Facts{Received: received, Late: true}, timer.ColourRed},
		"finished, and its feedback late":        {period.Date(2026, 5, 10), timer.Facts{Received: received, Dispatched: true, Finished: true, Late: true}, timer.ColourRed},
		"two extensions":                         {period.Date(2026, 3, 3), timer.Facts{Received: received, Dispatched: true, HandedOver: handed, Extensions: 2}, timer.ColourNone},
		"more than two":                          {period.Date(2026, 3, 3), timer.Facts{Received: received, Dispatched: true, HandedOver: handed, Extensions: 3}, timer.ColourRed},
		"more than two, and finished":            {period.Date(2026, 3, 3), timer.Facts{Received: received, Dispatched: true, Extensions: 3, Finished: true}, timer.ColourNone},
		"once 不满意":                               {period.Date(2026, 5, 3), timer.Facts{Received: received, Dispatched: true, Finished: true, Dissatisfied: 1}, timer.ColourNone},
		"twice":                                  {period.Date(2026, 5, 3), timer.Facts{Received: received, Dispatched: true, Finished: true, Dissatisfied: 2}, timer.ColourRed},
		"twice, and nothing is left to do":       {period.Date(2026, 5, 3), timer.Facts{Received: received, Dispatched: true, Finished: true, Settled: true, Dissatisfied: 2}, timer.ColourNone},
		"red goes before yellow and before blue": {period.Date(2026, 5, 3), timer.Facts{Received: received, HandedOver: handed, Late: true}, timer.ColourRed},
	} {
		now := c.on.Start(period.Shanghai).Add(9 * time.Hour)
		if got := b.Colour(c.f, now); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if (c.want.Text() == "") != (c.want == timer.ColourNone) {
			t.Errorf("%s: words %q", name, c.want.Text())
		}
	}
	b.Colours = timer.Thresholds{Dispatch: 1, Finish: 30, Extensions: 0, Dissatisfied: 1}
	if got := b.Colour(timer.Facts{Received: handed}, period.Date(2026, 3, 4).Start(period.Shanghai)); got != timer.ColourBlue {
		t.Errorf("the county's own number of days: %q", got)
	}
	if got := b.Colour(timer.Facts{Received: handed, Dispatched: true, Extensions: 1}, period.Date(2026, 3, 4).Start(period.Shanghai)); got != timer.ColourRed {
		t.Errorf("the county's own number of extensions: %q", got)
	}
}

// TestLateStaysLate extends a clock that had ended: its lamp is bright again,
// the matter stays red until the thing is done.
func TestLateStaysLate(t *testing.T) {
	db, b := dbtest.New(t), book(t)
	ref, from := timer.Ref{Object: model.ObjectPetition, ID: 7}, period.Date(2026, 3, 2)
	at := from.Start(period.Shanghai).UTC()
	late := period.Date(2026, 3, 10).Start(period.Shanghai).UTC()
	in(t, db, func(tx *gorm.DB) error { return timer.Start(tx, b, ref, timer.Screen, from, at) })
	past := func(now time.Time) timer.Past {
		t.Helper()
		m, err := timer.Pasts(t.Context(), db, ref.Object, []int64{ref.ID, 8}, now)
		if err != nil {
			t.Fatal(err)
		}
		return m[ref.ID]
	}
	if p := past(at); p.Late || p.Extensions != 0 {
		t.Errorf("fresh: %+v", p)
	}
	in(t, db, func(tx *gorm.DB) error { return timer.MarkLate(tx, ref, timer.Screen, at) }) // it is not late
	if p := past(at); p.Late {
		t.Errorf("marked in time: %+v", p)
	}
	if p := past(late); !p.Late {
		t.Errorf("after its end: %+v", p)
	}
	in(t, db, func(tx *gorm.DB) error {
		if err := timer.MarkLate(tx, ref, timer.Screen, late); err != nil {
			return err
		}
		_, err := timer.Extend(tx, b, ref, timer.Screen, 5)
		return err
	})
	if got := clocks(t, db, b, late); len(got) != 1 || got[0].Lamp == timer.LampOverdue {
		t.Errorf("extended: %+v", got)
	}
	if p := past(late); !p.Late || p.Extensions != 1 {
		t.Errorf("extended: %+v", p)
	}
	in(t, db, func(tx *gorm.DB) error { return timer.Stop(tx, ref, late) })
	if p := past(late); p.Late || p.Extensions != 1 {
		t.Errorf("done: %+v", p)
	}
}
