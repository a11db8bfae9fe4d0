package store

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	modernc "modernc.org/sqlite"
)

// sqliteConns is enough readers for one county's office; there is one writer
// at a time however many there are.
const sqliteConns = 16

// Pragmas belong in the DSN: executed as statements they would reach one
// pooled connection and leave the others with the defaults.
//
// Transactions begin IMMEDIATE: a deferred one that reads and then writes
// fails with SQLITE_BUSY under concurrency whatever the timeout.
//
// With synchronous FULL a commit is on the disk when it returns. NORMAL would
// let a power cut take back what was committed since the last checkpoint
// (https://www.sqlite.org/pragma.html#pragma_synchronous): a complaint whose
// receipt the villager already has.
var sqliteOptions = url.Values{
	"_pragma": {
		"busy_timeout(5000)",
		"cache_size(-16000)", // KiB: with the usual 2,000 an import writes the same pages over and over
		"journal_mode(WAL)",
		"synchronous(FULL)",
		"foreign_keys(ON)",
		"secure_delete(ON)",   // what is deleted is overwritten
		"trusted_schema(OFF)", // a doctored file cannot run functions
		"temp_store(MEMORY)",  // personal data is not sorted into files
	},
	"_txlock":      {"immediate"},
	"_time_format": {"sqlite"},
	"_timezone":    {"UTC"},
}

// sqliteDSN makes the data source name of the file.
func sqliteDSN(file string, options url.Values) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: options.Encode()}
	return u.String()
}

// unhurriedOptions let a commit return before it is on the disk. What is done
// with them is a batch that nobody waits for with a page open: it rather waits
// for a slow machine than fails.
func unhurriedOptions() url.Values {
	options := maps.Clone(sqliteOptions)
	pragmas := slices.DeleteFunc(slices.Clone(options["_pragma"]), func(p string) bool {
		return strings.HasPrefix(p, "synchronous") || strings.HasPrefix(p, "busy_timeout")
	})
	options["_pragma"] = append(pragmas, "synchronous(NORMAL)", "busy_timeout(60000)")
	return options
}

// unhurried opens the file of db once more, for one writer whose commits need
// not each be on the disk: hundreds of migrations, which are applied again if a
// power cut takes them back. The next commit through db brings all to the disk.
func unhurried(db *gorm.DB) (*sql.DB, error) {
	var file string
	if err := db.Raw("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file).Error; err != nil {
		return nil, fmt.Errorf("finding the SQLite database: %w", err)
	}
	pool, err := sql.Open("sqlite", sqliteDSN(file, unhurriedOptions()))
	if err != nil {
		return nil, fmt.Errorf("opening the SQLite database: %w", err)
	}
	pool.SetMaxOpenConns(1)
	return pool, nil
}

func openSQLite(o Options) (*sql.DB, gorm.Dialector, error) {
	switch {
	case o.DSN == "":
		return nil, nil, errors.New("the SQLite database needs a file name")
	case strings.Contains(o.DSN, ":memory:"), strings.HasPrefix(o.DSN, "file:"):
		// Each pooled connection would get a memory of its own; options in a
		// file: name would contradict ours.
		return nil, nil, errors.New("the SQLite database must be a plain file name")
	}
	// SQLite would create the file readable by all; its journal files take
	// over the mode of the database.
	f, err := os.OpenFile(o.DSN, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the SQLite database: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, nil, fmt.Errorf("opening the SQLite database: %w", err)
	}
	options := sqliteOptions
	if o.Unhurried {
		options = unhurriedOptions()
	}
	pool, err := sql.Open("sqlite", sqliteDSN(o.DSN, options))
	if err != nil {
		return nil, nil, fmt.Errorf("opening the SQLite database: %w", err)
	}
	n := o.MaxOpenConns
	if n == 0 {
		n = sqliteConns
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	pool.SetConnMaxIdleTime(10 * time.Minute)
	dial, ok := sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: pool}).(*sqlite.Dialector)
	if !ok {
		pool.Close()
		return nil, nil, errors.New("the SQLite dialect is of an unknown type")
	}
	return pool, sqliteDialector{dial}, nil
}

// sqliteDialector is gorm's dialect with the error codes of modernc's driver,
// which the original does not know.
type sqliteDialector struct{ *sqlite.Dialector }

// SQLite's extended result codes, https://www.sqlite.org/rescode.html.
const (
	sqliteCheck      = 275
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
	sqliteRowID      = 2579
)

// Translate gives gorm's word for an error of the driver. SQLite's messages
// name columns and never quote a value, so they are kept.
func (d sqliteDialector) Translate(err error) error {
	e, ok := errors.AsType[*modernc.Error](err)
	if !ok {
		return redacted(err)
	}
	switch e.Code() {
	case sqlitePrimaryKey, sqliteUnique, sqliteRowID:
		return fmt.Errorf("%w: %s", gorm.ErrDuplicatedKey, e.Error())
	case sqliteForeignKey:
		return fmt.Errorf("%w: %s", gorm.ErrForeignKeyViolated, e.Error())
	case sqliteCheck:
		return fmt.Errorf("%w: %s", gorm.ErrCheckConstraintViolated, e.Error())
	}
	return err
}
