// Package clip shortens texts to what a column, a message or a line holds,
// without breaking a character, and makes them fit for the cell of a file.
package clip

import (
	"strings"
	"unicode/utf8"
)

// Runes keeps the first n characters of s.
func Runes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// Words is Runes for a line that is read: what was left out leaves a mark
// behind the n characters.
func Words(s string, n int) string {
	if short := Runes(s, n); short != s {
		return short + "…"
	}
	return s
}

// Bytes keeps as many whole characters of s as fit into n bytes.
func Bytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Cell puts a quote before text that a spreadsheet would take for a formula; a
// Chinese one reads the wide signs too.
func Cell(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + s
	}
	return s
}
