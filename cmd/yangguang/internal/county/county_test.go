package county

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/period"
)

var asOf = time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)

// written is a county on disk.
type written struct {
	dir   string
	files []File
	facts []Fact
	sum   [32]byte
}

func write(t *testing.T, o Options) written {
	t.Helper()
	out := written{dir: t.TempDir()}
	var truth bytes.Buffer
	files, err := Write(out.dir, o, &truth)
	if err != nil {
		t.Fatal(err)
	}
	out.files = files
	h := sha256.New()
	h.Write(truth.Bytes())
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(out.dir, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(h, "%s %d\n", f.Name, len(text))
		h.Write(text)
	}
	copy(out.sum[:], h.Sum(nil))
	dec := json.NewDecoder(&truth)
	for dec.More() {
		var f Fact
		if err := dec.Decode(&f); err != nil {
			t.Fatal(err)
		}
		out.facts = append(out.facts, f)
	}
	return out
}

func small(seed uint64) Options { return Options{Seed: seed, Scale: Smallest, AsOf: asOf} }

func TestSameSeedSameBytes(t *testing.T) {
	a, b, c := write(t, small(1)), write(t, small(1)), write(t, small(2))
	if a.sum != b.sum {
		t.Error("the same seed gave another county")
	}
	if a.sum == c.sum {
		t.Error("another seed gave the same county")
	}
}

func TestScaleOutOfBounds(t *testing.T) {
	for _, scale := range []float64{0, 0.001, 3} {
		if _, err := Write(t.TempDir(), Options{Scale: scale, AsOf: asOf}, nil); err == nil {
			t.Errorf("scale %g was accepted", scale)
		}
	}
}

// keys are what may stand in a file of a kind only once.
var keys = map[string][]string{
	"divisions": {"代码"}, "residents": {"身份证号"}, "rosters": {"身份证号", "项目编码", "户编号", "开始年月"}, "officials": {"身份证号", "单位", "开始日期"},
	"relatives": {"公职人员身份证号", "家属身份证号"}, "deaths": {"身份证号", "来源"}, "inmates": {"身份证号", "入所日期"}, "vehicles": {"身份证号", "号牌号码"},
	"companies": {"统一社会信用代码"}, "company_roles": {"统一社会信用代码", "身份证号", "角色"}, "properties": {"身份证号", "不动产单元号"},
	"employment": {"身份证号", "参保单位", "开始年月"}, "pensions": {"身份证号", "险种", "统筹地", "开始年月"}, "disabilities": {"身份证号", "发证日期"},
	"enrolments": {"身份证号", "学校", "开始年月"}, "parcels": {"户编号", "地块号", "类别"}, "assessments": {"身份证号", "核对日期", "核对事项"}, "households": {"户编号"}, "indicators": {"户编号", "年度"},
	"insurance": {"身份证号", "年度", "险种"}, "funds": {"指标文号", "项目编码", "到账日期"}, "projects": {"项目编号"},
	"project_funds": {"项目编号", "日期", "类型", "金额", "凭证号"}, "bids": {"项目编号", "投标单位代码"}, "project_progress": {"项目编号", "日期"}, "field_checks": {"项目编号", "核查日期", "核查单位"},
}

// read reads a file as the importer does and counts rows that pass and rows
// that do not.
func read(t *testing.T, path string, f File, see func(sheet.Record)) (good, bad int, first string) {
	t.Helper()
	k, ok := kind.Lookup(f.Kind)
	if !ok {
		t.Fatalf("no kind %s", f.Kind)
	}
	file, err := sheet.Open(context.Background(), path, f.Name)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	defer file.Close()
	seen := map[string]bool{}
	for rec, err := range sheet.NewReader(file, k, period.Date(2026, time.October, 31)).Records(context.Background()) {
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if len(rec.Errors) > 0 {
			bad++
			if bad > f.Refused && first == "" {
				first = fmt.Sprintf("row %d %s: %s", rec.Row, rec.Errors[0].Column, rec.Errors[0].Message)
			}
			continue
		}
		good++
		if columns := keys[f.Kind]; columns != nil {
			var values []string
			for _, c := range columns {
				values = append(values, rec.Get(c))
			}
			key := strings.Join(values, "|")
			if seen[key] {
				t.Errorf("%s: row %d repeats %s", f.Name, rec.Row, key)
			}
			seen[key] = true
		}
		if see != nil {
			see(rec)
		}
	}
	return good, bad, first
}

func TestFilesPassTheImportersChecks(t *testing.T) {
	for _, xlsx := range []bool{false, true} {
		o := small(3)
		o.XLSX = xlsx
		c := write(t, o)
		kinds := map[string]bool{}
		for _, f := range c.files {
			kinds[f.Kind] = true
			good, bad, first := read(t, filepath.Join(c.dir, f.Name), f, nil)
			if good != f.Rows || bad != f.Refused {
				t.Errorf("%s: %d rows pass and %d do not, the truth says %d and %d; %s", f.Name, good, bad, f.Rows, f.Refused, first)
			}
		}
		for _, k := range kind.Kinds() {
			if !kinds[k.Key] {
				t.Errorf("no file of kind %s", k.Key)
			}
		}
	}
}

func models() (out []string) {
	for _, group := range []struct {
		letter string
		n      int
	}{{"S", 31}, {"P", 12}, {"Q", 8}} {
		for i := range group.n {
			out = append(out, fmt.Sprintf("%s%02d", group.letter, i+1))
		}
	}
	return out
}

func TestEveryModelAndTrapIsPlanted(t *testing.T) {
	c := write(t, small(1))
	found := map[[3]string]int{}
	hits := map[string]int{}
	for _, f := range c.facts {
		found[[3]string{f.Model, f.Role, f.Trap}]++
		if f.Role == violation && f.Trap != "side" {
			hits[f.Model]++
		}
	}
	traplist := map[string]int{}
	for _, tr := range traps {
		traplist[tr.model]++
		switch {
		case (tr.plant == "") == (tr.reason == ""):
			t.Errorf("%s %s: either a plant or a reason", tr.model, tr.says)
		case tr.plant != "" && found[[3]string{tr.model, innocent, tr.plant}] < 2:
			t.Errorf("%s %s: no innocent %s", tr.model, tr.says, tr.plant)
		}
	}
	for _, m := range models() {
		if hits[m] < 2 {
			t.Errorf("%s: %d violations", m, hits[m])
		}
		if traplist[m] == 0 {
			t.Errorf("%s: no trap", m)
		}
	}
	for _, p := range plants() {
		if found[[3]string{p.model, p.role, p.trap}] < 2 {
			t.Errorf("%s %s %s occurs %d times", p.model, p.role, p.trap, found[[3]string{p.model, p.role, p.trap}])
		}
	}
}

func TestTruthDoesNotContradictItself(t *testing.T) {
	w := newWorld(small(1))
	if w.outside > 0 {
		t.Errorf("%d planted payments lie outside the years of the data", w.outside)
	}
	guilty := map[string]bool{}
	for _, f := range w.truth {
		if f.Role == violation || f.Role == tolerated {
			guilty[f.Model+f.SubjectID] = true
			for _, id := range f.SubjectAny {
				guilty[f.Model+id] = true
			}
		}
	}
	for _, f := range w.truth {
		if f.Role == innocent && guilty[f.Model+f.SubjectID] {
			t.Errorf("%s %s %s is both", f.Model, f.Trap, f.SubjectID)
		}
		if f.SubjectID == "" {
			t.Errorf("%s %s: no subject", f.Model, f.Trap)
		}
	}
}

func BenchmarkCounty(b *testing.B) {
	for b.Loop() {
		if _, err := Write(b.TempDir(), small(1), nil); err != nil {
			b.Fatal(err)
		}
	}
}
