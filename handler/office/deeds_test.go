package office

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// recordedDeed is an entry of the audit chain as services write it with its action in
// the call.
var recordedDeed = regexp.MustCompile(`audit\.Record(?:Alone)?\((?:[^"\n]|\n)*?"([a-z_]+\.[a-z_.]+)"`)

// TestEveryDeedHasItsWords: an auditor reads Chinese, and not the names that the
// program has for what was done.
func TestEveryDeedHasItsWords(t *testing.T) {
	t.Parallel()
	found := 0
	err := filepath.WalkDir("../../service", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // our own sources
		for _, m := range recordedDeed.FindAllStringSubmatch(string(text), -1) {
			found++
			if words := deedText(m[1]); !strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: the deed %q is shown as %q", path, m[1], words)
			}
		}
		return err
	})
	if err != nil || found < 50 {
		t.Errorf("%d deeds found: %v", found, err)
	}
}

// TestEveryFormHasItsWords: whoever reads what forms cost reads their names.
func TestEveryFormHasItsWords(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../cmd/yangguang/access_table_test.go")
	if err != nil {
		t.Fatal(err)
	}
	posts := regexp.MustCompile(`POST /office/\S*`).FindAllString(string(text), -1)
	for _, route := range posts {
		if words := formText(route); strings.HasPrefix(words, "其他") {
			t.Errorf("%s is shown as %q", route, words)
		}
	}
	if len(posts) < 100 {
		t.Errorf("%d forms found", len(posts))
	}
}

func TestATaskIsCalledOnce(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{
		{"疑似漏评漏保", "疑似漏评、漏保", "疑似漏评、漏保"}, {"住房", "住房疑似不达标", "住房疑似不达标"}, {"疑似错评", "识别时符合“一票否决”情形（疑似错评）", "识别时符合“一票否决”情形（疑似错评）"},
		{"收入和就业", "年人均纯收入疑似不达标", "收入和就业：年人均纯收入疑似不达标"},
	} {
		if got := taskTitle(c[0], c[1]); got != c[2] {
			t.Errorf("%s, %s: %s", c[0], c[1], got)
		}
	}
}
