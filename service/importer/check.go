package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sheetrow"
	"yangguang/service/kernel/transact"
)

// Rules of a row as a whole, beside those of package kind.
const (
	ruleUnknown = "unknown_reference"
	ruleTwice   = "twice"
	ruleSelf    = "self"
	ruleFuture  = "future"
	ruleLacking = "lacking"
	ruleOrder   = kind.RuleOrder
)

const (
	chunk       = 500     // rows of a statement
	group       = 5_000   // rows of a transaction: fewer writes the same page over and over
	maxKept     = 50_000  // records held in memory between check and load; a larger file is read twice
	maxErrors   = 100_000 // mistakes kept of one batch; the rest is only counted
	previewRows = 10
	tellEvery   = 2000 // rows between two signs of progress
)

// Preview is what a person looks at before confirming.
type Preview struct {
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
	Notices []string   `json:"notices"`          // what was left out of the file, and why
	Ends    [][]string `json:"ends,omitempty"`   // the first of those whom a full list ends: name, what of, since when
	Spared  int        `json:"spared,omitempty"` // rows that a full list lacks and does not end, for somebody of the name was given back
	HeaderQuestion
}

// check reads the whole file without writing any of it and records what would
// happen: rows that pass, rows that do not and why. It may be repeated.
//
// kept are the records that pass, or nil when they are too many to hold.
func (s *Service) check(ctx context.Context, id int64, progress Progress) (kept []sheet.Record, err error) {
	b, err := gorm.G[model.Batch](s.db).Where("id = ?", id).Take(ctx)
	if err != nil {
		return nil, fmt.Errorf("import check: %w", err)
	}
	if b.Status != model.BatchUploaded {
		return nil, nil // done already
	}
	k, err := s.kindOf(ctx, b)
	if err != nil {
		return nil, err
	}
	if err := s.db.WithContext(ctx).Where("batch_id = ?", id).Delete(&model.ImportError{}).Error; err != nil {
		return nil, fmt.Errorf("import check: %w", err)
	}
	c := &checker{s: s, batch: b, kind: k, progress: progress, preview: Preview{Columns: columnNames(k)}}
	if c.loader, err = loaders[b.Kind](ctx, s, b); err != nil {
		return nil, fmt.Errorf("import check: %w", err)
	}
	c.full = listerOf(b, c.loader)
	left, err := s.records(ctx, b, k, func(f *sheet.File) { c.file = f }, func(rec sheet.Record) error { return c.take(ctx, rec) })
	if err != nil {
		return nil, err
	}
	return c.records, c.finish(ctx, left)
}

type checker struct {
	s         *Service
	batch     model.Batch
	kind      kind.Kind
	loader    loader
	progress  Progress
	preview   Preview
	good, bad int
	amount    int64
	records   []sheet.Record // nil once there are too many
	kept      int            // mistakes
	file      *sheet.File
	errs      []model.ImportError
	full      lister         // nil of a batch that is no full list
	listed    []sheet.Record // of a full list, those not noted yet
}

func (c *checker) take(ctx context.Context, rec sheet.Record) error {
	if len(rec.Errors) == 0 {
		rec.Errors = c.loader.check(rec)
	}
	if len(rec.Errors) == 0 {
		c.good++
		c.amount += c.loader.amount(rec)
		c.hold(rec)
	} else {
		c.bad++
		c.keep(rec)
	}
	if err := c.list(ctx, rec); err != nil {
		return err
	}
	if len(c.preview.Rows) < previewRows {
		c.preview.Rows = append(c.preview.Rows, previewRow(c.kind, rec))
	}
	if n := c.good + c.bad; n%tellEvery == 0 {
		if err := c.s.tell(ctx, c.batch.ID, n, -c.about(n), c.progress); err != nil {
			return err
		}
	}
	if len(c.errs) >= chunk {
		return c.flush(ctx)
	}
	return nil
}

// list notes a row of a full list.
func (c *checker) list(ctx context.Context, rec sheet.Record) error {
	if c.full == nil {
		return nil
	}
	if len(rec.Errors) > 0 {
		c.full.refused(rec)
		return nil
	}
	if c.listed = append(c.listed, rec); len(c.listed) < chunk {
		return nil
	}
	return c.noteListed(ctx)
}

func (c *checker) noteListed(ctx context.Context) error {
	err := c.full.list(ctx, c.listed)
	c.listed = c.listed[:0]
	return err
}

// endings counts what a full list ends.
func (c *checker) endings(ctx context.Context, set map[string]any) error {
	if c.full == nil {
		return nil
	}
	if err := c.noteListed(ctx); err != nil {
		return err
	}
	o, shown, ok, err := c.full.outcome(ctx)
	if err != nil {
		return err
	}
	set["ends"], set["in_force"] = o.n, o.inForce
	if !ok {
		set["ends"] = -1
	}
	c.preview.Ends, c.preview.Spared = shown, o.spared
	return nil
}

// about is how many rows there may be, when n of them were met: always more,
// for the end is told by nobody.
func (c *checker) about(n int) int {
	if done, total := c.file.Read(); done > 0 && total > done {
		return max(n+1, int(float64(n)*float64(total)/float64(done)))
	}
	return n + 1
}

// hold keeps a record for the load that follows.
func (c *checker) hold(rec sheet.Record) {
	if c.good > maxKept {
		c.records = nil
		return
	}
	c.records = append(c.records, rec)
}

// keep records the mistakes of a row; the row itself once, sealed, so that it
// can be given back to be mended.
func (c *checker) keep(rec sheet.Record) {
	for i, e := range rec.Errors {
		if c.kept >= maxErrors {
			return
		}
		c.kept++
		m := model.ImportError{
			BatchID: c.batch.ID, Sheet: clip.Runes(e.Sheet, 64), RowNo: e.Row, ColumnName: clip.Runes(e.Column, 64), Rule: e.Rule,
			Message: clip.Runes(e.Message, 250), ValueSealed: c.s.box.Seal(e.Value, errorPlace("value", c.batch.ID, e.Row)),
		}
		if i == 0 {
			m.RowSealed = c.s.box.Seal(rec.JSON(), errorPlace("row", c.batch.ID, e.Row))
		}
		if m.ValueSealed == nil {
			m.ValueSealed = []byte{}
		}
		c.errs = append(c.errs, m)
	}
}

// errorPlace binds a sealed piece of a refused row to where it is stored.
func errorPlace(column string, batchID int64, row int) string {
	return fmt.Sprintf("import_errors.%s/%d/%d", column, batchID, row)
}

func (c *checker) flush(ctx context.Context) error {
	if len(c.errs) == 0 {
		return nil
	}
	if err := c.s.db.WithContext(ctx).CreateInBatches(&c.errs, chunk).Error; err != nil {
		return fmt.Errorf("import check: %w", err)
	}
	c.errs = c.errs[:0]
	return nil
}

func (c *checker) finish(ctx context.Context, left leftOut) error {
	if err := c.flush(ctx); err != nil {
		return err
	}
	for _, n := range left.notices {
		c.preview.Notices = append(c.preview.Notices, n.String())
	}
	set := map[string]any{}
	if err := c.endings(ctx, set); err != nil {
		return fmt.Errorf("import check: %w", err)
	}
	c.preview.HeaderQuestion = HeaderQuestion{Headers: left.headers, Missing: left.columns}
	text, err := json.Marshal(c.preview)
	if err != nil {
		return fmt.Errorf("import check: %w", err)
	}
	maps.Copy(set, map[string]any{
		"status": model.BatchChecked, "rows_total": c.good + c.bad, "rows_good": c.good, "rows_bad": c.bad, "progress": c.good + c.bad,
		"amount_fen": c.amount, "preview_sealed": c.s.box.Seal(seal.NewSecret(string(text)), previewPlace(c.batch.ID)),
		"sheets": sheetrow.Names(left.sheets),
	})
	err = transact.Do(ctx, c.s.db, func(tx *gorm.DB) error {
		r := tx.Model(&model.Batch{}).Where("id = ? AND status = ?", c.batch.ID, model.BatchUploaded).Updates(set)
		if r.Error == nil && r.RowsAffected == 0 {
			return errors.New("the batch moved on meanwhile")
		}
		return r.Error
	})
	if err != nil {
		return fmt.Errorf("import check: %w", err)
	}
	return nil
}

func previewPlace(batchID int64) string { return fmt.Sprintf("batches.preview/%d", batchID) }

func columnNames(k kind.Kind) []string {
	names := make([]string, len(k.Columns))
	for i, c := range k.Columns {
		names[i] = c.Name
	}
	return names
}

func previewRow(k kind.Kind, rec sheet.Record) []string {
	row := make([]string, len(k.Columns))
	for i, c := range k.Columns {
		row[i] = maskFor(c.Type, rec.Given(c.Name))
	}
	return row
}

// tell records progress where the page sees it and tells the terminal.
func (s *Service) tell(ctx context.Context, id int64, done, total int, progress Progress) error {
	if progress != nil {
		progress(done, total)
	}
	if err := s.db.WithContext(ctx).Model(&model.Batch{}).Where("id = ?", id).Update("progress", done).Error; err != nil {
		return fmt.Errorf("import progress: %w", err)
	}
	return nil
}
