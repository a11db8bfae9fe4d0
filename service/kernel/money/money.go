// Package money counts in 分.
//
// An amount is a whole number of hundredths of a yuan. There is no float in
// this package: what a bureau typed is read digit by digit, and an amount that
// does not come out in whole 分 is an error and never a rounding.
package money

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Fen is an amount of money in hundredths of a yuan; it may be negative, as a
// payment that was taken back.
type Fen int64

// The ways an amount can be wrong. Their text is shown to the person.
var (
	ErrEmpty  = errors.New("金额是空的，请填写金额")
	ErrSyntax = errors.New("金额看不懂，请只填数字，例如 1300.50")
	ErrUnit   = errors.New("金额带了“万”，而这一列的单位是元，请换算成元再填")
	ErrPlaces = errors.New("金额最多到分（两位小数），请核对")
	ErrRange  = errors.New("金额太大，请核对")
)

// Parse reads an amount in yuan as a spreadsheet says it: 300, 300.5,
// 1,300.50, ¥300, 300元, and (12.00) or -12 for a negative one. A third
// decimal is an error, unless it is a zero; 万 is an error.
func Parse(s string) (Fen, error) { return parse(s, 2, false) }

// ParseWan reads an amount from a column whose header says 万元: 12.3 and
// 12.3万元 are 123,000 yuan. What comes out must be whole 分.
func ParseWan(s string) (Fen, error) { return parse(s, 6, true) }

// parse reads s in a unit of 10^places 分.
func parse(s string, places int, wan bool) (Fen, error) {
	s = strings.Map(dropSpace, norm.NFKC.String(s))
	if s == "" {
		return 0, ErrEmpty
	}
	negative := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		negative, s = true, s[1:len(s)-1]
	}
	s, minus := cutSign(s)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "¥"), "¥")
	if !minus {
		s, minus = cutSign(s)
	}
	if minus && negative {
		return 0, ErrSyntax
	}
	s = strings.TrimSuffix(s, "元")
	if cut, ok := strings.CutSuffix(s, "万"); ok {
		if !wan {
			return 0, ErrUnit
		}
		s = cut
	}
	whole, frac, dot := strings.Cut(s, ".")
	whole, ok := dropThousands(whole)
	if !ok || (dot && frac == "") || (whole == "" && frac == "") {
		return 0, ErrSyntax
	}
	if !digits(whole) || !digits(frac) {
		return 0, ErrSyntax
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > places {
		return 0, ErrPlaces
	}
	text := strings.TrimLeft(whole+frac+strings.Repeat("0", places-len(frac)), "0")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n > math.MaxInt64/2 {
		return 0, ErrRange
	}
	if negative || minus {
		n = -n
	}
	return Fen(n), nil
}

func dropSpace(r rune) rune {
	switch r {
	case ' ', '\t', '\n', '\r', '\u200b', '\ufeff', '\'':
		return -1
	}
	return r
}

func cutSign(s string) (string, bool) {
	for _, sign := range []string{"-", "−", "﹣"} {
		if cut, ok := strings.CutPrefix(s, sign); ok {
			return cut, true
		}
	}
	return s, false
}

// dropThousands removes commas that stand where thousands end, and refuses
// others: 1,30 is more likely a mistyped 1.30 than 130.
func dropThousands(s string) (string, bool) {
	parts := strings.Split(s, ",")
	if len(parts) == 1 {
		return s, true
	}
	for i, p := range parts {
		if (i == 0 && (p == "" || len(p) > 3)) || (i > 0 && len(p) != 3) {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// String is the amount for reading: 1,300.50.
func (f Fen) String() string {
	sign, whole, frac := f.split()
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + "." + frac
}

// Yuan is the amount for files and forms: 1300.50.
func (f Fen) Yuan() string {
	sign, whole, frac := f.split()
	return sign + whole + "." + frac
}

func (f Fen) split() (sign, whole, frac string) {
	u := uint64(f)
	if f < 0 {
		sign, u = "-", -u
	}
	s := strconv.FormatUint(u, 10)
	for len(s) < 3 {
		s = "0" + s
	}
	return sign, s[:len(s)-2], s[len(s)-2:]
}

// Short is the amount with its unit for places that need the size and not the
// 分: 980元, 1,300.50元, 12.3万元, 1.05亿元. Big figures are cut and not
// rounded up, so that a page never shows more money than there is.
func (f Fen) Short() string {
	abs := f
	if abs < 0 {
		abs = -abs
	}
	switch {
	case abs < 0: // the one number without a positive twin
		return f.String() + "元"
	case abs >= 10_000_000_000:
		return f.scaled(100_000_000, 100) + "亿元"
	case abs >= 1_000_000:
		return f.scaled(100_000, 10) + "万元"
	case abs%100 == 0:
		return strings.TrimSuffix(f.String(), ".00") + "元"
	}
	return f.String() + "元"
}

// scaled shows f in units of unit*base 分 with as many decimals as base has zeros.
func (f Fen) scaled(unit, base Fen) string {
	n := f / unit
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	out := sign + strconv.FormatInt(int64(n/base), 10)
	if rest := n % base; rest != 0 {
		tail := strconv.FormatInt(int64(base+rest), 10)[1:]
		out += "." + strings.TrimRight(tail, "0")
	}
	return out
}

// Times is the amount for n pieces, such as 230 yuan for each of 4 people.
func (f Fen) Times(n int) Fen { return f * Fen(n) }

// Sum adds amounts.
func Sum(amounts ...Fen) Fen {
	var total Fen
	for _, a := range amounts {
		total += a
	}
	return total
}
