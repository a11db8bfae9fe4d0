package comparison

import (
	"context"
	"fmt"
	"sync"
	"time"

	"yangguang/model"
	"yangguang/service/comparison/snapshot"
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

type kept struct {
	l     *snapshot.Loaded
	c     chosen
	base  []Result
	state string // of the batches when it was loaded
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
	c, err := s.choose(ctx, Choice{}, s.today())
	if err != nil {
		return nil, err
	}
	state := fmt.Sprint(row.N, row.Top, withdrawn, s.today(), c.hash)
	k := &s.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	k.used = s.o.Now()
	if k.last != nil && k.last.state == state {
		return k.last, nil
	}
	k.last = nil // first, so that there are never two in memory
	l, err := snapshot.Load(ctx, s.o.DB, snapshot.Options{AsOf: s.today()})
	if err != nil {
		return nil, err
	}
	base, err := pass(ctx, l.Snapshot, c.bound, nil)
	if err != nil {
		return nil, err
	}
	k.last, k.used = &kept{l, c, base, state}, s.o.Now()
	return k.last, nil
}
