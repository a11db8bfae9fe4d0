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

type kioskEvent struct {
	LookID   int64 `json:"look_id"`
	PersonID int64 `json:"person_id"`
}

// looked writes a message for every WeChat account bound to a person whose
// payments a village office looked up at the counter.
func (s *Service) looked(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[lookedEvent](e)
	if err != nil {
		return err
	}
	return s.seen(ctx, e, KindLooked, fmt.Sprintf("looked/%d", p.LookupID), p.PersonID)
}

// kioskLooked does the same when somebody was taken for the person at a screen in
// a village office.
func (s *Service) kioskLooked(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[kioskEvent](e)
	if err != nil {
		return err
	}
	return s.seen(ctx, e, KindKiosk, fmt.Sprintf("kiosk/%d", p.LookID), p.PersonID)
}

// seen tells the accounts that are bound to a person of one look. Who is bound
// later finds it in the list on their own page.
func (s *Service) seen(ctx context.Context, e model.OutboxEvent, kind, cause string, person int64) error {
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := s.insert(tx, kind, cause, 0, `bi.person_id = ? AND bi.bound_at < ?`, person, told(e)); err != nil {
			return err
		}
		return s.promise(tx, dedupe(cause, 0), dedupe(cause, userBase))
	})
	if err != nil {
		return fmt.Errorf("notices of a look: %w", err)
	}
	return nil
}
