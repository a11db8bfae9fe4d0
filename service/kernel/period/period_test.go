package period

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseDay(t *testing.T) {
	t.Parallel()
	may := Date(2024, time.May, 1)
	for _, c := range []struct {
		name, in string
		want     Day
		err      error
	}{
		{"iso", "2024-05-01", may, nil},
		{"slashes", "2024/5/1", may, nil},
		{"dots", "2024.5.1", may, nil},
		{"chinese", "2024年5月1日", may, nil},
		{"chinese with spaces", "2024 年 5 月 1 日", may, nil},
		{"number", "20240501", may, nil},
		{"full width", "2024-05-01", may, nil},
		{"clock", "2024-05-01 08:30:00", may, nil},
		{"rfc 3339", "2024-05-01T00:00:00Z", may, nil},
		{"serial", "45413", may, nil},
		{"serial with clock", "45413.354166", may, nil},
		{"leading quote", "'2024-05-01", may, nil},
		{"leap day", "2024-02-29", Date(2024, time.February, 29), nil},
		{"before the epoch", "1949-10-01", Date(1949, time.October, 1), nil},
		{"no leap day", "2023-02-29", 0, ErrNever},
		{"month thirteen", "2024-13-01", 0, ErrNever},
		{"day zero", "2024-05-00", 0, ErrNever},
		{"packed month zero", "20240001", 0, ErrNever},
		{"month only", "2024-05", 0, ErrNoDay},
		{"month only, dot", "2024.5", 0, ErrNoDay},
		{"month only, chinese", "2024年5月", 0, ErrNoDay},
		{"month only, packed", "202405", 0, ErrNoDay},
		{"year only", "2024", 0, ErrYear},
		{"empty", " ", 0, ErrEmpty},
		{"words", "去年五月", 0, ErrSyntax},
		{"until now", "至今", 0, ErrSyntax},
		{"day first", "01-05-2024", 0, ErrSyntax},
		{"short year", "24-05-01", 0, ErrSyntax},
		{"far future", "9999-12-31", 0, ErrRange},
		{"long number", "45092319900307001", 0, ErrSyntax},
		{"minus", "-45413", 0, ErrSyntax},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseDay(c.in)
			if got != c.want || !errors.Is(err, c.err) {
				t.Errorf("ParseDay(%q) = %v, %v; want %v, %v", c.in, got, err, c.want, c.err)
			}
		})
	}
}

func TestParseMonth(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2024-05": "2024-05", "2024.5": "2024-05", "2024年5月": "2024-05", "202405": "2024-05", "2024/05": "2024-05",
		"2024-05-31": "2024-05", "45413": "2024-05", "2024年12月": "2024-12", "2024.10": "2024-10", "2024年5月份": "2024-05",
		"2024": "", "五月": "", "": "", "2024-13": "", "202413": "",
	} {
		got, err := ParseMonth(in)
		if want == "" {
			if err == nil {
				t.Errorf("ParseMonth(%q) = %v, want an error", in, got)
			}
			continue
		}
		if err != nil || got.String() != want {
			t.Errorf("ParseMonth(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
}

func TestSerial(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		serial   float64
		date1904 bool
		want     string
	}{
		{45658, false, "2025-01-01"},
		{45658.999, false, "2025-01-01"},
		{44196, true, "2025-01-01"},
		{1, false, "1900-01-01"},
		{59, false, "1900-02-28"},
		{61, false, "1900-03-01"},
		{0, true, "1904-01-01"},
	} {
		got, err := FromSerial(c.serial, c.date1904)
		if err != nil || got.String() != c.want {
			t.Errorf("FromSerial(%v, %v) = %v, %v; want %s", c.serial, c.date1904, got, err, c.want)
		}
	}
	for _, bad := range []float64{-1, 60, 0, 1 << 40} {
		if d, err := FromSerial(bad, false); err == nil {
			t.Errorf("FromSerial(%v) = %v, want an error", bad, d)
		}
	}
}

func TestOpenEnd(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{"": true, "至今": true, " 长期 ": true, "-": true, "9999-12-31": true, "2024-05": false, "今年": false} {
		if OpenEnd(in) != want {
			t.Errorf("OpenEnd(%q) = %v", in, !want)
		}
	}
}

func TestDay(t *testing.T) {
	t.Parallel()
	d := Date(2024, time.January, 31)
	for _, c := range []struct{ name, got, want string }{
		{"one month on", d.AddMonths(1).String(), "2024-02-29"},
		{"thirteen on", d.AddMonths(13).String(), "2025-02-28"},
		{"one back", d.AddMonths(-1).String(), "2023-12-31"},
		{"chinese", d.Chinese(), "2024年1月31日"},
		{"no end", Future.String() + Past.Chinese(), ""},
		{"midnight utc", d.Time().Format(time.RFC3339), "2024-01-31T00:00:00Z"},
		{"end", d.End(Shanghai).UTC().Format(time.RFC3339), "2024-01-31T15:59:59Z"},
		{"start", d.Start(Shanghai).UTC().Format(time.RFC3339), "2024-01-30T16:00:00Z"},
		{"wall date", DayOf(time.Date(2024, 1, 30, 16, 0, 0, 0, time.UTC), Shanghai).String(), "2024-01-31"},
		{"wall date in utc", DayOf(time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC), time.UTC).String(), "1969-12-31"},
		{"month", MonthOf(2024, 12).Chinese(), "2024年12月"},
		{"next month", (MonthOf(2024, 12) + 1).String(), "2025-01"},
		{"last day", MonthOf(2024, 2).Last().String(), "2024-02-29"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	born := Date(1990, time.March, 7)
	for on, want := range map[string]int{"2024-03-06": 33, "2024-03-07": 34, "1980-01-01": 0} {
		day, err := ParseDay(on)
		if err != nil || born.AgeOn(day) != want {
			t.Errorf("age on %s = %d, want %d (%v)", on, born.AgeOn(day), want, err)
		}
	}
}

func TestInterval(t *testing.T) {
	t.Parallel()
	may := MonthOf(2024, 5).Days()
	died := Since(Date(2024, 5, 20))
	june := MonthOf(2024, 6).Days()
	if !may.Overlaps(died) || may.Overlaps(june) || !june.Overlaps(died) {
		t.Error("overlaps of neighbours are wrong")
	}
	if got := may.Intersect(died).Len(); got != 12 {
		t.Errorf("shared days = %d, want 12", got)
	}
	if may.Contains(may.To) || !may.Contains(may.From) || may.Len() != 31 || (Interval{5, 5}).Len() != 0 {
		t.Error("the end is not outside")
	}
	for _, c := range []struct {
		in   Interval
		want string
	}{
		{may, "2024年5月"},
		{Months(MonthOf(2024, 1), MonthOf(2024, 3)), "2024年1月至3月"},
		{Months(MonthOf(2024, 1), MonthOf(2024, 12)), "2024年"},
		{Months(MonthOf(2023, 12), MonthOf(2024, 1)), "2023年12月至2024年1月"},
		{Since(Date(2024, 5, 1)), "2024年5月起"},
		{died, "2024年5月20日起"},
		{Through(Date(2024, 5, 2), Date(2024, 5, 2)), "2024年5月2日"},
		{Through(Date(2024, 5, 2), Date(2024, 6, 1)), "2024年5月2日至2024年6月1日"},
		{Interval{3, 3}, ""},
	} {
		if got := c.in.Chinese(); got != c.want {
			t.Errorf("%v: %q, want %q", c.in, got, c.want)
		}
		if got, want := c.in.Dashed(), strings.ReplaceAll(c.want, "至", "–"); got != want {
			t.Errorf("%v: %q, want %q", c.in, got, want)
		}
	}
	if s := Through(Past, Future).String(); s != "~" {
		t.Errorf("all of time = %q", s)
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2024-05-01", "45413.5", "2024年5月", "20240501", "至今"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDay(s)
		if err != nil {
			return
		}
		if back, err := ParseDay(d.String()); err != nil || back != d {
			t.Errorf("%q reads as %v, which reads as %v (%v)", s, d, back, err)
		}
	})
}

func TestDaysAgreeWithTheCalendar(t *testing.T) {
	t.Parallel()
	for at := time.Date(1599, 12, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2401; at = at.AddDate(0, 0, 1) {
		d := Stored(at)
		y, m, day := d.civil()
		if y != at.Year() || m != int(at.Month()) || day != at.Day() || d.Year() != y || days(y, m, day) != d || d.Month() != MonthOf(y, at.Month()) {
			t.Fatalf("%s: %d-%d-%d, %d", at.Format(time.DateOnly), y, m, day, days(y, m, day)-d)
		}
		if day == 1 && d.Month().First() != d {
			t.Fatalf("%s is the first of its month", d)
		}
	}
}
