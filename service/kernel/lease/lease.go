// Package lease gives one holder at a time a piece of background work.
package lease

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
)

// Take claims name for holder until now+ttl and reports whether it did. The
// holder of a live lease may take it again, which extends it.
func Take(ctx context.Context, db *gorm.DB, name, holder string, now time.Time, ttl time.Duration) (bool, error) {
	now = now.UTC().Truncate(time.Second)
	l := model.Lease{Name: name, Holder: holder, UntilAt: now.Add(ttl)}
	err := db.WithContext(ctx).Create(&l).Error
	if err == nil {
		return true, nil
	}
	if !errors.Is(err, gorm.ErrDuplicatedKey) {
		return false, fmt.Errorf("lease %s: %w", name, err)
	}
	r := db.WithContext(ctx).Model(&model.Lease{}).
		Where("name = ? AND (until_at <= ? OR holder = ?)", name, now, holder).
		Updates(map[string]any{"holder": holder, "until_at": l.UntilAt})
	if r.Error != nil {
		return false, fmt.Errorf("lease %s: %w", name, r.Error)
	}
	return r.RowsAffected == 1, nil
}

// Release ends holder's lease early.
func Release(ctx context.Context, db *gorm.DB, name, holder string) error {
	if err := db.WithContext(ctx).Where("name = ? AND holder = ?", name, holder).Delete(&model.Lease{}).Error; err != nil {
		return fmt.Errorf("lease %s: %w", name, err)
	}
	return nil
}
