package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	// halfWidth is half-width punctuation in the middle of Chinese words.
	halfWidth = regexp.MustCompile(`[\p{Han}”》][,;:!?][\p{Han}“《]|[\p{Han}]\([\p{Han}]|[\p{Han}]\)|^[,;][\p{Han}]`)
	// markup is what people do not read: tags and actions.
	markup = regexp.MustCompile(`\{\{[^}]*\}\}|<[^>]*>`)
	// notShown are files whose Chinese is no sentence for people: columns of files,
	// expressions of models, statements, made-up data.
	notShown = []string{"service/comparison/", "service/importer/kind/table_", "service/importer/kind/header.go", "service/importer/sheet/", "service/store/", "service/prepayment/", "cmd/", "config/", "templates/office/own_model"}
)

// halfWidths gives the half-width punctuation that stands between Chinese words
// of a text.
func halfWidths(text string) []string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		if found := halfWidth.FindString(line); found != "" {
			out = append(out, found)
		}
	}
	return out
}

// TestChinesePunctuationIsFullWidth reads the templates and the words of the
// program as people do.
func TestChinesePunctuationIsFullWidth(t *testing.T) {
	const root = "../.."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		for _, p := range notShown {
			if strings.HasPrefix(rel, p) {
				return nil
			}
		}
		switch {
		case strings.HasPrefix(rel, "templates/") && strings.HasSuffix(rel, ".html"):
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, found := range halfWidths(markup.ReplaceAllString(string(text), "")) {
				t.Errorf("%s: %q: Chinese punctuation is full width", rel, found)
			}
		case strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go"):
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				text, err := strconv.Unquote(lit.Value)
				if err != nil || lit.Value[0] == '`' || strings.Contains(text, " LIKE ") { // statements and patterns
					return true
				}
				for _, found := range halfWidths(text) {
					t.Errorf("%s: %q: Chinese punctuation is full width", set.Position(lit.Pos()), found)
				}
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestHalfWidthPunctuationIsFound(t *testing.T) {
	for text, bad := range map[string]bool{"已到账(补发)": true, ";这里只能": true, "一格,可以空着": true, "第 1 页(20 条)": true, "已到账（补发）": false, "8:00–12:00": false, "A,B": false, "编号 X(1)": false} {
		if (len(halfWidths(text)) > 0) != bad {
			t.Errorf("%q: %v", text, halfWidths(text))
		}
	}
}
