package comparison

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/lease"
	"yangguang/service/kernel/transact"
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
func (s *Service) stopped(ctx context.Context) error { return s.cut(ctx, 0) }

// cut marks a run that is under way (0: all of them) as stopped, and enters its
// scope anew for a worker to take: what was promised after an import or for the
// night is still done. Who sits at a terminal starts again themselves.
func (s *Service) cut(ctx context.Context, id int64) error {
	at := s.at()
	err := transact.Do(ctx, s.o.DB, func(tx *gorm.DB) error {
		q := transact.Locked(tx).Select("id", "kind", "scope", "batch_id", "started_by").Where("status = ?", model.RunRunning)
		if id != 0 {
			q = q.Where("id = ?", id)
		}
		var rows []model.ComparisonRun
		if err := q.Order("id").Find(&rows).Error; err != nil {
			return err
		}
		for _, r := range rows { // one, or what a machine that was switched off left
			set := map[string]any{"status": model.RunStopped, "message": "比对被中断，没有保存任何结果", "finished_at": at, "stage": ""}
			again := r.StartedBy != actor.Sys("cli").ID() && (r.Kind == model.RunFull || r.Kind == model.RunTouched)
			if again {
				set["message"] = "比对被中断，没有保存任何结果，已经重新排队"
			}
			if err := tx.Model(&model.ComparisonRun{}).Where("id = ?", r.ID).Updates(set).Error; err != nil {
				return err
			}
			if !again {
				continue
			}
			key := waitingKey(r.StartedBy, r.BatchID, r.Kind == model.RunTouched)
			next := model.ComparisonRun{Kind: r.Kind, Status: model.RunWaiting, AsOf: s.today().Time(), Scope: r.Scope, BatchID: r.BatchID, WaitingKey: &key, StartedBy: r.StartedBy, StartedAt: at,
				Batches: []byte("[]"), BatchesDigest: make([]byte, 32), Models: []byte("{}"), Parameters: []byte("{}")}
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&next).Error; err != nil { // the same may wait already
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("comparison: %w", err)
	}
	return nil
}

// sweep takes up again what a process that is no more left under way.
func (s *Service) sweep(ctx context.Context) error {
	n, err := gorm.G[model.ComparisonRun](s.o.DB).Where("status = ?", model.RunRunning).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("runs under way: %w", err)
	}
	if n == 0 {
		return nil
	}
	err = s.alone(ctx, func(context.Context, string) error { return nil })
	if fault.Is(err, fault.Unavailable) {
		return nil // it is under way
	}
	return err
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
