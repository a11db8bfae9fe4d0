// Package store opens the database and keeps its schema.
//
// It promises that both engines behave alike where they can: times are UTC,
// an UPDATE reports the rows it matched, a broken unique key is
// gorm.ErrDuplicatedKey, bad values are refused instead of cut. It promises
// that no value of a statement reaches a log line or the text of an error.
// The schema changes only through Migrate.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"
)

// The names of the engines, as configuration writes them.
const (
	SQLite = "sqlite"
	MySQL  = "mysql"
)

// Options say which database to open. DSN is a file name for SQLite and a
// go-sql-driver data source name for MySQL; whatever it says about the options
// this package relies on is overruled.
type Options struct {
	Driver       string
	DSN          string
	Log          *slog.Logger
	MaxOpenConns int              // 0: a default for the engine
	Now          func() time.Time // for created_at and updated_at; nil: the clock
	// Unhurried lets a commit on SQLite return before it is on the disk: a power
	// cut may take back the last ones, in their order. It is for what is begun
	// again after one and for nothing that anybody was told of.
	Unhurried bool
}

// preparedStatements bounds the cache of prepared statements: queries with
// lists of differing length would otherwise make it grow without end, and
// MySQL allows 16,382 of them to the whole server.
const preparedStatements = 256

// Open opens the database and makes sure that it answers. The caller closes
// it with Close.
func Open(ctx context.Context, o Options) (*gorm.DB, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	var (
		pool *sql.DB
		dial gorm.Dialector
		err  error
	)
	switch o.Driver {
	case SQLite:
		pool, dial, err = openSQLite(o)
	case MySQL:
		pool, dial, err = openMySQL(o)
	default:
		err = fmt.Errorf("unknown database driver %q: want %q or %q", o.Driver, SQLite, MySQL)
	}
	if err != nil {
		return nil, err
	}
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("the database does not answer: %w", err)
	}
	db, err := gorm.Open(dial, &gorm.Config{
		Logger:                 newLogger(o.Log),
		NowFunc:                func() time.Time { return o.Now().UTC().Truncate(time.Second) },
		PrepareStmt:            true,
		PrepareStmtMaxSize:     preparedStatements,
		TranslateError:         true,
		SkipDefaultTransaction: true,
	})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	return db, nil
}

// Close ends every connection. A nil database is closed already.
func Close(db *gorm.DB) error {
	if db == nil {
		return nil
	}
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	return pool.Close()
}
