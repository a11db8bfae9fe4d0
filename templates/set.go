package templates

import (
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strings"
)

//go:embed citizen office layout partial
var htmlFiles embed.FS

// Set is every page, parsed once, and the assets they refer to. It is safe for
// any number of requests at a time: nothing in it changes after NewSet.
type Set struct {
	Assets *Assets
	byFile map[string]*template.Template
}

// NewSet parses every page with all layouts and partials. A page chooses its
// layout in its first line: {{template "layout/citizen.html" .}}.
func NewSet() (*Set, error) {
	assets, err := newAssets()
	if err != nil {
		return nil, err
	}
	s := &Set{Assets: assets, byFile: make(map[string]*template.Template)}
	shared := template.New("").Option("missingkey=zero").Funcs(s.funcs())
	for _, dir := range []string{"layout", "partial"} {
		if err := s.parseDir(dir, func(string) (*template.Template, error) { return shared, nil }); err != nil {
			return nil, err
		}
	}
	for _, dir := range []string{"citizen", "office"} {
		err := s.parseDir(dir, func(file string) (*template.Template, error) {
			t, err := shared.Clone()
			s.byFile[file] = t
			return t, err
		})
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// parseDir parses each file of a folder into the template that into gives,
// under the file's own path as name.
func (s *Set) parseDir(dir string, into func(file string) (*template.Template, error)) error {
	entries, err := fs.ReadDir(htmlFiles, dir)
	if err != nil {
		return fmt.Errorf("templates: %w", err)
	}
	for _, e := range entries {
		file := dir + "/" + e.Name()
		text, err := htmlFiles.ReadFile(file)
		if err != nil {
			return fmt.Errorf("templates: %w", err)
		}
		t, err := into(file)
		if err != nil {
			return fmt.Errorf("templates: %s: %w", file, err)
		}
		fixed, err := s.fix(string(text))
		if err != nil {
			return fmt.Errorf("templates: %s: %w", file, err)
		}
		if _, err := t.New(file).Parse(fixed); err != nil {
			return fmt.Errorf("templates: %w", err)
		}
	}
	return nil
}

// constant is a call whose answer is the same for every request.
var constant = regexp.MustCompile(`\{\{(asset|icon) "([^"]*)"\}\}`)

// fix writes the addresses of assets and the drawings of icons into the text
// before it is parsed: called on every request, they would be a tenth of the
// cost of a page.
func (s *Set) fix(text string) (string, error) {
	var failed error
	text = constant.ReplaceAllStringFunc(text, func(call string) string {
		m := constant.FindStringSubmatch(call)
		var out string
		var err error
		if m[1] == "asset" {
			out, err = s.Assets.URL(m[2])
		} else {
			var drawing template.HTML
			drawing, err = s.icon(m[2])
			out = string(drawing)
		}
		failed = errors.Join(failed, err)
		return out
	})
	return text, failed
}

// funcs is the little that HTML may compute. All are fixed before the first
// request: what differs by request is a value in Frame, never a function.
func (s *Set) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":  s.Assets.URL,
		"icon":   s.icon,
		"field":  newField,
		"choice": newChoice,
		"badge":  func(tone Tone, text string) Badge { return Badge{Tone: tone, Text: text} },
		"lines":  func(text string) []string { return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") },
	}
}

// icon is a drawing that says nothing to a screen reader: the text beside it does.
func (s *Set) icon(name string) (template.HTML, error) {
	sprite, err := s.Assets.URL(spriteFile)
	if err != nil {
		return "", err
	}
	if !s.Assets.hasIcon(name) {
		return "", fmt.Errorf("no icon %q in %s", name, spriteFile)
	}
	return template.HTML(`<svg class="icon" aria-hidden="true" focusable="false"><use href="` + sprite + "#" + name + `"></use></svg>`), nil //nolint:gosec // both parts are our own file names, checked above
}
