package deadline_test

import (
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/workday"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
)

// vectors are ends computed apart from the program, from the published lists of
// holidays: around Spring Festival, Qingming, Labour Day, National Day with
// their days that are worked instead, the ends of months and quarters, and into
// 2027, whose holidays nobody has announced: "?" is 暂定.
//
// The domain guide's own are among them: 2026-02-11, 2026-01-03, 2026-04-30,
// 2026-09-18, 2025-09-26, 2026-11-22 and 2026-12-11.
var vectors = []struct {
	from string
	ends string // in the order of timer.Kinds
}{
	{"2025-01-20", "2025-01-26 2025-02-14 2025-02-14 2025-01-26 2025-01-26 2025-02-20 2025-02-14 2025-02-20 2025-03-21 2025-04-21 2025-02-20 2025-02-20 2025-03-20 2025-04-21 2025-03-31 2025-02-05 2025-03-21 2025-07-21"},
	{"2025-01-31", "2025-02-10 2025-02-24 2025-02-24 2025-02-10 2025-02-10 2025-02-28 2025-02-24 2025-02-28 2025-04-01 2025-04-30 2025-02-28 2025-02-28 2025-03-31 2025-04-30 2025-03-31 2025-02-17 2025-04-01 2025-07-31"},
	{"2025-03-31", "2025-04-08 2025-04-22 2025-04-22 2025-04-08 2025-04-08 2025-04-30 2025-04-22 2025-04-30 2025-05-30 2025-06-30 2025-04-30 2025-04-30 2025-06-03 2025-06-30 2025-03-31 2025-04-15 2025-05-30 2025-09-30"},
	{"2025-04-29", "2025-05-09 2025-05-23 2025-05-23 2025-05-09 2025-05-09 2025-05-29 2025-05-23 2025-05-29 2025-06-30 2025-07-29 2025-05-29 2025-05-29 2025-06-30 2025-07-29 2025-06-30 2025-05-14 2025-06-30 2025-10-29"},
	{"2025-07-01", "2025-07-08 2025-07-22 2025-07-22 2025-07-08 2025-07-08 2025-08-01 2025-07-22 2025-08-01 2025-09-01 2025-10-09 2025-08-01 2025-08-01 2025-09-01 2025-10-09 2025-09-30 2025-07-16 2025-09-01 2026-01-04"},
	{"2025-09-26", "2025-10-10 2025-10-23 2025-10-23 2025-10-10 2025-10-10 2025-10-27 2025-10-23 2025-10-27 2025-11-25 2025-12-26 2025-10-27 2025-10-27 2025-11-26 2025-12-26 2025-09-30 2025-10-11 2025-11-25 2026-03-26"},
	{"2025-11-30", "2025-12-05 2025-12-19 2025-12-19 2025-12-05 2025-12-05 2025-12-30 2025-12-19 2025-12-30 2026-01-29 2026-02-28 2025-12-30 2025-12-30 2026-01-30 2026-02-28 2025-12-31 2025-12-15 2026-01-29 2026-06-01"},
	{"2025-12-31", "2026-01-08 2026-01-22 2026-01-22 2026-01-08 2026-01-08 2026-02-02 2026-01-22 2026-02-02 2026-03-02 2026-03-31 2026-02-02 2026-02-02 2026-02-28 2026-03-31 2025-12-31 2026-01-15 2026-03-02 2026-06-30"},
	{"2026-01-03", "2026-01-08 2026-01-22 2026-01-22 2026-01-08 2026-01-08 2026-02-03 2026-01-22 2026-02-03 2026-03-04 2026-04-03 2026-02-03 2026-02-03 2026-03-03 2026-04-03 2026-03-31 2026-01-19 2026-03-04 2026-07-03"},
	{"2026-02-11", "2026-02-25 2026-03-10 2026-03-10 2026-02-25 2026-02-25 2026-03-11 2026-03-10 2026-03-11 2026-04-13 2026-05-11 2026-03-11 2026-03-11 2026-04-13 2026-05-11 2026-03-31 2026-02-26 2026-04-13 2026-08-11"},
	{"2026-02-14", "2026-02-28 2026-03-13 2026-03-13 2026-02-28 2026-02-28 2026-03-16 2026-03-13 2026-03-16 2026-04-15 2026-05-14 2026-03-16 2026-03-16 2026-04-14 2026-05-14 2026-03-31 2026-03-02 2026-04-15 2026-08-14"},
	{"2026-03-31", "2026-04-08 2026-04-22 2026-04-22 2026-04-08 2026-04-08 2026-04-30 2026-04-22 2026-04-30 2026-06-01 2026-06-30 2026-04-30 2026-04-30 2026-06-01 2026-06-30 2026-03-31 2026-04-15 2026-06-01 2026-09-30"},
	{"2026-04-30", "2026-05-11 2026-05-25 2026-05-25 2026-05-11 2026-05-11 2026-06-01 2026-05-25 2026-06-01 2026-06-29 2026-07-30 2026-06-01 2026-06-01 2026-06-30 2026-07-30 2026-06-30 2026-05-15 2026-06-29 2026-10-30"},
	{"2026-08-31", "2026-09-07 2026-09-20 2026-09-20 2026-09-07 2026-09-07 2026-09-30 2026-09-20 2026-09-30 2026-10-30 2026-11-30 2026-09-30 2026-09-30 2026-11-02 2026-11-30 2026-09-30 2026-09-15 2026-10-30 2027-03-01?"},
	{"2026-09-18", "2026-09-24 2026-10-15 2026-10-15 2026-09-24 2026-09-24 2026-10-19 2026-10-15 2026-10-19 2026-11-17 2026-12-18 2026-10-19 2026-10-19 2026-11-18 2026-12-18 2026-09-30 2026-10-08 2026-11-17 2027-03-18?"},
	{"2026-10-10", "2026-10-16 2026-10-30 2026-10-30 2026-10-16 2026-10-16 2026-11-10 2026-10-30 2026-11-10 2026-12-09 2027-01-11? 2026-11-10 2026-11-10 2026-12-10 2027-01-11? 2026-12-31 2026-10-26 2026-12-09 2027-04-12?"},
	{"2026-11-22", "2026-11-27 2026-12-11 2026-12-11 2026-11-27 2026-11-27 2026-12-22 2026-12-11 2026-12-22 2027-01-21? 2027-02-22? 2026-12-22 2026-12-22 2027-01-22? 2027-02-22? 2026-12-31 2026-12-07 2027-01-21? 2027-05-24?"},
	{"2026-12-11", "2026-12-18 2027-01-04? 2027-01-04? 2026-12-18 2026-12-18 2027-01-11? 2027-01-04? 2027-01-11? 2027-02-09? 2027-03-11? 2027-01-11? 2027-01-11? 2027-02-11? 2027-03-11? 2026-12-31 2026-12-28 2027-02-09? 2027-06-11?"},
	{"2026-12-31", "2027-01-08? 2027-01-22? 2027-01-22? 2027-01-08? 2027-01-08? 2027-02-01? 2027-01-22? 2027-02-01? 2027-03-01? 2027-03-31? 2027-02-01? 2027-02-01? 2027-03-01? 2027-03-31? 2026-12-31 2027-01-15? 2027-03-01? 2027-06-30?"},
}

// countyBook is what the county's parameters say on their first day.
func countyBook(t *testing.T, db *gorm.DB) timer.Book {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC) }
	b, err := parameter.New(db, now).Clocks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func day(t *testing.T, s string) period.Day {
	t.Helper()
	d, err := period.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestEveryClockEndsWhenTheLawSays starts every clock on every vector's day and
// reads in the table when it ends, and how it stands before and after.
func TestEveryClockEndsWhenTheLawSays(t *testing.T) {
	db := dbtest.New(t)
	b := countyBook(t, db)
	for i, v := range vectors {
		ends := strings.Fields(v.ends)
		if len(ends) != len(timer.Kinds()) {
			t.Fatalf("%s: %d ends for %d clocks", v.from, len(ends), len(timer.Kinds()))
		}
		from, ref := day(t, v.from), timer.Ref{Object: model.ObjectPetition, ID: int64(i + 1)}
		at := from.Start(period.Shanghai).Add(10 * time.Hour).UTC()
		if err := db.Transaction(func(tx *gorm.DB) error {
			for _, k := range timer.Kinds() {
				if err := timer.Start(tx, b, ref, k, from, at); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for j, k := range timer.Kinds() {
			text, guess := strings.CutSuffix(ends[j], "?")
			checkClock(t, db, b, ref, k, day(t, text), guess)
		}
	}
}

// checkClock reads one clock back and walks over its end.
func checkClock(t *testing.T, db *gorm.DB, b timer.Book, ref timer.Ref, k timer.Kind, want period.Day, guess bool) {
	t.Helper()
	row, err := gorm.G[model.Timer](db).Where("object_id = ? AND kind = ?", ref.ID, k).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	from := period.Stored(row.StartedOn)
	if got := period.Here(row.DueAt); got != want || row.Provisional != guess {
		t.Errorf("%s from %s ends on %s (暂定 %v), want %s (%v)", k, from, got, row.Provisional, want, guess)
		return
	}
	last := want.End(period.Shanghai)
	if lamp := b.Stand(row, last).Lamp; lamp == timer.LampOverdue {
		t.Errorf("%s from %s is late in its last second", k, from)
	}
	if c := b.Stand(row, last.Add(time.Second)); c.Lamp != timer.LampOverdue || c.Left >= 0 {
		t.Errorf("%s from %s is %s, %d left, a second after its end", k, from, c.Lamp, c.Left)
	}
	// Yellow from the third working day before on, and not before.
	yellow := want
	for n := b.Calendar.Between(yellow, want); n < b.Warn; n = b.Calendar.Between(yellow, want) {
		yellow--
	}
	if lamp := b.Stand(row, yellow.Start(period.Shanghai)).Lamp; lamp != timer.LampSoon {
		t.Errorf("%s from %s is %q on %s, three working days before its end", k, from, lamp, yellow)
	}
	before := yellow
	for b.Calendar.Between(before, want) <= b.Warn {
		before--
	}
	if lamp := b.Stand(row, before.Start(period.Shanghai)).Lamp; lamp != timer.LampOK {
		t.Errorf("%s from %s is %q on %s, four working days before its end", k, from, lamp, before)
	}
}

// TestEveryClockOnEveryDay walks every clock over every day of 2025 and 2026
// and checks what the law says of an end, however it is computed.
func TestEveryClockOnEveryDay(t *testing.T) {
	b := countyBook(t, dbtest.New(t))
	c := b.Calendar
	for from := period.Date(2025, 1, 1); from <= period.Date(2026, 12, 31); from++ {
		for _, k := range timer.Kinds() {
			l := b.Limits[k]
			due := l.Due(c, from)
			if works, _ := c.Working(due.Day); !works {
				t.Fatalf("%s from %s ends on a day off: %s", k, from, due)
			}
			_, open := c.Working(due.Day)
			if open != due.Provisional {
				t.Fatalf("%s from %s: %s", k, from, due)
			}
			var plain period.Day // where it ends if that day is worked
			switch l.Unit {
			case timer.WorkDays:
				if n := c.Between(from, due.Day); n != l.Amount {
					t.Fatalf("%s from %s: %d working days to %s", k, from, n, due)
				}
				continue
			case timer.Days:
				plain = from + period.Day(l.Amount)
			case timer.Months:
				plain = from.AddMonths(l.Amount)
			case timer.Quarters:
				plain = from
				for plain.Month() == (plain+1).Month() || int(plain.Month().Month())%3 != 0 {
					plain++
				}
			}
			for {
				if works, _ := c.Working(plain); works {
					break
				}
				plain++
			}
			if plain != due.Day {
				t.Fatalf("%s from %s ends on %s, want %s", k, from, due, plain)
			}
		}
	}
}

// TestANewCalendarMovesWhatRuns announces 2027 and takes a holiday away: ends
// move, 暂定 goes, and what has stopped stays as it was.
func TestANewCalendarMovesWhatRuns(t *testing.T) {
	db := dbtest.New(t)
	b := countyBook(t, db)
	from := period.Date(2026, 12, 11)
	at := from.Start(period.Shanghai).UTC()
	done := timer.Ref{Object: model.ObjectPetition, ID: 2}
	if err := db.Transaction(func(tx *gorm.DB) error {
		for _, ref := range []timer.Ref{{Object: model.ObjectPetition, ID: 1}, done} {
			for _, k := range timer.Kinds() {
				if err := timer.Start(tx, b, ref, k, from, at); err != nil {
					return err
				}
			}
		}
		return timer.Stop(tx, done, at)
	}); err != nil {
		t.Fatal(err)
	}
	before, err := gorm.G[model.Timer](db).Where("object_id = 2").Order("id").Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	announced, err := workday.New([]workday.Exception{
		{Day: period.Date(2027, 1, 1), Name: "元旦", Off: true}, {Day: period.Date(2027, 1, 4), Name: "元旦", Off: true}, {Day: period.Date(2027, 1, 9), Name: "元旦", Off: false},
	}, 2027)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Transaction(func(tx *gorm.DB) error { _, err := timer.Recompute(tx, announced); return err }); err != nil {
		t.Fatal(err)
	}
	for _, k := range timer.Kinds() {
		row, err := gorm.G[model.Timer](db).Where("object_id = 1 AND kind = ?", k).Take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if want := b.Limits[k].Due(announced, from); period.Here(row.DueAt) != want.Day || row.Provisional {
			t.Errorf("%s ends on %s (暂定 %v), want %s", k, period.Here(row.DueAt), row.Provisional, want)
		}
	}
	for i, was := range before {
		is, err := gorm.G[model.Timer](db).Where("id = ?", was.ID).Take(t.Context())
		if err != nil || !is.DueAt.Equal(before[i].DueAt) || is.Provisional != was.Provisional {
			t.Errorf("%s had stopped and moved: %v", was.Kind, err)
		}
	}
	if row, err := gorm.G[model.Timer](db).Where("object_id = 1 AND kind = 'T1'").Take(t.Context()); err != nil || period.Here(row.DueAt) != period.Date(2027, 1, 5) {
		t.Errorf("T1 over a longer New Year: %v, %v", row.DueAt, err)
	}
}
