package sheetrow_test

import (
	"testing"

	"yangguang/service/kernel/sheetrow"
)

func TestRowsOfEverySheetAreFound(t *testing.T) {
	sheets := []string{"江宁镇", "说明", "四联镇"}
	names := sheetrow.Names(sheets)
	seen := map[int]bool{}
	for place, sheet := range sheets {
		for _, row := range []int{1, 2, 500, 1<<20 - 1, 1 << 20} {
			n := sheetrow.Of(place, row)
			if got, at := sheetrow.Find(names, n); got != sheet || at != row || sheetrow.In(names, sheet, row) != n || seen[n] || n > 1<<31-1 {
				t.Errorf("%s row %d is %d, found as %s row %d", sheet, row, n, got, at)
			}
			seen[n] = true
		}
	}
	if n := sheetrow.Of(500, 1<<20); n > 1<<31-1 {
		t.Errorf("%d does not fit a column", n)
	}
}

func TestFilesWithoutSheets(t *testing.T) {
	if sheetrow.Names([]string{"Sheet1"}) != nil || sheetrow.Names(nil) != nil {
		t.Error("one sheet has no name to tell")
	}
	for _, names := range [][]byte{nil, []byte("not JSON"), []byte("[]")} {
		if sheet, row := sheetrow.Find(names, 3_000_000); sheet != "" || row != 3_000_000 { // a long .csv
			t.Errorf("%q: %s %d", names, sheet, row)
		}
	}
	if sheet, row := sheetrow.Find(sheetrow.Names([]string{"甲", "乙"}), 5<<20+7); sheet != "" || row != 7 {
		t.Errorf("a sheet that is not there is called %q, row %d", sheet, row)
	}
	if n := sheetrow.Of(1, 3_000_000); n != 3_000_000 {
		t.Error(n)
	}
}

func TestPlace(t *testing.T) {
	if got := sheetrow.Place("名册.xlsx", "", 7); got != "名册.xlsx 第7行" {
		t.Error(got)
	}
	if got := sheetrow.Place("名册.xlsx", "江宁镇", 7); got != "名册.xlsx 工作表“江宁镇” 第7行" {
		t.Error(got)
	}
}
