package board

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"yangguang/service/kernel/period"
)

// Span is a year or one of its quarters.
type Span struct {
	Year    int
	Quarter int // 1 to 4; 0 is the whole year
}

// ParseSpan reads 2026 or 2026Q3; ok is false for everything else.
func ParseSpan(text string) (s Span, ok bool) {
	year, quarter, cut := strings.Cut(text, "Q")
	y, err := strconv.Atoi(year)
	if err != nil || y < 2000 || y > 2100 || len(year) != 4 {
		return Span{}, false
	}
	s.Year = y
	if !cut {
		return s, true
	}
	if len(quarter) != 1 || quarter < "1" || quarter > "4" {
		return Span{}, false
	}
	s.Quarter = int(quarter[0] - '0')
	return s, true
}

// String is the span as addresses and the audit chain name it.
func (s Span) String() string {
	if s.Quarter == 0 {
		return strconv.Itoa(s.Year)
	}
	return fmt.Sprintf("%04dQ%d", s.Year, s.Quarter)
}

// Chinese is the span in words: 2026年第三季度.
func (s Span) Chinese() string {
	if s.Quarter == 0 {
		return fmt.Sprintf("%d年", s.Year)
	}
	return fmt.Sprintf("%d年第%s季度", s.Year, []string{"一", "二", "三", "四"}[s.Quarter-1])
}

// Days are the first and the last day.
func (s Span) Days() (first, last period.Day) {
	if s.Quarter == 0 {
		return period.Date(s.Year, time.January, 1), period.Date(s.Year, time.December, 31)
	}
	month := period.MonthOf(s.Year, time.Month(s.Quarter*3-2))
	return month.First(), (month + 2).Last()
}

// quarterOf is the quarter that a day lies in.
func quarterOf(d period.Day) Span {
	m := d.Month()
	return Span{Year: m.Year(), Quarter: (int(m.Month()) + 2) / 3}
}

// before is the quarter before a quarter.
func (s Span) before() Span {
	if s.Quarter == 1 {
		return Span{Year: s.Year - 1, Quarter: 4}
	}
	return Span{Year: s.Year, Quarter: s.Quarter - 1}
}

// quarters is how many quarters may be printed: this one and a year before it.
const quarters = 5

// Quarters lists the quarters that may be printed, the latest first.
func (s *Service) Quarters() []Span {
	out := []Span{quarterOf(s.today())}
	for len(out) < quarters {
		out = append(out, out[len(out)-1].before())
	}
	return out
}

// Spans lists what a letter may be about: the quarters, this year and the one
// before.
func (s *Service) Spans() []Span {
	out := s.Quarters()
	year := out[0].Year
	return append([]Span{{Year: year}, {Year: year - 1}}, out...)
}
