package complaint

import (
	"context"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
)

// VisitorSlip gives the receipt that a visitor takes along, for whoever has
// just entered the visit: the number is known already and is only looked up.
func (s *Service) VisitorSlip(ctx context.Context, by actor.Actor, typed string) (Receipt, error) {
	if !by.Is(actor.RolePetition) {
		return Receipt{}, notFound()
	}
	receipt, ok := receiptDigits(typed)
	if !ok {
		return Receipt{}, notAReceipt()
	}
	p, err := take(gorm.G[model.Petition](s.DB).Where("receipt_digest IN ?", s.Box.Indexes(seal.NewSecret(receipt), purposeReceipt)).Take(ctx))
	if err != nil {
		return Receipt{}, err
	}
	return receiptOf(p, receipt), nil
}
