package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/lease"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// loader turns checked records of one kind into rows. It is made anew for each
// pass over a file and may keep what it needs of earlier records.
type loader interface {
	// check finds mistakes that need more than the row itself.
	check(rec sheet.Record) []sheet.RowError
	// amount is the row's money in 分, for the batch's total; 0 where there is none.
	amount(rec sheet.Record) int64
	// write stores records, numbered from first, where nobody sees them yet.
	write(ctx context.Context, recs []sheet.Record, first int) error
	// publish does, in the transaction that makes the batch visible, what must
	// happen together with it.
	publish(tx *gorm.DB) error
	// retract does the same for the transaction that withdraws the batch.
	retract(tx *gorm.DB) error
	// tables are those whose rows carry the batch's number.
	tables() []string
}

// loaders makes the loader of each kind that can be loaded.
var loaders map[string]func(ctx context.Context, s *Service, b model.Batch) (loader, error)

// rowID numbers a row of a batch for good: the same file loaded again after an
// interruption gets the same numbers.
func rowID(batchID int64, n int) int64 { return batchID<<24 | int64(n) }

// maxRows is how many rows a batch can number.
const maxRows = 1<<24 - 1

// load writes the rows of a checked batch and makes them visible in one step.
// Interrupted anywhere, it may be called again.
//
// kept are the records that pass, when the check has just read them; nil reads
// the file again.
func (s *Service) load(ctx context.Context, id int64, kept []sheet.Record, progress Progress) error {
	b, err := gorm.G[model.Batch](s.db).Where("id = ?", id).Take(ctx)
	if err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	if b.Status != model.BatchLoading {
		return nil // done already, or withdrawn meanwhile
	}
	holder, err := lease.Holder()
	if err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	ok, err := lease.Claim(ctx, s.db, leaseName(id), holder, s.now(), leaseTime)
	if err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	if !ok {
		return fault.New(fault.Unavailable, "这一批正在导入，请稍后再看")
	}
	defer func() { _ = lease.Release(context.WithoutCancel(ctx), s.db, leaseName(id), holder) }() // runs out by itself
	k, err := s.kindOf(ctx, b)
	if err != nil {
		return err
	}
	w := &writer{s: s, batch: b, holder: holder, progress: progress}
	if w.loader, err = loaders[b.Kind](ctx, s, b); err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	if err := w.clear(ctx); err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	if w.full = listerOf(b, w.loader); w.full != nil {
		kept = nil // the rows that do not pass are wanted too
	}
	if kept == nil {
		_, err = s.records(ctx, b, k, nil, func(rec sheet.Record) error { return w.take(ctx, rec) })
	}
	for _, rec := range kept {
		if err = w.take(ctx, rec); err != nil {
			break
		}
	}
	if err != nil {
		return err
	}
	if err := w.flush(ctx); err != nil {
		return err
	}
	return w.publish(ctx)
}

func leaseName(id int64) string { return fmt.Sprintf("import/%d", id) }

type writer struct {
	s        *Service
	batch    model.Batch
	loader   loader
	full     lister // nil of a batch that is no full list
	holder   string
	progress Progress
	pending  []sheet.Record
	written  int
	told     int
}

// clear takes away what an interrupted attempt wrote.
func (w *writer) clear(ctx context.Context) error {
	for _, table := range append(w.loader.tables(), model.RowExtra{}.TableName(), model.RowGrade{}.TableName()) {
		if err := w.s.db.WithContext(ctx).Exec("DELETE FROM "+table+" WHERE batch_id = ?", w.batch.ID).Error; err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) take(ctx context.Context, rec sheet.Record) error {
	if len(rec.Errors) > 0 || len(w.loader.check(rec)) > 0 {
		if w.full != nil {
			w.full.refused(rec)
		}
		return nil // told in the check
	}
	w.pending = append(w.pending, rec)
	if len(w.pending) < group {
		return nil
	}
	return w.flush(ctx)
}

func (w *writer) flush(ctx context.Context) error {
	if len(w.pending) == 0 {
		return nil
	}
	if w.written+len(w.pending) > maxRows {
		return fault.New(fault.Invalid, "这个文件的行数太多了，请拆成几个文件再上传")
	}
	if err := w.loader.write(ctx, w.pending, w.written+1); err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	if err := w.extras(ctx); err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	w.written += len(w.pending)
	w.pending = w.pending[:0]
	w.s.slow()
	if w.written-w.told < tellEvery {
		return nil
	}
	w.told = w.written
	if ok, err := lease.Take(ctx, w.s.db, leaseName(w.batch.ID), w.holder, w.s.now(), leaseTime); err != nil || !ok {
		return fmt.Errorf("import load: the batch was taken over: %w", err)
	}
	return w.s.tell(ctx, w.batch.ID, w.written, w.batch.RowsGood, w.progress)
}

// enter writes the one row of a batch that was filled in on line.
func (w *writer) enter(ctx context.Context) error {
	if err := w.loader.write(ctx, w.pending, 1); err != nil {
		return err
	}
	return w.extras(ctx)
}

// extras keeps the columns that the kind does not know.
func (w *writer) extras(ctx context.Context) error {
	var rows []model.RowExtra
	for i, rec := range w.pending {
		extra := rec.Extra()
		if len(extra) == 0 {
			continue
		}
		text, err := json.Marshal(extra)
		if err != nil {
			return err
		}
		n := w.written + 1 + i
		rows = append(rows, model.RowExtra{BatchID: w.batch.ID, RowNo: n,
			FieldsSealed: w.s.box.Seal(seal.NewSecret(string(text)), fmt.Sprintf("row_extras.fields/%d/%d", w.batch.ID, n))})
	}
	if len(rows) == 0 {
		return nil
	}
	return w.s.db.WithContext(ctx).Create(&rows).Error
}

// loadedTopics are the promises made when a batch of a kind becomes visible.
var loadedTopics = map[string]string{"payouts": TopicPayoutsLoaded, "prepayouts": TopicListLoaded}

// publish makes the batch visible, together with what it changes.
func (w *writer) publish(ctx context.Context) error {
	at := w.s.at()
	err := transact.Do(ctx, w.s.db, func(tx *gorm.DB) error {
		r := tx.Model(&model.Batch{}).Where("id = ? AND status = ?", w.batch.ID, model.BatchLoading).
			Updates(map[string]any{"status": model.BatchLoaded, "loaded_at": at, "progress": w.written})
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected == 0 {
			return fault.New(fault.Conflict, "这一批的状态变了，没有导入；请刷新页面")
		}
		if err := w.loader.publish(tx); err != nil {
			return err
		}
		if err := promise(tx, w.batch, at); err != nil {
			return err
		}
		return w.loaded(tx, at)
	})
	if more, ok := errors.AsType[moreEnd](err); ok {
		return w.askAgain(ctx, more)
	}
	if err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	if w.progress != nil {
		w.progress(w.written, w.written)
	}
	return nil
}

// loaded writes the load down.
func (w *writer) loaded(tx *gorm.DB, at time.Time) error {
	did := map[string]any{"kind": w.batch.Kind, "rows": w.written}
	if w.full != nil {
		var b model.Batch
		if err := tx.Select("ends", "in_force").Where("id = ?", w.batch.ID).Take(&b).Error; err != nil {
			return err
		}
		did["ended"], did["in_force"] = b.Ends, b.InForce
	}
	return audit.Record(tx, actor.Sys("importer"), at, "import.load", object(w.batch.ID), did)
}

// askAgain gives a full list back to whoever confirms it: since they were told
// how many rows it ends, more have come that it would end.
func (w *writer) askAgain(ctx context.Context, more moreEnd) error {
	err := w.s.db.WithContext(ctx).Model(&model.Batch{}).Where("id = ? AND status = ?", w.batch.ID, model.BatchLoading).Updates(map[string]any{
		"status": model.BatchChecked, "progress": w.batch.RowsTotal, "ends": more.n, "in_force": more.inForce,
		"message": fmt.Sprintf("确认以后又导入了别的数据：要停的从 %d 条变成 %d 条，所以没有导入。请看过以后再确认。", w.batch.Ends, more.n)}).Error
	if err != nil {
		return fmt.Errorf("import load: %w", err)
	}
	return nil
}

// promise sets going what follows a batch that became visible.
func promise(tx *gorm.DB, b model.Batch, at time.Time) error {
	id := fmt.Sprint(b.ID)
	if err := outbox.Add(tx, TopicLook, id, at, BatchEvent{b.ID}); err != nil {
		return err
	}
	if topic := loadedTopics[b.Kind]; topic != "" {
		if err := outbox.Add(tx, topic, id, at, BatchEvent{b.ID}); err != nil {
			return err
		}
	}
	return outbox.Add(tx, TopicImported, id, at, ChangeEvent{b.ID, b.Kind})
}

// Withdraw takes a loaded or waiting batch back as a whole: its rows are seen no
// more, rows it replaced are current again. The reason is kept.
func (s *Service) Withdraw(ctx context.Context, by actor.Actor, id int64, reason string) error {
	if len([]rune(reason)) < 4 {
		return fault.Fields(map[string]string{"reason": "请写明撤回的原因（至少4个字）"})
	}
	b, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if b.Status == model.BatchWithdrawn {
		return fault.New(fault.Conflict, "这一批已经撤回了")
	}
	if b.Kind == "relatives" && b.Origin == model.OriginFiled { // the declaration would go on saying that it is confirmed
		return fault.New(fault.Conflict, "这是本人申报、单位确认过的家属，不能在这里撤回。请由本人在“我的家属申报”里更正")
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error { return s.withdraw(tx, by, b, reason) })
	if err != nil {
		return fmt.Errorf("import withdraw: %w", err)
	}
	return nil
}

// withdraw takes a batch back inside tx.
func (s *Service) withdraw(tx *gorm.DB, by actor.Actor, b model.Batch, reason string) error {
	in := *s
	in.db = tx // loaders may read through their service
	ld, err := loaders[b.Kind](tx.Statement.Context, &in, b)
	if err != nil {
		return err
	}
	at := s.at()
	r := tx.Model(&model.Batch{}).Where("id = ? AND status = ?", b.ID, b.Status).Updates(map[string]any{
		"status": model.BatchWithdrawn, "withdrawn_mark": b.ID, "withdrawn_by": by.StaffID, "withdrawn_at": at, "withdraw_reason": clip.Runes(reason, 480)})
	if r.Error != nil {
		return r.Error
	}
	if r.RowsAffected == 0 {
		return fault.New(fault.Conflict, "这一批的状态变了，请刷新页面再试")
	}
	if b.Status == model.BatchLoaded {
		if err := ld.retract(tx); err != nil {
			return err
		}
		if err := outbox.Add(tx, TopicWithdrawn, fmt.Sprint(b.ID), at, ChangeEvent{b.ID, b.Kind}); err != nil {
			return err
		}
	}
	return audit.Record(tx, by, at, "import.withdraw", object(b.ID), map[string]any{"kind": b.Kind})
}

// recordDownload writes down that refused rows left in clear.
func (s *Service) recordDownload(ctx context.Context, by actor.Actor, id int64, rows int) error {
	err := audit.RecordAlone(ctx, s.db, by, s.at(), "import.errors.download", object(id), map[string]any{"rows": rows})
	if err != nil {
		return fmt.Errorf("import errors: %w", err)
	}
	return nil
}
