// Package workday counts working days the way deadlines in law do.
//
// The day of the event is not counted; a period of days ends with its last
// working day; a period of months ends on the same date of the later month
// and, when that is a day off, on the next working day (Civil Code §201–203).
// A year whose holidays are not announced yet is guessed from weekends and the
// fixed holidays, and every answer that leans on a guess says so.
package workday

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"yangguang/service/kernel/period"
)

//go:embed holidays.json
var announced []byte

// Exception is a day that is not what its weekday says: a holiday, or a
// weekend day that is worked to make up for one.
type Exception struct {
	Day  period.Day
	Name string // 春节
	Off  bool
}

// Calendar knows which days are worked. It does not change after it was made
// and may be used by several goroutines.
type Calendar struct {
	days  map[period.Day]Exception
	years map[int]bool
}

// Due is the end of a period. Provisional is set when a year without
// announced holidays took part: show 暂定 and compute again later.
type Due struct {
	Day         period.Day
	Provisional bool
}

// At is the instant the period ends: the last second of the day here.
func (d Due) At() time.Time { return d.Day.End(period.Shanghai) }

// String is the day, with 暂定 behind it while it is a guess.
func (d Due) String() string {
	if d.Provisional {
		return d.Day.String() + "（暂定）"
	}
	return d.Day.String()
}

// New makes the calendar of the announced holidays. overrides come from the
// office: each replaces what was announced for its day. complete names years
// that the overrides announce in full, so that they are no longer provisional.
func New(overrides []Exception, complete ...int) (*Calendar, error) {
	var file map[string][]struct {
		Date string `json:"date"`
		Name string `json:"name"`
		Off  bool   `json:"off"`
	}
	if err := json.Unmarshal(announced, &file); err != nil {
		return nil, fmt.Errorf("workday: holidays: %w", err)
	}
	c := &Calendar{days: map[period.Day]Exception{}, years: map[int]bool{}}
	for year, days := range file {
		y, err := strconv.Atoi(year)
		if err != nil {
			return nil, fmt.Errorf("workday: holidays: year %q: %w", year, err)
		}
		for _, d := range days {
			day, err := period.ParseDay(d.Date)
			if err != nil {
				return nil, fmt.Errorf("workday: holidays: %q: %w", d.Date, err)
			}
			c.days[day] = Exception{Day: day, Name: d.Name, Off: d.Off}
		}
		if len(days) > 0 {
			c.years[y] = true
		}
	}
	for _, o := range overrides {
		c.days[o.Day] = o
	}
	for _, y := range complete {
		c.years[y] = true
	}
	return c, nil
}

// Years lists the years whose holidays are announced.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Working reports whether a day is worked, and whether that is a guess.
func (c *Calendar) Working(d period.Day) (working, provisional bool) {
	provisional = !c.years[d.Year()]
	if e, ok := c.days[d]; ok {
		return !e.Off, provisional
	}
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false, provisional
	}
	return !provisional || !fixedHoliday(d), provisional
}

// Name is the name of the holiday on a day, or empty.
func (c *Calendar) Name(d period.Day) string {
	if e, ok := c.days[d]; ok && e.Off {
		return e.Name
	}
	return ""
}

// fixedHoliday knows the holidays that fall on the same date every year.
func fixedHoliday(d period.Day) bool {
	_, m, day := d.Time().Date()
	switch m {
	case time.January, time.May:
		return day == 1
	case time.October:
		return day <= 3
	}
	return false
}

// Add is the nth working day after start; start itself does not count. With n
// of 0 or less it is the first working day from start on.
func (c *Calendar) Add(start period.Day, n int) Due {
	due := Due{Day: start, Provisional: !c.years[start.Year()]}
	if n <= 0 {
		return c.next(due)
	}
	for n > 0 {
		due.Day++
		working, guess := c.Working(due.Day)
		due.Provisional = due.Provisional || guess
		if working {
			n--
		}
	}
	return due
}

// AddMonths is the same date n months after start, or the end of a shorter
// month, moved to the next working day when it is a day off. Only the end
// decides whether it is provisional: days between are not looked at.
func (c *Calendar) AddMonths(start period.Day, n int) Due {
	day := start.AddMonths(n)
	return c.next(Due{Day: day, Provisional: !c.years[day.Year()]})
}

// AddDays is the nth natural day after start, moved to the next working day
// when it is a day off.
func (c *Calendar) AddDays(start period.Day, n int) Due {
	day := start + period.Day(n) //nolint:gosec // periods in law are a few hundred days
	return c.next(Due{Day: day, Provisional: !c.years[day.Year()]})
}

func (c *Calendar) next(due Due) Due {
	for {
		working, guess := c.Working(due.Day)
		due.Provisional = due.Provisional || guess
		if working {
			return due
		}
		due.Day++
	}
}

// Between counts the working days after from up to and with to; it is negative
// when to lies before from. A lamp shows it as "还剩 3 个工作日".
func (c *Calendar) Between(from, to period.Day) int {
	if to < from {
		return -c.Between(to, from)
	}
	n := 0
	for d := from + 1; d <= to; d++ {
		if working, _ := c.Working(d); working {
			n++
		}
	}
	return n
}

// Count is the number of working days in an interval.
func (c *Calendar) Count(i period.Interval) int { return c.Between(i.From-1, i.To-1) }
