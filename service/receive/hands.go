package receive

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/transact"
)

// Topics of the importer: a file was loaded, or taken back.
const (
	TopicLoaded    = "import.loaded"
	TopicWithdrawn = "import.withdrawn"
)

// registersChanged looks again at whose payments are and who handled them, after
// a roster or a register of residents. Whoever handled a payment must not read
// what is said of it, however late the roster came that says so.
func (s *Service) registersChanged(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[struct {
		Batch int64  `json:"batch"`
		Kind  string `json:"kind"`
	}](e)
	if err != nil || p.Kind != "rosters" && p.Kind != "residents" {
		return err
	}
	return s.Again(ctx, p.Kind, p.Batch)
}

// Again reads handler, household and village of payments afresh for the people
// of a batch of rosters or residents. It may run again.
func (s *Service) Again(ctx context.Context, kind string, batch int64) error {
	for after := int64(0); ; {
		var people []int64
		err := s.DB.WithContext(ctx).Table("payout_asks a").Distinct("a.payee_id").
			Where("a.payee_id > ? AND EXISTS (SELECT 1 FROM "+kind+" r WHERE r.batch_id = ? AND r.person_id = a.payee_id)", after, batch).
			Order("a.payee_id").Limit(chunk).Pluck("a.payee_id", &people).Error
		if err != nil {
			return fmt.Errorf("payments of a batch: %w", err)
		}
		if len(people) == 0 {
			return nil
		}
		after = people[len(people)-1]
		var paid []model.Payout
		err = s.DB.WithContext(ctx).Where("person_id IN ? AND EXISTS (SELECT 1 FROM payout_asks a WHERE a.payout_id = payouts.id)", people).
			Order("person_id, item_id, period_start, id").Find(&paid).Error
		if err != nil {
			return fmt.Errorf("payments of a batch: %w", err)
		}
		asks, err := s.asksOf(ctx, paid, nil)
		if err != nil {
			return err
		}
		had, err := gorm.G[model.PayoutAsk](s.DB).Where("payee_id IN ?", people).Find(ctx)
		if err != nil {
			return fmt.Errorf("payments of a batch: %w", err)
		}
		if asks = changed(asks, had); len(asks) == 0 {
			continue
		}
		if err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return correct(tx, asks) }); err != nil {
			return fmt.Errorf("payments of a batch: %w", err)
		}
	}
}

// changed are those of asks that stand differently in had.
func changed(asks, had []model.PayoutAsk) []model.PayoutAsk {
	old := make(map[int64]model.PayoutAsk, len(had))
	for _, a := range had {
		old[a.PayoutID] = a
	}
	return slices.DeleteFunc(asks, func(a model.PayoutAsk) bool {
		o, there := old[a.PayoutID]
		return !there || o.HandlerID == a.HandlerID && o.Home == a.Home && o.VillageCode == a.VillageCode
	})
}

// correct writes what has changed, with the inquiry about the payment.
func correct(tx *gorm.DB, asks []model.PayoutAsk) error {
	for _, a := range asks {
		set := map[string]any{"handler_id": a.HandlerID, "home": a.Home, "village_code": a.VillageCode}
		if err := tx.Model(&model.PayoutAsk{}).Where("payout_id = ?", a.PayoutID).Updates(set).Error; err != nil {
			return err
		}
		delete(set, "home")
		if err := tx.Model(&model.BankInquiry{}).Where("payout_id = ?", a.PayoutID).UpdateColumns(set).Error; err != nil {
			return err
		}
	}
	return nil
}
