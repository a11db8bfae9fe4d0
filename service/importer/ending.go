package importer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// mostEnded is the share, in percent, of the rows in force that a full list may
// end without being asked about again. From one month to the next few leave a
// register; a list that lacks more than a fifth of it is more often one town's,
// one item's, or the file of another month, taken for the whole.
const mostEnded = 20

// lister is a loader of a kind that may come as a full list.
type lister interface {
	// list notes rows of the list without writing anything.
	list(ctx context.Context, recs []sheet.Record) error
	// refused notes a row that was given back.
	refused(rec sheet.Record)
	// outcome gives what the list ends by what is loaded now, with the first
	// rows of it; ok is false where that cannot be told.
	outcome(ctx context.Context) (o lacking, shown [][]string, ok bool, err error)
}

// moreEnd is a list that would end more rows than whoever confirmed it was told.
type moreEnd struct{ lacking }

// Error says it for the log.
func (e moreEnd) Error() string {
	return fmt.Sprintf("the list now ends %d rows of %d in force", e.n, e.inForce)
}

// lister is the loader of a batch that is a full list; nil of any other.
func listerOf(b model.Batch, l loader) lister {
	if b.FullList {
		if of, ok := l.(lister); ok {
			return of
		}
	}
	return nil
}

func (l *registers[T]) list(ctx context.Context, recs []sheet.Record) error {
	persons := make([][]known, len(l.kind.people))
	for i, column := range l.kind.people {
		var err error
		if persons[i], err = l.people.peek(ctx, recs, column); err != nil {
			return err
		}
	}
	note(ctx, l.tally, l.rows(recs, persons, 0))
	return nil
}

func (l *registers[T]) refused(rec sheet.Record) {
	if l.tally != nil {
		l.tally.refused(rec, l.kind.people[0].name)
	}
}

func (l *registers[T]) outcome(ctx context.Context) (o lacking, shown [][]string, ok bool, err error) {
	if l.tally.unnamed > 0 {
		return o, nil, false, nil
	}
	if o, err = l.lacking(ctx, l.s.db); err != nil {
		return o, nil, false, err
	}
	shown, err = o.shown(ctx, l.s.db)
	return o, shown, true, err
}

// end ends, in the transaction that makes the batch visible, the rows that the
// list does not have.
func (l *registers[T]) end(tx *gorm.DB) error {
	ctx := tx.Statement.Context
	o, err := l.lacking(ctx, tx)
	if err != nil {
		return err
	}
	if o.n > l.batch.Ends {
		return moreEnd{o}
	}
	until := l.kind.full.day(period.Stored(l.batch.AsOf)).Time()
	for part := range slices.Chunk(o.rows, chunk) {
		if err := l.endSome(tx, part, until); err != nil {
			return fmt.Errorf("ending rows of %s: %w", l.kind.register.table, err)
		}
	}
	return tx.Model(&model.Batch{}).Where("id = ?", l.batch.ID).Updates(map[string]any{"ends": o.n, "in_force": o.inForce}).Error
}

func (l *registers[T]) endSome(tx *gorm.DB, part []lack, until time.Time) error {
	ids := make([]int64, len(part))
	for i, r := range part {
		ids[i] = r.id
	}
	var before []model.RegisterEnding // what these rows came with
	if err := tx.Where("row_id IN ?", ids).Find(&before).Error; err != nil {
		return err
	}
	former := make(map[int64]*time.Time, len(before))
	for _, e := range before {
		former[e.RowID] = e.Former
	}
	rows, later := make([]model.RegisterEnding, len(part)), ids[:0:0]
	for i, r := range part {
		own, known := former[r.id]
		if !known {
			own = r.to
		}
		rows[i] = model.RegisterEnding{RowID: r.id, BatchID: l.batch.ID, EndedOn: until, Former: own}
		if !r.ended {
			later = append(later, r.id)
		}
	}
	if err := tx.Create(&rows).Error; err != nil {
		return err
	}
	if len(later) == 0 {
		return nil
	}
	return tx.Table(l.kind.register.table).Where("id IN ?", later).Update(l.kind.full.to, until).Error
}

// revive undoes end when batch b is withdrawn: a row ends where another full
// list says that still counts, else where its own file said.
func (l *registers[T]) revive(tx *gorm.DB) error {
	var rows []struct {
		RowID        int64
		Former, Rest *string
	}
	err := tx.Raw(`SELECT e.row_id, e.former, (SELECT MIN(o.ended_on) FROM register_endings o JOIN batches b ON b.id = o.batch_id AND b.status = ? WHERE o.row_id = e.row_id) AS rest
		FROM register_endings e WHERE e.batch_id = ? ORDER BY e.row_id`, model.BatchLoaded, l.batch.ID).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("ended rows of %s: %w", l.kind.register.table, err)
	}
	ends := map[period.Day][]int64{} // 0 is open
	for _, r := range rows {
		day := period.Day(0)
		if r.Former != nil {
			day = dayOf(*r.Former)
		}
		if r.Rest != nil {
			if rest := dayOf(*r.Rest); day == 0 || rest < day {
				day = rest
			}
		}
		ends[day] = append(ends[day], r.RowID)
	}
	for day, ids := range ends {
		var until any
		if day != 0 {
			until = day.Time()
		}
		if err := l.kind.register.update(tx, ids, map[string]any{l.kind.full.to: until}); err != nil {
			return err
		}
	}
	return nil
}

// mayBeFull refuses what cannot be a full list.
func mayBeFull(u Upload, today period.Day) error {
	if !u.Full {
		return nil
	}
	if _, ok := FullList(u.Kind); !ok {
		return fault.Fields(map[string]string{"full": Title(u.Kind) + "没有起止日期，不能按全量名单导入，请不要勾选"})
	}
	switch {
	case u.AsOf == 0:
		return fault.Fields(map[string]string{"as_of": "按全量名单导入，请填写数据截至哪一天：没有列入的，从这一天起算停"})
	case u.AsOf > today:
		return fault.Fields(map[string]string{"as_of": "按全量名单导入，截至日不能晚于今天"})
	}
	return nil
}

// agreed checks what somebody who confirms a full list was told.
func agreed(b model.Batch, ends int) error {
	switch {
	case !b.FullList:
		return nil
	case b.Ends < 0:
		return fault.New(fault.Invalid, "退回的行里有没写姓名的，不知道是谁，不能判断哪些人没有列入。请补上姓名后重新上传，或者放弃这一批，不按全量名单再上传")
	case ends != b.Ends && Batch{Ends: b.Ends, InForce: b.InForce}.ManyEnd():
		return fault.Fields(map[string]string{"ends": fmt.Sprintf("填的和要停的条数不一样。请核对：这份名单会停 %d 条；确实要停，请填 %[1]d", b.Ends)})
	case ends != b.Ends:
		return fault.Newf(fault.Conflict, "要停的条数是 %d，和您确认的不一样，请看过以后再确认", b.Ends)
	}
	return nil
}
