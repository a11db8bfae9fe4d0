package complaint

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/sound"
	"yangguang/service/kernel/transact"
)

// A bare file is kept without what was sent: of a photo only the pixels, of a
// voice message only the sound. The original holds what the telephone wrote
// into it, its make, the place and the time, and would tell who sent an
// anonymous complaint. Originals are kept of what came under a name.

// bareVoice stores a voice message without what the recorder wrote beside it.
func (s *Service) bareVoice(ctx context.Context, mime string, b []byte) (int64, error) {
	rows, err := s.store(ctx, []content{{variantClean, mime, sound.Clean(b)}})
	if err != nil {
		return 0, err
	}
	return rows[0].ID, nil
}

// strip makes a file that was received with a name bare, because its form now
// comes without. One that is gone is left for attach to complain about.
func (s *Service) strip(ctx context.Context, h heldFile) (heldFile, error) {
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND purpose = ? AND deleted_at IS NULL", h.ID, purposeHeld).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("strip: %w", err)
	}
	h.Bare = true
	if h.Kind == KindVoice {
		b, err := s.Files.Read(f)
		if err != nil {
			return h, fmt.Errorf("strip: %w", err)
		}
		if h.ID, err = s.bareVoice(ctx, f.Mime, b); err != nil {
			return h, err
		}
		_, err = s.drop(ctx, f, nil)
		return h, err
	}
	original, err := gorm.G[model.File](s.DB).Where("id = ?", f.ParentID).Take(ctx)
	if err != nil {
		return h, fmt.Errorf("strip: %w", err)
	}
	_, err = s.drop(ctx, original, func(tx *gorm.DB) error {
		if err := tx.Model(&model.File{}).Where("parent_id = ? AND id <> ?", original.ID, f.ID).Update("parent_id", f.ID).Error; err != nil {
			return err
		}
		return tx.Model(&model.File{}).Where("id = ?", f.ID).Update("parent_id", 0).Error
	})
	return h, err
}

// drop takes a waiting file away, its row with whatever else belongs to that,
// and then its bytes. Should the power go between the two, Tidy removes the
// bytes: with the row goes a note of them. It reports whether the file still waited.
func (s *Service) drop(ctx context.Context, f model.File, with func(tx *gorm.DB) error) (bool, error) {
	left := model.FileLeftover{Store: storePetitions, Path: f.Path}
	waited := false
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		left.ID = 0
		if with != nil {
			if err := with(tx); err != nil {
				return err
			}
		}
		r := tx.Where("id = ? AND purpose = ?", f.ID, purposeHeld).Delete(&model.File{})
		if waited = r.RowsAffected > 0; r.Error != nil || !waited {
			return r.Error
		}
		return tx.Create(&left).Error
	})
	if err != nil {
		return false, fmt.Errorf("drop file: %w", err)
	}
	if !waited {
		return false, nil
	}
	if err := s.Files.Remove(f); err != nil {
		return true, err
	}
	if _, err := gorm.G[model.FileLeftover](s.DB).Where("id = ?", left.ID).Delete(ctx); err != nil {
		return true, fmt.Errorf("drop file: %w", err)
	}
	return true, nil
}
