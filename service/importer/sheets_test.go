package importer

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/sheetrow"
)

// TestRowsKeepTheirSheet: rows of one number in two sheets of a workbook are told
// apart, and a file with one sheet has the numbers it always had.
func TestRowsKeepTheirSheet(t *testing.T) {
	t.Parallel()
	s, db := newService(t)
	mustCounty(t, s)
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f := excelize.NewFile()
	must(nil, f.SetSheetName("Sheet1", "公安"))
	must(f.NewSheet("说明"))
	must(f.NewSheet("民政"))
	head := []any{"身份证号", "姓名", "死亡日期", "来源"}
	must(nil, f.SetSheetRow("公安", "A1", &head))
	must(nil, f.SetSheetRow("公安", "A2", &[]any{idOne, "陈演一", "2025-01-01", "公安"}))
	must(nil, f.SetSheetRow("说明", "A1", &[]any{"去年的表"}))
	must(nil, f.SetSheetRow("民政", "A1", &head))
	must(nil, f.SetSheetRow("民政", "A2", &[]any{idThree, "梁样三", "2025-02-01", "民政"}))
	var out bytes.Buffer
	must(f.WriteTo(&out))
	b, err := s.Run(t.Context(), officer, Upload{Kind: "deaths", Name: "死亡.xlsx", File: &out}, true, nil)
	if err != nil || !b.Loaded() {
		t.Fatal(b, err)
	}
	kept, err := gorm.G[model.Batch](db).Where("id = ?", b.ID).Take(t.Context())
	must(nil, err)
	rows, err := gorm.G[model.Death](db).Where("batch_id = ?", b.ID).Order("row_no").Find(t.Context())
	must(nil, err)
	if len(rows) != 2 {
		t.Fatalf("%+v", rows)
	}
	for i, want := range []string{"公安", "民政"} {
		if sheet, row := sheetrow.Find(kept.Sheets, rows[i].RowNo); sheet != want || row != 2 || rows[i].Source != want {
			t.Errorf("%s: %s row %d", want, sheet, row)
		}
	}
	single, err := gorm.G[model.Batch](db).Where("kind = 'divisions'").Take(t.Context())
	if err != nil || single.Sheets != nil {
		t.Errorf("a file without sheets has %s, %v", single.Sheets, err)
	}
}
