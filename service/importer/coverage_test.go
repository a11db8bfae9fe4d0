package importer

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
)

func TestEveryKindHasACadence(t *testing.T) {
	t.Parallel()
	for _, k := range Kinds() {
		i := slices.IndexFunc(parameter.Definitions, func(d parameter.Definition) bool { return d.Name == "coverage."+k.Key+".days" })
		if i < 0 || !strings.HasPrefix(parameter.Definitions[i].Label, k.Title) {
			t.Errorf("%s has no cadence, or one under another title", k.Key)
		}
	}
}

func TestCoverage(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	run := func(by actor.Actor, kind, text string, asOf period.Day) int64 {
		t.Helper()
		b, err := s.Run(t.Context(), by, Upload{Kind: kind, Name: kind + ".csv", AsOf: asOf, File: strings.NewReader(text)}, true, nil)
		if err != nil || !b.Loaded() {
			t.Fatal(b, err)
		}
		return b.ID
	}
	head := "身份证号,姓名,死亡日期,来源\n"
	old := run(officer, "deaths", head+idThree+",梁样三,2025-01-01,公安\n", period.Date(2026, 1, 1))
	run(other, "deaths", head+idOne+",陈演一,2025-01-01,民政\n450923199003070012,陈演一,2025-01-01,民政\n", period.Date(2026, 3, 1))
	if err := db.Create(&model.BatchQuality{BatchID: old, Persons: 2, PersonsKnown: 1, MadeAt: monday}).Error; err != nil {
		t.Fatal(err)
	}
	agreed := func(context.Context, string) (int, map[string]int, error) { return 31, nil, nil }
	c := NewCoverage(db, agreed, func() time.Time { return monday })
	head1 := actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleHead}
	table, err := c.Table(t.Context(), head1)
	if err != nil || len(table) != len(Kinds())+1 {
		t.Fatalf("%d lines, %v", len(table), err)
	}
	i := slices.IndexFunc(table, func(r Covered) bool { return r.Kind == "deaths" })
	late, fresh := table[i], table[i+1]
	if late.Bureau > fresh.Bureau {
		t.Error("bureaus are not in order")
	}
	if late.Bureau != officer.Bureau {
		late, fresh = fresh, late
	}
	if late.Late != 60-31 || late.AsOf != period.Date(2026, 1, 1) || late.Rows != 1 || fresh.Late != 0 || fresh.Refused != 1 || fresh.Batches != 1 {
		t.Errorf("%+v\n%+v", late, fresh)
	}
	if p, ok := late.KnownPersons(); !ok || p != 50 {
		t.Errorf("known %d %v", p, ok)
	}
	if p, ok := late.ValidIDs(); !ok || p != 100 {
		t.Errorf("valid %d %v", p, ok)
	}
	if _, ok := table[0].ValidIDs(); ok {
		t.Error("divisions have no resident IDs")
	}
	own, err := c.Table(t.Context(), other)
	if err != nil || len(own) != 1 || own[0].Bureau != other.Bureau {
		t.Errorf("a bureau sees %+v %v", own, err)
	}
	dbtest.AtMost(t, db, 1, func(db *gorm.DB) {
		if _, err := NewCoverage(db, agreed, c.now).Table(t.Context(), head1); err != nil {
			t.Error(err)
		}
	})
	c.agreed = func(_ context.Context, kind string) (int, map[string]int, error) {
		if kind != "deaths" {
			return 31, nil, nil
		}
		return 31, map[string]int{officer.Bureau: 60, "卫生健康局": 92}, nil
	}
	if table, err = c.Table(t.Context(), head1); err != nil {
		t.Fatal(err)
	}
	for _, want := range []Covered{{Bureau: officer.Bureau, Cadence: 60, Own: true}, {Bureau: other.Bureau, Cadence: 31}, {Bureau: "卫生健康局", Cadence: 92, Own: true}} {
		i := slices.IndexFunc(table, func(r Covered) bool { return r.Kind == "deaths" && r.Bureau == want.Bureau })
		if i < 0 || table[i].Cadence != want.Cadence || table[i].Own != want.Own || table[i].Late != 0 {
			t.Errorf("%s: %+v", want.Bureau, table)
		}
	}
	if own, err = c.Table(t.Context(), other); err != nil || len(own) != 1 {
		t.Errorf("what was agreed with others is nobody's matter: %+v %v", own, err)
	}
	for _, role := range actor.Roles {
		_, err := c.Table(t.Context(), actor.Actor{Kind: actor.Staff, StaffID: 1, Role: role})
		closed := role == actor.RoleVillageCadre || role == actor.RoleTownInspector || role == actor.RolePetition || role == actor.RoleTrial || role == actor.RoleSecurityAdmin
		if (err != nil) != closed {
			t.Errorf("%s: %v", role, err)
		}
	}
}
