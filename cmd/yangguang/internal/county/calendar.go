package county

import (
	"fmt"
	"time"
)

// month counts calendar months: year*12 + month-1.
type month int

func ym(year, m int) month     { return month(year*12 + m - 1) }
func (m month) year() int      { return int(m) / 12 }
func (m month) inYear() int    { return int(m)%12 + 1 }
func (m month) first() day     { return date(m.year(), m.inYear(), 1) }
func (m month) last() day      { return (m + 1).first() - 1 }
func (m month) on(d int) day   { return min(m.first()+day(d)-1, m.last()) }
func (m month) quarter() month { return m / 3 * 3 }

func (m month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.year(), m.inYear())
}

func (m month) append(b []byte) []byte {
	b = appendPadded(b, m.year(), 4)
	return appendPadded(append(b, '-'), m.inYear(), 2)
}

// day counts days from 1970-01-01; 0 is no day.
type day int

func date(y, m, d int) day {
	return day(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func dayOf(t time.Time) day { return date(t.Year(), int(t.Month()), t.Day()) }

func (d day) month() month {
	y, m, _ := d.civil()
	return ym(y, m)
}

// civil is the day in the Gregorian calendar.
func (d day) civil() (y, m, dd int) {
	z := int(d) + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	dd = doy - (153*mp+2)/5 + 1
	m = mp + 3
	y = yoe + era*400
	if m > 12 {
		m -= 12
		y++
	}
	return y, m, dd
}

// plusYears is the same day y years later; a 29 February becomes the last of
// February.
func (d day) plusYears(n int) day {
	y, m, dd := d.civil()
	return ym(y+n, m).on(dd)
}

func (d day) String() string {
	if d == 0 {
		return ""
	}
	return string(d.append(nil))
}

func (d day) append(b []byte) []byte {
	y, m, dd := d.civil()
	b = appendPadded(b, y, 4)
	b = appendPadded(append(b, '-'), m, 2)
	return appendPadded(append(b, '-'), dd, 2)
}

func appendPadded(b []byte, n, width int) []byte {
	for div := pow10(width - 1); div > 0; div /= 10 {
		b = append(b, byte('0'+n/div%10))
	}
	return b
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// appendYuan writes 分 as the bureaus write money: 元 with two decimals.
func appendYuan(b []byte, fen int64) []byte {
	b = fmt.Appendf(b, "%d.", fen/100)
	return appendPadded(b, int(fen%100), 2)
}

func yuan(fen int64) string { return string(appendYuan(nil, fen)) }

// appendTenths writes a quantity kept in tenths without a trailing zero.
func appendTenths(b []byte, tenths int) []byte {
	b = fmt.Appendf(b, "%d", tenths/10)
	if tenths%10 != 0 {
		b = append(b, '.', byte('0'+tenths%10))
	}
	return b
}

func tenths(n int) string { return string(appendTenths(nil, n)) }

// dice are the only source of chance: splitmix64, seeded by what is being
// decided, so that a change in one place moves nothing elsewhere and no release
// of Go can change the county.
type dice struct{ state uint64 }

func roll(seed uint64, tag string, n ...int) *dice {
	h := uint64(14695981039346656037) ^ seed*0x9e3779b97f4a7c15
	for i := range len(tag) {
		h = (h ^ uint64(tag[i])) * 1099511628211
	}
	for _, v := range n {
		h = (h ^ uint64(v)) * 1099511628211 //nolint:gosec // a hash wraps
		h ^= h >> 29
	}
	d := &dice{h}
	d.next()
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// n is a number from 0 to k-1.
func (d *dice) n(k int) int { return int(d.next() >> 33 % uint64(k)) }

// between is a number from a to b, both included.
func (d *dice) between(a, b int) int { return a + d.n(b-a+1) }

// in1000 is true in that many of a thousand throws.
func (d *dice) in1000(k int) bool { return d.n(1000) < k }

func pick[T any](d *dice, from ...T) T { return from[d.n(len(from))] }
