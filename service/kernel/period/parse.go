package period

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// The ways a date can be wrong. Their text is shown to the person.
var (
	ErrEmpty  = errors.New("日期是空的，请填写日期")
	ErrSyntax = errors.New("日期看不懂，请写成 2024-05-01 的样子")
	ErrMonth  = errors.New("年月看不懂，请写成 2024-05 的样子")
	ErrNoDay  = errors.New("日期只写了年月，请补上日，例如 2024-05-01")
	ErrYear   = errors.New("只写了年份，请补上月份，例如 2024-05")
	ErrNever  = errors.New("日历上没有这一天，请核对")
	ErrRange  = errors.New("年份应在 1870 到 2200 之间，请核对")
)

// The years taken to be meant. Below lies no living person's birthday, beyond
// it no term of any contract: such a year is a slip of the hand.
const (
	minYear = 1870
	maxYear = 2200
)

// ParseDay reads a day as bureaus write it: 2024-05-01, 2024/5/1, 2024.5.1,
// 2024年5月1日, 20240501, each also with a time of day behind it, and the serial
// number of an Excel cell in the 1900 system (45413). A month without a day is
// ErrNoDay: ParseMonth reads it.
func ParseDay(s string) (Day, error) {
	y, m, d, err := fields(s)
	switch {
	case err != nil:
		return 0, err
	case m == 0:
		if serial, ok := serialText(s); ok {
			return FromSerial(serial, false)
		}
		return 0, ErrYear
	case d == 0:
		return 0, ErrNoDay
	}
	return check(y, m, d)
}

// ParseMonth reads a month as bureaus write it: 2024-05, 2024/5, 2024.5,
// 2024年5月, 202405; and from anything ParseDay reads, the month it lies in.
func ParseMonth(s string) (Month, error) {
	y, m, d, err := fields(s)
	switch {
	case errors.Is(err, ErrSyntax):
		return 0, ErrMonth
	case err != nil:
		return 0, err
	case m == 0:
		if serial, ok := serialText(s); ok {
			day, err := FromSerial(serial, false)
			return day.Month(), err
		}
		return 0, ErrYear
	case d == 0:
		d = 1
	}
	day, err := check(y, m, d)
	return day.Month(), err
}

// FromSerial reads the number that Excel keeps for a date. The 1900 system
// counts a 1900-02-29 that never was; such a serial and those before it are
// corrected. A time of day behind the point is dropped.
func FromSerial(serial float64, date1904 bool) (Day, error) {
	if math.IsNaN(serial) || serial < 0 || serial >= 1<<22 {
		return 0, ErrRange
	}
	n := Day(math.Floor(serial))
	switch {
	case date1904:
		n += Date(1904, time.January, 1)
	case n == 60 || n == 0:
		return 0, ErrNever
	case n < 60:
		n += Date(1899, time.December, 31)
	default:
		n += Date(1899, time.December, 30)
	}
	if y := n.Year(); y < minYear || y > maxYear {
		return 0, ErrRange
	}
	return n, nil
}

// OpenEnd reports whether a bureau's text in an end column means "no end yet":
// empty, 至今, 长期, 永久 or a dash.
func OpenEnd(s string) bool {
	switch clean(s) {
	case "", "至今", "今", "长期", "永久", "长期有效", "无", "-", "--", "/", "—", "9999-12-31", "99991231", "9999-12":
		return true
	}
	return false
}

// unspace drops what people put between the parts: 2024 年 5 月份.
var unspace = strings.NewReplacer(" ", "", "份", "")

func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\t', '\n', '\r', '\u200b', '\ufeff', '\'':
			return -1
		}
		return r
	}, strings.TrimSpace(norm.NFKC.String(s)))
}

// serialText reads a number that can be an Excel serial and no year: 5 digits,
// with or without a fraction, 1927 to 2173.
func serialText(s string) (float64, bool) {
	v, err := strconv.ParseFloat(clean(s), 64)
	return v, err == nil && v >= 10000 && v < 100000
}

// fields finds year, month and day; a part that is not there is 0.
func fields(s string) (y, m, d int, err error) {
	if y, m, d, ok := plain(s); ok {
		return y, m, d, nil
	}
	s = clean(s)
	if s == "" {
		return 0, 0, 0, ErrEmpty
	}
	s = cutClock(s)
	if allDigits(s) || strings.Count(s, ".") == 1 && len(s) > 8 && allDigits(strings.Replace(s, ".", "", 1)) {
		return packed(s)
	}
	parts := strings.FieldsFunc(unspace.Replace(s), func(r rune) bool {
		return strings.ContainsRune("-/.年月日号—–", r)
	})
	if len(parts) == 0 || len(parts) > 3 || !yearFirst(s) {
		return 0, 0, 0, ErrSyntax
	}
	var n [3]int
	for i, p := range parts {
		if len(p) > 4 || !allDigits(p) || (i > 0 && len(p) > 2) {
			if i == 0 && len(parts) == 2 && allDigits(p) { // a serial with its time of day
				return 0, 0, 0, nil
			}
			return 0, 0, 0, ErrSyntax
		}
		n[i], _ = strconv.Atoi(p) // at most four digits
	}
	if len(parts[0]) != 4 {
		if len(parts) == 2 && len(parts[0]) == 5 {
			return 0, 0, 0, nil
		}
		return 0, 0, 0, ErrSyntax
	}
	if (len(parts) > 1 && n[1] == 0) || (len(parts) > 2 && n[2] == 0) {
		return 0, 0, 0, ErrNever
	}
	return n[0], n[1], n[2], nil
}

// plain reads 2024-05-01 and 2024-05, as this program itself keeps them: files
// of a million rows come by here.
func plain(s string) (y, m, d int, ok bool) {
	if len(s) != 7 && len(s) != 10 || s[4] != '-' || len(s) == 10 && s[7] != '-' {
		return 0, 0, 0, false
	}
	number := func(digits string) (n int) {
		for i := range len(digits) {
			c := digits[i]
			if c < '0' || c > '9' {
				return 0
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	y, m = number(s[:4]), number(s[5:7])
	if len(s) == 10 {
		d = number(s[8:])
		return y, m, d, y > 0 && m > 0 && d > 0
	}
	return y, m, 0, y > 0 && m > 0
}

// packed reads 20240501, 202405 and 2024; a serial comes back without a month.
func packed(s string) (y, m, d int, err error) {
	n, convErr := strconv.Atoi(s)
	switch {
	case len(s) == 8 && convErr == nil:
		y, m, d = n/10000, n/100%100, n%100
		if m == 0 || d == 0 {
			return 0, 0, 0, ErrNever
		}
		return y, m, d, nil
	case len(s) == 6 && convErr == nil:
		if n%100 == 0 || n%100 > 12 {
			return 0, 0, 0, ErrNever
		}
		return n / 100, n % 100, 0, nil
	case len(s) == 4, len(s) == 5, strings.IndexByte(s, '.') == 5:
		return n, 0, 0, nil
	}
	return 0, 0, 0, ErrSyntax
}

// cutClock drops a time of day: "2024-05-01 00:00:00", "2024-05-01T08:30:00Z".
func cutClock(s string) string {
	i := strings.IndexAny(s, " T")
	if i < 0 || !strings.Contains(s[i:], ":") {
		return s
	}
	return s[:i]
}

func yearFirst(s string) bool {
	return len(s) > 0 && s[0] >= '0' && s[0] <= '9'
}

func allDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

func check(y, m, d int) (Day, error) {
	if y < minYear || y > maxYear {
		return 0, ErrRange
	}
	day := Date(y, time.Month(m), d)
	if yy, mm, dd := day.Time().Date(); yy != y || int(mm) != m || dd != d {
		return 0, ErrNever
	}
	return day, nil
}
