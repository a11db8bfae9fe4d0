package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"yangguang/service/importer/kind"
)

const (
	bookXML = `<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsXML = `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`
)

// handMade is a workbook whose sheet and shared texts are given as XML.
func handMade(t *testing.T, sheetXML, stringsXML string) string {
	t.Helper()
	return save(t, "hand.xlsx", zipOf(t, "xl/workbook.xml", bookXML, "xl/_rels/workbook.xml.rels", relsXML,
		"xl/worksheets/sheet1.xml", sheetXML, "xl/sharedStrings.xml", stringsXML))
}

func sheetXML(rows string) string {
	return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`
}

// gather reads all rows of the first sheet.
func gather(ctx context.Context, path string) (rows []string, err error) {
	f, err := Open(ctx, path, "x.xlsx")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for row, err := range f.Rows(ctx, f.Sheets()[0]) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, fmt.Sprint(row.Number, row.Cells))
	}
	return rows, nil
}

func TestBombs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, sheet, strings, says string }{
		{"one endless text", sheetXML(""), `<sst><si><t>` + strings.Repeat("a", 100<<20), "太大"},
		{"one long text", sheetXML(""), `<sst><si><t>` + strings.Repeat("ab", 1<<20) + `</t></si></sst>`, "损坏"},
		{"one long text in pieces", sheetXML(""), `<sst><si>` + strings.Repeat("<t>ab</t>", 1<<18) + `</si></sst>`, "损坏"},
		{"endless tag", `<worksheet a="` + strings.Repeat("b", 2<<20), "<sst/>", "损坏"},
		{"endless attribute with brackets", `<worksheet a="` + strings.Repeat("b>", 1<<20), "<sst/>", "损坏"},
		{"endless cdata", `<worksheet><![CDATA[` + strings.Repeat("b>", 1<<20), "<sst/>", "损坏"},
		{"column XFD", sheetXML(strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, 20_000)), "<sst/>", "第16384列"},
		{"column beyond XFD", sheetXML(`<row><c r="ZZZZ1"><v>1</v></c></row>`), "<sst/>", "损坏"},
		{"row beyond the end", sheetXML(`<row r="2000000000"><c><v>1</v></c></row>`), "<sst/>", "损坏"},
		{"negative row", sheetXML(`<row r="-1"><c><v>1</v></c></row>`), "<sst/>", "损坏"},
		{"shared text out of range", sheetXML(`<row><c t="s"><v>7</v></c></row>`), "<sst/>", "损坏"},
		{"negative shared text", sheetXML(`<row><c t="s"><v>-1</v></c></row>`), "<sst/>", "损坏"},
		{"document type", `<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet/>`, "<sst/>", "损坏"},
		{"cut short", `<worksheet><sheetData><row><c><v>1`, "<sst/>", "损坏"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := gather(t.Context(), handMade(t, c.sheet, c.strings))
			refused(t, err, c.says)
		})
	}
}

func TestHandMade(t *testing.T) {
	t.Parallel()
	path := handMade(t, "\ufeff<?xml version=\"1.0\"?><!-- a > b -- ---><x:worksheet xmlns:x='y'><x:sheetData>"+
		`<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c/><x:c r="D1" t="inlineStr"><x:is><x:r><x:t>a&amp;</x:t></x:r><x:r><x:t>&#38472;&#x4e09;&lol;</x:t></x:r></x:is></x:c></x:row>`+
		`<x:row r="3" spans="1:2"><x:c t="str" cm='a>b'><x:f>A1</x:f><x:v><![CDATA[<x>]]></x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c><x:f>1</x:f></x:c></x:row>`+
		`<x:row r="1048576"><x:c s="9"/></x:row>`+
		`<x:row r="4"><x:c><x:v>4.3499999999999996</x:v></x:c><x:c><x:v>1E+17</x:v></x:c><x:c t="str"><x:f>""</x:f><x:v></x:v></x:c></x:row>`+
		`</x:sheetData></x:worksheet>`,
		`<sst><si><r><t>张</t></r><r><t xml:space="preserve"> _x000D_三</t></r><rPh><t>zhang</t></rPh></si></sst>`)
	rows, err := gather(t.Context(), path)
	must(t, err)
	want := []string{
		"1 [{张 \r三 1} { 0} { 0} {a&陈三&lol; 1}]",
		"3 [{<x> 1} {TRUE 4} {#N/A 5} { 5}]",
		"4 [{4.35 2} {100000000000000000 2}]",
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("rows are\n%q, want\n%q", rows, want)
	}
}

func TestDateFormat(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, `yyyy"年"m"月"`: true, `[$-804]yyyy"年"m"月"d"日";@`: true, "m/d": true, "General": false, "0.00": false,
		`#,##0.00"yd"`: false, "[Red]0": false, "h:mm:ss": false, `0.00E+00`: false, "@": false, `\d0`: false,
	} {
		if dateFormat(code) != want {
			t.Errorf("dateFormat(%q) = %v", code, !want)
		}
	}
}

// TestLibreOffice reads what another program writes.
func TestLibreOffice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source := filepath.Join(dir, "lo.csv")
	text := strings.Join(payoutHeader, ",") + ",备注\n" +
		"B1,NCDB,2024-05-01,2024-05-31," + idB + ",陈 三,1300.55,6222021234567890128,陈三,2024-05-20,\"一、\n二 & <三>\"\n" +
		"B1,NCDB,2024-05-01,2024-05-31," + idA + ",李四,0.1,6222021234567890128,李四,2024-05-20,\n"
	must(t, os.WriteFile(source, []byte(text), 0o600))
	ctx, cancel := context.WithTimeout(t.Context(), 3*60e9)
	defer cancel()
	// 44,34,76 says: commas, double quotes, UTF-8; without types the
	// program makes numbers of what looks like one, as people's programs do.
	cmd := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--infilter=CSV:44,34,76", "--convert-to", "xlsx", "--outdir", dir, source)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	records, _, err := read(t, filepath.Join(dir, "lo.xlsx"), "lo.xlsx", "payouts")
	must(t, err)
	if len(records) != 2 {
		t.Fatalf("%d records", len(records))
	}
	r := records[0]
	if r.Get("身份证号") != idB || r.Get("姓名") != "陈三" || r.Get("金额") != "1300.55" || r.Get("发放日期") != "2024-05-20" || r.Get("所属期止") != "2024-05-31" {
		t.Errorf("row 2: %q %q %q %q", r.Get("姓名"), r.Get("金额"), r.Get("发放日期"), r.Get("所属期止"))
	}
	if r.Extra()["备注"] != "一、 二 & <三>" {
		t.Errorf("remark %q", r.Extra()["备注"])
	}
	for _, rec := range records {
		lost := false
		for _, e := range rec.Errors {
			lost = lost || e.Column == "账号" && e.Rule == kind.RuleDigits
		}
		if !lost {
			t.Errorf("%v: the account lost its digits and passes: %v", rec, rec.Errors)
		}
	}
	if e := records[1].Errors; e[0].Column != "身份证号" || e[0].Rule != kind.RuleDigits {
		t.Errorf("the ID lost its digits and passes: %v", e)
	}
}

const manyRows = 300_000

// TestManyRows reads a large workbook in a process of its own and looks at the
// most memory it ever had.
func TestManyRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "many.xlsx")
	writeMany(t, path)
	exe, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), exe, "-test.run=^TestReadManyChild$", "-test.v")
	cmd.Env = append(os.Environ(), "SHEET_MANY="+path)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, rest, ok := bytes.Cut(out, []byte("rows and peak kB: "))
	if !ok {
		t.Fatalf("no answer:\n%s", out)
	}
	var rows, peak int
	_, err = fmt.Sscan(string(rest), &rows, &peak)
	must(t, err)
	t.Logf("%d rows, peak %d MB", rows, peak/1024)
	if rows != manyRows || peak > 300*1024 {
		t.Errorf("%d rows with %d MB; want %d with less than 300 MB", rows, peak/1024, manyRows)
	}
}

// writeMany writes shared texts, most of which differ, as Excel would.
func writeMany(t *testing.T, path string) {
	t.Helper()
	out, err := os.Create(path) //nolint:gosec // a test's own folder
	must(t, err)
	z := zip.NewWriter(out)
	part := func(name string, write func(w *bufio.Writer)) {
		p, err := z.Create(name)
		must(t, err)
		w := bufio.NewWriter(p)
		write(w)
		must(t, w.Flush())
	}
	text := func(s string) func(w *bufio.Writer) { return func(w *bufio.Writer) { _, _ = w.WriteString(s) } }
	fixed := slices.Concat(payoutHeader, []string{"NCDB", "2024-05", idA, "2024-05-20"})
	part("xl/workbook.xml", text(bookXML))
	part("xl/_rels/workbook.xml.rels", text(relsXML))
	part("xl/sharedStrings.xml", func(w *bufio.Writer) {
		_, _ = w.WriteString("<sst>")
		for _, s := range fixed {
			_, _ = fmt.Fprintf(w, "<si><t>%s</t></si>", s)
		}
		for i := range manyRows {
			_, _ = fmt.Fprintf(w, "<si><t>B%d</t></si><si><t>陈%c%c</t></si><si><t>62220212%011d</t></si>", i, 0x4e00+i%5000, 0x4e00+i/5000, i)
		}
		_, _ = w.WriteString("</sst>")
	})
	part("xl/worksheets/sheet1.xml", func(w *bufio.Writer) {
		_, _ = w.WriteString("<worksheet><sheetData><row>")
		for i := range payoutHeader {
			_, _ = fmt.Fprintf(w, `<c t="s"><v>%d</v></c>`, i)
		}
		for i := range manyRows {
			own := len(fixed) + 3*i
			_, _ = fmt.Fprintf(w, `</row><row r="%d">`, i+2)
			for col, s := range []int{own, 10, 11, 11, 12, own + 1, -1, own + 2, own + 1, 13} {
				if s < 0 {
					_, _ = fmt.Fprintf(w, `<c r="%c%d"><v>%d.5</v></c>`, 'A'+col, i+2, i%1000)
					continue
				}
				_, _ = fmt.Fprintf(w, `<c r="%c%d" s="0" t="s"><v>%d</v></c>`, 'A'+col, i+2, s)
			}
		}
		_, _ = w.WriteString("</row></sheetData></worksheet>")
	})
	must(t, z.Close())
	must(t, out.Close())
}

// TestReadManyChild is the process that TestManyRows starts; by itself it reads
// a small file.
func TestReadManyChild(t *testing.T) {
	path := os.Getenv("SHEET_MANY")
	if path == "" {
		path = book(t, func(f *excelize.File) { rowsAt(t, f, "Sheet1", 1, strs(payoutHeader), payoutRow(idA, "陈三", "1")) })
	}
	f, err := Open(t.Context(), path, "many.xlsx")
	must(t, err)
	n := 0
	for rec, err := range NewReader(f, lookup(t, "payouts"), today).Records(t.Context()) {
		must(t, err)
		if len(rec.Errors) > 0 {
			t.Fatal(rec.Errors)
		}
		n++
	}
	must(t, f.Close())
	status, err := os.ReadFile("/proc/self/status")
	must(t, err)
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	t.Logf("rows and peak kB: %d %s", n, strings.Fields(rest)[0])
}

func FuzzScanner(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><a b="c&amp;d" e='>'><f/>g&#65;<!-- h --><![CDATA[<i>]]></a>`))
	f.Add([]byte(`<a`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		s := newScanner(bytes.NewReader(doc))
		var got strings.Builder
		var err error
		for err == nil {
			var k token
			if k, err = s.next(); err == nil {
				switch k {
				case tokenStart:
					fmt.Fprintf(&got, "<%s>", s.name)
				case tokenEnd:
					got.WriteString("</>")
				case tokenText:
					got.Write(s.text)
				}
			}
		}
		want, ok := standard(doc)
		if !ok {
			return
		}
		if !errors.Is(err, io.EOF) || got.String() != want {
			t.Errorf("%q reads as %q, %v; want %q", doc, got.String(), err, want)
		}
	})
}

// standard is what encoding/xml makes of a document it accepts.
func standard(doc []byte) (string, bool) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	var b strings.Builder
	text := false
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) { // text behind the last tag is no document; the package is lenient
			return b.String(), !text && !bytes.ContainsAny(doc, "\r")
		}
		if err != nil {
			return "", false
		}
		_, text = tok.(xml.CharData)
		switch tok := tok.(type) {
		case xml.StartElement:
			fmt.Fprintf(&b, "<%s>", tok.Name.Local)
		case xml.EndElement:
			b.WriteString("</>")
		case xml.CharData:
			b.Write(tok)
		case xml.Directive:
			return "", false
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte(csvText()))
	f.Add([]byte("a,\"b\"\"c\",=\"d\"\n\n\"e\nf\""))
	f.Fuzz(func(t *testing.T, text []byte) {
		err := eachRecord(context.Background(), bytes.NewReader(text), ',', func(r Row) bool {
			if r.Number < 1 || len(r.Cells) == 0 || len(r.Cells) > MaxColumns {
				t.Errorf("row %d with %d cells", r.Number, len(r.Cells))
			}
			return true
		})
		if err != nil {
			refused(t, err, "")
		}
	})
}
