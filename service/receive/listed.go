package receive

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// Behind says which figure a list stands for.
type Behind struct {
	Scope
	Key  string
	All  bool   // of every line
	Said string // a value of Figures; "" all of them
}

// Said is one payment behind a figure.
type Said struct {
	Subject     string // the household's member that was paid; masked for a town
	Place       string
	Item        string
	Start, End  period.Day
	PaidOn      period.Day
	Amount      money.Fen
	Bank        string
	Handler     string
	Figure      string // a value of Figures
	At          *time.Time
	Inquiry     int64 // 0 when nobody was asked
	OutcomeText string
}

// Listed is a page of them, and the words for what they are of.
type Listed struct {
	page.Page[Said]
	Of string
}

// saidRow is a payment as it is read.
type saidRow struct {
	PayoutID, PayeeID, ItemID, HandlerID int64
	VillageCode, Bank, Said              string
	PeriodStart, PeriodEnd, PaidOn       time.Time
	AmountFen                            int64
	ToldAt, SaidAt                       *time.Time
	InquiryID                            int64
	Outcome                              string
}

// Listed lists the payments behind a figure, the latest first.
func (s *Service) Listed(ctx context.Context, by actor.Actor, b Behind, r page.Request) (Listed, error) {
	scope, err := b.Scope.tidy()
	if err != nil {
		return Listed{}, err
	}
	where, args, err := s.base(ctx, by, scope.Days)
	if err != nil {
		return Listed{}, err
	}
	since, _, err := s.silentSince(ctx)
	if err != nil {
		return Listed{}, err
	}
	q := s.DB.WithContext(ctx).Table("payout_asks a").Where(where, args...)
	q = saidWhere(narrow(q, scope.By, b.Key, b.All), b.Said, since)
	var total int64
	if err := q.Session(&gorm.Session{}).Count(&total).Error; err != nil {
		return Listed{}, fmt.Errorf("payments: %w", err)
	}
	var rows []saidRow
	err = q.Session(&gorm.Session{}).Select("a.payout_id, a.payee_id, a.item_id, a.handler_id, a.village_code, a.bank, a.said, a.period_start, a.period_end, a.paid_on, a.amount_fen, a.told_at, a.said_at, " +
		"COALESCE(q.id, 0) AS inquiry_id, COALESCE(q.outcome, '') AS outcome").Joins("LEFT JOIN bank_inquiries q ON q.payout_id = a.payout_id").
		Order("a.paid_on DESC, a.payout_id").Limit(r.Limit()).Offset(r.Offset()).Scan(&rows).Error
	if err != nil {
		return Listed{}, fmt.Errorf("payments: %w", err)
	}
	items, err := s.listed(ctx, by, rows, since)
	if err != nil {
		return Listed{}, err
	}
	out := Listed{Page: page.Of(r, items, int(total))}
	if !b.All {
		names, err := s.keyNames(ctx, scope.By, []counted{{Key: b.Key}})
		if err != nil {
			return out, err
		}
		out.Of = names[b.Key]
	}
	return out, nil
}

func (s *Service) listed(ctx context.Context, by actor.Actor, rows []saidRow, since time.Time) ([]Said, error) {
	var people, things []int64
	var codes []string
	for _, r := range rows {
		people, things, codes = append(people, r.PayeeID, r.HandlerID), append(things, r.ItemID), append(codes, r.VillageCode)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	n, err := s.names(ctx, people, things, codes)
	if err != nil {
		return nil, err
	}
	out := make([]Said, len(rows))
	for i, r := range rows {
		out[i] = Said{Subject: masked(by, n.people[r.PayeeID]), Place: n.placeOf(r.VillageCode), Item: n.items[r.ItemID], Start: period.Stored(r.PeriodStart), End: period.Stored(r.PeriodEnd),
			PaidOn: period.Stored(r.PaidOn), Amount: money.Fen(r.AmountFen), Bank: r.Bank, Handler: n.people[r.HandlerID], Figure: figure(r.Said, r.ToldAt, since), At: r.SaidAt,
			Inquiry: r.InquiryID, OutcomeText: OutcomeText(r.Outcome)}
	}
	return out, nil
}
