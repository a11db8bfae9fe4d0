package lookup

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// What is counted.
const (
	CountPayouts  = "payouts"
	CountList     = "village_list"
	CountPolicies = "policies"
	CountPolicy   = "policy"
	CountProjects = "projects"
)

// counts are look-ups not written down yet: by day, what and village.
type counts struct {
	mu sync.Mutex
	n  map[counted]int
}

type counted struct {
	day     period.Day
	what    string
	village string
}

// Count counts one look-up, in memory. village is the village looked at, or
// empty; a person's own look-up has none, so that small villages tell nothing.
func (s *Service) Count(what, village string) {
	s.counts.add(map[counted]int{{s.today(), what, village}: 1})
}

func (c *counts) add(more map[counted]int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[counted]int{}
	}
	for k, n := range more {
		c.n[k] += n
	}
}

func (c *counts) take() map[counted]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.n
	c.n = nil
	return n
}

// Flush writes down what was counted. What could not be written is kept for
// the next time; what is in memory when the process dies is lost, which
// statistics can bear.
func (s *Service) Flush(ctx context.Context) error {
	n := s.counts.take()
	if len(n) == 0 {
		return nil
	}
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error { return writeCounts(tx, n) })
	if err != nil {
		s.counts.add(n)
		return fmt.Errorf("counting look-ups: %w", err)
	}
	return nil
}

func writeCounts(tx *gorm.DB, n map[counted]int) error {
	for k, more := range n {
		row := model.LookupDaily{OnDay: k.day.Time(), What: k.what, VillageCode: k.village, Count: more}
		err := tx.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "on_day"}, {Name: "what"}, {Name: "village_code"}},
			DoUpdates: clause.Assignments(map[string]any{"count": gorm.Expr("lookups_daily.count + ?", more)}),
		}).Create(&row).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// Run writes the counts down every interval until ctx ends, and once more then.
func (s *Service) Run(ctx context.Context, every time.Duration, failed func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			if err := s.Flush(context.WithoutCancel(ctx)); err != nil {
				failed(err)
			}
			return
		case <-tick.C:
			if err := s.Flush(ctx); err != nil {
				failed(err)
			}
		}
	}
}
