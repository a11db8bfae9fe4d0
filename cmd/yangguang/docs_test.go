package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"yangguang/config"
	"yangguang/service/kernel/seal"
)

// cited is a place in the code that the threat model names for a number.
var cited = regexp.MustCompile("`([a-z/_]+\\.go)`: `([^`]+)`")

// TestThreatModelKeepsItsNumbers reads every place that docs/threat-model.md
// cites: who changes a number there changes the page.
func TestThreatModelKeepsItsNumbers(t *testing.T) {
	page, err := os.ReadFile("../../docs/threat-model.md")
	if err != nil {
		t.Fatal(err)
	}
	all := cited.FindAllStringSubmatch(string(page), -1)
	if len(all) < 20 {
		t.Errorf("only %d numbers have a source", len(all))
	}
	for _, m := range all {
		code, err := os.ReadFile("../../" + m[1])
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.Contains(oneSpace(string(code)), oneSpace(m[2])) {
			t.Errorf("%s no longer says %s", m[1], m[2])
		}
	}
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestExampleSettingsAreComplete reads the example as serve would.
func TestExampleSettingsAreComplete(t *testing.T) {
	keys := []string{
		"YANGGUANG_KEYS_PEOPLE_SEAL=" + seal.GenerateKey(1, 16), "YANGGUANG_KEYS_PEOPLE_INDEX=" + seal.GenerateKey(1, 32),
		"YANGGUANG_KEYS_PETITION_SEAL=" + seal.GenerateKey(1, 16), "YANGGUANG_KEYS_PETITION_INDEX=" + seal.GenerateKey(1, 32),
	}
	yaml, err := os.ReadFile("../../docs/deploy/yangguang.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	env, err := os.ReadFile("../../docs/deploy/compose.example.env")
	if err != nil {
		t.Fatal(err)
	}
	var fromCompose []string
	for line := range strings.Lines(string(env)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "YANGGUANG_KEYS_") {
			fromCompose = append(fromCompose, line)
		}
	}
	for name, in := range map[string]struct {
		file    []byte
		environ []string
	}{
		"yangguang.example.yaml": {yaml, keys},
		"compose.example.env":    {nil, append(fromCompose, keys...)},
	} {
		c, err := config.Load(in.file, in.environ, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := c.ValidateServe(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
