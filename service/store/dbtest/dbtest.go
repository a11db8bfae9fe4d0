// Package dbtest gives tests a real database, a real Redis and keys of their own.
//
// A test that takes its database from here runs on SQLite and in-process
// Redis, and again on MariaDB or MySQL and Redis when YANGGUANG_TEST_MYSQL (the
// data source name of an account that may create databases) and
// YANGGUANG_TEST_REDIS (a redis:// address) are set. What a test writes no
// other test sees, and nothing is left behind.
package dbtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"gorm.io/gorm"

	"yangguang/service/store"
)

// The environment variables that choose the servers.
const (
	EnvMySQL = "YANGGUANG_TEST_MYSQL"
	EnvRedis = "YANGGUANG_TEST_REDIS"
)

// New gives a migrated database that is the test's own.
func New(t testing.TB) *gorm.DB {
	t.Helper()
	return Open(t, Options(t))
}

// Options makes a migrated database that is the test's own and says how to
// open it, for tests that start the whole program.
func Options(t testing.TB) store.Options {
	t.Helper()
	if dsn := os.Getenv(EnvMySQL); dsn != "" {
		return mysqlCopy(t, dsn)
	}
	return sqliteCopy(t)
}

// Empty makes a database without a schema and says how to open it, for tests
// of the migrations.
func Empty(t testing.TB) store.Options {
	t.Helper()
	if dsn := os.Getenv(EnvMySQL); dsn != "" {
		return mysqlEmpty(t, dsn)
	}
	return store.Options{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "empty.db")}
}

// Broken gives a database that fails every query: it proves that a failure is
// told as one and not shown as an empty list.
func Broken(t testing.TB) *gorm.DB {
	t.Helper()
	db := New(t)
	if err := store.Close(db); err != nil {
		t.Fatalf("breaking the database: %v", err)
	}
	return db
}

// Open opens a database until the end of the test.
func Open(t testing.TB, o store.Options) *gorm.DB {
	t.Helper()
	db, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatalf("opening the test database: %v", err)
	}
	t.Cleanup(func() {
		if err := store.Close(db); err != nil {
			t.Errorf("closing the test database: %v", err)
		}
	})
	return db
}

// sqliteTemplate migrates once per process; a test's database is a copy of
// the bytes, which takes a millisecond where 40 migrations take a hundred.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "yangguang-dbtest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "template.db")
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Driver: store.SQLite, DSN: file})
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, db); err != nil {
		store.Close(db)
		return nil, err
	}
	// The last connection to close folds the write-ahead log into the file.
	if err := store.Close(db); err != nil {
		return nil, err
	}
	if fi, err := os.Stat(file + "-wal"); err == nil && fi.Size() > 0 {
		return nil, fmt.Errorf("the template still has %d bytes of write-ahead log", fi.Size())
	}
	return os.ReadFile(file)
})

func sqliteCopy(t testing.TB) store.Options {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatalf("making the template database: %v", err)
	}
	file := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(file, template, 0o600); err != nil {
		t.Fatalf("copying the template database: %v", err)
	}
	return store.Options{Driver: store.SQLite, DSN: file}
}
