package audit_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/transact"
	"yangguang/service/store/dbtest"
)

var at = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

func record(ctx context.Context, db *gorm.DB, object string) error {
	return transact.Do(ctx, db, func(tx *gorm.DB) error {
		return audit.Record(tx, actor.Sys("test"), at, "thing.do", object, map[string]any{"n": 1})
	})
}

func TestChainHoldsUnderManyWriters(t *testing.T) {
	db := dbtest.New(t)
	var wg sync.WaitGroup
	errs := make(chan error, 40)
	for i := range 8 {
		wg.Go(func() {
			for range 5 {
				errs <- record(t.Context(), db, "thing:"+string(rune('a'+i)))
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	if n, err := audit.Verify(t.Context(), db); n != 40 || err != nil {
		t.Fatalf("%d entries, %v", n, err)
	}
}

func TestTamperingIsFound(t *testing.T) {
	for name, tamper := range map[string]struct {
		sql string
		seq int64
	}{
		"content changed":       {"UPDATE audit_entries SET detail = '{}' WHERE seq = 3", 3},
		"entry removed":         {"DELETE FROM audit_entries WHERE seq = 2", 2},
		"tail cut off":          {"DELETE FROM audit_entries WHERE seq = 5", 5},
		"text moved to a field": {"UPDATE audit_entries SET action = 'thing.dothing', object = ':x' WHERE seq = 4", 4},
	} {
		t.Run(name, func(t *testing.T) {
			db := dbtest.New(t)
			for range 5 {
				if err := record(t.Context(), db, "thing:x"); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.Exec(tamper.sql).Error; err != nil {
				t.Fatal(err)
			}
			_, err := audit.Verify(t.Context(), db)
			b, ok := errors.AsType[*audit.Broken](err)
			if !ok || b.Seq != tamper.seq {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestNobodyIsRefused(t *testing.T) {
	db := dbtest.New(t)
	err := transact.Do(t.Context(), db, func(tx *gorm.DB) error {
		return audit.Record(tx, actor.Actor{}, at, "thing.do", "thing:1", nil)
	})
	if !errors.Is(err, audit.ErrNoActor) {
		t.Errorf("%v", err)
	}
}

func TestEntryGoesWithItsTransaction(t *testing.T) {
	db := dbtest.New(t)
	undo := errors.New("undo")
	err := transact.Do(t.Context(), db, func(tx *gorm.DB) error {
		if err := audit.Record(tx, actor.Sys("test"), at, "thing.do", "thing:1", nil); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
	n, err := gorm.G[model.AuditEntry](db).Count(t.Context(), "*")
	if n != 0 || err != nil {
		t.Errorf("%d entries after a rollback, %v", n, err)
	}
}

// TestAReasonHoldsNoNumber: an entry is in clear.
func TestAReasonHoldsNoNumber(t *testing.T) {
	if why, err := audit.Reason("　 季度通报，按2026年第3号文 ", 100, "请写明导出的原因"); err != nil || why != "季度通报，按2026年第3号文" {
		t.Errorf("%q %v", why, err)
	}
	for typed, want := range map[string]string{
		"看":      "请写明导出的原因，4 到 5 个字",
		"    　":  "请写明导出的原因，4 到 5 个字",
		"一二三四五六": "请写明导出的原因，4 到 5 个字",
	} {
		if _, err := audit.Reason(typed, 5, "请写明导出的原因"); fault.Of(err).Fields["reason"] != want {
			t.Errorf("%q: %v", typed, err)
		}
	}
	for _, typed := range []string{"核对450923199001010011", "回138 0000 0000的来电", "核对６２１０９８７６５４３２１０００００"} {
		if _, err := audit.Reason(typed, 100, "请写明导出的原因"); fault.Of(err).Fields["reason"] != "请不要写身份证号、电话和账号，理由会原样记入审计" {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
