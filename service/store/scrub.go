package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// Scrub has an SQLite database forget what was deleted: pages are overwritten
// when rows go, and this empties the journal that still holds them as they were.
// While somebody reads it may do only part of it; what is left goes the next
// time. On a MySQL server it does nothing: undo and binary log are the server's.
func Scrub(ctx context.Context, db *gorm.DB) error {
	if db.Name() != SQLite {
		return nil
	}
	var done struct{ Busy, Log, Checkpointed int }
	if err := db.WithContext(ctx).Raw("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&done).Error; err != nil {
		return fmt.Errorf("scrub: %w", err)
	}
	return nil
}
