package funds

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/transact"
)

// TopicLoaded is the importer's topic.
const TopicLoaded = "import.loaded"

// daySums sums payments of a batch up; what bounced came back and is not paid.
const daySums = "SUM(CASE WHEN d.result = '退票' THEN 0 ELSE d.amount_fen END) AS paid_fen, SUM(CASE WHEN d.result = '退票' THEN 0 ELSE 1 END) AS paid_rows, SUM(CASE WHEN d.result = '退票' THEN 1 ELSE 0 END) AS bounced_rows"

// unsummed are the batches of payments, as x, that payout_days lacks.
const unsummed = "x.kind = 'payouts' AND x.status = '" + model.BatchLoaded + "' AND NOT EXISTS (SELECT 1 FROM payout_days AS y WHERE y.batch_id = x.id)"

// Handlers are the outbox topics that the service performs.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{TopicLoaded: func(ctx context.Context, e model.OutboxEvent) error {
		v, err := outbox.Decode[struct {
			Kind string `json:"kind"`
		}](e)
		if err != nil || v.Kind != "payouts" {
			return err
		}
		return s.SumUp(ctx)
	}}
}

// SumUp keeps for each batch of payments what was paid of each item on each day.
// A batch never changes, so its sums do not; they count while it is loaded.
// Doing it again does nothing.
func (s *Service) SumUp(ctx context.Context) error {
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO payout_days (batch_id, item_id, paid_on, paid_fen, paid_rows, bounced_rows) SELECT d.batch_id, d.item_id, d.paid_on, " + daySums +
			" FROM payouts AS d WHERE d.batch_id IN (SELECT x.id FROM batches AS x WHERE " + unsummed + ") GROUP BY d.batch_id, d.item_id, d.paid_on").Error
	})
	if err != nil {
		return fmt.Errorf("funds: sums of payments: %w", err)
	}
	return nil
}
