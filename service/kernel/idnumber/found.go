package idnumber

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Sort is what a number in a text seems to be.
type Sort string

// The sorts of numbers that belong to somebody.
const (
	SortResident Sort = "resident_id"
	SortMobile   Sort = "mobile"
	SortLandline Sort = "landline"
	SortBank     Sort = "bank" // as long as a bank account
)

var (
	digits   = regexp.MustCompile(`\d[\d\s-]*\d[Xx]?`)
	mobile   = regexp.MustCompile(`^1[3-9]\d{9}$`)
	landline = regexp.MustCompile(`^0\d{9,11}$`)
)

// Found says what sorts of numbers that belong to somebody stand in a text, each
// once, in their order. Numbers in except, such as an office's own telephone,
// are none of them.
func Found(text string, except ...string) []Sort {
	var out []Sort
	own := map[string]bool{}
	for _, e := range except {
		own[plainDigits(e)] = true
	}
	for _, m := range digits.FindAllString(halfWidth(text), -1) {
		n := plainDigits(m)
		var s Sort
		switch {
		case own[n]:
			continue
		case len(n) == 18 && datelike(n[6:14]), len(n) == 15 && datelike("19"+n[6:12]):
			s = SortResident
		case mobile.MatchString(n):
			s = SortMobile
		case landline.MatchString(n):
			s = SortLandline
		case len(n) >= 15 && len(n) <= 19:
			s = SortBank
		default:
			continue
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// datelike reports whether eight digits are a day somebody may have been born on.
func datelike(d string) bool {
	_, err := time.Parse("20060102", d)
	return err == nil && d >= "1890" && d < "2100"
}

// plainDigits is a number without what people put between its digits.
func plainDigits(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\n", "", "\t", "").Replace(s))
}

// halfWidth turns full-width digits into plain ones.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}
