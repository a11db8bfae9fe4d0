package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yangguang/cmd/yangguang/internal/notices"
	"yangguang/config"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/seal"
	"yangguang/service/notify"
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
		"YANGGUANG_KEYS_RECEIPT_SIGN=" + keypair.GenerateSetting(1),
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
		if lack := lackingTemplates(c.Wechat); len(lack) > 0 && in.file != nil {
			t.Errorf("%s: no template for %v", name, lack)
		}
	}
}

// TestTheTemplatesOfNoticesAreTold: whoever sets up the account reads which
// templates it needs, and what is sent by them.
func TestTheTemplatesOfNoticesAreTold(t *testing.T) {
	lack := lackingTemplates(config.Wechat{AppID: "wx", Templates: map[string]string{"payout": "A", "returned": ""}})
	if strings.Join(lack, " ") != "binding progress opened question returned" {
		t.Errorf("%v", lack)
	}
	for _, doc := range []string{"README.md", "README.zh-CN.md", "docs/deploy/first-steps.md"} {
		text, err := os.ReadFile(filepath.Join("../..", doc))
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range notices.Templates {
			if !strings.Contains(string(text), "\n| `"+key+"` | ") {
				t.Errorf("%s says nothing of %s", doc, key)
			}
		}
		for _, kind := range notify.Kinds {
			if strings.HasSuffix(doc, "first-steps.md") && !strings.Contains(string(text), " | "+notify.Words(kind)+" |\n") {
				t.Errorf("%s says nothing of %s", doc, kind)
			}
		}
	}
}

// fileLink is a link of a document to a file of the repository.
var fileLink = regexp.MustCompile(`\]\(([^)#:]+)\)`)

// TestDocumentsLinkToWhatIsThere follows every link to a file.
func TestDocumentsLinkToWhatIsThere(t *testing.T) {
	for _, doc := range []string{
		"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/threat-model.md",
		"docs/accessibility.md", "docs/licences.md", "docs/deploy/first-steps.md", "docs/screens/README.md",
	} {
		text, err := os.ReadFile(filepath.Join("../..", doc))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, m := range fileLink.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join("../..", filepath.Dir(doc), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", doc, m[1])
			}
		}
	}
}

// TestEveryPictureIsInTheIndex: what the browser tests took and somebody kept
// can be found by what it shows.
func TestEveryPictureIsInTheIndex(t *testing.T) {
	index, err := os.ReadFile("../../docs/screens/README.md")
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := filepath.Glob("../../docs/screens/*.png")
	if err != nil || len(pictures) == 0 {
		t.Fatal("no pictures", err)
	}
	for _, p := range pictures {
		if !strings.Contains(string(index), "]("+filepath.Base(p)+")") {
			t.Errorf("docs/screens/README.md does not name %s", filepath.Base(p))
		}
	}
}

// TestReadmesTellTheSame compares their headings and tables by number: who adds
// a section or a row in one language adds it in the other.
func TestReadmesTellTheSame(t *testing.T) {
	var shape [2][]string
	for i, name := range []string{"README.md", "README.zh-CN.md"} {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for line := range strings.Lines(string(text)) {
			switch {
			case strings.HasPrefix(line, "|"):
				rows++
			case rows > 0:
				shape[i] = append(shape[i], fmt.Sprintf("a table of %d rows", rows))
				rows = 0
			case strings.HasPrefix(line, "##"):
				shape[i] = append(shape[i], line[:strings.IndexByte(line, ' ')])
			}
		}
	}
	if !slices.Equal(shape[0], shape[1]) {
		t.Errorf("they differ:\n%q\n%q", shape[0], shape[1])
	}
}
