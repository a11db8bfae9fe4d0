package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gorm.io/gorm"
)

// SQLite alone here: these are this package's own rules. That both dialects
// migrate, together and twice, is tested from outside.

func openEmpty(t *testing.T) *gorm.DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Driver: SQLite, DSN: filepath.Join(t.TempDir(), "x.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Close(db) })
	return db
}

func files(bodies ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i, body := range bodies {
		name := "migrations/sqlite/000" + string(rune('1'+i)) + "_x.sql"
		fsys[name] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + body)}
	}
	return fsys
}

func TestCheckTellsBehindAndAhead(t *testing.T) {
	ctx := t.Context()
	db := openEmpty(t)
	one := files("CREATE TABLE a (x INTEGER);")
	two := files("CREATE TABLE a (x INTEGER);", "CREATE TABLE b (x INTEGER);")

	err := check(ctx, db, two)
	if !errors.Is(err, ErrBehind) || !strings.Contains(err.Error(), "0001, 0002") || !strings.Contains(err.Error(), "yangguang migrate") {
		t.Errorf("an empty database: %v", err)
	}
	if tables, err := db.Migrator().GetTables(); err != nil || len(tables) != 0 {
		t.Errorf("the check wrote %v, %v", tables, err)
	}
	if err := migrate(ctx, db, one); err != nil {
		t.Fatal(err)
	}
	if err := check(ctx, db, one); err != nil {
		t.Errorf("what was migrated: %v", err)
	}
	if err := check(ctx, db, two); !errors.Is(err, ErrBehind) || strings.Contains(err.Error(), "0001") {
		t.Errorf("one behind: %v", err)
	}
	if err := migrate(ctx, db, two); err != nil {
		t.Fatal(err)
	}
	if err := check(ctx, db, one); !errors.Is(err, ErrAhead) {
		t.Errorf("one ahead: %v", err)
	}
}

func TestAFailingMigrationLeavesNothingAndCanBeMended(t *testing.T) {
	ctx := t.Context()
	db := openEmpty(t)
	bad := files("CREATE TABLE a (x INTEGER);", "INSERT INTO nowhere VALUES (1);")
	if err := migrate(ctx, db, bad); err == nil {
		t.Fatal("no error")
	}
	good := files("CREATE TABLE a (x INTEGER);", "CREATE TABLE b (x INTEGER);")
	if err := check(ctx, db, good); !errors.Is(err, ErrBehind) {
		t.Errorf("after the failure: %v", err)
	}
	if err := migrate(ctx, db, good); err != nil {
		t.Errorf("mended: %v", err)
	}
}

func TestACancelledMigrationSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := migrate(ctx, openEmpty(t), files("CREATE TABLE a (x INTEGER);")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
