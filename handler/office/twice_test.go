package office_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yangguang/service/burden"
)

// ofAct are words of an act: what somebody has to say about this very step.
var ofAct = []string{"为什么要看", "导出的原因", "意见", "说明", "依据", "名称", "日期", "看到的情况"}

// another are fields that have a word in common with others and mean another thing.
var another = map[string]string{
	"地址 door.html": "of the hall", "电话 door.html": "of the hall", "登录名 signin.html": "who signs in", "身份证号 petition_entry.html": "of the reporter, when they say it",
	"金额 case_return.html": "what a household gets back", "单位 field_form.html": "kilometres or metres", "凭证号 form.go": "of money for a project", "项目编号 fieldcheck_new.html": "which project is to be seen",
}

var (
	searches = regexp.MustCompile(`(?s)<form[^>]*method="get".*?</form>`)
	inPage   = regexp.MustCompile(`\((?:field "\w+"|choice) "[\w-]+" "([^"]+)"|class="form-label"[^>]*>([^<{]+)`)
	inDeed   = regexp.MustCompile(`f\.field\(key, "\w+", "\w+", "([^"]+)"`)
	inStage  = regexp.MustCompile(`Label: "([^"]+)"`)
	unit     = regexp.MustCompile(`[（(].*[）)]$`)
)

// askedFor reads the fields of all forms: by their words, in which files.
func askedFor(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for pattern, fields := range map[string]*regexp.Regexp{"../../templates/office/*.html": inPage, "../../templates/partial/*_form.html": inPage, "*.go": inDeed, "../../service/filing/form.go": inStage} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range fields.FindAllStringSubmatch(searches.ReplaceAllString(string(text), ""), -1) {
				word, base := unit.ReplaceAllString(strings.Join(m[1:], ""), ""), filepath.Base(file)
				if !slices.Contains(out[word], base) {
					out[word] = append(out[word], base)
				}
			}
		}
	}
	return out
}

// TestNothingIsAskedTwiceUnsaid: a field that several forms have is listed with
// the reason, and what is listed is really asked.
func TestNothingIsAskedTwiceUnsaid(t *testing.T) {
	t.Parallel()
	have, said := askedFor(t), map[string]bool{}
	for _, d := range burden.AskedTwice() {
		if len(d.Forms) < 2 || d.Text == "" || d.Why == "" {
			t.Errorf("%s: %+v", d.Text, d)
		}
		for _, a := range d.Forms {
			word := unit.ReplaceAllString(a.Field, "")
			said[word+" "+a.Source] = true
			if !slices.Contains(have[word], a.Source) {
				t.Errorf("%s: %s has no field %s", d.Text, a.Source, a.Field)
			}
		}
	}
	for word, files := range have {
		if slices.Contains(ofAct, word) {
			continue
		}
		files = slices.DeleteFunc(files, func(file string) bool { return another[word+" "+file] != "" })
		for _, file := range files {
			if len(files) > 1 && !said[word+" "+file] {
				t.Errorf("%s is asked for in %v: say in burden.AskedTwice why, or ask once", word, files)
			}
		}
	}
	if len(have) < 100 {
		t.Errorf("only %d fields were found", len(have))
	}
}
