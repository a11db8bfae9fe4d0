package kiosk_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kiosk"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

func wants(t *testing.T, err error, k fault.Kind) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("got %v, want a failure of kind %q", err, k)
	}
}

func TestACodeMakesOneScreen(t *testing.T) {
	now := time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)
	db := dbtest.New(t)
	r := registers.New(t, db, now)
	on := func(db *gorm.DB) *kiosk.Service {
		return kiosk.New(kiosk.Options{DB: db, Box: r.People, Now: func() time.Time { return now }, Number: func(_ context.Context, _ string, n int) (int, error) { return n, nil }})
	}
	s, ctx := on(db), t.Context()
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre, Division: registers.Silian}
	other := actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleVillageCadre, Division: registers.LiSantan}
	admin := actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleAdministrator}
	_, err := s.Issue(ctx, other, registers.Silian, "大厅")
	wants(t, err, fault.NotFound)
	_, err = s.Issue(ctx, actor.Actor{Kind: actor.Staff, Role: actor.RoleTownInspector, StaffID: 4}, registers.Silian, "大厅")
	wants(t, err, fault.NotFound)
	_, err = s.Issue(ctx, admin, registers.Jiangning, "大厅")
	wants(t, err, fault.NotFound)
	_, err = s.Issue(ctx, cadre, registers.Silian, " ")
	wants(t, err, fault.Invalid)
	code, err := s.Issue(ctx, cadre, registers.Silian, "村委会大厅")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "1", "12345678 9", "00000000x"} {
		_, err = s.Enrol(ctx, seal.NewSecret(wrong))
		wants(t, err, fault.Invalid)
	}
	late := now
	now = now.Add(11 * time.Minute)
	_, err = s.Enrol(ctx, code.Digits)
	wants(t, err, fault.Invalid)
	now = late
	token, err := s.Enrol(ctx, code.Digits)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Enrol(ctx, code.Digits)
	wants(t, err, fault.Invalid)
	dbtest.AtMost(t, db, 1, func(db *gorm.DB) {
		d, err := on(db).Device(ctx, token)
		if err != nil || d.Village != registers.Silian {
			t.Errorf("%+v %v", d, err)
		}
	})
	_, err = s.Device(ctx, seal.NewSecret(""))
	wants(t, err, fault.NotFound)
	_, err = s.Device(ctx, seal.NewSecret("another"))
	wants(t, err, fault.NotFound)
	mine, err := s.Entries(ctx, cadre)
	if err != nil || len(mine) != 1 || mine[0].Enrolled == nil || mine[0].Waiting {
		t.Fatalf("%+v %v", mine, err)
	}
	if theirs, err := s.Entries(ctx, other); err != nil || len(theirs) != 0 {
		t.Errorf("%+v %v", theirs, err)
	}
	wants(t, s.Revoke(ctx, other, mine[0].ID), fault.NotFound)
	if err := s.Revoke(ctx, admin, mine[0].ID); err != nil {
		t.Fatal(err)
	}
	wants(t, s.Revoke(ctx, admin, mine[0].ID), fault.Conflict)
	_, err = s.Device(ctx, token)
	wants(t, err, fault.NotFound)
}
