package prepayment

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/transact"
)

// passing gives the rows that nothing speaks against, in the order of the file;
// those that the bureau took out say so.
func (s *Service) passing(ctx context.Context, by actor.Actor, l model.PrepaymentList, r page.Request) (page.Page[Row], error) {
	where, args, err := s.foreign(ctx, by, l.BatchID, "p", "id")
	if err != nil {
		return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
	}
	base := func() *gorm.DB {
		return s.db.WithContext(ctx).Table("prepayouts AS p").Joins("LEFT JOIN prepayment_rows AS r ON r.list_id = ? AND r.payout_id = p.id", l.ID).
			Where("p.batch_id = ? AND (r.id IS NULL OR r.verdict = ?)", l.BatchID, model.VerdictPass).Where(where, args...)
	}
	var total int64
	if err := base().Count(&total).Error; err != nil {
		return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
	}
	var found []struct {
		model.Prepayout
		Name, Item   string
		Answer       string
		AnsweredName string
		AnsweredAt   *time.Time
	}
	err = base().Select("p.id, p.sheet, p.row_no, p.period_start, p.period_end, p.amount_fen, e.name, i.name AS item, COALESCE(r.answer, '') AS answer, COALESCE(r.answered_name, '') AS answered_name, r.answered_at").
		Joins("JOIN people AS e ON e.id = p.person_id").Joins("JOIN items AS i ON i.id = p.item_id").Order("p.id").Limit(r.Limit()).Offset(r.Offset()).Scan(&found).Error
	if err != nil {
		return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
	}
	rows := make([]Row, len(found))
	for i, f := range found {
		rows[i] = Row{ID: f.ID, RowNo: int64(f.RowNo), Sheet: f.Sheet, Name: f.Name, Item: f.Item, Start: f.PeriodStart, End: f.PeriodEnd, AmountFen: f.AmountFen, Verdict: model.VerdictPass,
			Answer: f.Answer, AnsweredName: f.AnsweredName, AnsweredAt: f.AnsweredAt}
	}
	return page.Of(r, rows, int(total)), nil
}

// answerPassing takes rows out of a list that nothing speaks against, or puts
// them back.
func (s *Service) answerPassing(ctx context.Context, by actor.Actor, l model.PrepaymentList, a Answer) error {
	if a.Answer != model.AnswerWithdraw && a.Answer != model.AnswerKeep {
		return fault.Fields(map[string]string{"answer": "请选照发或者撤下"})
	}
	where, args, err := s.foreign(ctx, by, l.BatchID, "prepayouts", "id")
	if err != nil {
		return fmt.Errorf("prepayment answer: %w", err)
	}
	lines, err := gorm.G[model.Prepayout](s.db).Select("id", "sheet", "row_no", "person_id", "item_id", "period_start", "period_end", "amount_fen").
		Where("batch_id = ? AND id IN ?", l.BatchID, a.Rows).Where("id NOT IN (SELECT payout_id FROM prepayment_rows WHERE list_id = ? AND verdict <> ?)", l.ID, model.VerdictPass).
		Where(where, args...).Find(ctx)
	if err != nil {
		return fmt.Errorf("prepayment answer: %w", err)
	}
	if len(lines) != len(a.Rows) {
		return errAbsent
	}
	at := s.at()
	rows := make([]model.PrepaymentRow, len(lines))
	for i, line := range lines {
		rows[i] = rowOf(l, line, true)
		rows[i].Verdict, rows[i].Reasons, rows[i].Answer = model.VerdictPass, []byte("[]"), model.AnswerWithdraw
		rows[i].AnsweredBy, rows[i].AnsweredName, rows[i].AnsweredAt = by.StaffID, by.Name, &at
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := touch(tx, l, at, map[string]any{}); err != nil {
			return err
		}
		for i := range rows {
			rows[i].ID = 0
		}
		switch a.Answer {
		case model.AnswerWithdraw:
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
				return err
			}
		default:
			if err := tx.Where("list_id = ? AND verdict = ? AND payout_id IN ?", l.ID, model.VerdictPass, a.Rows).Delete(&model.PrepaymentRow{}).Error; err != nil {
				return err
			}
		}
		return audit.Record(tx, by, at, "prepayment.answer", object(l.ID), map[string]any{"answer": a.Answer, "rows": len(rows), "passing": true})
	})
	if err != nil {
		return fmt.Errorf("prepayment answer: %w", err)
	}
	return nil
}
