package main

import (
	"testing"

	"yangguang/service/comparison"
	"yangguang/service/parameter"
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
