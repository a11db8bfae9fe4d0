// Package period holds days, months and stretches of them.
//
// A Day is a date on the calendar and not an instant: a payment's day, a
// birthday. Day and Month are small integers that compare, subtract and index
// with plain operators; an Interval is half-open, so that neighbours touch
// without sharing a day.
package period

import (
	"fmt"
	"math"
	"time"
)

// Shanghai is the time people here live by. It is a fixed zone: China has had
// no summer time since 1991, and a fixed zone needs no zone files on the
// machine.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Day is a date, counted in days from 1970-01-01. It has no "missing" value:
// where a day may be missing, use *Day, a NULL column or an Interval.
type Day int32

// The ends of time: an Interval that is open on a side ends there.
const (
	Past   Day = math.MinInt32
	Future Day = math.MaxInt32
)

// Date makes a Day; a month or day beyond its range is carried over as
// time.Date does.
func Date(year int, month time.Month, day int) Day {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DayOf is the date on the wall at instant t in zone loc.
func DayOf(t time.Time, loc *time.Location) Day {
	y, m, d := t.In(loc).Date()
	return Date(y, m, d)
}

// Here is the date on the wall at instant t where people live by Shanghai time.
func Here(t time.Time) Day { return DayOf(t, Shanghai) }

// Stored is the day that a DATE column holds, which the database gives as
// midnight UTC.
func Stored(t time.Time) Day { return fromTime(t) }

// StoredOrNil is Stored for a column that may be NULL.
func StoredOrNil(t *time.Time) *Day {
	if t == nil {
		return nil
	}
	d := Stored(*t)
	return &d
}

func fromTime(t time.Time) Day {
	s := t.Unix()
	d := s / 86400
	if s%86400 < 0 {
		d--
	}
	return Day(d) //nolint:gosec // years this program reads are far inside 32 bits of days
}

// Time is midnight UTC of the day, the form a DATE column is written from.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Start is the instant the day begins in zone loc.
func (d Day) Start(loc *time.Location) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, loc)
}

// End is the last second of the day in zone loc; deadlines fall there.
func (d Day) End(loc *time.Location) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 23, 59, 59, 0, loc)
}

// Year is the calendar year.
func (d Day) Year() int {
	y, _, _ := d.civil()
	return y
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Month is the month the day lies in.
func (d Day) Month() Month {
	y, m, _ := d.civil()
	return MonthOf(y, time.Month(m))
}

// civil gives year, month and day by whole-number arithmetic (Howard Hinnant's
// civil_from_days): comparisons ask it millions of times a second, and
// time.Time.Date takes ten times as long.
func (d Day) civil() (year, month, day int) {
	z := int64(d) + 719468
	era := z / 146097
	if z < 0 {
		era = (z - 146096) / 146097
	}
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	year, month, day = int(yoe+era*400), int(mp+3), int(doy-(153*mp+2)/5+1)
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// days is the inverse of civil.
func days(year, month, day int) Day {
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	if year < 0 {
		era = (year - 399) / 400
	}
	yoe := year - era*400
	doy := (153*(month-3)+2)/5 + day - 1
	return Day(era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468) //nolint:gosec // years this program reads are far inside 32 bits of days
}

// AddMonths is the same date n months later, or the last day of that month
// when it is shorter: 01-31 and one month is 02-28.
func (d Day) AddMonths(n int) Day {
	m := d.Month() + Month(n)
	return min(m.First()+Day(d.Time().Day()-1), m.Last())
}

// AgeOn is the full years of age that someone born on d has on day on; 0 when
// on is before the birth.
func (d Day) AgeOn(on Day) int {
	by, bm, bd := d.Time().Date()
	y, m, day := on.Time().Date()
	age := y - by
	if m < bm || (m == bm && day < bd) {
		age--
	}
	return max(age, 0)
}

// String is the day as 2024-05-01; the ends of time are empty.
func (d Day) String() string {
	if d == Past || d == Future {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Chinese is the day for reading: 2024年5月1日.
func (d Day) Chinese() string {
	if d == Past || d == Future {
		return ""
	}
	y, m, day := d.Time().Date()
	return fmt.Sprintf("%d年%d月%d日", y, int(m), day)
}

// Month is a month of a year: year*12 + month-1.
type Month int

// MonthOf makes a Month.
func MonthOf(year int, month time.Month) Month { return Month(year*12 + int(month) - 1) }

// Year is the calendar year.
func (m Month) Year() int {
	y := int(m) / 12
	if int(m)%12 < 0 {
		y--
	}
	return y
}

// Month is the month of the year.
func (m Month) Month() time.Month { return time.Month(int(m)-m.Year()*12) + 1 }

// First is the first day of the month.
func (m Month) First() Day { return days(m.Year(), int(m.Month()), 1) }

// Last is the last day of the month.
func (m Month) Last() Day { return (m + 1).First() - 1 }

// Days is the month as an interval.
func (m Month) Days() Interval { return Interval{m.First(), (m + 1).First()} }

// String is the month as 2024-05.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Month())) }

// Chinese is the month for reading: 2024年5月.
func (m Month) Chinese() string { return fmt.Sprintf("%d年%d月", m.Year(), int(m.Month())) }

// Interval is the days from From up to but not including To.
type Interval struct{ From, To Day }

// Since is the interval from d on, without an end.
func Since(d Day) Interval { return Interval{d, Future} }

// Through is the interval of both days and all between.
func Through(first, last Day) Interval {
	if last == Future {
		return Interval{first, Future}
	}
	return Interval{first, last + 1}
}

// Months is the interval of both months and all between; that is how 开始年月
// and 终止年月 are meant.
func Months(first, last Month) Interval { return Interval{first.First(), (last + 1).First()} }

// Empty reports whether the interval holds no day.
func (i Interval) Empty() bool { return i.From >= i.To }

// Open reports whether the interval has no end.
func (i Interval) Open() bool { return i.To == Future }

// Contains reports whether day d lies in the interval.
func (i Interval) Contains(d Day) bool { return i.From <= d && d < i.To }

// Intersect is the days that lie in both; it may be empty.
func (i Interval) Intersect(j Interval) Interval {
	return Interval{max(i.From, j.From), min(i.To, j.To)}
}

// Overlaps reports whether the intervals share at least one day.
func (i Interval) Overlaps(j Interval) bool { return !i.Intersect(j).Empty() }

// Len is the number of days; an empty interval has none. An interval without
// an end has as many as fit.
func (i Interval) Len() int {
	if i.Empty() {
		return 0
	}
	return int(int64(i.To) - int64(i.From))
}

// Last is the last day inside; Future when there is no end.
func (i Interval) Last() Day {
	if i.Open() {
		return Future
	}
	return i.To - 1
}

// String is the interval with its last day included: 2024-05-01~2024-05-31.
func (i Interval) String() string { return i.From.String() + "~" + i.Last().String() }

// Chinese is the stretch as people say it: one month as 2024年5月, whole months
// as 2024年1月至3月, else with days; without an end 2024年5月起.
func (i Interval) Chinese() string { return i.words("至") }

// Dashed is Chinese with a dash between the ends, as villagers read it in columns:
// 2024年1月–3月.
func (i Interval) Dashed() string { return i.words("–") }

func (i Interval) words(to string) string {
	if i.Empty() {
		return ""
	}
	if i.Open() {
		if i.From == i.From.Month().First() {
			return i.From.Month().Chinese() + "起"
		}
		return i.From.Chinese() + "起"
	}
	a, b := i.From.Month(), i.Last().Month()
	switch {
	case i.From != a.First() || i.Last() != b.Last():
		if i.Len() == 1 {
			return i.From.Chinese()
		}
		return i.From.Chinese() + to + i.Last().Chinese()
	case a == b:
		return a.Chinese()
	case a.Year() == b.Year() && b-a == 11:
		return fmt.Sprintf("%d年", a.Year())
	case a.Year() == b.Year():
		return fmt.Sprintf("%s%s%d月", a.Chinese(), to, int(b.Month()))
	}
	return a.Chinese() + to + b.Chinese()
}
