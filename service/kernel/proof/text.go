package proof

import (
	"strings"

	"yangguang/service/kernel/period"
)

// The words of a block. They name no organ: a slip that somebody finds says
// nothing about where its owner has been.
const (
	headLine   = "收件回执"
	noAnswer   = "凭查询码查看"
	lineLength = 40
)

// Line is one statement of a receipt in words.
type Line struct{ Label, Value string }

// Lines is the receipt in words.
func (r Receipt) Lines() []Line {
	answer := noAnswer
	if r.Answer != 0 {
		answer = r.Answer.Chinese() + "前"
	}
	return []Line{
		{"收到时间", r.At.In(period.Shanghai).Format("2006年1月2日 15:04:05")},
		{"看完期限", r.Screen.Chinese() + "前"},
		{"答复期限", answer},
	}
}

// Block is the receipt as text: in words, and signed.
func (r Receipt) Block() string {
	var b strings.Builder
	b.WriteString(headLine + "\n")
	for _, l := range r.Lines() {
		b.WriteString(l.Label + " " + l.Value + "\n")
	}
	token := r.Token()
	for len(token) > lineLength {
		b.WriteString(token[:lineLength] + "\n")
		token = token[lineLength:]
	}
	b.WriteString(token + "\n")
	return b.String()
}

// longest is the longest text that is looked through for a receipt.
const longest = 16 << 10

// Parse finds the receipt in a text: a block, its line of letters alone, or an
// address that ends in it. Blanks and line breaks do not matter. Words around
// the letters that are not the receipt's own are ErrAltered: a block whose dates
// somebody changed must not pass because its signature was left as it was.
func Parse(text string) (Receipt, error) {
	if len(text) > longest {
		return Receipt{}, ErrNoReceipt
	}
	text = squeezed(text)
	before, rest, ok := strings.Cut(text, prefix)
	if !ok {
		return Receipt{}, ErrNoReceipt
	}
	token, after := rest, ""
	if i := strings.IndexFunc(rest, foreign); i >= 0 {
		token, after = rest[:i], rest[i:]
	}
	r, err := parseToken(token)
	if err != nil {
		return r, err
	}
	link := strings.HasSuffix(before, "#") && strings.Contains(before, "://")
	if before+after != "" && !link && before+prefix+token+after != squeezed(r.Block()) {
		return r, ErrAltered
	}
	return r, nil
}

// foreign reports whether a letter belongs to no token.
func foreign(c rune) bool {
	return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')
}

// squeezed is a text without what copying and printing add.
func squeezed(text string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case ' ', '\t', '\r', '\n', '\v', '\f', '\u00a0', '\u3000', '\u200b', '\ufeff':
			return -1
		}
		return c
	}, text)
}

// Content is what was filed, as one text. It is the same whenever it is made of
// the same words, whatever a browser or an editor did to their line ends.
func Content(subject, village, place, when, who, body string) string {
	var b strings.Builder
	for _, l := range []Line{{"事项", subject}, {"地区", village}, {"地点", place}, {"时间", when}, {"涉及", who}, {"内容", body}} {
		b.WriteString(l.Label + "：" + l.Value + "\n")
	}
	return Tidy(b.String())
}

// Tidy brings a text that was saved and read again back to how it was made.
func Tidy(text string) string {
	text = strings.TrimPrefix(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\ufeff")
	return strings.TrimRight(text, " \t\n") + "\n"
}
