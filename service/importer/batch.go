package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// Batch is a batch as the office sees it.
type Batch struct {
	ID         int64
	Kind       string
	Title      string // the kind's Chinese name
	FileName   string
	Size       int64 // bytes
	Status     string
	Message    string // why the file was refused
	Bureau     string
	AsOf       period.Day
	Progress   int // rows read or written so far
	Rows       int
	RowsGood   int
	RowsBad    int
	Full       bool // everybody who is in force is in it
	Ends       int  // rows that a full list ends; less than 0 where that cannot be told
	InForce    int  // of how many
	Amount     money.Fen
	By         string // name of who handed it in; "" for the command line
	CreatedAt  time.Time
	LoadedAt   *time.Time
	Withdrawn  *time.Time
	WithdrawBy string
	Reason     string // of the withdrawal
}

// Busy reports whether the worker has the batch in hand.
func (b Batch) Busy() bool { return b.Status == model.BatchUploaded || b.Status == model.BatchLoading }

// Waiting reports whether the batch waits for a person's confirmation.
func (b Batch) Waiting() bool { return b.Status == model.BatchChecked }

// Loaded reports whether the batch's rows are visible.
func (b Batch) Loaded() bool { return b.Status == model.BatchLoaded }

// ManyEnd reports whether a full list ends so many rows that it is asked about
// again.
func (b Batch) ManyEnd() bool { return b.Ends*100 > b.InForce*mostEnded }

// StatusLabel is the status in words.
func (b Batch) StatusLabel() string {
	switch b.Status {
	case model.BatchUploaded:
		return "正在核对"
	case model.BatchChecked:
		return "待确认"
	case model.BatchLoading:
		return "正在导入"
	case model.BatchLoaded:
		return "已导入"
	case model.BatchRefused:
		return "读不了"
	case model.BatchWithdrawn:
		return "已撤回"
	}
	return b.Status
}

// Mistake is one wrong value of a batch, masked.
type Mistake struct {
	Sheet, Column, Value, Message string
	Row                           int
}

// scope limits a bureau to its own batches.
func scope(by actor.Actor) (string, []any) {
	if by.Is(actor.RoleBureauOfficer) {
		return "bureau = ?", []any{by.Bureau}
	}
	return "1 = 1", nil
}

// visible finds a batch that by may see; any other does not exist.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.Batch, error) {
	if err := mayImport(by); err != nil {
		return model.Batch{}, err
	}
	where, args := scope(by)
	b, err := gorm.G[model.Batch](s.db).Where("id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return b, fault.New(fault.NotFound, "没有找到这一批")
	}
	if err != nil {
		return b, fmt.Errorf("import batch: %w", err)
	}
	return b, nil
}

// Batch gives one batch.
func (s *Service) Batch(ctx context.Context, by actor.Actor, id int64) (Batch, error) {
	b, err := s.visible(ctx, by, id)
	if err != nil {
		return Batch{}, err
	}
	names, err := s.staffNames(ctx, b.CreatedBy, b.WithdrawnBy)
	return view(b, names), err
}

// Batches lists batches, newest first. kindKey and status may be empty.
func (s *Service) Batches(ctx context.Context, by actor.Actor, kindKey, status string, r page.Request) (page.Page[Batch], error) {
	if err := mayImport(by); err != nil {
		return page.Page[Batch]{}, err
	}
	where, args := scope(by)
	if kindKey != "" {
		where, args = where+" AND kind = ?", append(args, kindKey)
	}
	if status != "" {
		where, args = where+" AND status = ?", append(args, status)
	}
	total, err := gorm.G[model.Batch](s.db).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return page.Page[Batch]{}, fmt.Errorf("import batches: %w", err)
	}
	rows, err := gorm.G[model.Batch](s.db).Where(where, args...).Omit("preview_sealed").Order("id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return page.Page[Batch]{}, fmt.Errorf("import batches: %w", err)
	}
	var ids []int64
	for _, b := range rows {
		ids = append(ids, b.CreatedBy, b.WithdrawnBy)
	}
	names, err := s.staffNames(ctx, ids...)
	if err != nil {
		return page.Page[Batch]{}, err
	}
	views := make([]Batch, len(rows))
	for i, b := range rows {
		views[i] = view(b, names)
	}
	return page.Of(r, views, int(total)), nil
}

func (s *Service) staffNames(ctx context.Context, ids ...int64) (map[int64]string, error) {
	names, err := naming.Staff(ctx, s.db, ids)
	if err != nil {
		return nil, fmt.Errorf("import batches: %w", err)
	}
	return names, nil
}

func view(b model.Batch, names map[int64]string) Batch {
	v := Batch{
		ID: b.ID, Kind: b.Kind, Title: b.Kind, FileName: b.FileName, Size: b.FileSize, Status: b.Status, Message: b.Message, Bureau: b.Bureau,
		AsOf: period.Stored(b.AsOf), Progress: b.Progress, Rows: b.RowsTotal, RowsGood: b.RowsGood, RowsBad: b.RowsBad,
		Full: b.FullList, Ends: b.Ends, InForce: b.InForce, Amount: money.Fen(b.AmountFen), By: names[b.CreatedBy], CreatedAt: b.CreatedAt, LoadedAt: b.LoadedAt, Withdrawn: b.WithdrawnAt,
		WithdrawBy: names[b.WithdrawnBy], Reason: b.WithdrawReason,
	}
	if k, ok := kind.Lookup(b.Kind); ok {
		v.Title = k.Title
	}
	return v
}

// Preview gives the first rows of a batch, masked, and what was left out of it.
func (s *Service) Preview(ctx context.Context, by actor.Actor, id int64) (Preview, error) {
	b, err := s.visible(ctx, by, id)
	if err != nil || len(b.PreviewSealed) == 0 || b.Status == model.BatchRefused {
		return Preview{}, err
	}
	text, err := s.box.Open(b.PreviewSealed, previewPlace(id))
	if err != nil {
		return Preview{}, fmt.Errorf("import preview: %w", err)
	}
	var p Preview
	if err := json.Unmarshal([]byte(text.Reveal()), &p); err != nil {
		return Preview{}, fmt.Errorf("import preview: %w", err)
	}
	return p, nil
}

// Mistakes lists what is wrong with a batch, values masked.
func (s *Service) Mistakes(ctx context.Context, by actor.Actor, id int64, r page.Request) (page.Page[Mistake], error) {
	b, err := s.visible(ctx, by, id)
	if err != nil {
		return page.Page[Mistake]{}, err
	}
	total, err := gorm.G[model.ImportError](s.db).Where("batch_id = ?", id).Count(ctx, "*")
	if err != nil {
		return page.Page[Mistake]{}, fmt.Errorf("import mistakes: %w", err)
	}
	rows, err := gorm.G[model.ImportError](s.db).Where("batch_id = ?", id).Omit("row_sealed").Order("id").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return page.Page[Mistake]{}, fmt.Errorf("import mistakes: %w", err)
	}
	k, _ := kind.Lookup(b.Kind)
	out := make([]Mistake, len(rows))
	for i, e := range rows {
		v, err := s.box.Open(e.ValueSealed, errorPlace("value", id, e.RowNo))
		if err != nil {
			return page.Page[Mistake]{}, fmt.Errorf("import mistakes: %w", err)
		}
		c, _ := k.Column(e.ColumnName)
		out[i] = Mistake{Sheet: e.Sheet, Row: e.RowNo, Column: e.ColumnName, Value: maskFor(c.Type, v.Reveal()), Message: e.Message}
	}
	return page.Of(r, out, int(total)), nil
}

// WriteErrors writes the refused rows of a batch as a workbook that can be
// mended and handed in again. It holds the rows in clear: they are the bureau's
// own, and the download is recorded.
func (s *Service) WriteErrors(ctx context.Context, by actor.Actor, id int64, w io.Writer) error {
	b, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	k, err := lookupKind(b.Kind)
	if err != nil {
		return err
	}
	rows, err := gorm.G[model.ImportError](s.db).Where("batch_id = ?", id).Order("id").Find(ctx)
	if err != nil {
		return fmt.Errorf("import errors: %w", err)
	}
	if len(rows) == 0 {
		return fault.New(fault.NotFound, "这一批没有错误行")
	}
	recs, err := s.restore(k, id, rows)
	if err != nil {
		return err
	}
	if err := s.recordDownload(ctx, by, id, len(recs)); err != nil {
		return err
	}
	return sheet.WriteErrors(w, k, recs)
}

// restore joins the mistakes of each row, which stand next to each other, to
// the row itself, which is kept with the first of them.
func (s *Service) restore(k kind.Kind, id int64, rows []model.ImportError) ([]sheet.Record, error) {
	var recs []sheet.Record
	for i := 0; i < len(rows); {
		kept, err := s.box.Open(rows[i].RowSealed, errorPlace("row", id, rows[i].RowNo))
		if err != nil {
			return nil, fmt.Errorf("import errors: %w", err)
		}
		j := i
		var errs []sheet.RowError
		for ; j < len(rows) && (j == i || rows[j].RowSealed == nil); j++ {
			errs = append(errs, sheet.RowError{Sheet: rows[j].Sheet, Row: rows[j].RowNo, Column: rows[j].ColumnName, Rule: rows[j].Rule, Message: rows[j].Message})
		}
		rec, err := sheet.Restore(k, rows[i].Sheet, rows[i].RowNo, kept, errs)
		if err != nil {
			return nil, err
		}
		recs = append(recs, rec)
		i = j
	}
	return recs, nil
}

// maskFor hides what is personal in a value that a list shows.
func maskFor(t kind.Type, v string) string {
	switch t {
	case kind.ID:
		return idnumber.MaskID(v)
	case kind.Account:
		return idnumber.MaskAccount(v)
	case kind.Phone:
		return idnumber.MaskPhone(v)
	default:
		return clip.Runes(v, 60)
	}
}
