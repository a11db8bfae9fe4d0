package store

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	driver "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

const mysqlConns = 32

// mysqlSession is set on every connection. Strict: a value that does not fit
// is an error and not a shorter value. ONLY_FULL_GROUP_BY is MySQL 8's default
// and not MariaDB's: a query has to pass both.
var mysqlSession = map[string]string{
	"time_zone": "'+00:00'",
	"sql_mode":  "'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
}

// mysqlConfig reads the data source name and forces what the program relies on.
func mysqlConfig(dsn string, log *slog.Logger) (*driver.Config, error) {
	c, err := driver.ParseDSN(dsn)
	if err != nil {
		// The driver's message may quote the password.
		return nil, errors.New("the MySQL data source name cannot be read: want user:password@tcp(host:3306)/database")
	}
	if c.Params == nil {
		c.Params = map[string]string{}
	}
	for k, v := range mysqlSession {
		c.Params[k] = v
	}
	// Compared as SQLite compares: byte by byte.
	if err := c.Apply(driver.Charset("utf8mb4", "utf8mb4_bin")); err != nil {
		return nil, fmt.Errorf("the MySQL character set: %w", err)
	}
	c.Loc = time.UTC
	c.ParseTime = true
	c.ClientFoundRows = true // an UPDATE counts the rows matched, as SQLite does
	// Statements outside gorm's prepared ones would take three round trips.
	c.InterpolateParams = true
	c.MultiStatements = false
	c.AllowAllFiles = false
	c.AllowCleartextPasswords = false
	c.AllowOldPasswords = false
	if c.Timeout == 0 {
		c.Timeout = 5 * time.Second
	}
	c.Logger = driverLog{log}
	return c, nil
}

func openMySQL(o Options) (*sql.DB, gorm.Dialector, error) {
	c, err := mysqlConfig(o.DSN, o.Log)
	if err != nil {
		return nil, nil, err
	}
	if c.DBName == "" {
		return nil, nil, errors.New("the MySQL data source name lacks a database: want user:password@tcp(host:3306)/database")
	}
	connector, err := driver.NewConnector(c)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the MySQL database: %w", err)
	}
	pool := sql.OpenDB(connector)
	n := o.MaxOpenConns
	if n == 0 {
		n = mysqlConns
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	pool.SetConnMaxIdleTime(2 * time.Minute)
	pool.SetConnMaxLifetime(30 * time.Minute) // after a fail-over, find the new primary
	dial, ok := mysql.New(mysql.Config{Conn: pool, DSNConfig: c}).(*mysql.Dialector)
	if !ok {
		pool.Close()
		return nil, nil, errors.New("the MySQL dialect is of an unknown type")
	}
	return pool, mysqlDialector{dial}, nil
}

// mysqlDialector is gorm's dialect with messages that quote no values.
type mysqlDialector struct{ *mysql.Dialector }

// Error numbers of MySQL and MariaDB.
const (
	mysqlDuplicate     = 1062
	mysqlDuplicateName = 1586
	mysqlParentRow     = 1451
	mysqlChildRow      = 1452
	mysqlCheck         = 3819
	mariadbCheck       = 4025
	mysqlLockWait      = 1205
	mysqlDeadlock      = 1213
)

// Translate gives gorm's word for an error of the server, without the values
// that its message quotes ("Duplicate entry '4509…' for key …").
func (d mysqlDialector) Translate(err error) error {
	e, ok := errors.AsType[*driver.MySQLError](err)
	if !ok {
		return redacted(err)
	}
	server := &serverError{number: e.Number, state: string(e.SQLState[:]), name: nameIn(e.Message)}
	switch e.Number {
	case mysqlDuplicate, mysqlDuplicateName:
		return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, server)
	case mysqlParentRow, mysqlChildRow:
		return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, server)
	case mysqlCheck, mariadbCheck:
		return fmt.Errorf("%w: %w", gorm.ErrCheckConstraintViolated, server)
	}
	return server
}

// serverError is an error of the server without its message.
type serverError struct {
	number uint16
	state  string
	name   string // of the column, key or table, when the message has one
}

func (e *serverError) Error() string {
	s := fmt.Sprintf("mysql error %d (%s)", e.number, e.state)
	if e.name != "" {
		s += " at " + e.name
	}
	return s
}

// Retryable reports that the transaction was given up for another's sake and
// may be run again as a whole.
func (e *serverError) Retryable() bool { return e.number == mysqlDeadlock || e.number == mysqlLockWait }

// The last such name is the server's own; what it quotes of the value comes before.
var serverName = regexp.MustCompile("^.*(?:[Cc]olumn|key|CONSTRAINT|[Ff]ield|[Tt]able|database) ['`\"]([a-z][A-Za-z_.0-9]*)['`\"]")

func nameIn(message string) string {
	m := serverName.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	return m[1]
}

// driverLog passes on what the driver has to say of broken connections.
type driverLog struct{ log *slog.Logger }

func (l driverLog) Print(v ...any) {
	l.log.Warn("mysql driver", "message", fmt.Sprint(v...))
}
