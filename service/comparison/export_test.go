package comparison_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/store/dbtest/registers"
)

// TestExportedNamesAreNoFormulas: a project or a fund whose name a spreadsheet
// would calculate stays text.
func TestExportedNamesAreNoFormulas(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.create(&model.Project{ID: 1, ProjectNo: "P1", Name: "=HYPERLINK(1)", VillageCode: registers.Silian, ApprovedOn: on("2023-12-01"), PlanStart: on("2024-01-01"), PlanEnd: on("2024-12-31"), BatchID: c.r.Batch, RowNo: 1})
	c.create(&model.Fund{ID: 1, DocNo: "-1文号", Name: "@资金", ItemCode: "GL", IssuedOn: on("2024-01-01"), ArrivedOn: on("2024-01-01"), BatchID: c.r.Batch, RowNo: 1})
	c.create(&model.RowGrade{BatchID: c.r.Batch, RowNo: 2, ColumnName: "身份证号", How: model.RowUpgraded})
	c.r.Finding(registers.Finding{Kind: model.SubjectProject, No: "P1", Model: "P03", Title: "+项目推进缓慢"})
	c.r.Finding(registers.Finding{Kind: model.SubjectFund, No: "-1文号", Model: "S28"})
	var out bytes.Buffer
	if _, err := c.s.Export(t.Context(), cli, "核对疑点", &out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatal(err, rows)
	}
	if p, f := rows[1], rows[2]; p[1] != "'+项目推进缓慢" || p[2] != "P1" || p[3] != "'=HYPERLINK(1)" || f[2] != "'-1文号" || f[3] != "'@资金" {
		t.Errorf("%q\n%q", p, f)
	}
	if !strings.Contains(rows[1][12], "身份证升位") {
		t.Errorf("evidence says nothing of the 15 digits: %s", rows[1][12])
	}
}
