package rule

import (
	"strings"
	"unicode/utf8"

	"yangguang/service/comparison/dossier"
)

// collective reports whether an account's name is that of a village or a
// cooperative and not a person's.
func collective(s *dossier.Snapshot, holder int32, words []string) bool {
	if holder == 0 {
		return false
	}
	name := s.Text(holder)
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// sameName reports whether a bank's name of an account can be a person's: a
// character the bank has no glyph for stands as ?, and a long name is cut off.
func sameName(bank, person string) bool {
	bank, person = bare(bank), bare(person)
	if bank == person {
		return true
	}
	long, short := person, bank
	if len(long) < len(short) {
		long, short = short, long
	}
	if utf8.RuneCountInString(short) >= 4 && strings.HasPrefix(long, short) {
		return true
	}
	if a, b := common(bank), common(person); a == b && utf8.RuneCountInString(a) >= 2 && utf8.RuneCountInString(bank) != utf8.RuneCountInString(person) {
		return true
	}
	a, b := []rune(bank), []rune(person)
	if len(a) != len(b) {
		return false
	}
	same := 0
	for i := range a {
		switch {
		case a[i] == b[i]:
			same++
		case !strings.ContainsRune(missingGlyphs, a[i]) && (a[i] < 0xE000 || a[i] > 0xF8FF):
			return false
		}
	}
	return same > 0
}

// common drops the characters that many banks' systems do not have: beyond the
// basic set, private, and what stands for a missing one.
func common(name string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF || r >= 0x3400 && r <= 0x4DBF || r >= 0xE000 && r <= 0xF8FF || strings.ContainsRune(missingGlyphs, r) {
			return -1
		}
		return r
	}, name)
}

// missingGlyphs stand for a character that could not be written.
const missingGlyphs = "?？□*＊■〓\uFFFD"

// bare drops what is no part of a name: spaces, the dot of minority names, and
// what stands in brackets.
func bare(name string) string {
	if strings.ContainsAny(name, "(（") {
		name, _, _ = strings.Cut(name, "(")
		name, _, _ = strings.Cut(name, "（")
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u3000', '·', '•', '．':
			return -1
		}
		return r
	}, name)
}
