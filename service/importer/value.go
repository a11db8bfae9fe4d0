package importer

import (
	"strconv"
	"strings"
	"time"

	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/idnumber"
)

// day gives a column's day as the database keeps it; nil when empty.
func day(rec sheet.Record, column string) *time.Time {
	d, ok := rec.Day(column)
	if !ok {
		return nil
	}
	t := d.Time()
	return &t
}

// mustDay is day for a column that may not be empty.
func mustDay(rec sheet.Record, column string) time.Time {
	d, _ := rec.Day(column) // the check refused rows without
	return d.Time()
}

// fen is a money column in 分; 0 when empty.
func fen(rec sheet.Record, column string) int64 {
	m, _ := rec.Money(column) // empty is 0
	return int64(m)
}

// fenIf is a money column in 分; nil when it is empty or not there.
func fenIf(rec sheet.Record, column string) *int64 {
	m, ok := rec.Money(column)
	if !ok {
		return nil
	}
	n := int64(m)
	return &n
}

// firstDay is the first day of a month column that may not be empty.
func firstDay(rec sheet.Record, column string) time.Time {
	m, _ := rec.Month(column) // the check refused rows without
	return m.First().Time()
}

// lastDay is the last day of a month column; nil when it is empty.
func lastDay(rec sheet.Record, column string) *time.Time {
	m, ok := rec.Month(column)
	if !ok {
		return nil
	}
	t := m.Last().Time()
	return &t
}

// milli reads a checked decimal as thousandths; digits past the third are beyond
// what any of these quantities means.
func milli(s string) int64 {
	whole, frac, _ := strings.Cut(s, ".")
	frac = (frac + "000")[:3]
	n, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil { // empty
		return 0
	}
	return n
}

// number is a whole number that the check has read; 0 when empty.
func number(rec sheet.Record, column string) int {
	n, err := strconv.Atoi(clip.Runes(rec.Get(column), 9))
	if err != nil { // empty
		return 0
	}
	return n
}

// digits are the digits of s.
func digits(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			out = append(out, s[i])
		}
	}
	return string(out)
}

// tail are the last four characters of a number; one that is shorter has none.
func tail(phone string) string {
	if len(phone) < 4 {
		return ""
	}
	return phone[len(phone)-4:]
}

// sameName reports whether the file's name is the register's.
func sameName(a, b string) bool { return idnumber.SameName(a, b) }
