package importer

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
)

// TestReach: a kind goes as far as the bureau that is furthest, and the one
// furthest behind is named when that is more than was agreed.
func TestReach(t *testing.T) {
	t.Parallel()
	_, db := newService(t)
	today := period.Here(monday)
	n := byte(0)
	batch := func(kind, bureau, origin, status string, ago period.Day) {
		t.Helper()
		n++
		at := monday
		b := model.Batch{Kind: kind, Bureau: bureau, Origin: origin, FileName: "表.xlsx", FileDigest: append(make([]byte, 31), n), Status: status, AsOf: (today - ago).Time(), CreatedAt: at, LoadedAt: &at}
		if err := db.Create(&b).Error; err != nil {
			t.Fatal(err)
		}
	}
	batch("payouts", "财政局", "", model.BatchLoaded, 40)
	batch("payouts", "财政局", "", model.BatchLoaded, 3)
	batch("payouts", "财政局", "", model.BatchChecked, 0) // not yet confirmed
	batch("payouts", "民政局", "", model.BatchLoaded, 20) // in time
	batch("rosters", "民政局", "", model.BatchLoaded, 5)
	batch("rosters", "教育局", "", model.BatchLoaded, 90)
	batch("rosters", "住建局", "", model.BatchLoaded, 200) // as agreed with it
	batch("projects", "交通局", "", model.BatchLoaded, 9)
	batch("projects", "交通局", model.OriginFiled, model.BatchLoaded, 1) // one row says nothing of the others
	batch("project_progress", "交通局", model.OriginFiled, model.BatchLoaded, 1)
	now := monday
	c := NewCoverage(db, func(context.Context, string) (int, map[string]int, error) {
		return 31, map[string]int{"住建局": 366, "民政局": 92}, nil
	}, func() time.Time { return now })
	kinds := []string{"rosters", "payouts", "projects", "project_progress", "deaths"}
	want := []Reached{
		{Kind: "rosters", Title: "享受对象名册", AsOf: today - 5, Late: true, Bureau: "教育局", Behind: today - 90},
		{Kind: "payouts", Title: "一卡通发放明细", AsOf: today - 3},
		{Kind: "projects", Title: "项目库", AsOf: today - 9},
		{Kind: "project_progress", Title: "项目进度", AsOf: today - 1},
		{Kind: "deaths", Title: "死亡人口"},
	}
	check := func(db *gorm.DB) {
		c.db = db
		got, err := c.Reach(t.Context(), kinds)
		if err != nil || len(got) != len(want) {
			t.Fatal(got, err)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %+v, want %+v", kinds[i], got[i], want[i])
			}
		}
	}
	dbtest.AtMost(t, db, 1, check)
	batch("deaths", "公安局", "", model.BatchLoaded, 2)
	dbtest.AtMost(t, db, 0, check) // a moment later it is still what was read
	now = now.Add(reachFor)
	want[4].AsOf = today - 2
	dbtest.AtMost(t, db, 1, check)
}
