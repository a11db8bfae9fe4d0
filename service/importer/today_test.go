package importer

import (
	"slices"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/store/dbtest"
)

func TestTodayCountsWhatWaitsForThePerson(t *testing.T) {
	s, db := newService(t)
	for i, b := range []model.Batch{
		{Bureau: "民政局", Status: model.BatchChecked, CreatedAt: monday},
		{Bureau: "民政局", Status: model.BatchChecked, CreatedAt: monday.AddDate(0, 0, -4)},
		{Bureau: "民政局", Status: model.BatchLoaded, CreatedAt: monday},
		{Bureau: "林业局", Status: model.BatchChecked, CreatedAt: monday},
	} {
		b.Kind, b.FileDigest, b.AsOf = "payouts", append(make([]byte, 31), byte(i)), s.today().Time()
		if err := db.Create(&b).Error; err != nil {
			t.Fatal(err)
		}
	}
	dbtest.AtMost(t, db, 3, func(db *gorm.DB) {
		s.db = db
		for name, c := range map[string]struct {
			by   actor.Actor
			want []agenda.Count
		}{
			"bureau":        {officer, []agenda.Count{{Key: "imports.waiting", N: 2, Overdue: 1}}},
			"other bureau":  {other, []agenda.Count{{Key: "imports.waiting", N: 1}}},
			"administrator": {actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleAdministrator}, []agenda.Count{{Key: "imports.waiting", N: 3, Overdue: 1}}},
			"village cadre": {actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleVillageCadre}, nil},
		} {
			if got, err := s.Today(t.Context(), c.by); err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%s: %+v %v", name, got, err)
			}
		}
	})
}
