package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
	"gorm.io/gorm"

	"yangguang/config"
	"yangguang/service/gateway/cache"
	"yangguang/service/kernel/seal"
	"yangguang/service/store"
)

// infra is what every command stands on: database, Redis, seals.
type infra struct {
	cfg      *config.Config
	log      *slog.Logger
	now      func() time.Time
	db       *gorm.DB
	redis    redis.UniversalClient
	people   *seal.Box
	petition *seal.Box
	closers  []func() error
}

// newLog writes to w; nothing personal ever reaches it.
func newLog(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// openInfra opens the database and the seals. Redis is opened by openRedis: a
// command on an embedded county does without.
func openInfra(ctx context.Context, cfg *config.Config, log *slog.Logger) (*infra, error) {
	return openStore(ctx, cfg, log, false)
}

// openUnhurried is openInfra for what is begun again after a power cut: commits
// on SQLite do not each wait for the disk.
func openUnhurried(ctx context.Context, cfg *config.Config, log *slog.Logger) (*infra, error) {
	return openStore(ctx, cfg, log, true)
}

func openStore(ctx context.Context, cfg *config.Config, log *slog.Logger, unhurried bool) (*infra, error) {
	in := &infra{cfg: cfg, log: log, now: time.Now}
	var err error
	if in.people, in.petition, err = boxes(cfg.Keys); err != nil {
		return nil, err
	}
	in.db, err = store.Open(ctx, store.Options{Driver: cfg.Database.Driver, DSN: cfg.Database.DSN.Reveal(), Log: log, Now: in.now, Unhurried: unhurried})
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	in.closers = append(in.closers, func() error { return store.Close(in.db) })
	return in, nil
}

// openRedis connects to Redis, or starts one in the process.
func (in *infra) openRedis(ctx context.Context) error {
	if in.cfg.Redis.Reveal() == "embedded" {
		client, stop, err := cache.Embedded(ctx, in.log)
		if err != nil {
			return fmt.Errorf("redis: %w", err)
		}
		in.redis = client
		in.closers = append(in.closers, stop)
		return nil
	}
	client, err := cache.Open(ctx, in.cfg.Redis.Reveal())
	if err != nil {
		return fmt.Errorf("redis: %w", err)
	}
	in.redis = client
	in.closers = append(in.closers, client.Close)
	return nil
}

// ready refuses a schema that is behind or ahead of this program.
func (in *infra) ready(ctx context.Context) error { return store.Check(ctx, in.db) }

// close gives back what was opened, last first.
func (in *infra) close() error {
	var errs []error
	for i := len(in.closers) - 1; i >= 0; i-- {
		errs = append(errs, in.closers[i]())
	}
	return errors.Join(errs...)
}
