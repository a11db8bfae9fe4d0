package complaint

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// ActRepeats tells whoever handles a petition that its reporter wrote again.
const ActRepeats Action = "repeats"

// repeatsAtOnce bounds one run.
const repeatsAtOnce = 500

// NoteRepeats writes into petitions that are being handled how many repeats were
// registered since the last time (检规§14: repeats are kept, and the handling
// department is told of them periodically). It says how many petitions it wrote
// into, and changes nothing when run again.
func (s *Service) NoteRepeats(ctx context.Context) (int, error) {
	const repeats = "(SELECT COUNT(*) FROM petitions r WHERE r.duplicate_of = petitions.id AND r.repeat_of <> 0 AND r.state = 'duplicate')"
	var due []struct {
		ID, Version int64
		State       string
		Told, N     int
	}
	err := s.DB.WithContext(ctx).Model(&model.Petition{}).Select("id, version, state, repeats_told AS told, "+repeats+" AS n").
		Where("id IN (SELECT duplicate_of FROM petitions WHERE repeat_of <> 0) AND state NOT IN ? AND repeats_told < "+repeats, closedStates).
		Order("id").Limit(repeatsAtOnce).Scan(&due).Error
	if err != nil {
		return 0, fmt.Errorf("repeats: %w", err)
	}
	for i, d := range due {
		step := deed{by: actor.Sys("repeats"), at: s.clock(), act: ActRepeats, note: seal.NewSecret(fmt.Sprintf("同一来信人又反映了%d次，已登记保存。", d.N-d.Told))}
		err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
			r := tx.Model(&model.Petition{}).Where("id = ? AND repeats_told = ?", d.ID, d.Told).Update("repeats_told", d.N)
			if r.Error != nil {
				return fmt.Errorf("repeats: %w", r.Error)
			}
			if r.RowsAffected != 1 {
				return nil // another process was faster
			}
			return record(tx, s.Box, model.Petition{ID: d.ID, State: d.State, Mode: model.ReporterAnonymous}, d.State, step)
		})
		if err != nil {
			return i, err
		}
	}
	return len(due), nil
}
