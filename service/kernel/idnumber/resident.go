// Package idnumber checks and shows the numbers that name people, companies
// and accounts.
//
// It normalises what people typed, says in plain Chinese what is wrong with a
// number and what to do, and masks what a page may not show in full. Nothing
// here puts the number itself into an error: numbers are personal data.
package idnumber

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// Sex is as the resident ID's 17th digit says.
type Sex string

// The sexes of GB/T 2261.1.
const (
	Male   Sex = "男"
	Female Sex = "女"
)

// Resident is a checked resident identity number.
type Resident struct {
	Number   string // 18 characters, X in upper case
	Birth    period.Day
	Sex      Sex
	Upgraded bool // came with 15 digits and was converted: match grade B, marked 身份证升位
	Permit   bool // 港澳台居民居住证 (81, 82, 83)
}

var residentWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const residentCheck = "10X98765432"

// ParseResident normalises s and checks it against GB 11643. A 15-digit number
// of the old kind is converted to 18. The region is not looked up: people keep
// the code of their first registration, and many such codes are gone. today
// bounds the birthday; pass the day of the run and not a constant.
func ParseResident(s string, today period.Day) (Resident, error) {
	n := Normalize(s)
	upgraded := false
	switch {
	case n == "":
		return Resident{}, wrong("身份证号没有填，请填写18位身份证号")
	case len(n) == 15 && allDigits(n):
		n = upgrade(n)
		upgraded = true
	case len([]rune(n)) != 18:
		return Resident{}, fault.Newf(fault.Invalid, "身份证号应为18位，现在是%d位，请核对", len([]rune(n)))
	case !allDigits(n[:min(17, len(n))]) || len(n) != 18 || (!allDigits(n[17:]) && n[17] != 'X'):
		return Resident{}, wrong("身份证号前17位应全是数字，最后一位是数字或X，请核对")
	}
	if n[0] == '0' {
		return Resident{}, wrong("身份证号开头的地区码不对，请核对前6位")
	}
	birth, ok := birthday(n[6:14], today)
	if !ok {
		return Resident{}, wrong("身份证号里的出生日期（第7至14位）不对，请核对")
	}
	if n[17] != CheckDigit(n[:17]) {
		return Resident{}, wrong("身份证号最后一位与前面的数字对不上，可能有一位写错了，请对照身份证核对")
	}
	r := Resident{Number: n, Birth: birth, Sex: Female, Upgraded: upgraded}
	if (n[16]-'0')%2 == 1 {
		r.Sex = Male
	}
	switch n[:2] {
	case "81", "82", "83":
		r.Permit = true
	}
	return r, nil
}

// CheckDigit is the 18th character for the 17 digits before it; 0 when they
// are not 17 digits.
func CheckDigit(first17 string) byte {
	if len(first17) != 17 || !allDigits(first17) {
		return 0
	}
	sum := 0
	for i, w := range residentWeights {
		sum += int(first17[i]-'0') * w
	}
	return residentCheck[sum%11]
}

func upgrade(n string) string {
	first := n[:6] + "19" + n[6:]
	return first + string(CheckDigit(first))
}

func birthday(s string, today period.Day) (period.Day, bool) {
	t, err := time.Parse("20060102", s)
	if err != nil || t.Year() < 1850 {
		return 0, false
	}
	d := period.Date(t.Year(), t.Month(), t.Day())
	return d, d <= today
}

// lookalike turns what people type for a digit or for X into it.
var lookalike = strings.NewReplacer("×", "X", "χ", "X", "Χ", "X", "х", "X", "Х", "X", "*", "X", "✕", "X", "O", "0", "Ο", "0", "О", "0", "〇", "0")

// Normalize is an ID number as it was meant: NFKC, without spaces, quotes and
// invisible characters, in upper case, × * χ read as X and the letter O as 0.
// It checks nothing.
func Normalize(s string) string {
	if n := len(s); n > 0 && allDigits(s[:n-1]) && (allDigits(s[n-1:]) || s[n-1] == 'X') {
		return s // as most are
	}
	return lookalike.Replace(strings.ToUpper(strip(s)))
}

// Code is Normalize for numbers in which letters are letters: credit codes,
// document numbers, accounts.
func Code(s string) string { return strings.ToUpper(strip(s)) }

func strip(s string) string {
	if allDigits(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) {
			return -1
		}
		switch r {
		case '\'', '"', '`', '´', '‘', '’', '“', '”', '′':
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func wrong(public string) error { return fault.New(fault.Invalid, public) }
