package voluntary

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/transact"
)

// Deed is one step somebody takes.
type Deed struct {
	Version int
	Action  Action
	Voucher string
	Amount  string
	On      string // the day of the payment
	Note    seal.Secret
	Uploads []attach.Upload
}

// Do takes one step. The keys of its errors: voucher, amount, on, note, photo, paper.
func (s *Service) Do(ctx context.Context, by actor.Actor, id int64, in Deed) error {
	v, err := s.one(ctx, by, id)
	if err != nil {
		return err
	}
	if v.Version != in.Version {
		return stale()
	}
	two, err := s.Number(ctx, ParamSecond, standardSecond)
	if err != nil {
		return err
	}
	d := deed{by: by, at: s.clock(), act: in.Action, note: trimmed(in.Note), set: map[string]any{}}
	if d.to, err = next(v, in.Action, accessOf(by, v), two == 1); err != nil {
		return err
	}
	bad := map[string]string{}
	if textLength(d.note) > maxText {
		bad["note"] = "请不要超过2000个字"
	}
	switch in.Action {
	case ActPay:
		err = s.pay(ctx, in, &d, bad)
	case ActBack:
		if textLength(d.note) < 2 {
			bad["note"] = "请写明退回的原因"
		}
		d.set["first_by"] = 0
	case ActVoid:
		if textLength(d.note) < 4 {
			bad["note"] = "请写明哪里弄错了、为什么作废，4个字以上"
		}
	case ActCheck:
		d.set["first_by"] = by.StaffID
	case ActDeclare, ActCancel, ActConfirm, ActTold:
	}
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	if d.files, err = s.attached.Take(ctx, in.Uploads, bad); err != nil {
		return err
	}
	if len(bad) > 0 {
		return errors.Join(fault.Fields(bad), s.attached.Drop(d.files))
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if d.to == model.VoluntaryConfirmed {
			if err := s.receipt(tx, &d); err != nil {
				return err
			}
		}
		return s.advance(tx, v, d)
	})
	if err != nil {
		return errors.Join(err, s.attached.Drop(d.files))
	}
	return nil
}

// pay reads a payment. It lies inside a period by the day it was made on.
func (s *Service) pay(ctx context.Context, in Deed, d *deed, bad map[string]string) error {
	voucher := strings.TrimSpace(in.Voucher)
	if n := utf8.RuneCountInString(voucher); n < 2 || n > 60 {
		bad["voucher"] = "请写缴款凭证号，2 到 60 个字"
	}
	amount, err := money.Parse(in.Amount)
	if err != nil || amount <= 0 {
		bad["amount"] = "请写缴款金额，单位元，例如 1600.00"
	}
	on, err := period.ParseDay(in.On)
	if err != nil || on > s.today() {
		bad["on"] = "请选缴款的日期，不晚于今天"
	}
	if len(in.Uploads) == 0 {
		bad[attach.Photo] = "请放缴款凭证的照片，或者 PDF"
	}
	if len(bad) > 0 {
		return nil
	}
	held, err := s.periodOn(ctx, on)
	if err != nil {
		return err
	}
	d.set["voucher"], d.set["paid_fen"], d.set["paid_on"], d.set["period_id"] = voucher, int64(amount), on.Time(), held.ID
	return nil
}

// receipt numbers the receipt of a payment that was confirmed.
func (s *Service) receipt(tx *gorm.DB, d *deed) error {
	year := s.today().Year()
	n, err := series.Next(tx, fmt.Sprintf("voluntary_receipt/%d", year))
	if err != nil {
		return err
	}
	d.set["receipt_no"], d.set["confirmed_by"], d.set["confirmed_at"] = fmt.Sprintf("退缴收〔%d〕%04d", year, n), d.by.StaffID, d.at
	return nil
}
