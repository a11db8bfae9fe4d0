package notify

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/transact"
)

type lookedEvent struct {
	LookupID int64 `json:"lookup_id"`
	PersonID int64 `json:"person_id"`
}

// looked writes a message for every WeChat account bound to a person whose
// payments a village office looked up at the counter.
func (s *Service) looked(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[lookedEvent](e)
	if err != nil {
		return err
	}
	cause := fmt.Sprintf("looked/%d", p.LookupID)
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := s.insert(tx, KindLooked, cause, 0, `bi.person_id = ? AND bi.bound_at < ?`, p.PersonID, told(e)); err != nil {
			return err
		}
		return s.promise(tx, dedupe(cause, 0), dedupe(cause, userBase))
	})
	if err != nil {
		return fmt.Errorf("notices of a look: %w", err)
	}
	return nil
}
