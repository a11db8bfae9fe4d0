package comparison

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/lease"
)

// Runs that make findings go one at a time: a run on older data must not undo
// what one on newer data found.
const (
	leaseName  = "comparison"
	leaseTime  = 2 * time.Minute
	applyTime  = 15 * time.Minute // while results are written nobody can extend it on SQLite
	tellEvery  = 2 * time.Second
	extendFrom = 30 * time.Second
)

// alone runs a deed while no other run is under way in any process.
func (s *Service) alone(ctx context.Context, deed func(ctx context.Context, holder string) error) error {
	holder, err := lease.Holder()
	if err != nil {
		return fmt.Errorf("comparison: %w", err)
	}
	ok, err := lease.Claim(ctx, s.o.DB, leaseName, holder, s.o.Now(), leaseTime)
	if err != nil {
		return fmt.Errorf("comparison: %w", err)
	}
	if !ok {
		return fault.New(fault.Unavailable, "另一次比对正在进行，请等它完成后再试")
	}
	defer func() { _ = lease.Release(context.WithoutCancel(ctx), s.o.DB, leaseName, holder) }() // runs out by itself
	if err := s.stopped(ctx); err != nil {
		return err
	}
	return deed(ctx, holder)
}

// stopped marks the runs whose process is no more: whoever holds the lease
// knows that there is none.
func (s *Service) stopped(ctx context.Context) error {
	err := s.o.DB.WithContext(ctx).Model(&model.ComparisonRun{}).Where("status = ?", model.RunRunning).
		Updates(map[string]any{"status": model.RunStopped, "message": "比对被中断，没有保存任何结果", "finished_at": s.at(), "stage": ""}).Error
	if err != nil {
		return fmt.Errorf("comparison: %w", err)
	}
	return nil
}

// teller passes on how far a run is, and keeps its lease.
type teller struct {
	s      *Service
	ctx    context.Context
	run    int64
	holder string
	to     func(Progress)
	told   atomic.Int64
	took   time.Time
}

func (s *Service) teller(ctx context.Context, run int64, holder string, to func(Progress)) *teller {
	return &teller{s: s, ctx: ctx, run: run, holder: holder, to: to, took: s.o.Now()}
}

// stage gives the reporter of one stage. It may be called from several
// goroutines; one of them at a time writes, and not often.
func (t *teller) stage(name string) func(done, total int) {
	return func(done, total int) {
		if t.to != nil {
			t.to(Progress{name, done, total})
		}
		now := t.s.o.Now()
		last := t.told.Load()
		if now.UnixNano()-last < int64(tellEvery) || !t.told.CompareAndSwap(last, now.UnixNano()) {
			return
		}
		// What cannot be told is not worth stopping for.
		_ = t.s.o.DB.WithContext(t.ctx).Model(&model.ComparisonRun{}).Where("id = ?", t.run).Updates(map[string]any{"stage": name, "stage_done": done, "stage_total": total}).Error
		if now.Sub(t.took) > extendFrom {
			t.took = now
			_, _ = lease.Take(t.ctx, t.s.o.DB, leaseName, t.holder, now, leaseTime)
		}
	}
}

// last makes the lease long enough for the writing.
func (t *teller) last() error {
	ok, err := lease.Take(t.ctx, t.s.o.DB, leaseName, t.holder, t.s.o.Now(), applyTime)
	if err != nil {
		return fmt.Errorf("comparison: %w", err)
	}
	if !ok {
		return fault.New(fault.Conflict, "这次比对已经被别的比对接替，没有保存结果")
	}
	return nil
}
