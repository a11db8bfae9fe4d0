package comparison_test

import (
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/store/dbtest/registers"
)

// TestAWarningSaysWhatItSaidBefore: a project's warning that the registers turn
// into another one keeps its colour and its history, and one they bear out no
// more is marked and stays.
func TestAWarningSaysWhatItSaidBefore(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	projects := c.batch("projects", "2024-07-01")
	p := model.Project{ID: projects<<24 | 1, ProjectNo: "P1", Name: "示例路", VillageCode: registers.Silian, ApprovedOn: on("2023-12-01"), PlanStart: on("2024-01-01"), PlanEnd: on("2024-06-30"), BatchID: projects, RowNo: 1}
	c.create(&p)
	run := func() model.Finding {
		t.Helper()
		if _, err := c.s.Compare(t.Context(), cli, comparison.Request{Choice: comparison.Choice{Models: []string{"P03"}}}); err != nil {
			t.Fatal(err)
		}
		return c.one()
	}
	change := func(columns map[string]any) {
		t.Helper()
		if err := c.db.Model(&model.Project{}).Where("id = ?", p.ID).Updates(columns).Error; err != nil {
			t.Fatal(err)
		}
	}
	first := run()
	if first.Severity != 2 || !strings.Contains(first.Sentence, "没有开工记录") || !strings.Contains(first.Sentence, "没有完工记录") {
		t.Fatalf("%+v", first)
	}
	change(map[string]any{"real_start": on("2024-07-10")})
	if g := run(); g.ID != first.ID || strings.Contains(g.Sentence, "没有开工记录") {
		t.Errorf("in place: %+v", g)
	}
	change(map[string]any{"real_start": nil, "plan_end": on("2024-12-31")})
	if g := run(); g.ID != first.ID || g.Severity != 2 || strings.Contains(g.Sentence, "没有完工记录") {
		t.Errorf("a filing took the colour away: %+v", g)
	}
	change(map[string]any{"real_start": on("2024-07-10")})
	if g := run(); g.GoneAt == nil || g.Severity != 2 {
		t.Errorf("gone: %+v", g)
	}
	var said []model.FindingEvent
	if err := c.db.Where("finding_id = ?", first.ID).Order("id").Find(&said).Error; err != nil {
		t.Fatal(err)
	}
	kinds := ""
	for _, e := range said {
		kinds += e.Kind + " "
	}
	if kinds != "found changed grown gone " || !strings.Contains(said[1].Note, "没有开工记录") || !strings.Contains(said[2].Note, "没有完工记录") {
		t.Errorf("%s: %+v", kinds, said)
	}
}
