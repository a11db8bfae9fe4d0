package store_test

import (
	"sync"
	"testing"

	"yangguang/model"
	"yangguang/service/store"
	"yangguang/service/store/dbtest"
)

// This test, and not AutoMigrate, keeps the entities and the migrations
// together: run on each engine it also keeps the engines together.
func TestEntitiesAgreeWithTheSchema(t *testing.T) {
	differences, err := dbtest.Columns(dbtest.New(t), model.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
}

func TestSeveralMayMigrateAtOnceAndAgain(t *testing.T) {
	ctx := t.Context()
	o := dbtest.Empty(t)
	var wg sync.WaitGroup
	for range 3 {
		db, err := store.Open(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close(db)
		wg.Go(func() {
			if err := store.Migrate(ctx, db); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	db, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(db)
	if err := store.Migrate(ctx, db); err != nil {
		t.Errorf("once more: %v", err)
	}
	if err := store.Check(ctx, db); err != nil {
		t.Error(err)
	}
	current, target, err := store.Version(ctx, db)
	if err != nil || current != target || current == 0 {
		t.Errorf("version %d of %d, %v", current, target, err)
	}
}
