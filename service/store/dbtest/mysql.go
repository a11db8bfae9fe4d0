package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	driver "github.com/go-sql-driver/mysql"

	"yangguang/service/store"
)

// dump is the migrated database as statements: one round trip builds a copy
// where migrating anew takes three for each file.
type dump struct {
	ddl  string
	rows []insert
}

type insert struct {
	statement string
	args      []any
}

var (
	dumps   = map[string]*dump{}
	dumpsMu sync.Mutex
)

func mysqlCopy(t testing.TB, admin string) store.Options {
	t.Helper()
	s, err := mysqlDump(t, admin)
	if err != nil {
		t.Fatalf("making the template database: %v", err)
	}
	o := mysqlEmpty(t, admin)
	if err := s.replay(t.Context(), o.DSN); err != nil {
		t.Fatalf("copying the template database: %v", err)
	}
	return o
}

// mysqlEmpty creates a database that is dropped after the test. Its character
// set is one that cannot hold Chinese, so that a table which relies on the
// server's default is found.
func mysqlEmpty(t testing.TB, admin string) store.Options {
	t.Helper()
	c, err := driver.ParseDSN(admin)
	if err != nil {
		t.Fatalf("%s cannot be read", EnvMySQL)
	}
	name := "yangguang_test_" + strings.ToLower(rand.Text()[:16])
	err = administer(t.Context(), c, "CREATE DATABASE "+name+" CHARACTER SET latin1 COLLATE latin1_swedish_ci")
	if err != nil {
		t.Fatalf("creating a test database: %v", err)
	}
	t.Cleanup(func() {
		// The test's context is over by now.
		if err := administer(context.Background(), c, "DROP DATABASE "+name); err != nil {
			t.Errorf("dropping the test database: %v", err)
		}
	})
	own := c.Clone()
	own.DBName = name
	return store.Options{Driver: store.MySQL, DSN: own.FormatDSN(), MaxOpenConns: 8}
}

func administer(ctx context.Context, c *driver.Config, statement string) error {
	return withPool(c, func(pool *sql.DB) error {
		_, err := pool.ExecContext(ctx, statement)
		return err
	})
}

func withPool(c *driver.Config, do func(*sql.DB) error) error {
	connector, err := driver.NewConnector(c)
	if err != nil {
		return err
	}
	pool := sql.OpenDB(connector)
	defer pool.Close()
	return do(pool)
}

// mysqlDump migrates an empty database once per process and reads it back.
func mysqlDump(t testing.TB, admin string) (*dump, error) {
	t.Helper()
	dumpsMu.Lock()
	defer dumpsMu.Unlock()
	if s, ok := dumps[admin]; ok {
		return s, nil
	}
	o := mysqlEmpty(t, admin)
	db, err := store.Open(t.Context(), o)
	if err != nil {
		return nil, err
	}
	err = store.Migrate(t.Context(), db)
	if err := store.Close(db); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	c, err := driver.ParseDSN(o.DSN)
	if err != nil {
		return nil, err
	}
	c.ParseTime = false // rows are copied as the server writes them
	s := &dump{}
	err = withPool(c, func(pool *sql.DB) error { return s.read(t.Context(), pool) })
	if err != nil {
		return nil, err
	}
	dumps[admin] = s
	return s, nil
}

func (s *dump) read(ctx context.Context, pool *sql.DB) error {
	tables, err := column(ctx, pool, "SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'", 0)
	if err != nil {
		return err
	}
	var ddl strings.Builder
	ddl.WriteString("SET FOREIGN_KEY_CHECKS = 0;\n")
	for _, table := range tables {
		create, err := column(ctx, pool, "SHOW CREATE TABLE `"+table+"`", 1)
		if err != nil {
			return err
		}
		ddl.WriteString(create[0] + ";\n")
		if err := s.readRows(ctx, pool, table); err != nil {
			return err
		}
	}
	triggers, err := column(ctx, pool, "SHOW TRIGGERS", 0)
	if err != nil {
		return err
	}
	for _, trigger := range triggers {
		create, err := column(ctx, pool, "SHOW CREATE TRIGGER `"+trigger+"`", 2)
		if err != nil {
			return err
		}
		ddl.WriteString(create[0] + ";\n")
	}
	ddl.WriteString("SET FOREIGN_KEY_CHECKS = 1")
	s.ddl = ddl.String()
	return nil
}

// readRows keeps what the migrations themselves put into a table.
func (s *dump) readRows(ctx context.Context, pool *sql.DB, table string) error {
	return scan(ctx, pool, "SELECT * FROM `"+table+"`", func(names []string, values []sql.NullString) {
		args := make([]any, len(values))
		for i, v := range values {
			switch {
			case !v.Valid:
				args[i] = nil
			case utf8.ValidString(v.String):
				args[i] = v.String
			default:
				args[i] = []byte(v.String)
			}
		}
		s.rows = append(s.rows, insert{
			statement: fmt.Sprintf("INSERT INTO `%s` (`%s`) VALUES (?%s)", table, strings.Join(names, "`, `"), strings.Repeat(", ?", len(names)-1)),
			args:      args,
		})
	})
}

func (s *dump) replay(ctx context.Context, dsn string) error {
	c, err := driver.ParseDSN(dsn)
	if err != nil {
		return err
	}
	c.MultiStatements = true
	c.InterpolateParams = true
	return withPool(c, func(pool *sql.DB) error {
		if _, err := pool.ExecContext(ctx, s.ddl); err != nil {
			return err
		}
		var statements []string
		var args []any
		for _, r := range s.rows {
			statements = append(statements, r.statement)
			args = append(args, r.args...)
		}
		if len(statements) == 0 {
			return nil
		}
		_, err := pool.ExecContext(ctx, strings.Join(statements, ";\n"), args...)
		return err
	})
}

// column gives the i-th column of every row.
func column(ctx context.Context, pool *sql.DB, query string, i int) ([]string, error) {
	var found []string
	err := scan(ctx, pool, query, func(_ []string, values []sql.NullString) {
		found = append(found, values[i].String)
	})
	return found, err
}

func scan(ctx context.Context, pool *sql.DB, query string, each func(names []string, values []sql.NullString)) error {
	rows, err := pool.QueryContext(ctx, query)
	if err != nil {
		return fmt.Errorf("%s: %w", query, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values := make([]sql.NullString, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		each(names, values)
	}
	return rows.Err()
}
