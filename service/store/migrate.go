package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"
	"gorm.io/gorm"
)

// Each file holds one statement: MySQL commits every DDL statement as it runs,
// so that a file with two could stop half way and not be run again.
//
//go:embed migrations/sqlite/*.sql migrations/mysql/*.sql
var embedded embed.FS

// ErrBehind and ErrAhead say that the schema is not the one this program was
// built for.
var (
	ErrBehind = errors.New("数据库结构版本落后，请先运行 yangguang migrate (the schema is behind: run `yangguang migrate` first)")
	ErrAhead  = errors.New("数据库结构比本程序新，请升级程序 (the schema is ahead of this program: install the newer program)")
)

// Migrate applies what is pending. It may be run by several processes at once
// and again after it stopped half way.
func Migrate(ctx context.Context, db *gorm.DB) error {
	return migrate(ctx, db, embedded)
}

// Check reports whether the schema is exactly the one this program was built
// for; it changes nothing.
func Check(ctx context.Context, db *gorm.DB) error {
	return check(ctx, db, embedded)
}

// Version gives the newest migration of the database and of this program; 0
// means none. It changes nothing.
func Version(ctx context.Context, db *gorm.DB) (current, target int64, err error) {
	known, err := knownVersions(db, embedded)
	if err != nil {
		return 0, 0, err
	}
	applied, err := appliedVersions(ctx, db)
	if err != nil {
		return 0, 0, err
	}
	for v := range applied {
		current = max(current, v)
	}
	return current, slices.Max(append(known, 0)), nil
}

func migrate(ctx context.Context, db *gorm.DB, fsys fs.FS) error {
	files, err := fs.Sub(fsys, "migrations/"+db.Name())
	if err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	if db.Name() == SQLite {
		if pool, err = unhurried(db); err != nil {
			return fmt.Errorf("migrating: %w", err)
		}
		defer pool.Close()
	}
	dialect := database.DialectSQLite3
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if db.Name() == MySQL {
		dialect = database.DialectMySQL
		locker, err := lock.NewMySQLTableLocker(lock.WithTableLockTimeout(time.Second, 300))
		if err != nil {
			return fmt.Errorf("migrating: %w", err)
		}
		options = append(options, goose.WithLocker(locker))
	}
	p, err := goose.NewProvider(dialect, pool, files, options...)
	if err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	return up(ctx, db, p)
}

// up applies what is pending. goose has no lock for SQLite: of two processes
// one fails on a table that the other has just made, with its transaction
// rolled back. As long as the schema moves on, that one begins again.
func up(ctx context.Context, db *gorm.DB, p *goose.Provider) error {
	for {
		before, err := appliedVersions(ctx, db)
		if err != nil {
			return err
		}
		_, failed := p.Up(ctx)
		if failed == nil {
			return nil
		}
		failed = fmt.Errorf("migrating: %w", failed)
		if db.Name() != SQLite {
			return failed
		}
		after, err := appliedVersions(ctx, db)
		if err != nil {
			return errors.Join(failed, err)
		}
		if len(after) == len(before) {
			return failed
		}
	}
}

func check(ctx context.Context, db *gorm.DB, fsys fs.FS) error {
	known, err := knownVersions(db, fsys)
	if err != nil {
		return err
	}
	applied, err := appliedVersions(ctx, db)
	if err != nil {
		return err
	}
	var pending []string
	for _, v := range known {
		if !applied[v] {
			pending = append(pending, fmt.Sprintf("%04d", v))
		}
		delete(applied, v)
	}
	// Ahead comes first: who lacks some and has newer ones runs an old program.
	for v := range applied {
		return fmt.Errorf("%w: %04d", ErrAhead, v)
	}
	if len(pending) > 0 {
		return fmt.Errorf("%w: %s", ErrBehind, strings.Join(pending, ", "))
	}
	return nil
}

// knownVersions lists the migrations of this program in order.
func knownVersions(db *gorm.DB, fsys fs.FS) ([]int64, error) {
	names, err := fs.Glob(fsys, "migrations/"+db.Name()+"/*.sql")
	if err != nil {
		return nil, fmt.Errorf("listing migrations: %w", err)
	}
	var known []int64
	for _, name := range names {
		v, err := goose.NumericComponent(name)
		if err != nil {
			return nil, fmt.Errorf("listing migrations: %w", err)
		}
		known = append(known, v)
	}
	slices.Sort(known)
	return known, nil
}

// versionTable asks whether goose was here. gorm's HasTable is not used: with
// prepared statements it panics when the connection is broken.
var versionTable = map[string]string{
	SQLite: "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?",
	MySQL:  "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?",
}

// appliedVersions reads what goose recorded. goose's own query would create
// its table, and a check must not write.
func appliedVersions(ctx context.Context, db *gorm.DB) (map[int64]bool, error) {
	db = db.WithContext(ctx)
	applied := map[int64]bool{}
	var tables int64
	if err := db.Raw(versionTable[db.Name()], goose.DefaultTablename).Scan(&tables).Error; err != nil {
		return nil, fmt.Errorf("reading the schema version: %w", err)
	}
	if tables == 0 {
		return applied, nil
	}
	var versions []int64
	err := db.Table(goose.DefaultTablename).
		Where("is_applied = ? AND version_id > ?", true, 0).
		Pluck("version_id", &versions).Error
	if err != nil {
		return nil, fmt.Errorf("reading the schema version: %w", err)
	}
	for _, v := range versions {
		applied[v] = true
	}
	return applied, nil
}
