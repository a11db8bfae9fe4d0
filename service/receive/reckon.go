package receive

import (
	"context"
	"fmt"
	"strconv"

	"yangguang/model"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// reckon adds the payment itself and what the catalogue says it ought to be.
func (s *Service) reckon(ctx context.Context, q model.BankInquiry, d *Detail) error {
	var paid []model.Payout
	err := s.DB.WithContext(ctx).Where("person_id = ? AND item_id = ? AND id = ?", q.PayeeID, q.ItemID, q.PayoutID).Limit(1).Find(&paid).Error
	if err != nil || len(paid) == 0 {
		return wrap("payment", err)
	}
	p := paid[0]
	d.Tail, d.BatchNo, d.Class, d.Quantity = p.AccountTail, p.BatchNo, p.Class, milli(p.QuantityMilli)
	var standards []model.Subsidy
	err = s.DB.WithContext(ctx).Where("item_id = ? AND class IN ? AND closed_by = 0 AND effective_from <= ? AND (effective_to IS NULL OR effective_to > ?) AND "+loaded("subsidies"),
		p.ItemID, []string{p.Class, ""}, p.PeriodStart, p.PeriodStart).Order("class DESC, effective_from DESC, id DESC").Limit(1).Find(&standards).Error
	if err != nil {
		return fmt.Errorf("standard: %w", err)
	}
	for _, t := range standards {
		d.Standard = money.Fen(t.StandardFen).String() + "元/" + t.Unit
		d.Ought = ought(t.StandardFen, t.Unit, p.QuantityMilli, period.Stored(p.PeriodStart), period.Stored(p.PeriodEnd))
	}
	return nil
}

// ought is what a standard makes of a quantity and a period: by the month where
// the unit says so, else once for the whole period; 0 where it says nothing.
func ought(fen int64, unit string, quantityMilli int64, from, to period.Day) money.Fen {
	times := int64(1)
	if unit == "人月" || unit == "户月" {
		times = max(1, int64(to.Month()-from.Month())+1)
	}
	return money.Fen(fen * times * quantityMilli / 1000)
}

// milli writes thousandths as people read them: 2500 is 2.5.
func milli(n int64) string { return strconv.FormatFloat(float64(n)/1000, 'f', -1, 64) }
