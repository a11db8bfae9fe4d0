package snapshot

import (
	"fmt"
	"strconv"
	"time"

	"yangguang/service/kernel/period"
)

// The types below take a column's value as the driver gives it, without the
// copy and the reflection that a plain *int64 or *string costs for each of ten
// million rows. What they hold is good until the next row.

// number is a whole number; NULL is 0.
type number int64

// Scan takes the value.
func (n *number) Scan(src any) error {
	switch v := src.(type) {
	case int64:
		*n = number(v)
	case nil:
		*n = 0
	case []byte:
		i, err := strconv.ParseInt(string(v), 10, 64)
		if err != nil {
			return err
		}
		*n = number(i)
	case bool:
		*n = 0
		if v {
			*n = 1
		}
	case float64:
		*n = number(v)
	default:
		return fmt.Errorf("a number came as %T", src)
	}
	return nil
}

// day is a date; NULL gives none.
type day struct {
	on   period.Day
	none period.Day
}

// Scan takes the value: days since year 0 as TO_DAYS counts them, or a text
// that begins with the date.
func (d *day) Scan(src any) error {
	switch v := src.(type) {
	case int64:
		d.on = period.Day(v - epochDays) //nolint:gosec // dates are far inside 32 bits of days
	case string:
		return d.read(v)
	case []byte:
		return d.read(string(v))
	case time.Time:
		d.on = period.Stored(v)
	case nil:
		d.on = d.none
	default:
		return fmt.Errorf("a date came as %T", src)
	}
	return nil
}

// epochDays is TO_DAYS('1970-01-01').
const epochDays = 719528

// read reads 2024-05-01, whatever follows.
func (d *day) read(s string) error {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return fmt.Errorf("a date of %d bytes", len(s))
	}
	y := int(s[0]-'0')*1000 + int(s[1]-'0')*100 + int(s[2]-'0')*10 + int(s[3]-'0')
	m, dd := int(s[5]-'0')*10+int(s[6]-'0'), int(s[8]-'0')*10+int(s[9]-'0')
	if y < 1 || y > 9999 || m < 1 || m > 12 || dd < 1 || dd > 31 {
		return fmt.Errorf("a date out of range")
	}
	d.on = civil(y, m, dd)
	return nil
}

// civil counts the days from 1970-01-01, after Howard Hinnant's days_from_civil.
func civil(y, m, d int) period.Day {
	if m <= 2 {
		y--
		m += 12
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*(m-3)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return period.Day(era*146097 + doe - 719468) //nolint:gosec // as above
}

// after is the day after a last day that belongs to the stretch.
func (d *day) after() period.Day {
	if d.on == period.Future {
		return period.Future
	}
	return d.on + 1
}

// text is a text or bytes; NULL is empty.
type text struct {
	s string
	b []byte
}

// Scan takes the value.
func (t *text) Scan(src any) error {
	switch v := src.(type) {
	case string:
		t.s, t.b = v, nil
	case []byte:
		t.s, t.b = "", v
	case nil:
		t.s, t.b = "", nil
	default:
		return fmt.Errorf("a text came as %T", src)
	}
	return nil
}

// String gives a copy that stays.
func (t *text) String() string {
	if t.b != nil {
		return string(t.b)
	}
	return t.s
}

func (t *text) empty() bool { return len(t.s) == 0 && len(t.b) == 0 }

func (t *text) is(s string) bool {
	if t.b != nil {
		return string(t.b) == s
	}
	return t.s == s
}

func (t *text) same(u *text) bool {
	if u.b != nil {
		return t.is(string(u.b))
	}
	return t.is(u.s)
}

// first8 is the first eight bytes of a digest as a number; 0 without one.
func (t *text) first8() uint64 {
	var n uint64
	if len(t.b) >= 8 {
		for _, c := range t.b[:8] {
			n = n<<8 | uint64(c)
		}
	}
	return n
}
