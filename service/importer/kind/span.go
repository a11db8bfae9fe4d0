package kind

import (
	"regexp"
	"strconv"
	"strings"

	"yangguang/service/kernel/period"
)

// How bureaus write a period of several months in one cell.
var (
	monthsText  = regexp.MustCompile(`^([0-9]{4})[年./-]?([0-9]{1,2})月?份?(?:至|到|~|-|—|–)(?:([0-9]{4})[年./-]?)?([0-9]{1,2})月?份?$`)
	quarterText = regexp.MustCompile(`^([0-9]{4})年?(?:第?([一二三四1-4])季度?|[Qq]([1-4]))$`)
	halfText    = regexp.MustCompile(`^([0-9]{4})年?(上|下)半年$`)
	yearText    = regexp.MustCompile(`^([0-9]{4})(?:年|年度|全年|年全年)$`)
)

// span reads a period that is neither a day nor a month: 2024年1月至3月,
// 2024.1-2024.3, 2024年第1季度, 2024年上半年, 2024年度.
func span(text string) (from, to period.Day, ok bool) {
	text = strings.ReplaceAll(text, " ", "")
	number := func(s string) int {
		n, _ := strconv.Atoi(s) // the expressions allow digits only
		return n
	}
	first, last, year, until := 0, 0, 0, 0
	if m := monthsText.FindStringSubmatch(text); m != nil {
		year, first, last = number(m[1]), number(m[2]), number(m[4])
		if until = year; m[3] != "" {
			until = number(m[3])
		}
	} else if m := quarterText.FindStringSubmatch(text); m != nil {
		q := strings.Index("一二三四", m[2])/len("一") + 1
		if n := number(m[2] + m[3]); n > 0 {
			q = n
		}
		year, until, first, last = number(m[1]), number(m[1]), 3*q-2, 3*q
	} else if m := halfText.FindStringSubmatch(text); m != nil {
		year, until, first, last = number(m[1]), number(m[1]), 1, 6
		if m[2] == "下" {
			first, last = 7, 12
		}
	} else if m := yearText.FindStringSubmatch(text); m != nil {
		year, until, first, last = number(m[1]), number(m[1]), 1, 12
	}
	a, err := period.ParseMonth(strconv.Itoa(year) + "-" + strconv.Itoa(first))
	if err != nil {
		return 0, 0, false
	}
	b, err := period.ParseMonth(strconv.Itoa(until) + "-" + strconv.Itoa(last))
	if err != nil || b < a {
		return 0, 0, false
	}
	return a.First(), b.Last(), true
}
