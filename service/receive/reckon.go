package receive

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

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
	approved, err := s.approved(ctx, p)
	if err != nil {
		return err
	}
	var standards []model.Subsidy
	err = s.DB.WithContext(ctx).Where("item_id = ? AND class IN ? AND closed_by = 0 AND effective_from <= ? AND (effective_to IS NULL OR effective_to > ?) AND "+loaded("subsidies"),
		p.ItemID, []string{p.Class, ""}, p.PeriodStart, p.PeriodStart).Order("class DESC, effective_from DESC, id DESC").Limit(1).Find(&standards).Error
	if err != nil {
		return fmt.Errorf("standard: %w", err)
	}
	for _, t := range standards {
		if approved > 0 {
			n := months(t.Unit, period.Stored(p.PeriodStart), period.Stored(p.PeriodEnd))
			d.Standard, d.Quantity, d.Ought = "名册核定"+money.Fen(approved).String()+"元", strconv.FormatInt(n, 10), money.Fen(approved*n)
			continue
		}
		d.Standard, d.Ought = money.Fen(t.StandardFen).String()+"元/"+t.Unit, ought(t.StandardFen, p.QuantityMilli)
	}
	return nil
}

// approved is the monthly amount that the roster gives the payee in the period;
// 0 where it gives none and the standard counts.
func (s *Service) approved(ctx context.Context, p model.Payout) (int64, error) {
	rows, err := gorm.G[model.Roster](s.DB).Where("item_id = ? AND person_id = ? AND approved_fen > 0 AND closed_by = 0 AND from_on <= ? AND (to_on IS NULL OR to_on >= ?) AND "+loaded("rosters"),
		p.ItemID, p.PersonID, p.PeriodEnd, p.PeriodStart).Order("from_on DESC, id DESC").Limit(1).Find(ctx)
	if err != nil || len(rows) == 0 {
		return 0, wrap("approved", err)
	}
	return rows[0].ApprovedFen, nil
}

// ought is what a standard makes of a quantity, which for an item by the month
// counts the months of its period, too: the same sum as the comparison's S24.
func ought(fen, quantityMilli int64) money.Fen { return money.Fen((fen*quantityMilli + 500) / 1000) }

// months is how many months of an approved amount a period has; 1 for an item
// that is not paid by the month.
func months(unit string, from, to period.Day) int64 {
	if !strings.HasSuffix(unit, "月") {
		return 1
	}
	return max(1, int64(to.Month()-from.Month())+1)
}

// milli writes thousandths as people read them: 2500 is 2.5.
func milli(n int64) string { return strconv.FormatFloat(float64(n)/1000, 'f', -1, 64) }
