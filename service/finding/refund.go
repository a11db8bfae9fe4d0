package finding

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Refund is money ordered to be paid back.
type Refund struct {
	ID         int64
	Payer      string
	Ordered    money.Fen
	OrderedAt  time.Time
	Due        period.Day // 0 when none was set
	Paid       money.Fen
	PaidOn     period.Day
	Receipt    string
	Returned   money.Fen
	ReturnedTo string
	ReturnedOn period.Day
	Late       bool
	CanPay     bool
	CanReturn  bool
}

// hidden reports whether refunds are kept from a checker: money is ordered back
// only of closed findings, and one that is shown as not closed may have become a
// clue. f is as seenBy gives it.
func hidden(by actor.Actor, f model.Finding) bool {
	return !inside(by) && f.Status != model.FindingClosed
}

func (s *Service) refundsOf(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) error {
	if !hears(by) || hidden(by, f) {
		return nil
	}
	found, err := gorm.G[model.Refund](s.DB).Where("finding_id = ?", f.ID).Order("id").Limit(50).Find(ctx)
	if err != nil {
		return fmt.Errorf("refunds: %w", err)
	}
	for _, r := range found {
		one, err := s.refund(r, out.Subject)
		if err != nil {
			return err
		}
		one.CanPay = one.CanPay && out.Can[ActPaid]
		one.CanReturn = one.CanReturn && out.Can[ActReturned]
		out.Refunds = append(out.Refunds, one)
	}
	return nil
}

func (s *Service) refund(r model.Refund, subject string) (Refund, error) {
	out := Refund{
		ID: r.ID, Payer: subject, Ordered: money.Fen(r.OrderedFen), OrderedAt: r.OrderedAt, Paid: money.Fen(r.PaidFen), Receipt: r.Receipt,
		Returned: money.Fen(r.ReturnedFen), ReturnedTo: r.ReturnedTo, CanPay: r.PaidFen < r.OrderedFen, CanReturn: r.ReturnedFen < r.PaidFen,
	}
	for _, d := range []struct {
		from *time.Time
		to   *period.Day
	}{{r.DueOn, &out.Due}, {r.PaidOn, &out.PaidOn}, {r.ReturnedOn, &out.ReturnedOn}} {
		if d.from != nil {
			*d.to = period.Stored(*d.from)
		}
	}
	out.Late = out.CanPay && out.Due != 0 && out.Due < period.Here(s.clock())
	if len(r.PayerSealed) > 0 {
		v, err := s.Box.Open(r.PayerSealed, place(columnPayer, r.FindingID))
		if err != nil {
			return out, fmt.Errorf("refund: %w", err)
		}
		out.Payer = v.Reveal()
	}
	return out, nil
}

// RefundOrder is what is to be paid back. Keys of its errors: amount, due, payer, note.
type RefundOrder struct {
	Version int
	Amount  string // yuan
	Due     string
	Payer   seal.Secret // empty: the finding's person
	Note    seal.Secret
}

// OrderRefund records that money is to be paid back 责令退缴.
func (s *Service) OrderRefund(ctx context.Context, by actor.Actor, id int64, o RefundOrder) error {
	f, err := s.at(ctx, by, id, o.Version, ActRefund)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	amount := yuan(bad, "amount", o.Amount)
	o.Payer, o.Note = trimmed(o.Payer), trimmed(o.Note)
	if f.PersonID == 0 && o.Payer.Empty() {
		bad["payer"] = "请填写由谁退缴"
	}
	if utf8.RuneCountInString(o.Payer.Reveal()) > 60 {
		bad["payer"] = "请不要超过60个字"
	}
	at := s.clock()
	day, err := period.ParseDay(o.Due)
	if today := period.Here(at); err != nil || day < today || day > today+3*366 {
		bad["due"] = "请填写退缴期限，例如2026-06-30"
	}
	if err := invalid(bad); err != nil {
		return err
	}
	due := day.Time()
	d := deed{by: by, at: at, act: ActRefund, note: seal.NewSecret(amount.String() + "元，" + day.Chinese() + "前。" + o.Note.Reveal()), detail: map[string]any{"fen": int64(amount)}}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		r := model.Refund{
			FindingID: f.ID, PersonID: f.PersonID, PayerSealed: s.Box.Seal(o.Payer, place(columnPayer, f.ID)), OrderedFen: int64(amount), OrderedBy: by.StaffID, OrderedAt: at,
			DueOn: &due, NoteSealed: s.Box.Seal(o.Note, place(columnRefund, f.ID)), Version: 1, UpdatedAt: at,
		}
		if err := tx.Create(&r).Error; err != nil {
			return fmt.Errorf("refund: %w", err)
		}
		_, err := s.advance(tx, f, d)
		return err
	})
}

func yuan(bad map[string]string, field, typed string) money.Fen {
	f, err := money.Parse(typed)
	if err != nil || f <= 0 || f > 1e13 {
		bad[field] = "请填写金额（元），例如12000.50"
		return 0
	}
	return f
}

// Payment is money that came in, or went to whom it belongs. Keys of its
// errors: amount, on, receipt, to.
type Payment struct {
	Version int // of the finding
	Amount  string
	On      string
	Receipt string // of a payment
	To      string // of a return: 县财政专户, the household it belongs to
}

// PayRefund records money that was paid in; several payments add up.
func (s *Service) PayRefund(ctx context.Context, by actor.Actor, id, refund int64, p Payment) error {
	return s.moveMoney(ctx, by, id, refund, p, ActPaid)
}

// ReturnRefund records to whom paid money was given.
func (s *Service) ReturnRefund(ctx context.Context, by actor.Actor, id, refund int64, p Payment) error {
	return s.moveMoney(ctx, by, id, refund, p, ActReturned)
}

func (s *Service) moveMoney(ctx context.Context, by actor.Actor, id, refund int64, p Payment, act Action) error {
	f, err := s.at(ctx, by, id, p.Version, act)
	if err != nil {
		return err
	}
	r, err := gorm.G[model.Refund](s.DB).Where("id = ? AND finding_id = ?", refund, f.ID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return notFound()
	}
	if err != nil {
		return fmt.Errorf("refund: %w", err)
	}
	at := s.clock()
	set, words, err := p.check(r, act, period.Here(at))
	if err != nil {
		return err
	}
	set["version"], set["updated_at"] = r.Version+1, at
	d := deed{by: by, at: at, act: act, note: seal.NewSecret(words), detail: map[string]any{"refund": r.ID}}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		u := tx.Model(&model.Refund{}).Where("id = ? AND version = ?", r.ID, r.Version).Updates(set)
		if u.Error != nil {
			return fmt.Errorf("refund: %w", u.Error)
		}
		if u.RowsAffected != 1 {
			return stale()
		}
		_, err := s.advance(tx, f, d)
		return err
	})
}

// check makes the columns of a movement of money.
func (p Payment) check(r model.Refund, act Action, today period.Day) (map[string]any, string, error) {
	bad := map[string]string{}
	amount := yuan(bad, "amount", p.Amount)
	day, err := period.ParseDay(p.On)
	if err != nil || day > today || day < today-5*366 {
		bad["on"] = "请填写日期，例如2026-03-05，不能在今天之后"
	}
	p.Receipt, p.To = strings.TrimSpace(p.Receipt), strings.TrimSpace(p.To)
	set, words := map[string]any{}, ""
	if act == ActPaid {
		if int64(amount) > r.OrderedFen-r.PaidFen && bad["amount"] == "" {
			bad["amount"] = "超过了还没有退缴的" + money.Fen(r.OrderedFen-r.PaidFen).String() + "元"
		}
		if n := utf8.RuneCountInString(p.Receipt); n < 2 || n > 60 {
			bad["receipt"] = "请填写缴款凭证号"
		}
		set["paid_fen"], set["paid_on"], set["receipt"] = r.PaidFen+int64(amount), day.Time(), p.Receipt
		words = "入账" + amount.String() + "元，凭证" + p.Receipt
	} else {
		if int64(amount) > r.PaidFen-r.ReturnedFen && bad["amount"] == "" {
			bad["amount"] = "超过了已入账还没有返还的" + money.Fen(r.PaidFen-r.ReturnedFen).String() + "元"
		}
		if n := utf8.RuneCountInString(p.To); n < 2 || n > 100 {
			bad["to"] = "请填写上缴或返还给谁，例如县财政专户"
		}
		set["returned_fen"], set["returned_on"], set["returned_to"] = r.ReturnedFen+int64(amount), day.Time(), p.To
		words = amount.String() + "元，" + p.To
	}
	if len(bad) > 0 {
		return nil, "", fault.Fields(bad)
	}
	return set, words, nil
}

// volunteered tells supervision what was given back of one's own accord.
func (s *Service) volunteered(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) (err error) {
	if s.Volunteered == nil || !by.Is(actor.RoleSupervision) || f.PersonID == 0 || f.ItemID == 0 {
		return nil
	}
	last := period.Future
	if f.PeriodEnd != nil {
		last = period.Stored(*f.PeriodEnd)
	}
	out.Volunteered, err = s.Volunteered(ctx, f.PersonID, f.ItemID, period.Through(period.Stored(f.PeriodStart), last))
	return err
}
