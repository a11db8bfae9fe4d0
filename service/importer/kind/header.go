package kind

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Header is a header cell as it is compared: NFKC, without spaces, stars,
// bracketed units and remarks.
func Header(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || strings.ContainsRune("*'\":", r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
	for _, pair := range []string{"()", "[]", "【】", "〔〕", "「」"} {
		open, end := string([]rune(pair)[0]), string([]rune(pair)[1])
		for {
			i := strings.Index(s, open)
			if i < 0 {
				break
			}
			j := strings.Index(s[i:], end)
			if j < 0 {
				break
			}
			s = s[:i] + s[i+j+len(end):]
		}
	}
	for _, unit := range []string{"万元", "元"} {
		if cut, ok := strings.CutSuffix(s, unit); ok && cut != "" {
			return cut
		}
	}
	return s
}

// Unit is the unit of money a header or a title line names: "万元", "元" or
// nothing.
func Unit(header string) string {
	s := strings.ReplaceAll(norm.NFKC.String(header), " ", "")
	switch {
	case strings.Contains(s, "万元"):
		return "万元"
	case strings.Contains(s, "(元"), strings.Contains(s, "[元"), strings.Contains(s, "单位：元"), strings.HasSuffix(s, "元"):
		return "元"
	}
	return ""
}

// Match finds the column a header stands for. exact is true for the column's
// own name and false for an alias.
func (k Kind) Match(header string) (column int, exact, ok bool) {
	h := Header(header)
	if h == "" {
		return 0, false, false
	}
	for i, c := range k.Columns {
		if Header(c.Name) == h {
			return i, true, true
		}
	}
	for i, c := range k.Columns {
		for _, a := range c.Aliases {
			if Header(a) == h {
				return i, false, true
			}
		}
	}
	return 0, false, false
}

// With gives the kind with more names for its columns: the column by the
// header, as Header gives it.
func (k Kind) With(names map[string]string) Kind {
	k.Columns = slices.Clone(k.Columns)
	for header, column := range names {
		for i := range k.Columns {
			if c := &k.Columns[i]; c.Name == column {
				c.Aliases = append(slices.Clone(c.Aliases), header)
			}
		}
	}
	return k
}
