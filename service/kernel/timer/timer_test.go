package timer_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/workday"
	"yangguang/service/store/dbtest"
)

func book(t *testing.T, overrides ...workday.Exception) timer.Book {
	t.Helper()
	c, err := workday.New(overrides)
	if err != nil {
		t.Fatal(err)
	}
	return timer.Book{Calendar: c, Warn: 3, Limits: map[timer.Kind]timer.Limit{
		timer.Screen: {Amount: 5, Unit: timer.WorkDays}, timer.Opinion: {Amount: 1, Unit: timer.Months},
		timer.OutsideTell: {Amount: 15, Unit: timer.Days}, timer.Quarter: {Unit: timer.Quarters},
	}}
}

func in(t *testing.T, db *gorm.DB, do func(tx *gorm.DB) error) {
	t.Helper()
	if err := db.Transaction(do); err != nil {
		t.Fatal(err)
	}
}

func clocks(t *testing.T, db *gorm.DB, b timer.Book, now time.Time) []timer.Clock {
	t.Helper()
	m, err := timer.Running(t.Context(), db, b, model.ObjectPetition, []int64{7}, now)
	if err != nil {
		t.Fatal(err)
	}
	return m[7]
}

func TestAClockStartsOnceStandsAndStops(t *testing.T) {
	db, b := dbtest.New(t), book(t)
	ref, from := timer.Ref{Object: model.ObjectPetition, ID: 7}, period.Date(2026, 3, 2) // a Monday
	at := time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	for range 2 { // the second start changes nothing
		in(t, db, func(tx *gorm.DB) error { return timer.Start(tx, b, ref, timer.Screen, from, at) })
	}
	for _, w := range []struct {
		day  period.Day
		lamp timer.Lamp
		left int
	}{{period.Date(2026, 3, 2), timer.LampOK, 5}, {period.Date(2026, 3, 4), timer.LampSoon, 3}, {period.Date(2026, 3, 9), timer.LampSoon, 0}, {period.Date(2026, 3, 10), timer.LampOverdue, -1}} {
		got := clocks(t, db, b, w.day.Start(period.Shanghai).Add(time.Hour))
		if len(got) != 1 || got[0].Lamp != w.lamp || got[0].Left != w.left {
			t.Errorf("on %s: %+v, want %s and %d left", w.day, got, w.lamp, w.left)
		}
	}
	in(t, db, func(tx *gorm.DB) error { return timer.Stop(tx, ref, at, timer.Opinion) }) // another kind
	if got := clocks(t, db, b, at); len(got) != 1 {
		t.Errorf("stopped by another kind: %+v", got)
	}
	in(t, db, func(tx *gorm.DB) error { return timer.Stop(tx, ref, at) })
	in(t, db, func(tx *gorm.DB) error { return timer.Start(tx, b, ref, timer.Screen, from, at) }) // may start again
	if got := clocks(t, db, b, at); len(got) != 1 {
		t.Errorf("not started again: %+v", got)
	}
}

func TestExtensionAndANewCalendarMoveTheEnd(t *testing.T) {
	db, b := dbtest.New(t), book(t)
	ref := timer.Ref{Object: model.ObjectPetition, ID: 7}
	at := time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	in(t, db, func(tx *gorm.DB) error { return timer.Start(tx, b, ref, timer.Screen, period.Date(2026, 3, 2), at) })
	in(t, db, func(tx *gorm.DB) error {
		if ok, err := timer.Extend(tx, b, ref, timer.Screen, 2); err != nil || !ok {
			t.Error(ok, err)
		}
		return nil
	})
	if got := clocks(t, db, b, at); period.Here(got[0].At) != period.Date(2026, 3, 11) || got[0].Extensions != 1 {
		t.Errorf("extended: %+v", got)
	}
	off := book(t, workday.Exception{Day: period.Date(2026, 3, 5), Name: "放假", Off: true})
	in(t, db, func(tx *gorm.DB) error {
		if n, err := timer.Recompute(tx, off.Calendar); err != nil || n != 1 {
			t.Error(n, err)
		}
		return nil
	})
	if got := clocks(t, db, off, at); period.Here(got[0].At) != period.Date(2026, 3, 12) {
		t.Errorf("recomputed: %+v", got)
	}
}

func TestAQuarterEndsOnItsLastWorkingDayOrAfter(t *testing.T) {
	b := book(t)
	for _, w := range []struct{ from, end period.Day }{
		{period.Date(2026, 1, 1), period.Date(2026, 3, 31)}, {period.Date(2026, 3, 31), period.Date(2026, 3, 31)},
		{period.Date(2026, 4, 1), period.Date(2026, 6, 30)}, {period.Date(2025, 11, 3), period.Date(2025, 12, 31)},
	} {
		if got := b.Limits[timer.Quarter].Due(b.Calendar, w.from); got.Day != w.end {
			t.Errorf("from %s: %s, want %s", w.from, got, w.end)
		}
	}
}
