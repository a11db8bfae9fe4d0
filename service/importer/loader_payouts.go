package importer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// payouts are payments; they only ever add.
type payouts struct {
	plain
	items    map[string]int64
	villages map[string]bool
	people   *people
}

func newPayouts(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	l, err := makePayouts(ctx, s, b)
	return &l, err
}

func makePayouts(ctx context.Context, s *Service, b model.Batch) (payouts, error) {
	items, err := itemIDs(ctx, s.db, nil)
	villages, verr := divisionCodes(ctx, s.db, "village")
	return payouts{plain: plain{s: s, batch: b}, items: items, villages: villages, people: newPeople(s, b.ID)}, errors.Join(err, verr)
}

func (l *payouts) tables() []string { return []string{"payouts"} }

func (l *payouts) amount(rec sheet.Record) int64 { return fen(rec, "金额") }

func (l *payouts) check(rec sheet.Record) []sheet.RowError {
	if l.items[rec.Get(colItem)] == 0 {
		return []sheet.RowError{rowError(rec, colItem, ruleUnknown, itemRef.message)}
	}
	if v := rec.Get(colVillage); v != "" && !l.villages[v] {
		return []sheet.RowError{rowError(rec, colVillage, ruleUnknown, villageRef.message)}
	}
	return l.timely(rec)
}

// longest is how many days a payment may be for, and ahead how many before its
// period begins it may be made. What lies beyond is a slip of the pen.
const (
	longest = 3653
	ahead   = 366
)

// timely refuses payments of a day that has not come, and periods that no
// payment is for.
func (l *payouts) timely(rec sheet.Record) []sheet.RowError {
	today := max(l.s.today(), period.Stored(l.batch.AsOf))
	paid, done := rec.Day("发放日期")
	from, _ := rec.Day("所属期起")
	to, _ := rec.Day("所属期止")
	if !done {
		paid = today
	}
	switch {
	case paid > today:
		return []sheet.RowError{rowError(rec, "发放日期", ruleFuture, "发放日期还没有到，请核对")}
	case from > paid+ahead:
		return []sheet.RowError{rowError(rec, "所属期起", ruleOrder, "所属期比发放日期晚一年以上，请核对年份")}
	case to-from > longest:
		return []sheet.RowError{rowError(rec, "所属期止", ruleOrder, "所属期超过十年，请核对年份")}
	}
	return nil
}

func (l *payouts) write(ctx context.Context, recs []sheet.Record, first int) error {
	rows, err := l.rows(ctx, recs, first, "payouts")
	if err != nil {
		return err
	}
	return insert(ctx, l.s, rows)
}

// rows makes the rows of records, for payouts or for prepayouts.
func (l *payouts) rows(ctx context.Context, recs []sheet.Record, first int, table string) ([]model.Payout, error) {
	persons, err := l.people.resolve(ctx, recs, whose)
	if err != nil {
		return nil, err
	}
	homes, err := l.homes(ctx, recs, persons)
	if err != nil {
		return nil, err
	}
	rows := make([]model.Payout, len(recs))
	for i, rec := range recs {
		id, p := rowID(l.batch.ID, first+i), persons[i]
		account := seal.NewSecret(rec.Get(colAccount))
		row := model.Payout{
			PersonID: p.id, ItemID: l.items[rec.Get(colItem)], PeriodStart: mustDay(rec, "所属期起"), ID: id, PeriodEnd: mustDay(rec, "所属期止"),
			BatchNo: rec.Get("批次号"), QuantityMilli: milli(rec.Get("数量")), Class: clip.Runes(rec.Get("档次"), 32), AmountFen: fen(rec, "金额"),
			AccountDigest: l.s.box.Index(account, seal.PurposeAccount), AccountSealed: l.s.box.Seal(account, seal.PlaceAccount(table, id)),
			AccountTail: idnumber.AccountTail(account.Reveal()), AccountName: rec.Get("账户名"), PaidOn: mustDay(rec, "发放日期"),
			Result: rec.Get("发放结果"), VillageCode: rec.Get(colVillage), RepayOf: rec.Get("补发原批次"), BatchID: l.batch.ID, RowNo: rec.Number(),
		}
		if name := rec.Get(colName); !sameName(name, p.name) {
			row.NameGiven = name
		}
		if row.Result == "" {
			row.Result = "成功"
		}
		if row.VillageCode == "" {
			row.VillageCode = homes[p.id]
		}
		rows[i] = row
	}
	// In the order of the table, neighbours land on the same page.
	slices.SortFunc(rows, func(a, b model.Payout) int {
		return cmp.Or(cmp.Compare(a.PersonID, b.PersonID), cmp.Compare(a.ItemID, b.ItemID), a.PeriodStart.Compare(b.PeriodStart), cmp.Compare(a.ID, b.ID))
	})
	return rows, nil
}

// homes gives the current village of the persons whose rows do not name one.
func (l *payouts) homes(ctx context.Context, recs []sheet.Record, persons []known) (map[int64]string, error) {
	var ids []int64
	for i, rec := range recs {
		if rec.Get(colVillage) == "" {
			ids = append(ids, persons[i].id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	homes := make(map[int64]string, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		rows, err := gorm.G[model.Resident](l.s.db).Select("person_id", "village_code").
			Where("person_id IN ? AND closed_by = 0 AND batch_id IN (SELECT id FROM batches WHERE status = 'loaded')", part).Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("villages of payees: %w", err)
		}
		for _, r := range rows {
			homes[r.PersonID] = r.VillageCode
		}
	}
	return homes, nil
}

// prepayouts are payments that a bureau intends. They are rows of a table of
// their own: nothing that shows payouts can show them by mistake.
type prepayouts struct{ payouts }

func newPrepayouts(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	l, err := makePayouts(ctx, s, b)
	return &prepayouts{l}, err
}

func (l *prepayouts) tables() []string { return []string{"prepayouts"} }

// retract refuses for a list that was released: money is paid by it, and what
// is paid is compared with it.
func (l *prepayouts) retract(tx *gorm.DB) error {
	n, err := gorm.G[model.PrepaymentList](tx).Where("batch_id = ? AND state = ?", l.batch.ID, model.PrepaymentReleased).Count(tx.Statement.Context, "id")
	if err != nil {
		return fmt.Errorf("prepayment list: %w", err)
	}
	if n > 0 {
		return fault.New(fault.Conflict, "这份名单已经放行，不能撤回；不再发放的，请在实际发放时去掉")
	}
	return l.payouts.retract(tx)
}

func (l *prepayouts) write(ctx context.Context, recs []sheet.Record, first int) error {
	rows, err := l.rows(ctx, recs, first, "prepayouts")
	if err != nil {
		return err
	}
	out := make([]model.Prepayout, len(rows))
	for i, r := range rows {
		from := recs[r.ID-rowID(l.batch.ID, first)]
		out[i] = model.Prepayout{
			PersonID: r.PersonID, ItemID: r.ItemID, PeriodStart: r.PeriodStart, ID: r.ID, PeriodEnd: r.PeriodEnd, BatchNo: r.BatchNo,
			QuantityMilli: r.QuantityMilli, Class: r.Class, AmountFen: r.AmountFen, AccountDigest: r.AccountDigest, AccountSealed: r.AccountSealed,
			AccountTail: r.AccountTail, AccountName: r.AccountName, NameGiven: r.NameGiven, VillageCode: r.VillageCode, RepayOf: r.RepayOf,
			BatchID: r.BatchID, RowNo: from.Row, Sheet: clip.Runes(from.Sheet, 64),
		}
	}
	return insert(ctx, l.s, out)
}
