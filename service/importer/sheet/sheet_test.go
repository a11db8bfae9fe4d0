package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

var today = period.Date(2026, time.November, 22)

const (
	idA = "450923199003070011"
	idB = "45092319900307002X"
	idC = "11010519491231002X"
)

var payoutHeader = []string{"批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "金额", "账号", "账户名", "发放日期"}

func payoutRow(id, name, amount string) []any {
	return []any{"B1", "NCDB", "2024-05", "2024-05", id, name, amount, "6222021234567890128", name, "2024-05-20"}
}

func strs(s []string) []any {
	out := make([]any, len(s))
	for i, v := range s {
		out[i] = v
	}
	return out
}

func save(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// book writes a workbook of one sheet after another.
func book(t *testing.T, fillIn func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	fillIn(f)
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func rowsAt(t *testing.T, f *excelize.File, sheet string, first int, rows ...[]any) {
	t.Helper()
	for i, r := range rows {
		must(t, f.SetSheetRow(sheet, fmt.Sprintf("A%d", first+i), &r))
	}
}

func lookup(t *testing.T, key string) kind.Kind {
	t.Helper()
	k, ok := kind.Lookup(key)
	if !ok {
		t.Fatalf("no kind %s", key)
	}
	return k
}

// read reads a whole file; err is what ended it.
func read(t *testing.T, path, name, key string) (records []Record, notices []Notice, err error) {
	t.Helper()
	f, err := Open(t.Context(), path, name)
	if err != nil {
		return nil, nil, err
	}
	defer func() { must(t, f.Close()) }()
	r := NewReader(f, lookup(t, key), today)
	for rec, err := range r.Records(t.Context()) {
		if err != nil {
			return records, r.Notices(), err
		}
		records = append(records, rec)
	}
	return records, r.Notices(), nil
}

func refused(t *testing.T, err error, says string) {
	t.Helper()
	if err == nil || fault.Is(err, fault.Internal) || !strings.Contains(fault.Of(err).Public, says) {
		t.Errorf("error %v, want one that says %q", err, says)
	}
}

func TestDirtyWorkbook(t *testing.T) {
	t.Parallel()
	path := book(t, func(f *excelize.File) {
		must(t, f.SetSheetName("Sheet1", "江宁镇"))
		rowsAt(t, f, "江宁镇", 1,
			[]any{"2024年5月农村低保(万元户除外)发放表"},
			[]any{"填报单位:民政局", "", "", "单位:元"},
			append([]any{"序号"}, strs(payoutHeader)...),
			append([]any{1}, payoutRow(idA, "陈 三", "1,300.50元")...),
			append([]any{2}, payoutRow("45092319900307002x", "李四(户主)", "(12.00)")...),
			append([]any{3}, payoutRow("'"+idC+"\u200b", "王\u3000五", "300")...),
			[]any{"小 计", "", "", "", "", "", "", 1588.5},
			append([]any{"序号"}, strs(payoutHeader)...),
			append([]any{4}, payoutRow("450923199003070012", "赵六", "300.123")...),
			[]any{5},
			[]any{"合计", "", "", "", "", "", "", 1588.5},
			[]any{"制表人:张某", "", "", "", "审核人:李某"},
			[]any{"注:1.本表一式三份"},
			[]any{"2.加盖公章"},
		)
		must(t, f.MergeCell("江宁镇", "A1", "K1"))
		must(t, f.SetCellValue("江宁镇", "F10", nil))
		// The next sheet has its columns in another order and IDs as numbers.
		_, err := f.NewSheet("旺茂镇")
		must(t, err)
		rowsAt(t, f, "旺茂镇", 1,
			[]any{"姓名", "公民身份号码", "发放金额(元)", "银行账号", "户名", "发放时间", "批次", "补贴项目编码", "补贴期间起", "补贴期间止", "备注"},
			[]any{"陈三", 450923199003070011, 4.35, 6222021234567890128, "陈三", time.Date(2024, 5, 20, 0, 0, 0, 0, time.UTC), "B1", "NCDB", 2024.5, 202405, "测试"},
			[]any{"陈三", idA, 0.1 + 0.2, "6222021234567890128", "陈三", 45432, "B1", "NCDB", 2024.1, "2024年5月"},
		)
		must(t, f.SetCellFormula("旺茂镇", "C4", "A1*2"))
		rowsAt(t, f, "旺茂镇", 5, []any{"陈三", idA, "#N/A"})
		_, err = f.NewSheet("旧数据")
		must(t, err)
		rowsAt(t, f, "旧数据", 1, strs(payoutHeader), payoutRow(idA, "陈三", "1"))
		must(t, f.SetSheetVisible("旧数据", false))
		_, err = f.NewSheet("说明")
		must(t, err)
		rowsAt(t, f, "说明", 1, []any{"本表由民政局提供"})
	})
	records, notices, err := read(t, path, "低保.xlsx", "payouts")
	must(t, err)
	if len(records) != 8 {
		t.Fatalf("%d records: %v", len(records), records)
	}
	for i, want := range []struct {
		row              int
		id, name, amount string
		failed           string
	}{
		{4, idA, "陈三", "1300.50", ""},
		{5, idB, "李四", "-12.00", ""},
		{6, idC, "王五", "300.00", ""},
		{9, "", "赵六", "", "身份证号 syntax 金额 syntax"},
		{2, "", "陈三", "4.35", "身份证号 digits_lost 账号 digits_lost"},
		{3, idA, "陈三", "0.30", "所属期起 ambiguous"},
		{4, "", "", "", ""},
		{5, idA, "陈三", "", ""},
	} {
		r := records[i]
		var failed []string
		for _, e := range r.Errors {
			failed = append(failed, e.Column+" "+e.Rule)
		}
		if r.Row != want.row || r.Get("身份证号") != want.id || r.Get("姓名") != want.name || r.Get("金额") != want.amount {
			t.Errorf("record %d: row %d %q %q %q, want %+v", i, r.Row, r.Get("身份证号"), r.Get("姓名"), r.Get("金额"), want)
		}
		if i < 6 && strings.Join(failed, " ") != want.failed {
			t.Errorf("record %d: errors %v, want %q", i, failed, want.failed)
		}
	}
	if e := records[6].Errors; len(e) == 0 || !strings.Contains(fmt.Sprint(e), kind.RuleCell) {
		t.Errorf("a formula without a result passes: %v", e)
	}
	if d, ok := records[4].Day("发放日期"); !ok || d.String() != "2024-05-20" {
		t.Errorf("date cell = %v %v", d, ok)
	}
	if d, ok := records[4].Day("所属期止"); !ok || d.String() != "2024-05-31" {
		t.Errorf("end of the period = %v %v", d, ok)
	}
	if records[4].Extra()["备注"] != "测试" {
		t.Errorf("unknown columns are lost: %v", records[4].Extra())
	}
	if js := records[0].JSON(); !strings.Contains(js.Reveal(), "陈 三") || strings.Contains(fmt.Sprintf("%v %+v %#v", records[0], records[0], records[3].Errors), idA) {
		t.Error("the row is not kept as handed in, or it prints")
	}
	said := fmt.Sprint(notices)
	for _, want := range []string{"“江宁镇”第7行：合计行", "“江宁镇”第11行：合计行", "“江宁镇”第12行：落款", "“江宁镇”第13行：落款", "“江宁镇”第14行：落款", "“旧数据”：这个工作表是隐藏的", "“说明”：这个工作表里没有找到表头"} {
		if !strings.Contains(said, want) {
			t.Errorf("no notice %q in %s", want, said)
		}
	}
}

func TestMergedCells(t *testing.T) {
	t.Parallel()
	path := book(t, func(f *excelize.File) {
		rowsAt(t, f, "Sheet1", 1,
			[]any{"家庭", "", "成员", "", "待遇", "", ""},
			[]any{"项目编码", "户编号", "身份证号", "姓名", "开始年月", "核定金额(万元)", "档次"},
			[]any{"NCDB", "H1", idA, "陈三", "2024-01", 0.023, "A"},
			[]any{"", "", idB, "陈四", "2024-01", "", "A"},
			[]any{"NCDB", "H2", idC, "王五", "2024-01", "", "B"},
			[]any{"NCDB", "", idC, "王六", "2024-01", "", "B"},
		)
		for _, m := range [][2]string{{"A1", "B1"}, {"C1", "D1"}, {"A3", "A4"}, {"B3", "B4"}, {"F3", "F4"}} {
			must(t, f.MergeCell("Sheet1", m[0], m[1]))
		}
	})
	records, _, err := read(t, path, "名册.xlsx", "rosters")
	must(t, err)
	if len(records) != 4 {
		t.Fatalf("%d records", len(records))
	}
	if r := records[1]; len(r.Errors) > 0 || r.Get("户编号") != "H1" || r.Get("项目编码") != "NCDB" || r.Get("核定金额") != "" {
		t.Errorf("merged cells: %v %q %q", r.Errors, r.Get("户编号"), r.Get("核定金额"))
	}
	if m, ok := records[0].Money("核定金额"); !ok || m != 23000 {
		t.Errorf("amount in wan = %v", m)
	}
	if len(records[3].Errors) != 1 || records[3].Errors[0].Rule != kind.RuleRequired {
		t.Errorf("a cell that is blank and not merged is filled: %v", records[3].Errors)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, says string
		rows       [][]any
	}{
		{"missing columns", "缺少这些列：账号、账户名、发放日期", [][]any{strs(payoutHeader[:7]), payoutRow(idA, "陈三", "1")}},
		{"no header at all", "没有找到“一卡通发放明细”的表头", [][]any{{"你好"}, {1, 2, 3}}},
		{"one column twice", "有两列都可以当作“身份证号”", [][]any{append(strs(payoutHeader), "身份证号"), payoutRow(idA, "陈三", "1")}},
		{"header too far down", "没有找到“一卡通发放明细”的表头", append(slices.Repeat([][]any{{"说明"}}, headerWithin), strs(payoutHeader))},
		{"wan in the title", "单位是万元", [][]any{{"发放表(单位:万元)"}, strs(payoutHeader), payoutRow(idA, "陈三", "1")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := book(t, func(f *excelize.File) { rowsAt(t, f, "Sheet1", 1, c.rows...) })
			_, _, err := read(t, path, "x.xlsx", "payouts")
			refused(t, err, c.says)
		})
	}
	alias := book(t, func(f *excelize.File) {
		rowsAt(t, f, "Sheet1", 1, append([]any{"证件号码"}, strs(payoutHeader)...), append([]any{"旧号"}, payoutRow(idA, "陈三", "1")...))
	})
	records, _, err := read(t, alias, "x.xlsx", "payouts")
	must(t, err)
	if len(records) != 1 || records[0].Get("身份证号") != idA || len(records[0].Extra()) != 1 {
		t.Errorf("the column's own name does not beat an alias: %v", records)
	}
}

func TestDate1904(t *testing.T) {
	t.Parallel()
	path := book(t, func(f *excelize.File) {
		on := true
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}))
		rowsAt(t, f, "Sheet1", 1, []any{"身份证号", "姓名", "死亡日期", "来源"}, []any{idA, "陈三", 44196, "公安"})
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		must(t, f.SetCellStyle("Sheet1", "C2", "C2", style))
	})
	records, _, err := read(t, path, "x.xlsx", "deaths")
	must(t, err)
	if got := records[0].Get("死亡日期"); got != "2025-01-01" {
		t.Errorf("a date of the 1904 system = %q", got)
	}
}

func csvText() string {
	return "低保发放表,,,,,,,,,\r\n" + strings.Join(payoutHeader, ",") + "\r\n" +
		`B1,NCDB,2024年5月,2024年5月,="` + idA + `",陈三,"1,300.50",6222021234567890128,陈三,2024/5/20` + "\r\n\r\n" +
		"B1,NCDB,2024-05,2024-05,4.50923E+17,李四,300,6222021234567890128,李四,20240520\r\n" +
		"合计,,,,,,1600.50,,,\r\n"
}

func TestCSV(t *testing.T) {
	t.Parallel()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(csvText())
	must(t, err)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.NewReplacer("\"1,300.50\"", "1300.50", ",", "\t").Replace(csvText()))
	must(t, err)
	for name, content := range map[string]string{
		"utf-8": csvText(), "utf-8 with mark": "\ufeff" + csvText(), "gb18030": gb, "utf-16 with tabs": wide,
		"semicolons": strings.NewReplacer("\"1,300.50\"", "1300.50", ",", ";").Replace(csvText()),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			records, notices, err := read(t, save(t, "x.csv", []byte(content)), "x.csv", "payouts")
			must(t, err)
			if len(records) != 2 || len(notices) != 1 {
				t.Fatalf("%d records, notices %v", len(records), notices)
			}
			r := records[0]
			if len(r.Errors) > 0 || r.Row != 3 || r.Get("身份证号") != idA || r.Get("金额") != "1300.50" || r.Get("所属期止") != "2024-05-31" {
				t.Errorf("row 3: %v %v", r, r.Errors)
			}
			if e := records[1].Errors; len(e) != 1 || e[0].Rule != kind.RuleDigits || e[0].Row != 5 || e[0].Value.Reveal() != "4.50923E+17" {
				t.Errorf("row 5: %v", e)
			}
		})
	}
	_, _, err = read(t, save(t, "x.csv", []byte(csvText()+`B1,"NC`+"\n1,2\n")), "x.csv", "payouts")
	refused(t, err, "引号不成对")
	_, _, err = read(t, save(t, "x.csv", []byte(csvText()+`B1,"`+strings.Repeat("长\n", maxRecord/2))), "x.csv", "payouts")
	refused(t, err, "引号")
}

func zipOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		must(t, err)
		_, err = w.Write([]byte(parts[i+1]))
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

func TestRefusedFiles(t *testing.T) {
	t.Parallel()
	compound := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, c := range []struct{ name, file, content, says string }{
		{"empty", "x.xlsx", "", "空的"},
		{"xls", "x.xls", compound + string(utf16("Workbook")), "另存为 .xlsx"},
		{"xls under another name", "x.xlsx", compound + string(utf16("Workbook")), "另存为 .xlsx"},
		{"et", "x.et", compound + string(utf16("Workbook")), "WPS"},
		{"password", "x.xlsx", compound + string(utf16("EncryptedPackage")), "密码"},
		{"doc", "x.doc", compound + string(utf16("WordDocument")), "Word"},
		{"html as xls", "x.xls", "<html><table><tr><td>1</td></tr></table>", "网页格式"},
		{"xml as xls", "x.xls", "\ufeff<?xml version=\"1.0\"?><Workbook/>", "网页格式"},
		{"pdf", "x.xlsx", "%PDF-1.7", "PDF"},
		{"photo", "x.csv", "\x89PNG\r\n\x1a\n\x00\x00", "不是表格"},
		{"docx", "x.xlsx", string(zipOf(t, "word/document.xml", "<a/>")), "Word"},
		{"ods", "x.xlsx", string(zipOf(t, "mimetype", "x", "content.xml", "<a/>")), ".ods"},
		{"xlsb", "x.xlsx", string(zipOf(t, "xl/workbook.bin", "x")), ".xlsb"},
		{"zip", "x.xlsx", string(zipOf(t, "a.xlsx", "x")), "解压"},
		{"cut short", "x.xlsx", string(zipOf(t, "xl/workbook.xml", "<workbook/>"))[:60], "损坏"},
		{"no sheets", "x.xlsx", string(zipOf(t, "xl/workbook.xml", "<workbook/>", "xl/_rels/workbook.xml.rels", "<Relationships/>")), "损坏"},
		{"entity bomb", "x.xlsx", string(zipOf(t, "xl/workbook.xml", `<!DOCTYPE a [<!ENTITY b "bbbb">]><workbook>&b;</workbook>`)), "损坏"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := read(t, save(t, "upload", []byte(c.content)), c.file, "payouts")
			refused(t, err, c.says)
		})
	}
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "absent"), "x"); err == nil {
		t.Error("an absent file opens")
	}
}

func TestEncryptedWorkbook(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	path := filepath.Join(t.TempDir(), "secret.xlsx")
	must(t, f.SaveAs(path, excelize.Options{Password: "1234"}))
	must(t, f.Close())
	_, err := Open(t.Context(), path, "secret.xlsx")
	refused(t, err, "密码")
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	path := book(t, func(f *excelize.File) {
		rows := [][]any{strs(payoutHeader)}
		for range 3000 {
			rows = append(rows, payoutRow(idA, "陈三", "1"))
		}
		rowsAt(t, f, "Sheet1", 1, rows...)
	})
	f, err := Open(t.Context(), path, "x.xlsx")
	must(t, err)
	defer func() { must(t, f.Close()) }()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for _, err := range NewReader(f, lookup(t, "payouts"), today).Records(ctx) {
		if n++; n == 10 {
			cancel()
		}
		last = err
	}
	if last == nil || n > 1000 {
		t.Errorf("%d records after the cancellation, error %v", n, last)
	}
	n = 0
	for range NewReader(f, lookup(t, "payouts"), today).Records(t.Context()) {
		if n++; n == 5 {
			break
		}
	}
	if n != 5 {
		t.Errorf("stopping early read %d", n)
	}
}

// TestHowMuchOfAFileIsRead: what a bar shows grows to the whole and not beyond.
func TestHowMuchOfAFileIsRead(t *testing.T) {
	t.Parallel()
	workbook := book(t, func(f *excelize.File) {
		for i := range 3000 {
			must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &[]any{idA, "陈演一"}))
		}
	})
	for name, path := range map[string]string{"text": save(t, "a.csv", []byte(strings.Repeat(idA+",陈演一\n", 9000))), "book": workbook} {
		file, err := Open(t.Context(), path, name)
		must(t, err)
		_, total := file.Read()
		last := int64(0)
		for _, err := range file.Rows(t.Context(), file.Sheets()[0]) {
			must(t, err)
			done, whole := file.Read()
			if done < last || done > whole || whole != total {
				t.Fatalf("%s: %d of %d after %d of %d", name, done, whole, last, total)
			}
			last = done
		}
		if last < total*9/10 || total == 0 {
			t.Errorf("%s: at the end %d of %d bytes", name, last, total)
		}
		must(t, file.Close())
	}
}
