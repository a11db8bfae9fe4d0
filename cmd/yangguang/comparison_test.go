package main

import (
	"strings"
	"testing"

	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/parameter"
	"yangguang/service/receive"
)

// TestParametersAreDeclaredOnce holds the comparison's names against those of
// the parameter service: a name declared twice has two standard values, and
// which one holds would depend on who asks. A name fits its column.
func TestParametersAreDeclaredOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, d := range parameter.Definitions {
		seen[d.Name] = true
	}
	for _, d := range comparison.Definitions() {
		if seen[d.Name] || d.Group == "" || d.Label == "" || len([]rune(d.Name)) > 48 {
			t.Errorf("%s is declared twice, or has no group or label, or is too long", d.Name)
		}
		seen[d.Name] = true
		if text, err := d.Clean(d.Default); err != nil || len([]rune(text)) > 255 {
			t.Errorf("%s: its own default is refused: %v", d.Name, err)
		}
	}
}

// TestAModelsParametersAreAllDeclared: a model may go by a number that another
// capability declares; then both start from the same.
func TestAModelsParametersAreAllDeclared(t *testing.T) {
	t.Parallel()
	declared := map[string]string{}
	for _, d := range comparison.Definitions() {
		declared[d.Name] = d.Default
	}
	for _, d := range receive.Definitions() {
		declared[d.Name] = d.Default
	}
	for _, m := range rule.Models() {
		for _, p := range m.Parameters {
			if at, ok := declared[p.Name(m.Key)]; !ok || at != p.Default {
				t.Errorf("%s starts from %q, declared %v as %q", p.Name(m.Key), p.Default, ok, at)
			}
		}
	}
}

// TestStagesAreBars: each stage of a run is a bar that ends where its work does,
// whether its length is known when it begins or not.
func TestStagesAreBars(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	tell, done := barOf(&out)
	for _, p := range []comparison.Progress{{Stage: "读取数据", Done: 0, Total: 0}, {Stage: "读取数据", Done: 40, Total: 100}, {Stage: "比对", Done: 3, Total: 4}, {Stage: "比对", Done: 9, Total: 4}} {
		tell(p)
	}
	done()
	for _, want := range []string{"读取数据", "40/100", "比对", "3/4", "75%"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q on the terminal: %q", want, out.String())
		}
	}
	if tell, done := stages(&out); tell != nil { // no terminal
		t.Error("progress in a pipe")
	} else {
		done()
	}
}
