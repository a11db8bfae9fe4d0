package comparison

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// keepFor is how long a snapshot stays in memory after it was last asked.
const keepFor = 20 * time.Minute

// keeper keeps one snapshot for what-if questions, with the hits of the models
// that are switched on.
type keeper struct {
	mu   sync.Mutex
	last *kept
	used time.Time
}

// askers lets what-if questions through one after the other, each of which takes
// every processor, and of each person one at a time: whoever presses the button
// over and over asks once.
type askers struct {
	mu   sync.Mutex
	busy map[int64]bool
	turn chan struct{}
}

// wait waits for by's turn; what it gives is called at the end.
func (a *askers) wait(ctx context.Context, by actor.Actor) (func(), error) {
	a.mu.Lock()
	busy := by.StaffID != 0 && a.busy[by.StaffID]
	a.busy[by.StaffID] = true
	a.mu.Unlock()
	if busy {
		return nil, fault.New(fault.Conflict, "您的上一次试算还没有算完，请等它完成后再试")
	}
	leave := func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.busy, by.StaffID)
	}
	select {
	case a.turn <- struct{}{}:
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
	return func() { <-a.turn; leave() }, nil
}

type kept struct {
	l     *snapshot.Loaded
	c     chosen
	base  []Result
	state string // of the batches, and of who was judged to be whom, when it was loaded
}

// expire forgets a snapshot that nobody asked for a while.
func (k *keeper) expire(now time.Time) {
	if !k.mu.TryLock() {
		return // somebody uses it
	}
	defer k.mu.Unlock()
	if k.last != nil && now.Sub(k.used) > keepFor {
		k.last = nil
	}
}

// keep gives the snapshot in memory, loaded anew when batches came or went or
// the day changed.
func (s *Service) keep(ctx context.Context) (*kept, error) {
	var row struct {
		N, Top int64
	}
	if err := s.o.DB.WithContext(ctx).Model(&model.Batch{}).Select("COUNT(*) AS n, COALESCE(MAX(id), 0) AS top").Where("status = ?", model.BatchLoaded).Scan(&row).Error; err != nil {
		return nil, fmt.Errorf("batches: %w", err)
	}
	var withdrawn int64
	if err := s.o.DB.WithContext(ctx).Model(&model.Batch{}).Where("status = ?", model.BatchWithdrawn).Count(&withdrawn).Error; err != nil {
		return nil, fmt.Errorf("batches: %w", err)
	}
	judged, err := gorm.G[model.PersonAlias](s.o.DB).Count(ctx, "*")
	if err != nil {
		return nil, fmt.Errorf("aliases: %w", err)
	}
	c, err := s.choose(ctx, Choice{}, s.today())
	if err != nil {
		return nil, err
	}
	state := fmt.Sprint(row.N, row.Top, withdrawn, judged, s.today(), c.hash)
	k := &s.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	k.used = s.o.Now()
	if k.last != nil && k.last.state == state {
		return k.last, nil
	}
	k.last = nil // first, so that there are never two in memory
	stages, err := s.stages(ctx)
	if err != nil {
		return nil, err
	}
	l, err := snapshot.Load(ctx, s.o.DB, snapshot.Options{AsOf: s.today(), Stages: stages, Silence: true})
	if err != nil {
		return nil, err
	}
	base, err := pass(ctx, l.Snapshot, answerable(l.Snapshot, c.bound, false), nil)
	if err != nil {
		return nil, err
	}
	l.HomeYears() // so that no question waits for it
	k.last, k.used = &kept{l, c, base, state}, s.o.Now()
	return k.last, nil
}
