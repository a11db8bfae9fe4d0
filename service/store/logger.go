package store

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// slowQuery is how long a statement may take before the log hears of it.
const slowQuery = 500 * time.Millisecond

// gorm's Scan records the statement through a logger of its own, which knows
// nothing of ours and would fill the values in.
func init() {
	logger.RecorderParamsFilter = withoutParams
}

func withoutParams(_ context.Context, sql string, _ ...any) (string, []any) { return sql, nil }

// queryLog writes statements with their placeholders and never with values.
type queryLog struct {
	log   *slog.Logger
	level logger.LogLevel
}

func newLogger(log *slog.Logger) logger.Interface {
	return &queryLog{log: log, level: logger.Warn}
}

// LogMode gives a logger of another level.
func (l *queryLog) LogMode(level logger.LogLevel) logger.Interface {
	return &queryLog{log: l.log, level: level}
}

// Info passes on a remark of gorm's, without its arguments.
func (l *queryLog) Info(ctx context.Context, msg string, _ ...any) {
	if l.level >= logger.Info {
		l.log.InfoContext(ctx, "gorm", "message", msg)
	}
}

// Warn passes on a warning of gorm's, without its arguments.
func (l *queryLog) Warn(ctx context.Context, msg string, _ ...any) {
	if l.level >= logger.Warn {
		l.log.WarnContext(ctx, "gorm", "message", msg)
	}
}

// Error passes on an error of gorm's, without its arguments.
func (l *queryLog) Error(ctx context.Context, msg string, _ ...any) {
	if l.level >= logger.Error {
		l.log.ErrorContext(ctx, "gorm", "message", msg)
	}
}

// expected are failures that the callers decide upon: a row that is not there,
// a key that exists, a caller who left.
var expected = []error{
	gorm.ErrRecordNotFound, gorm.ErrDuplicatedKey, gorm.ErrForeignKeyViolated, context.Canceled,
}

// Trace hears of every statement.
func (l *queryLog) Trace(ctx context.Context, begin time.Time, fc func() (string, int64), err error) {
	took := time.Since(begin)
	var (
		level slog.Level
		msg   string
	)
	switch {
	case err != nil && l.level >= logger.Error && !isExpected(err):
		level, msg = slog.LevelError, "query failed"
	case took >= slowQuery && l.level >= logger.Warn:
		level, msg = slog.LevelWarn, "slow query"
	case l.level >= logger.Info:
		level, msg = slog.LevelDebug, "query"
	default:
		return
	}
	sql, rows := fc()
	attrs := []slog.Attr{slog.String("sql", sql), slog.Int64("rows", rows), slog.Duration("took", took)}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	l.log.LogAttrs(ctx, level, msg, attrs...)
}

// ParamsFilter keeps gorm from filling the values in.
func (l *queryLog) ParamsFilter(ctx context.Context, sql string, params ...any) (string, []any) {
	return withoutParams(ctx, sql, params...)
}

func isExpected(err error) bool {
	for _, e := range expected {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

var _ gorm.ParamsFilter = (*queryLog)(nil)
