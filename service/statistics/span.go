package statistics

import (
	"fmt"
	"strings"
	"time"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// Span is a month or a quarter.
type Span struct {
	Year    int
	Quarter int // 1 to 4, 0 for a month
	Month   int // 1 to 12, 0 for a quarter
}

// ParseSpan reads 2026Q1 or 2026-03.
func ParseSpan(s string) (Span, error) {
	var p Span
	s = strings.TrimSpace(s)
	if y, q, ok := strings.Cut(s, "Q"); ok {
		if _, err := fmt.Sscanf(y+" "+q, "%4d %1d", &p.Year, &p.Quarter); err != nil || p.String() != s {
			return Span{}, fault.New(fault.Invalid, "请选要看的季度")
		}
	} else if _, err := fmt.Sscanf(s, "%4d-%2d", &p.Year, &p.Month); err != nil || p.String() != s {
		return Span{}, fault.New(fault.Invalid, "请选要看的月份")
	}
	if p.Year < 2000 || p.Year > 2100 || p.Quarter < 0 || p.Quarter > 4 || p.Month < 0 || p.Month > 12 || p.Quarter == 0 == (p.Month == 0) {
		return Span{}, fault.New(fault.Invalid, "请选要看的季度或者月份")
	}
	return p, nil
}

// Latest is the last quarter, or the last month, that is over.
func Latest(now time.Time, quarter bool) Span {
	m := period.Here(now).Month()
	p := Span{Year: m.Year(), Month: int(m.Month())}
	if quarter {
		p = Span{Year: p.Year, Quarter: (p.Month + 2) / 3}
	}
	return p.Add(-1)
}

// String is the span as ParseSpan reads it.
func (p Span) String() string {
	if p.Quarter > 0 {
		return fmt.Sprintf("%04dQ%d", p.Year, p.Quarter)
	}
	return fmt.Sprintf("%04d-%02d", p.Year, p.Month)
}

// Chinese is the span in words: 2026年第一季度, 2026年3月.
func (p Span) Chinese() string {
	if p.Quarter > 0 {
		return fmt.Sprintf("%d年第%s季度", p.Year, []string{"一", "二", "三", "四"}[p.Quarter-1])
	}
	return fmt.Sprintf("%d年%d月", p.Year, p.Month)
}

// Short is the span in the least room: 26年1季, 3月, and for a January 26年1月.
func (p Span) Short() string {
	if p.Quarter > 0 {
		return fmt.Sprintf("%02d年%d季", p.Year%100, p.Quarter)
	}
	if p.Month == 1 {
		return fmt.Sprintf("%02d年1月", p.Year%100)
	}
	return fmt.Sprintf("%d月", p.Month)
}

// Add is the span n spans later.
func (p Span) Add(n int) Span {
	if p.Quarter > 0 {
		k := p.Year*4 + p.Quarter - 1 + n
		return Span{Year: k / 4, Quarter: k%4 + 1}
	}
	k := p.Year*12 + p.Month - 1 + n
	return Span{Year: k / 12, Month: k%12 + 1}
}

// Days are the first day of the span and the first one after it.
func (p Span) Days() (from, to period.Day) {
	first, months := p.Month, 1
	if p.Quarter > 0 {
		first, months = 3*p.Quarter-2, 3
	}
	from = period.Date(p.Year, time.Month(first), 1)
	return from, from.AddMonths(months)
}

// Over reports whether the whole span has passed.
func (p Span) Over(now time.Time) bool {
	_, to := p.Days()
	return period.Here(now) >= to
}

// year is how many spans a year has.
func (p Span) year() int {
	if p.Quarter > 0 {
		return 4
	}
	return 12
}

// row is the spans that end with p and begin with the one a year before.
type row []Span

func (p Span) row() row {
	out := make(row, p.year()+1)
	for i := range out {
		out[i] = p.Add(i - p.year())
	}
	return out
}

// times are the beginning of the first span and the end of the last.
func (r row) times() (start, end time.Time) {
	from, _ := r[0].Days()
	_, to := r[len(r)-1].Days()
	return from.Start(period.Shanghai).UTC(), to.Start(period.Shanghai).UTC()
}

// bucket is an SQL expression: the number in the row of the span that a column
// lies in, of those between the row's two ends. days says that the column holds
// days and not times.
func (r row) bucket(column string, days bool) (sql string, args []any) {
	var b strings.Builder
	b.WriteString("CASE")
	for i, p := range r[:len(r)-1] {
		_, to := p.Days()
		fmt.Fprintf(&b, " WHEN %s < ? THEN %d", column, i)
		if days {
			args = append(args, to.Time())
		} else {
			args = append(args, to.Start(period.Shanghai).UTC())
		}
	}
	if len(r) == 1 {
		return "0", nil
	}
	fmt.Fprintf(&b, " ELSE %d END", len(r)-1)
	return b.String(), args
}
