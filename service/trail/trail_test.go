package trail

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
)

var auditor = actor.Actor{Kind: actor.Staff, StaffID: 8, Role: actor.RoleAuditor}

func bench(t *testing.T) (*Service, *gorm.DB) {
	t.Helper()
	db := dbtest.New(t)
	start := time.Date(2026, 3, 1, 15, 30, 0, 0, time.UTC) // 23:30 of the 1st here
	if err := db.Create(&model.Staff{ID: 7, Login: "li.demo", Name: "演示李", Role: string(actor.RolePetition), CreatedAt: start}).Error; err != nil {
		t.Fatal(err)
	}
	clerk := actor.Actor{Kind: actor.Staff, StaffID: 7, Role: actor.RolePetition}
	for i, v := range []struct {
		by     actor.Actor
		action string
		object string
	}{
		{clerk, "signin", "staff:7"}, {actor.Actor{Kind: actor.Guest}, "signin.failed", "staff:7"},
		{clerk, "petition.claim", "petition:1"}, {actor.Sys("worker"), "notice.sent", "=1+1"},
	} {
		err := db.Transaction(func(tx *gorm.DB) error {
			return audit.Record(tx, v.by, start.Add(time.Duration(i)*20*time.Minute), v.action, v.object, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return New(db, func() time.Time { return start.Add(24 * time.Hour) }), db
}

func TestList(t *testing.T) {
	t.Parallel()
	s, _ := bench(t)
	first, second := period.Date(2026, 3, 1), period.Date(2026, 3, 2)
	for name, v := range map[string]struct {
		f    Filter
		want int
	}{
		"all": {Filter{}, 4}, "a login": {Filter{Actor: "LI.demo"}, 2}, "a name": {Filter{Actor: "演示李"}, 2}, "an actor": {Filter{Actor: "system:worker"}, 1},
		"unknown login": {Filter{Actor: "nobody"}, 0}, "a family of actions": {Filter{Action: "signin"}, 2}, "one action": {Filter{Action: "signin.failed"}, 1},
		"no pattern": {Filter{Action: "%"}, 0}, "an object": {Filter{Object: "petition:1"}, 1},
		"the first day here": {Filter{From: &first, To: &first}, 2}, "from the second": {Filter{From: &second}, 2},
		"quote": {Filter{Actor: "' OR 1=1 --"}, 0},
	} {
		got, err := s.List(t.Context(), auditor, v.f)
		if err != nil || got.Total != v.want {
			t.Errorf("%s: %d, want %d; %v", name, got.Total, v.want, err)
		}
	}
	got, err := s.List(t.Context(), auditor, Filter{Page: page.Request{Size: 2, Number: 1}})
	if err != nil || len(got.Items) != 2 || got.Items[0].Seq != 4 || got.Items[1].Name != "演示李" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestOnlyTheAuditor(t *testing.T) {
	t.Parallel()
	s, _ := bench(t)
	for _, role := range actor.Roles {
		if role == actor.RoleAuditor {
			continue
		}
		by := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: role}
		_, err1 := s.List(t.Context(), by, Filter{})
		_, err2 := s.Verify(t.Context(), by)
		err3 := s.Export(t.Context(), by, Filter{}, "按要求检查", &bytes.Buffer{})
		for _, err := range []error{err1, err2, err3} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", role, err)
			}
		}
	}
}

func TestVerify(t *testing.T) {
	t.Parallel()
	s, db := bench(t)
	if v, err := s.Verify(t.Context(), auditor); err != nil || !v.Whole || v.Entries != 4 {
		t.Fatalf("%+v %v", v, err)
	}
	if err := db.Model(&model.AuditEntry{}).Where("seq = 3").Update("object", "petition:2").Error; err != nil {
		t.Fatal(err)
	}
	if v, err := s.Verify(t.Context(), auditor); err != nil || v.Whole || v.Broken != 3 || v.Entries != 2 {
		t.Errorf("%+v %v", v, err)
	}
}

func TestExport(t *testing.T) {
	t.Parallel()
	s, _ := bench(t)
	var out bytes.Buffer
	for _, why := range []string{"  ", "核对13800000000"} {
		if err := s.Export(t.Context(), auditor, Filter{}, why, &out); !fault.Is(err, fault.Invalid) || out.Len() != 0 {
			t.Errorf("%q: %v", why, err)
		}
	}
	if err := s.Export(t.Context(), auditor, Filter{}, "季度审计留存", &out); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(out.String(), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked || len(rows) != 6 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	if rows[1][1] != "2026-03-01 23:30:00" || rows[4][4] != "'=1+1" || rows[5][3] != "audit.export" {
		t.Errorf("%q", rows)
	}
}

// TestWhoLookedAtOnesOwnRelatives is no news from the chain: a look for a running
// clue is told the official later, also when the official is the auditor.
func TestWhoLookedAtOnesOwnRelatives(t *testing.T) {
	t.Parallel()
	s, db := bench(t)
	at := time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)
	if err := db.Create(&model.KinshipEntry{ID: 5, StaffID: &auditor.StaffID, Name: "演示审", IDDigest: make([]byte, 32), IDSealed: []byte{1}, State: model.KinshipOpen, CreatedAt: at, UpdatedAt: at}).Error; err != nil {
		t.Fatal(err)
	}
	for _, object := range []string{"kinship:5", "kinship:6"} {
		err := db.Transaction(func(tx *gorm.DB) error { return audit.Record(tx, actor.Sys("test"), at, "kinship.read", object, nil) })
		if err != nil {
			t.Fatal(err)
		}
	}
	other := auditor
	other.StaffID = 9
	for by, want := range map[int64]int{auditor.StaffID: 1, other.StaffID: 2} {
		reader := auditor
		reader.StaffID = by
		if got, err := s.List(t.Context(), reader, Filter{Action: "kinship"}); err != nil || got.Total != want {
			t.Errorf("staff %d reads %d, want %d: %v", by, got.Total, want, err)
		}
	}
}
