package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file and what the house rules ask about it.
type source struct {
	path   string // slashes, from the root of the module
	syntax *ast.File
	set    *token.FileSet
	lines  int
}

func (s *source) isTest() bool {
	return strings.HasSuffix(s.path, "_test.go") || s.in("service/store/dbtest/", "cmd/yangguang/internal/browser/")
}

func (s *source) in(prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s.path, p) })
}

func (s *source) imports(prefix string) bool {
	return slices.ContainsFunc(s.syntax.Imports, func(i *ast.ImportSpec) bool {
		path, err := strconv.Unquote(i.Path.Value)
		return err == nil && strings.HasPrefix(path, prefix)
	})
}

// revealing lists where personal data may be read in clear, and why. Think
// twice before adding a line: what is read can be logged.
var revealing = []string{
	"config/",                  // its own kind of secret: passwords and keys of the installation
	"service/kernel/seal/",     // defines it
	"service/kernel/proof/",    // makes digests of what was filed
	"service/kernel/approval/", // counts the characters of a reason
	"service/kernel/idnumber",  // reads a number's own digits
	"service/importer/",        // seals what a bureau's file says
	"service/identity/",        // compares what a villager typed
	"service/kernel/chat/",     // makes a message's key, a digest of its sender
	"service/gateway/journal",  // seals what a villager sent
	"service/lookup/",          // masks namesakes' numbers
	"service/matching/",        // compares and masks the numbers of two persons
	"service/village/",         // masks its residents' numbers, seals remarks
	"service/casework/",        // checks the length of a note
	"service/lookup/list.go",   // masks the IDs of namesakes
	"service/finding/",         // checks the length of notes, masks IDs
	"service/kinship/",         // checks and masks numbers, enters them into the register
	"service/livelihood/",      // checks the length of notes
	"service/question/",        // looks for numbers in what is asked and answered
	"service/receive/",         // reads the bank off an account, checks the length of notes
	"service/voluntary/",       // checks and masks numbers, writes the ledger
	"service/meeting/",         // checks the length of what is written
	"service/complaint/",       // seals a reporter's name and telephone
	"service/kiosk/",           // reads the code typed on a screen
	"service/counter/",         // reads the reason and the name of who stands at the counter
	"service/gateway/wechat/",  // addresses a notice
	"service/gateway/sms/",     // addresses a text message
	"service/prepayment/",      // writes the released list for the bank
	"service/comparison/",      // writes the export that somebody gave a reason for
	"service/account/",         // sets and checks passwords
	"service/recusal/",         // looks for the names of staff in what was reported
	"handler/",                 // shows it to who may see it
	"cmd/",                     // wires keys and passwords; invents the sample county
}

// calls are rules on a call's name: qualified by package, or ".Name" for a method.
var calls = []struct {
	name   string
	why    string
	unless func(*source, *ast.CallExpr) bool
}{
	{"time.Sleep", "wait for a condition, or use testing/synctest", nil},
	{"time.Now", "time is injected", func(s *source, _ *ast.CallExpr) bool { return s.isTest() || s.in("cmd/") }},
	{"context.Background", "pass the caller's context", func(s *source, _ *ast.CallExpr) bool {
		return s.isTest() || s.in("cmd/") || s.path == "service/gateway/wechat/cache.go" // the SDK's cache interface has no context
	}},
	{"context.TO" + "DO", "pass the caller's context", nil},
	{"fmt.Print", "write to the writer that was passed in", nil},
	{"fmt.Printf", "write to the writer that was passed in", nil},
	{"fmt.Println", "write to the writer that was passed in", nil},
	{"panic", "return an error", func(s *source, _ *ast.CallExpr) bool { return s.isTest() }},
	{"println", "write to the writer that was passed in", nil},
	{"os.Exit", "return an error to main", func(s *source, _ *ast.CallExpr) bool { return s.path == "cmd/yangguang/main.go" }},
	{"log.Fatal", "return an error to main", nil},
	{"log.Fatalf", "return an error to main", nil},
	{"gin.Default", "its logger prints query strings, its recovery prints cookies", nil},
	{".AutoMigrate", "the schema changes by numbered files", nil},
	{".Save", "it writes every column and revives deleted rows: update named columns", func(s *source, c *ast.CallExpr) bool { return !s.imports("gorm.io/gorm") || len(c.Args) == 0 }},
	{".Transaction", "use transact.Do, which runs a deed again after a deadlock", func(s *source, _ *ast.CallExpr) bool {
		return s.isTest() || s.path == "service/kernel/transact/transact.go"
	}},
	{".Row", "with prepared statements it panics when the connection is broken: Scan or Take", func(s *source, _ *ast.CallExpr) bool { return s.isTest() || !s.imports("gorm.io/gorm") }},
	{".Reveal", "personal data is read in few places: see the list in house_test.go", func(s *source, _ *ast.CallExpr) bool { return s.isTest() || s.in(revealing...) }},
	{".Skip", "a test that cannot run here fails", func(s *source, _ *ast.CallExpr) bool { return !s.isTest() }},
	{".Skipf", "a test that cannot run here fails", nil},
	{".SkipNow", "a test that cannot run here fails", nil},
}

func TestHouseRules(t *testing.T) {
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != "." && strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "vendor" {
				return fs.SkipDir
			}
			return nil
		}
		text, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		for _, v := range checkText(path, string(text)) {
			t.Error(v)
		}
		if filepath.Ext(path) == ".go" {
			for _, v := range checkGo(t, path, string(text)) {
				t.Error(v)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var (
	textFiles = []string{".go", ".html", ".css", ".js", ".sql", ".md", ".sh", ".yaml", ".yml", ".txt", "Makefile", "Dockerfile"}
	marks     = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	machine   = regexp.MustCompile(`(^|[\s"'` + "`" + `(=])/(wo` + `rk|ro` + `ot)/`)
)

// checkText holds for every file of ours that is text.
func checkText(path, text string) []string {
	if !slices.ContainsFunc(textFiles, func(s string) bool { return strings.HasSuffix(path, s) }) {
		return nil
	}
	var found []string
	n := 0
	for line := range strings.Lines(text) {
		n++
		if m := marks.FindString(line); m != "" {
			found = append(found, fmt.Sprintf("%s:%d: %s: do it, or say in the issue that it is not done", path, n, m))
		}
		if machine.MatchString(line) {
			found = append(found, fmt.Sprintf("%s:%d: a path of one machine", path, n))
		}
	}
	return found
}

func checkGo(t *testing.T, path, text string) []string {
	t.Helper()
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return []string{err.Error()}
	}
	if ast.IsGenerated(syntax) {
		return nil
	}
	s := &source{path: path, syntax: syntax, set: set, lines: strings.Count(text, "\n")}
	return slices.Concat(checkCalls(s), checkShape(s), checkComments(s))
}

func checkCalls(s *source) []string {
	var found []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name, method := callName(n)
			for _, rule := range calls {
				if (rule.name == name || rule.name == method) && (rule.unless == nil || !rule.unless(s, n)) {
					found = append(found, fmt.Sprintf("%s: %s: %s", s.set.Position(n.Pos()), rule.name, rule.why))
				}
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "gin" && n.Sel.Name == "H" {
				found = append(found, fmt.Sprintf("%s: gin.H: a page has a type", s.set.Position(n.Pos())))
			}
		case *ast.GoStmt:
			if s.in("service/") && !s.in("service/gateway/") && !s.isTest() {
				found = append(found, fmt.Sprintf("%s: a goroutine that nobody waits for: use a WaitGroup or errgroup", s.set.Position(n.Pos())))
			}
		}
		return true
	})
	return found
}

// callName gives "pkg.Func" or "builtin", and ".Method" for any selector.
func callName(c *ast.CallExpr) (name, method string) {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name, ""
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			name = x.Name + "." + f.Sel.Name
		}
		return name, "." + f.Sel.Name
	}
	return "", ""
}

const longestFile = 500

// checkShape is about files and names.
func checkShape(s *source) []string {
	var found []string
	if s.lines > longestFile && !s.isTest() {
		found = append(found, fmt.Sprintf("%s: %d lines, at most %d: a file has one subject", s.path, s.lines, longestFile))
	}
	if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc", "shared"}, s.syntax.Name.Name) {
		found = append(found, fmt.Sprintf("%s: package %s: name what it is about", s.path, s.syntax.Name.Name))
	}
	return found
}

// checkComments asks for a comment, in full sentences, on what is exported.
func checkComments(s *source) []string {
	if s.isTest() {
		return nil
	}
	var found []string
	want := func(pos token.Pos, name string, docs ...*ast.CommentGroup) {
		if !ast.IsExported(name) {
			return
		}
		for _, doc := range docs {
			if text := strings.TrimSpace(doc.Text()); text != "" {
				// A block of code or an example may end a comment.
				last := text[strings.LastIndexByte(text, '\n')+1:]
				if !strings.HasPrefix(last, "\t") && !strings.HasPrefix(last, " ") && !endsSentence(text) && doc == docs[0] {
					found = append(found, fmt.Sprintf("%s: the comment of %s does not end with a full stop", s.set.Position(pos), name))
				}
				return
			}
		}
		found = append(found, fmt.Sprintf("%s: %s has no comment", s.set.Position(pos), name))
	}
	for _, decl := range s.syntax.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil || ast.IsExported(receiver(d)) {
				want(d.Pos(), d.Name.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch v := spec.(type) {
				case *ast.TypeSpec:
					want(v.Pos(), v.Name.Name, v.Doc, d.Doc)
				case *ast.ValueSpec:
					for _, name := range v.Names {
						want(name.Pos(), name.Name, d.Doc, v.Doc, v.Comment)
					}
				}
			}
		}
	}
	return found
}

func endsSentence(text string) bool {
	for _, end := range []string{".", "。", ":", "?", ".)", "!"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

func receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

func TestHouseRulesFindWhatIsPlanted(t *testing.T) {
	for name, c := range map[string]struct {
		path, text string
		want       int
	}{
		"sleep in a test":      {"a/x_test.go", "package a\nimport \"time\"\nfunc f() { time.Sleep(1) }\n", 1},
		"clock in a service":   {"service/a/x.go", "package a\nimport \"time\"\nvar t = time.Now()\n", 1},
		"clock passed on":      {"service/a/x.go", "package a\nimport \"time\"\nvar now = time.Now\n", 0},
		"clock in cmd":         {"cmd/yangguang/x.go", "package main\nimport \"time\"\nvar t = time.Now()\n", 0},
		"panic":                {"service/a/x.go", "package a\nfunc f() { panic(1) }\n", 1},
		"save":                 {"service/a/x.go", "package a\nimport \"gorm.io/gorm\"\nfunc f(db *gorm.DB) { db.Save(1) }\n", 1},
		"transaction":          {"service/a/x.go", "package a\nfunc f(db T) { db.Transaction(nil) }\n", 1},
		"save of something":    {"service/a/x.go", "package a\nfunc f(x T) { x.Save(1) }\n", 0},
		"reveal":               {"service/statistics/x.go", "package a\nfunc f(x T) { x.Reveal() }\n", 1},
		"skip":                 {"service/a/x_test.go", "package a\nfunc f(t T) { t." + "Skip() }\n", 1},
		"gin.H":                {"handler/x.go", "package a\nvar x = gin.H{}\n", 1},
		"goroutine":            {"service/a/x.go", "package a\nfunc f() { go f() }\n", 1},
		"no comment":           {"service/a/x.go", "package a\nfunc F() {}\n", 1},
		"comment without stop": {"service/a/x.go", "package a\n// F does it\nfunc F() {}\n", 1},
		"comment with stop":    {"service/a/x.go", "package a\n// F does it.\nfunc F() {}\n", 0},
		"method of unexported": {"service/a/x.go", "package a\nfunc (t t) F() {}\n", 0},
		"bad package name":     {"service/a/x.go", "package utils\n", 1},
		"long file":            {"service/a/x.go", "package a\n" + strings.Repeat("\n", 600), 1},
	} {
		if got := checkGo(t, c.path, c.text); len(got) != c.want {
			t.Errorf("%s: got %q, want %d", name, got, c.want)
		}
	}
	if got := checkText("x.sql", "-- TO"+"DO: later\n-- see /wo"+"rk/x\n"); len(got) != 2 {
		t.Errorf("marks: got %q", got)
	}
}

// TestEachSeriesIsOneCapabilitys: two kinds of papers numbered from one series
// leave gaps in both, and a gap is read as something hidden.
func TestEachSeriesIsOneCapabilitys(t *testing.T) {
	owner, root := map[string]string{}, os.DirFS("../..")
	next := regexp.MustCompile(`series\.Next\(tx, (?:fmt\.Sprintf\()?"([a-z_]+)`)
	err := fs.WalkDir(root, "service", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		calls := strings.Count(string(text), "series.Next(")
		for _, m := range next.FindAllStringSubmatch(string(text), -1) {
			if calls--; owner[m[1]] != "" {
				t.Errorf("%s and %s take numbers from the series %s", owner[m[1]], path, m[1])
			}
			owner[m[1]] = path
		}
		if calls != 0 {
			t.Errorf("%s: the name of a series is not read", path)
		}
		return nil
	})
	if err != nil || len(owner) < 8 {
		t.Errorf("%d series, %v", len(owner), err)
	}
}
