package sheet

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestNothingVanishesWithoutAHeader: what stands in a column without a header is
// kept with its row, and the bureau is told.
func TestNothingVanishesWithoutAHeader(t *testing.T) {
	t.Parallel()
	wide := append(payoutRow(idA, "陈演一", "700"), nil, "补发", " ", "待核")
	path := book(t, func(f *excelize.File) {
		rowsAt(t, f, "Sheet1", 1, append([]any{"", "", "", "", "", "", "", "", "", "", "备注栏"}, "经办"), append(strs(payoutHeader), ""), wide, payoutRow(idB, "陈样二", "700"), []any{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "漏填"}, []any{"", "", "", "", "", "", "", "", "", "", "", "", "", 7})
	})
	records, notices, err := read(t, path, "book.xlsx", "payouts")
	if err != nil || len(records) < 2 {
		t.Fatal(records, err)
	}
	if extra := records[0].Extra(); extra["L列(没有表头)"] != "补发" || extra["N列(没有表头)"] != "待核" || len(extra) != 2 {
		t.Errorf("kept: %v", extra)
	}
	if extra := records[1].Extra(); len(extra) != 0 {
		t.Errorf("kept of a row without: %v", extra)
	}
	var said []string
	for _, n := range notices {
		said = append(said, n.String())
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"“Sheet1”：L列没有表头，却有1行填了内容，第一处在第3行", "N列没有表头，却有3行填了内容", "第5行：要用的列都空着"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not said:\n%s", want, all)
		}
	}

	text := strings.Join(payoutHeader, ",") + "\nB1,NCDB,2024-05,2024-05," + idA + ",陈演一,700,6222021234567890128,陈演一,2024-05-20,多出来的\n"
	records, notices, err = read(t, save(t, "a.csv", []byte(text)), "a.csv", "payouts")
	if err != nil || len(records) != 1 || len(records[0].Errors) > 0 || records[0].Extra()["第11列(没有表头)"] != "多出来的" || len(notices) != 1 || !strings.HasPrefix(notices[0].String(), "第11列没有表头，却有1行") {
		t.Errorf("%v %v %v", records, notices, err)
	}
}

// TestAHeaderMergedDownwardsNamesItsColumn: its name stands in the row above.
func TestAHeaderMergedDownwardsNamesItsColumn(t *testing.T) {
	t.Parallel()
	path := book(t, func(f *excelize.File) {
		rowsAt(t, f, "Sheet1", 1, []any{"2024年5月发放表"}, []any{"发放", nil, nil, nil, "人员", nil, nil, nil, nil, nil, "村民小组"}, append(strs(payoutHeader), nil), append(payoutRow(idA, "陈演一", "700"), "3组"))
		must(t, f.MergeCell("Sheet1", "K2", "K3"))
	})
	records, notices, err := read(t, path, "book.xlsx", "payouts")
	if err != nil || len(records) != 1 || records[0].Extra()["村民小组"] != "3组" || len(notices) != 0 {
		t.Errorf("%v %v %v", records, notices, err)
	}
}

// TestAFileOfAnotherKindSaysSo: whoever chose the wrong kind is told which it
// looks like, and still asked about the header.
func TestAFileOfAnotherKindSaysSo(t *testing.T) {
	t.Parallel()
	roster := "项目编码,户编号,身份证号,姓名,与户主关系,档次,核定金额,开始年月\nMZ02,D1," + idA + ",陈演一,户主,A,700,2025-01\n"
	for key, want := range map[string]string{"officials": "缺少这些列：单位、人员类别、开始日期", "bids": "没有找到“投标”的表头"} {
		_, _, err := read(t, save(t, "a.csv", []byte(roster)), "a.csv", key)
		refused(t, err, want)
		refused(t, err, "这个表头像是“享受对象名册”的，数据种类是不是选错了？")
	}
	_, _, err := read(t, save(t, "b.csv", []byte("身份证号,姓名,单位,类别,什么\n1,2,3,4,5\n")), "b.csv", "officials")
	if err == nil || strings.Contains(err.Error(), "像是") {
		t.Errorf("%v", err)
	}
}
