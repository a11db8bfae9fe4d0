// Package outbox keeps promises: an effect is written down in the transaction
// of the deed that causes it and performed later, at least once, by a worker.
package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/clip"
)

// Add writes a promise inside tx. dedupe is unique within the topic: promising
// the same thing twice is one promise. payload becomes JSON and must not hold
// personal data in clear.
func Add(tx *gorm.DB, topic, dedupe string, at time.Time, payload any) error {
	p, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("outbox %s: %w", topic, err)
	}
	at = at.UTC().Truncate(time.Second)
	e := model.OutboxEvent{Topic: topic, Dedupe: dedupe, Payload: p, NotBefore: at, CreatedAt: at}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&e).Error; err != nil {
		return fmt.Errorf("outbox %s: %w", topic, err)
	}
	return nil
}

// Do performs one promise. It must tolerate being called twice for the same
// event: the process may stop after Do succeeds and before that is recorded.
// An error that wraps ErrDrop gives the promise up; any other is retried.
type Do func(ctx context.Context, e model.OutboxEvent) error

// ErrDrop marks a promise that can never be kept, such as one with a payload
// nobody understands.
var ErrDrop = errors.New("outbox: give up")

// Decode reads the payload of an event.
func Decode[T any](e model.OutboxEvent) (T, error) {
	var v T
	if err := json.Unmarshal(e.Payload, &v); err != nil {
		return v, fmt.Errorf("payload of %s: %w: %w", e.Topic, err, ErrDrop)
	}
	return v, nil
}

// Worker performs promises. Only one worker at a time works on an event: it
// claims it by moving NotBefore, so several processes may run workers.
type Worker struct {
	db    *gorm.DB
	log   *slog.Logger
	now   func() time.Time
	do    map[string]Do
	claim time.Duration
}

// NewWorker makes a worker. A topic without a Do stays in the outbox.
func NewWorker(db *gorm.DB, log *slog.Logger, now func() time.Time, do map[string]Do) *Worker {
	return &Worker{db: db, log: log, now: now, do: do, claim: 2 * time.Minute}
}

// Backoff is the pause before attempt n+1: 5 s, 10 s, 20 s … at most an hour.
func Backoff(attempts int) time.Duration {
	return min(time.Hour, 5*time.Second<<min(attempts, 20))
}

// Once performs what is due now and returns how many promises were kept. Tests
// call it and never sleep.
func (w *Worker) Once(ctx context.Context) (int, error) {
	kept := 0
	for {
		now := w.now().UTC().Truncate(time.Second)
		topics := make([]string, 0, len(w.do))
		for t := range w.do {
			topics = append(topics, t)
		}
		due, err := gorm.G[model.OutboxEvent](w.db).
			Where("done_at IS NULL AND not_before <= ? AND topic IN ?", now, topics).Order("id").Limit(100).Find(ctx)
		if err != nil {
			return kept, fmt.Errorf("outbox: %w", err)
		}
		if len(due) == 0 {
			return kept, nil
		}
		for _, e := range due {
			if ctx.Err() != nil {
				return kept, ctx.Err()
			}
			ok, err := w.perform(ctx, e, now)
			if err != nil {
				return kept, err
			}
			if ok {
				kept++
			}
		}
	}
}

// perform claims one event, does it and records how it went.
func (w *Worker) perform(ctx context.Context, e model.OutboxEvent, now time.Time) (bool, error) {
	r := w.db.WithContext(ctx).Model(&model.OutboxEvent{}).
		Where("id = ? AND done_at IS NULL AND not_before = ?", e.ID, e.NotBefore).
		Updates(map[string]any{"not_before": now.Add(w.claim), "attempts": e.Attempts + 1})
	if r.Error != nil {
		return false, fmt.Errorf("outbox claim: %w", r.Error)
	}
	if r.RowsAffected == 0 {
		return false, nil // another worker has it
	}
	doErr := w.do[e.Topic](ctx, e)
	if doErr == nil || errors.Is(doErr, ErrDrop) {
		set := map[string]any{"done_at": now, "last_error": ""}
		if doErr != nil {
			w.log.ErrorContext(ctx, "promise given up", "topic", e.Topic, "event", e.ID, "err", doErr)
			set["last_error"] = clip.Bytes(doErr.Error(), 255)
		}
		// The deed is done; recording it must not be lost to a shutdown.
		if err := w.db.WithContext(context.WithoutCancel(ctx)).Model(&model.OutboxEvent{}).Where("id = ?", e.ID).Updates(set).Error; err != nil {
			return false, fmt.Errorf("outbox done: %w", err)
		}
		return doErr == nil, nil
	}
	level := slog.LevelWarn
	if ctx.Err() != nil { // cut short by the end of the program: nothing is wrong
		level = slog.LevelInfo
	}
	w.log.Log(ctx, level, "promise will be tried again", "topic", e.Topic, "event", e.ID, "attempt", e.Attempts+1, "err", doErr)
	if err := w.db.WithContext(context.WithoutCancel(ctx)).Model(&model.OutboxEvent{}).Where("id = ?", e.ID).
		Updates(map[string]any{"not_before": now.Add(Backoff(e.Attempts)), "last_error": clip.Bytes(doErr.Error(), 255)}).Error; err != nil {
		return false, fmt.Errorf("outbox retry: %w", err)
	}
	return false, nil
}

// Run performs promises every interval until ctx ends, finishing the one in hand.
func (w *Worker) Run(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if _, err := w.Once(ctx); err != nil && ctx.Err() == nil {
			w.log.ErrorContext(ctx, "outbox", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
