package clip_test

import (
	"testing"

	"yangguang/service/kernel/clip"
)

func TestClip(t *testing.T) {
	for name, c := range map[string]struct {
		s                   string
		n                   int
		runes, words, bytes string
	}{
		"nothing":        {"", 3, "", "", ""},
		"nothing wanted": {"低保", 0, "", "…", ""},
		"short":          {"低保", 6, "低保", "低保", "低保"},
		"exactly":        {"低保金", 3, "低保金", "低保金", "低"},
		"one too many":   {"低保金额", 3, "低保金", "低保金…", "低"},
		"mixed":          {"a低b保", 2, "a低", "a低…", "a"},
		"between bytes":  {"低保", 4, "低保", "低保", "低"},
		"not text":       {"\xff\xfe\xfd", 2, "\xff\xfe", "\xff\xfe…", "\xff\xfe"},
	} {
		if got := clip.Runes(c.s, c.n); got != c.runes {
			t.Errorf("%s: Runes gives %q, want %q", name, got, c.runes)
		}
		if got := clip.Words(c.s, c.n); got != c.words {
			t.Errorf("%s: Words gives %q, want %q", name, got, c.words)
		}
		if got := clip.Bytes(c.s, c.n); got != c.bytes {
			t.Errorf("%s: Bytes gives %q, want %q", name, got, c.bytes)
		}
	}
}

func TestCellIsNoFormula(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "低保": "低保", "-5": "'-5", "=1+1": "'=1+1", "@x": "'@x", "\t=1": "'\t=1", "\n=1": "'\n=1", "＝1+1": "'＝1+1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "1=1": "1=1",
	} {
		if got := clip.Cell(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
