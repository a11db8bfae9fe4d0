package importer

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"testing"
)

// workbookBound is how much memory an import of a workbook may take, however
// many rows it has.
const workbookBound = 500 << 20

// workbookRows is how many payouts the workbook has: 100,000, or what
// YANGGUANG_BENCH_WORKBOOK says; a sheet of Excel ends at 1,048,576.
func workbookRows(b *testing.B) int {
	b.Helper()
	text := os.Getenv("YANGGUANG_BENCH_WORKBOOK")
	if text == "" {
		return 100_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1_048_575 {
		b.Fatalf("YANGGUANG_BENCH_WORKBOOK=%q: give a number of rows up to 1048575", text)
	}
	return n
}

// BenchmarkImportWorkbook writes a workbook of payouts, 25 to each person, and
// imports it: read twice, checked, sealed, indexed, written and made visible.
// It reports the peak resident memory meanwhile and fails above the bound.
func BenchmarkImportWorkbook(b *testing.B) {
	rows := workbookRows(b)
	path := filepath.Join(b.TempDir(), "payouts.xlsx")
	if err := writeWorkbook(path, rows, max(1, rows/25)); err != nil {
		b.Fatal(err)
	}
	s, _ := newService(b)
	for _, f := range []struct{ kind, text string }{{"divisions", fileDivisions}, {"subsidies", fileSubsidies}, {"residents", residentsFile(max(1, rows/25))}} {
		mustRun(b, s, f.kind, f.text)
	}
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200); err != nil { // the peak begins anew
		b.Fatalf("the peak of memory cannot be measured here: %v", err)
	}
	for b.Loop() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		got, err := s.Run(b.Context(), cli, Upload{Kind: "payouts", Name: "payouts.xlsx", File: f}, false, func(int, int) {})
		_ = f.Close() // read only
		if err != nil || !got.Loaded() || got.RowsGood != rows {
			b.Fatalf("%s, %d of %d rows: %v %s", got.Status, got.RowsGood, rows, err, got.Message)
		}
		b.StopTimer()
		if err := s.Withdraw(b.Context(), cli, got.ID, "再导一遍"); err != nil { // the same file may come again
			b.Fatal(err)
		}
		b.StartTimer()
	}
	peak := peakMemory(b)
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	if peak > workbookBound {
		b.Errorf("%d rows took %d MB of memory, more than %d MB", rows, peak>>20, workbookBound>>20)
	}
}

// peakMemory is the most that the process had resident since the peak began anew.
func peakMemory(b *testing.B) int64 {
	b.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	_, rest, ok := bytes.Cut(text, []byte("VmHWM:"))
	var kilobytes int64
	if _, err := fmt.Fscan(bytes.NewReader(rest), &kilobytes); !ok || err != nil {
		b.Fatalf("no peak in /proc/self/status: %v", err)
	}
	return kilobytes << 10
}

// writeWorkbook writes a sheet of payouts as a stream: texts stand in the cells.
func writeWorkbook(path string, rows, people int) error {
	out, err := os.Create(path) //nolint:gosec // a test's own folder
	if err != nil {
		return err
	}
	z := zip.NewWriter(out)
	for _, part := range []struct {
		name  string
		write func(w *bufio.Writer)
	}{
		{"[Content_Types].xml", func(w *bufio.Writer) {
			_, _ = w.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`)
		}},
		{"_rels/.rels", func(w *bufio.Writer) {
			_, _ = w.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
		}},
		{"xl/workbook.xml", func(w *bufio.Writer) {
			_, _ = w.WriteString(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="发放明细" sheetId="1" r:id="rId1"/></sheets></workbook>`)
		}},
		{"xl/_rels/workbook.xml.rels", func(w *bufio.Writer) {
			_, _ = w.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)
		}},
		{"xl/worksheets/sheet1.xml", func(w *bufio.Writer) { writePayouts(w, rows, people) }},
	} {
		p, err := z.Create(part.name)
		if err != nil {
			return err
		}
		w := bufio.NewWriter(p)
		part.write(w)
		if err := w.Flush(); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return out.Close()
}

func writePayouts(w *bufio.Writer, rows, people int) {
	row := func(n int, cells ...string) {
		_, _ = fmt.Fprintf(w, `<row r="%d">`, n)
		for i, c := range cells {
			_, _ = fmt.Fprintf(w, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, n, c)
		}
		_, _ = w.WriteString("</row>")
	}
	_, _ = w.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	row(1, "批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "数量", "档次", "金额", "账号", "账户名", "发放日期", "发放结果")
	for i := range rows {
		p, month := i%people, fmt.Sprintf("%d-%02d", 2022+i/people/12%4, 1+i/people%12)
		row(i+2, "P1", "MZ01", month, month, importNumber(p), "测某", "1", "A", "350", fmt.Sprintf("62220212%010d8", p), "测某", month+"-10", "成功")
	}
	_, _ = w.WriteString("</sheetData></worksheet>")
}
