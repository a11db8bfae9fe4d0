package outbox_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/transact"
	"yangguang/service/store/dbtest"
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func add(t *testing.T, db *gorm.DB, topic, dedupe string, at time.Time) {
	t.Helper()
	if err := transact.Do(t.Context(), db, func(tx *gorm.DB) error {
		return outbox.Add(tx, topic, dedupe, at, map[string]int{"n": 1})
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAPromiseIsKeptOnceAndRetriedUntilThen(t *testing.T) {
	db, c := dbtest.New(t), &clock{time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	add(t, db, "greet", "a", c.t)
	add(t, db, "greet", "a", c.t) // the same promise
	calls, broken := 0, true
	w := outbox.NewWorker(db, slog.New(slog.DiscardHandler), c.now, map[string]outbox.Do{
		"greet": func(context.Context, model.OutboxEvent) error {
			calls++
			if broken {
				return errors.New("away")
			}
			return nil
		}})
	once := func(want, wantCalls int) {
		t.Helper()
		kept, err := w.Once(t.Context())
		if err != nil || kept != want || calls != wantCalls {
			t.Fatalf("kept %d, calls %d, %v", kept, calls, err)
		}
	}
	once(0, 1)
	once(0, 1) // not yet due again
	c.t = c.t.Add(outbox.Backoff(0))
	once(0, 2)
	broken = false
	c.t = c.t.Add(outbox.Backoff(1))
	once(1, 3)
	c.t = c.t.Add(time.Hour)
	once(0, 3)
}

func TestAPromiseNobodyUnderstandsIsGivenUp(t *testing.T) {
	db, c := dbtest.New(t), &clock{time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	add(t, db, "greet", "a", c.t)
	var log bytes.Buffer
	w := outbox.NewWorker(db, slog.New(slog.NewTextHandler(&log, nil)), c.now, map[string]outbox.Do{
		"greet": func(_ context.Context, e model.OutboxEvent) error {
			_, err := outbox.Decode[[]string](e)
			return err
		}})
	for range 2 {
		if kept, err := w.Once(t.Context()); kept != 0 || err != nil {
			t.Fatalf("%d %v", kept, err)
		}
	}
	if n := bytes.Count(log.Bytes(), []byte("given up")); n != 1 {
		t.Errorf("logged %d times:\n%s", n, &log)
	}
}

func TestSeveralWorkersShareTheWork(t *testing.T) {
	db, now := dbtest.New(t), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for i := range 20 {
		add(t, db, "greet", string(rune('a'+i)), now)
	}
	var calls atomic.Int32
	var wg sync.WaitGroup
	for range 4 {
		w := outbox.NewWorker(db, slog.New(slog.DiscardHandler), func() time.Time { return now }, map[string]outbox.Do{
			"greet": func(context.Context, model.OutboxEvent) error { calls.Add(1); return nil }})
		wg.Go(func() {
			if _, err := w.Once(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if calls.Load() != 20 {
		t.Errorf("%d calls for 20 promises", calls.Load())
	}
}
