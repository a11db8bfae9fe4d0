package prepayment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/transact"
)

// chunk bounds the rows of one statement.
const chunk = 500

// Compare makes the list of a loaded batch and fills in what the comparison
// says. It may be called again: answers already given to a row are kept.
func (s *Service) Compare(ctx context.Context, batchID int64) error {
	b, err := gorm.G[model.Batch](s.db).Where("id = ? AND kind = 'prepayouts'", batchID).Take(ctx)
	if err != nil {
		return fmt.Errorf("prepayment compare: %w", err)
	}
	if b.Status != model.BatchLoaded {
		return nil // withdrawn meanwhile
	}
	l, err := s.open(ctx, b)
	if err != nil {
		return fmt.Errorf("prepayment compare: %w", err)
	}
	if l.State != model.PrepaymentChecking && l.State != model.PrepaymentFailed {
		return nil // done
	}
	begin := s.now()
	reasons, err := s.check.CheckList(ctx, batchID)
	if err != nil {
		if ferr := s.failed(ctx, l); ferr != nil {
			return errors.Join(err, ferr)
		}
		return fmt.Errorf("prepayment compare: %w", err)
	}
	rows, total, amount, err := s.judge(ctx, l, batchID, reasons)
	if err != nil {
		return fmt.Errorf("prepayment compare: %w", err)
	}
	at := s.at()
	set := map[string]any{"state": model.PrepaymentChecked, "message": "", "total_rows": total, "amount_fen": amount, "checked_at": at, "updated_at": at,
		"compare_millis": s.now().Sub(begin).Milliseconds(), "stop_rows": count(rows, model.VerdictStop), "verify_rows": count(rows, model.VerdictVerify), "version": l.Version + 1}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		for i := range rows {
			rows[i].ID = 0
		}
		if len(rows) > 0 {
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, chunk).Error; err != nil {
				return err
			}
		}
		r := tx.Model(&model.PrepaymentList{}).Where("id = ? AND version = ?", l.ID, l.Version).Updates(set)
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected != 1 {
			return fault.New(fault.Conflict, "这份名单正在比对")
		}
		return audit.Record(tx, actor.Sys("prepayment"), at, "prepayment.check", object(l.ID), map[string]any{"stop": set["stop_rows"], "verify": set["verify_rows"], "rows": total})
	})
	if err != nil {
		return fmt.Errorf("prepayment compare: %w", err)
	}
	return nil
}

// open finds the list of a batch, or begins it.
func (s *Service) open(ctx context.Context, b model.Batch) (model.PrepaymentList, error) {
	at := s.at()
	l := model.PrepaymentList{BatchID: b.ID, Bureau: b.Bureau, State: model.PrepaymentChecking, Version: 1, CreatedAt: at, UpdatedAt: at}
	if err := s.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&l).Error; err != nil {
		return l, err
	}
	return gorm.G[model.PrepaymentList](s.db).Where("batch_id = ?", b.ID).Take(ctx)
}

func (s *Service) failed(ctx context.Context, l model.PrepaymentList) error {
	return s.db.WithContext(context.WithoutCancel(ctx)).Model(&model.PrepaymentList{}).Where("id = ? AND version = ?", l.ID, l.Version).
		Updates(map[string]any{"state": model.PrepaymentFailed, "message": "比对没有完成，系统会自动再试", "updated_at": s.at()}).Error
}

// judge reads the list's rows once and makes a row for each that does not pass.
func (s *Service) judge(ctx context.Context, l model.PrepaymentList, batchID int64, reasons map[int64][]Reason) (out []model.PrepaymentRow, total int, amount int64, err error) {
	rows, err := gorm.G[model.Prepayout](s.db).Select("id", "sheet", "row_no", "person_id", "item_id", "period_start", "period_end", "amount_fen").
		Where("batch_id = ?", batchID).Order("id").Find(ctx)
	if err != nil {
		return nil, 0, 0, err
	}
	several := slices.ContainsFunc(rows, func(r model.Prepayout) bool { return r.Sheet != rows[0].Sheet })
	for _, r := range rows {
		total, amount = total+1, amount+r.AmountFen
		why := reasons[r.ID]
		if len(why) == 0 {
			continue
		}
		text, err := json.Marshal(why)
		if err != nil {
			return nil, 0, 0, err
		}
		row := rowOf(l, r, several)
		row.Verdict, row.Reasons = Verdict(why), text
		out = append(out, row)
	}
	return out, total, amount, nil
}

// rowOf makes the row of a list for a line of it; several says that the list has
// more than one sheet, so that a row is only found by its sheet's name.
func rowOf(l model.PrepaymentList, r model.Prepayout, several bool) model.PrepaymentRow {
	out := model.PrepaymentRow{ListID: l.ID, PayoutID: r.ID, RowNo: r.RowNo, PersonID: r.PersonID, ItemID: r.ItemID, PeriodStart: r.PeriodStart,
		PeriodEnd: r.PeriodEnd, AmountFen: r.AmountFen}
	if several {
		out.Sheet = r.Sheet
	}
	return out
}

// Verdict is the strictest that a row's reasons ask for.
func Verdict(why []Reason) string {
	for _, r := range why {
		if r.Stops() {
			return model.VerdictStop
		}
	}
	return model.VerdictVerify
}

func count(rows []model.PrepaymentRow, verdict string) int {
	n := 0
	for _, r := range rows {
		if r.Verdict == verdict {
			n++
		}
	}
	return n
}
