package idnumber

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// middleDots are the signs people type between the parts of a minority name,
// as NFKC leaves them.
const middleDots = "·•.・‧∙⋅●。▪᛫"

// NormName is a person's name for comparison: NFKC, without any space, with
// one kind of middle dot in minority names and without a remark such as
// (户主). Rare characters, private ones included, are kept as they are.
func NormName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r), r == '\'':
			return -1
		case strings.ContainsRune(middleDots, r):
			return '·'
		}
		return r
	}, norm.NFKC.String(s))
	if i := strings.IndexByte(s, '('); i > 0 {
		if j := strings.IndexByte(s[i:], ')'); j > 0 {
			s = s[:i] + s[i+j+1:]
		}
	}
	return strings.Trim(s, "·")
}

// SameName reports whether two names are one after NormName: 陳 is 陈, and a
// character of a private area is whichever stands there in the other. At least
// one character has to be known.
func SameName(a, b string) bool {
	a, b = NormName(a), NormName(b)
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) {
		return false
	}
	known := false
	for i := range x {
		if !alike(x[i], y[i]) {
			return false
		}
		known = known || !private(x[i]) && !private(y[i])
	}
	return known
}

// MaskID shows the region and the last four of a resident ID:
// 450923********0011. Anything shorter is hidden altogether.
func MaskID(s string) string {
	if len(s) != 18 {
		return strings.Repeat("*", len([]rune(s)))
	}
	return s[:6] + "********" + s[14:]
}

// MaskAccount shows an account by its last four digits: 尾号0128.
func MaskAccount(s string) string {
	if t := AccountTail(s); t != "" {
		return "尾号" + t
	}
	return ""
}

// AccountTail is the last four digits of an account; a number too short to
// have a secret part has no tail.
func AccountTail(s string) string {
	if len(s) < 8 {
		return ""
	}
	return s[len(s)-4:]
}

// MaskPhone shows a mobile number as 138****1234.
func MaskPhone(s string) string {
	if len(s) != 11 {
		return strings.Repeat("*", len([]rune(s)))
	}
	return s[:3] + "****" + s[7:]
}

// MaskName shows the family name: 张*. Each hidden character is one star, at
// most two, so that the length of a minority name is not told.
func MaskName(s string) string {
	r := []rune(NormName(s))
	switch len(r) {
	case 0:
		return ""
	case 1:
		return "*"
	}
	return string(r[0]) + strings.Repeat("*", min(len(r)-1, 2))
}
