package templates

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// newSet gives every test its own set.
func newSet(t *testing.T) *Set {
	t.Helper()
	s, err := NewSet()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// golden compares a rendered page with templates/testdata/golden/<name>.html.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	// The hashes change with every style sheet; the page does not.
	got = hashInPath.ReplaceAll(got, []byte("/assets/HASH/"))
	file := filepath.Join("testdata", "golden", name+".html")
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from its golden; rewrite it with -update and read the difference", name)
	}
}

var hashInPath = regexp.MustCompile(`/assets/[0-9a-f]{12}/`)

func TestEveryPageFitsItsType(t *testing.T) {
	s := newSet(t)
	for _, p := range pages() {
		root := s.byFile[p.path()]
		if root == nil {
			t.Errorf("%s is declared and does not exist", p.path())
			continue
		}
		if err := templatecheck.CheckHTMLStrict(root.Lookup(p.path()), p.zero()); err != nil {
			t.Errorf("%s: %v", p.path(), err)
		}
	}
}

func TestEveryFileIsDeclaredOnce(t *testing.T) {
	s := newSet(t)
	declared := make(map[string]int)
	for _, p := range pages() {
		declared[p.path()]++
	}
	for file := range s.byFile {
		if declared[file] != 1 {
			t.Errorf("%s is declared by %d pages, want 1", file, declared[file])
		}
	}
}

// TestEveryPageRendersItsZeroValue shows that no page depends on something being there: the
// shape of a page with nothing in it is the shape of a new county.
func TestEveryPageRendersItsZeroValue(t *testing.T) {
	s := newSet(t)
	for _, p := range pages() {
		var b bytes.Buffer
		if err := s.byFile[p.path()].ExecuteTemplate(&b, p.path(), p.zero()); err != nil {
			t.Errorf("%s: %v", p.path(), err)
		}
		if !strings.Contains(b.String(), "</html>") {
			t.Errorf("%s has no layout", p.path())
		}
	}
}

// The policy default-src 'self' forbids all of these, and a browser would drop
// them without a word to us.
func TestNoInlineStyleScriptOrForeignAddress(t *testing.T) {
	bad := map[string]*regexp.Regexp{
		"style attribute":   regexp.MustCompile(`(?i)\sstyle\s*=`),
		"style element":     regexp.MustCompile(`(?i)<style`),
		"event attribute":   regexp.MustCompile(`(?i)\son[a-z]+\s*=\s*["']`),
		"inline script":     regexp.MustCompile(`(?i)<script(>|[^>]*[^>"']>[^<])`),
		"javascript: link":  regexp.MustCompile(`(?i)javascript:`),
		"address elsewhere": regexp.MustCompile(`(?i)(src|href|action)\s*=\s*["'](https?:)?//`),
		"pinned zoom":       regexp.MustCompile(`(?i)user-scalable|maximum-scale`),
		"positive tabindex": regexp.MustCompile(`(?i)tabindex="[1-9]`),
	}
	err := fs.WalkDir(htmlFiles, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := htmlFiles.ReadFile(file)
		if err != nil {
			return err
		}
		for what, re := range bad {
			if m := re.Find(text); m != nil {
				t.Errorf("%s: %s: %q", file, what, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRenderIsWholeOrNothing(t *testing.T) {
	s := newSet(t)
	broken := Page[FailureData]{"citizen/none.html"}
	if b, err := broken.Render(s, Frame{}, FailureData{}); err == nil || b != nil {
		t.Errorf("a page without a file gave %q, %v", b, err)
	}
	bad := Frame{Menu: []MenuItem{{Text: "x", URL: "/x", Icon: "no-such-icon"}}}
	root, err := s.byFile["office/failure.html"].Clone()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := root.New("office/broken.html").Parse(`{{template "layout/office.html" .}}`); err != nil {
		t.Fatal(err)
	}
	s.byFile["office/broken.html"] = root
	if b, err := (Page[FailureData]{"office/broken.html"}).Render(s, bad, FailureData{}); err == nil || b != nil {
		t.Errorf("a page that fails half way gave %d bytes, %v", len(b), err)
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	s := newSet(t)
	for name, words := range map[string]string{
		"script":          `<script>alert(1)</script>`,
		"closing element": `</p></main><img src=x onerror=alert(1)>`,
		"attribute":       `" onfocus="alert(1)`,
		"template":        `{{.Frame.CSRF}}`,
	} {
		got, err := Failure.Render(s, Frame{Title: words, Path: words, CSRF: "geheim"}, FailureData{What: words, Action: Link{words, "javascript:alert(1)"}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, bad := range []string{"<script>alert", "<img src=x", `" onfocus="`, "geheim", "javascript:"} {
			if bytes.Contains(got, []byte(bad)) {
				t.Errorf("%s: the page contains %s", name, bad)
			}
		}
	}
}

// The check of the other tests is worth something only if it bites.
func TestCheckFindsAMisspeltField(t *testing.T) {
	for _, html := range []string{
		`{{template "layout/plain.html" .}}{{define "content"}}{{.Page.Waht}}{{end}}`,
		`{{template "layout/plain.html" .}}{{define "content"}}{{if .Page.Phone}}{{.Frame.Titel}}{{end}}{{end}}`,
		`{{template "layout/plain.html" .}}{{define "content"}}{{template "partial/pager.html" .Page.Action}}{{end}}`,
	} {
		root, err := newSet(t).byFile["office/failure.html"].Clone()
		if err != nil {
			t.Fatal(err)
		}
		x, err := root.New("x").Parse(html)
		if err != nil {
			t.Fatal(err)
		}
		if err := templatecheck.CheckHTMLStrict(x, OfficeFailure.zero()); err == nil {
			t.Errorf("nothing found in %s", html)
		}
	}
}

// TestGoldens keeps each layout and each form in its refused state, as text to
// be read when it changes.
func TestGoldens(t *testing.T) {
	keep := map[string]bool{
		"failure": true, "office_failure": true, "office_shell": true, "bind_refused": true, "bind_locked": true, "me": true,
		"complaint_form_refused": true, "progress_refused": true, "complaint_closed": true, "payouts": true,
		"office_finding": true, "question_refused": true, "office_clue": true, "office_case": true, "return_refused": true, "office_identity": true, "office_petition_talk": true, "office_statistics_submitted": true, "neutral_slip": true,
		"office_livelihood_task": true, "office_household": true, "office_kinship": true, "office_voluntary_counter": true, "office_voluntary_receipt": true, "office_answers": true, "office_inquiry": true, "confirm": true, "entitled_answered": true,
		"office_filing_wrong": true, "office_filings": true, "office_funds": true, "office_funds_way": true, "office_funds_links": true,
	}
	s := newSet(t)
	for _, x := range samples() {
		if !keep[x.name] {
			continue
		}
		delete(keep, x.name)
		got, err := x.render(s)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, x.name, got)
	}
	for name := range keep {
		t.Errorf("there is no sample %s", name)
	}
}
