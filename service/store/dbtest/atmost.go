package dbtest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// AtMost runs do with a database that counts, and fails the test with the list
// of statements if there were more than n. Build the service under test on the
// database that do is given.
func AtMost(t testing.TB, db *gorm.DB, n int, do func(db *gorm.DB)) {
	t.Helper()
	c := &counter{}
	do(db.Session(&gorm.Session{Logger: c, NewDB: true}))
	if got := c.statements(); len(got) > n {
		t.Errorf("%d statements, want at most %d:\n%s", len(got), n, strings.Join(got, "\n"))
	}
}

// counter is a logger, because gorm tells a logger of every statement,
// whatever it came from.
type counter struct {
	mu  sync.Mutex
	sql []string
}

func (c *counter) statements() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sql
}

// LogMode changes nothing: everything is counted.
func (c *counter) LogMode(logger.LogLevel) logger.Interface { return c }

// Info is not a statement.
func (c *counter) Info(context.Context, string, ...any) {}

// Warn is not a statement.
func (c *counter) Warn(context.Context, string, ...any) {}

// Error is not a statement.
func (c *counter) Error(context.Context, string, ...any) {}

// Trace counts a statement.
func (c *counter) Trace(_ context.Context, _ time.Time, fc func() (string, int64), _ error) {
	sql, rows := fc()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sql = append(c.sql, fmt.Sprintf("%3d. %s (%d rows)", len(c.sql)+1, sql, rows))
}

// ParamsFilter shows placeholders: what varies is not what is counted.
func (c *counter) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}
