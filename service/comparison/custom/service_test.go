package custom_test

import (
	"log/slog"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/custom"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/store/dbtest"
)

func staff(id int64, role actor.Role) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: id, Role: role, Name: "某人"}
}

var (
	author = staff(1, actor.RoleSupervision)
	second = staff(2, actor.RoleSupervision)
	head   = staff(3, actor.RoleHead)
)

func service(t *testing.T) (*custom.Service, *gorm.DB) {
	t.Helper()
	db := dbtest.New(t)
	if err := db.Create(&model.Item{Code: "GL", Name: "高龄津贴", Target: "个人", Frequency: "月"}).Error; err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 7, 1, 1, 0, 0, 0, time.UTC)
	return custom.New(db, slog.New(slog.DiscardHandler), func() time.Time { return at }), db
}

var draft = custom.Definition{Title: "应领未领高龄津贴", Says: "年满八十，没有领高龄津贴", Basis: "县里的通知", Severity: rule.Yellow, Expression: `年龄 >= 80 and 领取("高龄津贴") == 0`}

func TestAModelNeedsTwoPeople(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	ctx := t.Context()
	id, err := s.Write(ctx, author, 0, 0, draft)
	if err != nil {
		t.Fatal(err)
	}
	runs := func(want int) {
		t.Helper()
		if m, err := s.Models(ctx); err != nil || len(m) != want {
			t.Fatalf("%d models run, want %d: %v", len(m), want, err)
		}
	}
	runs(0)
	step := func(name string, err error, kind fault.Kind) {
		t.Helper()
		if kind == fault.Internal && err != nil || kind != fault.Internal && !fault.Is(err, kind) {
			t.Fatalf("%s: %v", name, err)
		}
	}
	step("approving a draft", s.Decide(ctx, head, id, 1, true, ""), fault.Conflict)
	step("submitting", s.Submit(ctx, author, id, 1), fault.Internal)
	step("approving one's own", s.Decide(ctx, author, id, 2, true, ""), fault.Forbidden)
	step("returning without a reason", s.Decide(ctx, second, id, 2, false, ""), fault.Invalid)
	step("returning", s.Decide(ctx, second, id, 2, false, "年龄请改成八十五"), fault.Internal)
	changed := draft
	changed.Expression = `年龄 >= 85 and 领取("高龄津贴") == 0`
	if _, err := s.Write(ctx, author, id, 2, changed); !fault.Is(err, fault.Conflict) {
		t.Fatalf("saving over somebody's change: %v", err)
	}
	if _, err := s.Write(ctx, author, id, 3, changed); err != nil {
		t.Fatal(err)
	}
	step("submitting again", s.Submit(ctx, author, id, 4), fault.Internal)
	step("approving", s.Decide(ctx, head, id, 5, true, ""), fault.Internal)
	runs(1)
	if _, err := s.Write(ctx, author, id, 6, draft); !fault.Is(err, fault.Conflict) {
		t.Fatalf("changing what was approved: %v", err)
	}
	next, err := s.Revise(ctx, author, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Revise(ctx, second, id); !fault.Is(err, fault.Conflict) {
		t.Fatalf("a second revision beside the first: %v", err)
	}
	runs(1)
	step("submitting version 2", s.Submit(ctx, author, next, 1), fault.Internal)
	step("approving version 2", s.Decide(ctx, second, next, 2, true, ""), fault.Internal)
	runs(1)
	one, err := s.One(ctx, head, next)
	if err != nil || one.Version != 2 || one.Key != "Z01" || one.State != model.CustomApproved {
		t.Fatalf("%+v %v", one, err)
	}
	step("retiring without a reason", s.Retire(ctx, head, next, one.RowVersion, ""), fault.Invalid)
	step("retiring", s.Retire(ctx, head, next, one.RowVersion, "误报太多"), fault.Internal)
	runs(0)
	if all, err := s.List(ctx, head); err != nil || len(all) != 2 {
		t.Fatalf("%d %v", len(all), err)
	}
}

func TestOthersSeeNoModels(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	for _, role := range actor.Roles {
		by := staff(9, role)
		_, err := s.Write(t.Context(), by, 0, 0, draft)
		if writes := role == actor.RoleSupervision; (err == nil) != writes {
			t.Errorf("%s writes: %v", role, err)
		}
		_, err = s.List(t.Context(), by)
		if reads := role == actor.RoleSupervision || role == actor.RoleHead || role == actor.RoleAuditor; (err == nil) != reads {
			t.Errorf("%s reads: %v", role, err)
		}
	}
}

func TestAModelWhoseItemIsGoneIsLeftOut(t *testing.T) {
	t.Parallel()
	s, db := service(t)
	ctx := t.Context()
	d := draft
	d.Expression = `领取("高龄津贴") > 0`
	id, err := s.Write(ctx, author, 0, 0, d)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Submit(ctx, author, id, 1); err != nil {
		t.Fatal(err)
	}
	if err := s.Decide(ctx, second, id, 2, true, ""); err != nil {
		t.Fatal(err)
	}
	if err := db.Model(&model.CustomModel{}).Where("id = ?", id).Update("expression", `领取("没有了") > 0`).Error; err != nil {
		t.Fatal(err)
	}
	if m, err := s.Models(ctx); err != nil || len(m) != 0 {
		t.Errorf("%d %v", len(m), err)
	}
	broken := custom.New(dbtest.Broken(t), slog.New(slog.DiscardHandler), time.Now)
	if _, err := broken.Models(ctx); err == nil {
		t.Error("a database that fails gives no models and no error")
	}
}

func TestAListCostsOneStatement(t *testing.T) {
	t.Parallel()
	s, db := service(t)
	for range 3 {
		if _, err := s.Write(t.Context(), author, 0, 0, draft); err != nil {
			t.Fatal(err)
		}
	}
	dbtest.AtMost(t, db, 1, func(db *gorm.DB) {
		counted := custom.New(db, slog.New(slog.DiscardHandler), time.Now)
		if all, err := counted.List(t.Context(), head); err != nil || len(all) != 3 {
			t.Errorf("%d %v", len(all), err)
		}
	})
}
