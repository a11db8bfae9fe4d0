// Package measure reads and writes how big a piece of work is: a number with at
// most three decimals, kept in thousandths, and a unit. Numbers of different
// units are never held against each other.
package measure

import (
	"fmt"
	"strconv"
	"strings"
)

// Units are the units that are offered; others may be typed.
var Units = []string{"公里", "米", "平方米", "立方米", "亩", "座", "处", "间", "盏", "口", "套", "台", "项"}

// LongestUnit is how many characters a unit may have.
const LongestUnit = 8

// Parse reads a decimal number as thousandths.
func Parse(v string) (int64, bool) {
	whole, rest, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(v), ",", ""), ".")
	if len(whole) == 0 || len(whole) > 9 || len(rest) > 3 {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+(rest + "000")[:3], 10, 63)
	if err != nil {
		return 0, false
	}
	return int64(n), true //nolint:gosec // at most twelve digits
}

// Number writes thousandths as a decimal number.
func Number(milli int64) string {
	if milli%1000 == 0 {
		return strconv.FormatInt(milli/1000, 10)
	}
	return strings.TrimRight(fmt.Sprintf("%d.%03d", milli/1000, milli%1000), "0")
}

// Text writes a number with its unit, such as 1.25公里.
func Text(milli int64, unit string) string { return Number(milli) + unit }
