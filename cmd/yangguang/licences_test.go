package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var updateLicences = flag.Bool("licences", false, "rewrite the tables of docs/licences.md")

const licencesFile = "../../docs/licences.md"

// acceptable are the licences that let a program under Apache-2.0 be handed on
// with the work inside. Think before adding a line.
var acceptable = []string{"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT and Apache-2.0", "MPL-2.0"}

// linked is what `go list` says of a module that is linked.
type linked struct {
	Path, Version, Dir string
	Main               bool
	Replace            *struct{ Path, Version, Dir string }
}

// ours reports a module whose code is in this repository.
func (m linked) ours() bool { return m.Main || m.Replace != nil && m.Replace.Version == "" }

// TestLicencesAreListed compares docs/licences.md with what the binary is made
// of. After a change of modules: go test ./cmd/yangguang -run Licences -licences.
func TestLicencesAreListed(t *testing.T) {
	text, err := os.ReadFile(licencesFile)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(text)
	for _, part := range []struct {
		name string
		rows []string
	}{
		{"go modules", linkedRows(t)},
		{"vendored files", vendoredRows(t)},
	} {
		begin, end := "<!-- "+part.name+" -->\n", "<!-- end of "+part.name+" -->"
		head, rest, ok1 := strings.Cut(doc, begin)
		body, tail, ok2 := strings.Cut(rest, end)
		if !ok1 || !ok2 {
			t.Fatalf("docs/licences.md has no table of %s", part.name)
		}
		want := "\n" + strings.Join(part.rows, "") + "\n"
		if *updateLicences {
			doc = head + begin + want + end + tail
			continue
		}
		for _, row := range part.rows {
			if !strings.Contains(body, row) {
				t.Errorf("docs/licences.md lacks: %s", strings.TrimSpace(row))
			}
		}
		for row := range strings.Lines(strings.TrimSpace(body) + "\n") {
			if !slices.Contains(part.rows, row) {
				t.Errorf("docs/licences.md lists what is not there: %s", strings.TrimSpace(row))
			}
		}
	}
	if *updateLicences {
		if err := os.WriteFile(licencesFile, []byte(doc), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// linkedRows gives the table of the modules that are linked into the program
// as it is released: for Linux, without cgo.
func linkedRows(t *testing.T) []string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "go", "list", "-deps", "-tags=nomsgpack", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")
	c.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v", stderrOf(err))
	}
	paths := map[string]bool{}
	for _, p := range strings.Fields(string(out)) {
		paths[p] = true
	}
	out, err = exec.CommandContext(t.Context(), "go", append([]string{"list", "-m", "-json"}, slices.Sorted(maps.Keys(paths))...)...).Output()
	if err != nil {
		t.Fatalf("go list -m: %v", stderrOf(err))
	}
	rows := []string{"| module | version | licence |\n", "|---|---|---|\n"}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var m linked
		if err := dec.Decode(&m); errors.Is(err, io.EOF) {
			return rows
		} else if err != nil {
			t.Fatal(err)
		}
		if m.ours() {
			continue
		}
		licence := licenceOf(t, m.Dir)
		if !slices.Contains(acceptable, licence) {
			t.Errorf("%s: licence %q: look at it", m.Path, licence)
		}
		rows = append(rows, fmt.Sprintf("| `%s` | %s | %s |\n", m.Path, m.Version, licence))
	}
}

// vendoredRows gives the table of front-end files, from the list they were
// taken by.
func vendoredRows(t *testing.T) []string {
	t.Helper()
	lock, err := os.ReadFile("../../templates/static/vendor.lock")
	if err != nil {
		t.Fatal(err)
	}
	rows := []string{"| package | version | file | licence |\n", "|---|---|---|---|\n"}
	for line := range strings.Lines(string(lock)) {
		f := strings.Fields(line)
		if len(f) != 5 || f[0] == "#" || strings.Contains(f[2], "LICENSE") {
			continue
		}
		if !slices.Contains(acceptable, f[4]) {
			t.Errorf("%s: licence %q: look at it", f[0], f[4])
		}
		rows = append(rows, fmt.Sprintf("| `%s` | %s | `templates/static/%s` | %s |\n", f[0], f[1], f[2], f[4]))
	}
	return rows
}

var licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying)(\.txt|\.md)?$`)

// licenceOf reads the licence off the text that lies in a module's folder.
func licenceOf(t *testing.T, dir string) string {
	t.Helper()
	if dir == "" {
		t.Fatal("a module is not on this machine; run go mod download")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !licenceName.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		return identify(string(text))
	}
	return "none found"
}

// identify knows a licence by sentences that only it has.
func identify(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	has := func(s string) bool { return strings.Contains(flat, s) }
	mit, apache := has("Permission is hereby granted, free of charge"), has("Apache License") || has("Licensed under the Apache License, Version 2.0")
	bsd := has("Redistribution and use in source and binary forms")
	return cmp.Or(
		when(mit && apache, "MIT and Apache-2.0"), when(apache, "Apache-2.0"), when(mit, "MIT"),
		when(has("Mozilla Public License Version 2.0"), "MPL-2.0"),
		when(bsd && (has("Neither the name") || has("may not be used to endorse")), "BSD-3-Clause"), when(bsd, "BSD-2-Clause"), "unknown")
}

func when(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

func stderrOf(err error) string {
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		return string(e.Stderr)
	}
	return err.Error()
}

func TestIdentifyKnowsLicencesApart(t *testing.T) {
	const redistribution = "Redistribution and use in source and binary\nforms, with or without"
	for want, text := range map[string]string{
		"MIT":          "Permission is hereby granted, free\n of charge, to any person",
		"BSD-3-Clause": redistribution + " Neither the name of",
		"BSD-2-Clause": redistribution,
		"Apache-2.0":   "  Apache License\n Version 2.0, January 2004",
		"MPL-2.0":      "Mozilla Public License Version 2.0\n====",
		"unknown":      "GNU GENERAL PUBLIC LICENSE",
	} {
		if got := identify(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
