package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/fault"
)

// TestTemplates fills every template with its own examples and hands it in.
func TestTemplates(t *testing.T) {
	t.Parallel()
	for _, k := range kind.Kinds() {
		t.Run(k.Key, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			must(t, WriteTemplate(&b, k))
			_, _, err := read(t, save(t, "empty.xlsx", b.Bytes()), "empty.xlsx", k.Key)
			must(t, err)

			f, err := excelize.OpenReader(&b)
			must(t, err)
			var samples []any
			for i, c := range k.Columns {
				samples = append(samples, c.Sample())
				col, err := excelize.ColumnNumberToName(i + 1)
				must(t, err)
				style, err := f.GetColStyle(k.Title, col)
				must(t, err)
				if c.Digits() && style == 0 {
					t.Errorf("column %s is not text", c.Name)
				}
			}
			must(t, f.SetSheetRow(k.Title, "A2", &samples))
			var filled bytes.Buffer
			must(t, f.Write(&filled))
			must(t, f.Close())
			records, notices, err := read(t, save(t, "filled.xlsx", filled.Bytes()), "filled.xlsx", k.Key)
			must(t, err)
			if len(records) != 1 || len(records[0].Errors) > 0 || len(notices) > 0 {
				t.Errorf("%d records %v, notices %v", len(records), records, notices)
				for _, r := range records {
					t.Errorf("errors %v", r.Errors)
				}
			}
		})
	}
}

// TestErrorsComeBack writes what did not pass, mends it, and hands it in again.
func TestErrorsComeBack(t *testing.T) {
	t.Parallel()
	path := book(t, func(f *excelize.File) {
		header := append(strs(payoutHeader), "备注", "错误说明")
		header[6] = "金额(万元)"
		rowsAt(t, f, "Sheet1", 1, header,
			append(payoutRow("450923199003070012", "陈三", "0.13"), "=HYPERLINK(\"http://x\")", "上次的错误"),
			append(payoutRow(idA, "李四", "12.3456789"), "-补发", ""),
			[]any{"B1", "NCDB", 2024.1, "2024-10", idA, "王五", "-0.01", 6222021234567890128, "王五", "2024-05-20", "+1"},
		)
	})
	bad, _, err := read(t, path, "x.xlsx", "payouts")
	must(t, err)
	payouts := lookup(t, "payouts")
	kept := make([]Record, len(bad))
	for i, r := range bad {
		kept[i], err = Restore(payouts, r.Sheet, r.Row, r.JSON(), r.Errors)
		must(t, err)
	}
	for name, rows := range map[string][]Record{"at once": bad, "kept": kept} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			errorsComeBack(t, payouts, rows)
		})
	}
}

func errorsComeBack(t *testing.T, payouts kind.Kind, bad []Record) {
	t.Helper()
	var b bytes.Buffer
	must(t, WriteErrors(&b, payouts, bad))

	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	must(t, err)
	rows, err := f.GetRows("一卡通发放明细")
	must(t, err)
	must(t, f.Close())
	if got := strings.Join(rows[0][len(rows[0])-3:], " "); got != "备注 原表位置 错误说明" {
		t.Errorf("last columns %q", got)
	}
	for i, want := range []string{"'=HYPERLINK|“Sheet1”第2行|身份证号:身份证号最后一位", "'-补发|“Sheet1”第3行|金额:", "+1|“Sheet1”第4行|所属期起:分不清"} {
		if got := strings.Join(rows[i+1], "|"); !strings.Contains(got, strings.Split(want, "|")[0]) || !strings.Contains(got, strings.SplitN(want, "|", 2)[1]) {
			t.Errorf("row %d is %q, want %q in it", i+1, got, want)
		}
	}

	again, _, err := read(t, save(t, "errors.xlsx", b.Bytes()), "errors.xlsx", "payouts")
	must(t, err)
	if len(again) != 3 {
		t.Fatalf("%d records", len(again))
	}
	for i, r := range again {
		if len(r.Errors) == 0 {
			t.Errorf("row %d passes without being mended", i+1)
		}
		if len(r.Extra()) != 1 || strings.HasPrefix(r.Extra()["备注"], "'") {
			t.Errorf("row %d: extra columns %v", i+1, r.Extra())
		}
	}
	if got := again[0].Get("金额"); got != "1300.00" {
		t.Errorf("an amount in 万元 comes back as %q", got)
	}
	if got := again[2].Get("金额"); got != "-100.00" {
		t.Errorf("a negative amount comes back as %q", got)
	}
}

func TestHarmless(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+cmd|x": "'+cmd|x", "-1.50": "-1.50", "-1,300": "-1,300", "@a": "'@a", "\tx": "'\tx", "低保": "低保", "": "", "-": "'-", "-1+2": "'-1+2",
	} {
		if got := Harmless(in); got != want {
			t.Errorf("Harmless(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSilence(t *testing.T) {
	t.Parallel()
	_, _, err := read(t, save(t, "x.csv", []byte("身份证号,姓名\n"+idA+",陈三\n")), "x.csv", "payouts")
	if err == nil || !fault.Is(err, fault.Invalid) || strings.Contains(err.Error(), idA) {
		t.Errorf("error %v", err)
	}
}
