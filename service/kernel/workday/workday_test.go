package workday

import (
	"testing"
	"time"

	"yangguang/service/kernel/period"
)

func day(t *testing.T, s string) period.Day {
	t.Helper()
	d, err := period.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func calendar(t *testing.T, overrides []Exception, complete ...int) *Calendar {
	t.Helper()
	c, err := New(overrides, complete...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAdd(t *testing.T) {
	t.Parallel()
	c := calendar(t, nil)
	for _, v := range []struct {
		start string
		n     int
		want  string
	}{
		{"2026-02-11", 15, "2026-03-10"},
		{"2026-02-11", 5, "2026-02-25"},
		{"2026-01-03", 15, "2026-01-22"},
		{"2026-04-30", 5, "2026-05-11"},
		{"2026-09-18", 15, "2026-10-15"},
		{"2025-09-26", 15, "2025-10-23"},
		{"2026-11-22", 15, "2026-12-11"},
		{"2026-12-11", 15, "2027-01-04（暂定）"},
		{"2026-10-01", 0, "2026-10-08"},
		{"2026-11-23", 0, "2026-11-23"},
		{"2027-09-30", 1, "2027-10-04（暂定）"},
		{"2027-04-30", 1, "2027-05-03（暂定）"},
	} {
		if got := c.Add(day(t, v.start), v.n).String(); got != v.want {
			t.Errorf("%s + %d = %s, want %s", v.start, v.n, got, v.want)
		}
	}
}

func TestAddMonthsAndDays(t *testing.T) {
	t.Parallel()
	c := calendar(t, nil)
	for _, v := range []struct {
		start string
		n     int
		want  string
	}{
		{"2026-01-30", 1, "2026-02-28"}, // a Saturday that is worked
		{"2026-07-01", 3, "2026-10-08"}, // 国庆
		{"2026-05-29", 1, "2026-06-29"},
		{"2026-06-08", 6, "2026-12-08"},
		{"2026-10-30", 3, "2027-02-01（暂定）"}, // 01-30 is a Saturday
	} {
		if got := c.AddMonths(day(t, v.start), v.n).String(); got != v.want {
			t.Errorf("%s + %d months = %s, want %s", v.start, v.n, got, v.want)
		}
	}
	if got := c.AddDays(day(t, "2026-09-20"), 15).String(); got != "2026-10-08" {
		t.Errorf("15 natural days into the holiday = %s", got)
	}
}

func TestYears(t *testing.T) {
	t.Parallel()
	c := calendar(t, nil)
	for _, year := range []int{2025, 2026} {
		whole := period.Months(period.MonthOf(year, 1), period.MonthOf(year, 12))
		if got := c.Count(whole); got != 248 {
			t.Errorf("%d has %d working days, want 248", year, got)
		}
	}
	for _, s := range []string{"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"} {
		if working, guess := c.Working(day(t, s)); !working || guess {
			t.Errorf("make-up day %s: working %v, guess %v", s, working, guess)
		}
	}
	if c.Name(day(t, "2026-10-01")) == "" || c.Name(day(t, "2026-10-10")) != "" {
		t.Error("the names of the holidays are wrong")
	}
	if years := c.Years(); years[len(years)-1] != 2026 {
		t.Errorf("last announced year %v", years)
	}
}

func TestOverrides(t *testing.T) {
	t.Parallel()
	off := Exception{Day: day(t, "2026-11-24"), Name: "停电", Off: true}
	c := calendar(t, []Exception{off})
	if got := c.Add(day(t, "2026-11-23"), 1).String(); got != "2026-11-25" {
		t.Errorf("a day off by override is counted: %s", got)
	}
	c = calendar(t, []Exception{{Day: day(t, "2027-01-01"), Name: "元旦", Off: true}}, 2027)
	if got := c.Add(day(t, "2026-12-11"), 15).String(); got != "2027-01-04" {
		t.Errorf("an announced year is still provisional: %s", got)
	}
}

func TestBetweenAndDeadline(t *testing.T) {
	t.Parallel()
	c := calendar(t, nil)
	a, b := day(t, "2026-02-11"), day(t, "2026-03-10")
	if c.Between(a, b) != 15 || c.Between(b, a) != -15 || c.Between(a, a) != 0 {
		t.Errorf("between = %d, %d, %d", c.Between(a, b), c.Between(b, a), c.Between(a, a))
	}
	if got := c.Add(a, 15).At().UTC().Format(time.RFC3339); got != "2026-03-10T15:59:59Z" {
		t.Errorf("deadline = %s", got)
	}
}
