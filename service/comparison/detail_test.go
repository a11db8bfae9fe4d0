package comparison_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
)

var (
	inspector = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleSupervision}
	cadre     = actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleVillageCadre}
)

// using gives the same service on a counting database.
func (c *county) using(db *gorm.DB) *comparison.Service {
	return comparison.New(comparison.Options{DB: db, People: c.r.People, Now: func() time.Time { return c.now },
		Values: func(context.Context, period.Day) (map[string]string, error) { return c.values, nil }})
}

func TestAModelSaysWhatItRestsOn(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.batch("deaths", "2024-05-01")
	dbtest.AtMost(t, c.db, 1, func(db *gorm.DB) {
		d, err := c.using(db).Model(t.Context(), inspector, "S01")
		if err != nil {
			t.Fatal(err)
		}
		reach := map[string]string{}
		for _, r := range d.Needed {
			reach[r.Kind] = r.AsOf.String()
		}
		if reach["deaths"] != "2024-07-01" || d.Cases == "" || len(d.Values) == 0 {
			t.Errorf("%v, %d values, cases %q", reach, len(d.Values), d.Cases)
		}
	})
	if _, err := c.s.Model(t.Context(), inspector, "S99"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := c.s.Model(t.Context(), cadre, "S01"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestARunListsItsBatches(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	r := c.compare()
	dbtest.AtMost(t, c.db, 2, func(db *gorm.DB) {
		batches, n, err := c.using(db).RunBatches(t.Context(), inspector, r.ID, 1)
		if err != nil || n < 2 || len(batches) != 1 || batches[0].Title != "死亡人口" || batches[0].AsOf.String() != "2024-07-01" {
			t.Errorf("%+v of %d: %v", batches, n, err)
		}
	})
	dbtest.AtMost(t, c.db, 2, func(db *gorm.DB) {
		if p, err := c.using(db).Runs(t.Context(), inspector, page.Request{Number: 1, Size: 50}); err != nil || len(p.Items) != 1 || p.Items[0].Whole() < 0 {
			t.Errorf("%+v: %v", p, err)
		}
	})
	if _, _, err := c.s.RunBatches(t.Context(), inspector, 99, 1); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, _, err := c.s.RunBatches(t.Context(), cadre, r.ID, 1); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestTheMatrixSaysWhatTheCountyChanged(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.values["matrix.农村低保.有车"] = "Y"
	c.values["matrix.农村低保+特困供养"] = "-"
	rows, err := c.s.Exclusions(t.Context(), inspector)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for _, r := range rows {
		for _, cell := range r.Cells {
			if cell.Changed {
				changed++
				if r.Benefit != "农村低保" || cell.With != "有车" || cell.Verdict != rule.Doubtful || cell.Name != "matrix.农村低保.有车" {
					t.Errorf("%s %+v", r.Benefit, cell)
				}
			}
		}
	}
	pairs := map[string]rule.Verdict{}
	for i, r := range rows {
		if len(r.Pairs) != i {
			t.Errorf("%s has %d pairs", r.Benefit, len(r.Pairs))
		}
		for _, cell := range r.Pairs {
			if cell.Changed || cell.Verdict == rule.Conflict {
				pairs[cell.Name] = cell.Verdict
			}
		}
	}
	if len(pairs) != 6 || pairs["matrix.农村低保+特困供养"] != rule.Compatible || pairs["matrix.特困供养+困难残疾人生活补贴"] != rule.Conflict {
		t.Errorf("%v", pairs)
	}
	if changed != 1 {
		t.Errorf("%d cells changed", changed)
	}
	if _, err := c.s.Exclusions(t.Context(), cadre); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestModelPagesOnABrokenDatabase(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	s := c.using(dbtest.Broken(t))
	if _, err := s.Model(t.Context(), inspector, "S01"); !fault.Is(err, fault.Internal) {
		t.Error(err)
	}
	if _, _, err := s.RunBatches(t.Context(), inspector, 1, 1); !fault.Is(err, fault.Internal) {
		t.Error(err)
	}
}
