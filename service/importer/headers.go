package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// HeaderQuestion is what a file asks that was refused for its header, or that
// passed without columns it may have: which of the headers that nobody knows are
// the columns that are missing?
type HeaderQuestion struct {
	Headers []string `json:"headers,omitempty"`
	Missing []string `json:"missing,omitempty"`
}

// kindOf is the batch's kind with the names that its bureau has given columns.
func (s *Service) kindOf(ctx context.Context, b model.Batch) (kind.Kind, error) {
	k, err := lookupKind(b.Kind)
	if err != nil {
		return k, err
	}
	rows, err := gorm.G[model.HeaderAlias](s.db).Where("bureau = ? AND kind = ?", b.Bureau, b.Kind).Find(ctx)
	if err != nil {
		return k, fmt.Errorf("import headers: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.Header] = r.ColumnName
	}
	return k.With(names), nil
}

// question keeps with a refused batch what its header leaves open; nil when err
// is of another sort.
func (s *Service) question(id int64, err error) []byte {
	h, ok := errors.AsType[*sheet.HeaderError](err)
	if !ok || len(h.Unknown) == 0 {
		return nil
	}
	text, err := json.Marshal(HeaderQuestion{Headers: h.Unknown, Missing: h.Missing})
	if err != nil { // strings always marshal
		return nil
	}
	return s.box.Seal(seal.NewSecret(string(text)), previewPlace(id))
}

// Headers gives what a refused or checked batch asks about its header; nothing
// for any other batch.
func (s *Service) Headers(ctx context.Context, by actor.Actor, id int64) (HeaderQuestion, error) {
	b, err := s.visible(ctx, by, id)
	if err != nil || b.Status != model.BatchRefused && b.Status != model.BatchChecked || len(b.PreviewSealed) == 0 {
		return HeaderQuestion{}, err
	}
	text, err := s.box.Open(b.PreviewSealed, previewPlace(id))
	if err != nil {
		return HeaderQuestion{}, fmt.Errorf("import headers: %w", err)
	}
	var q HeaderQuestion
	if err := json.Unmarshal([]byte(text.Reveal()), &q); err != nil {
		return HeaderQuestion{}, fmt.Errorf("import headers: %w", err)
	}
	if len(q.Headers) == 0 || len(q.Missing) == 0 {
		return HeaderQuestion{}, nil // nothing to bring together
	}
	return q, nil
}

// NameHeaders says which headers of a batch stand for which columns and
// has the file read again. The bureau's next files are read by it too.
func (s *Service) NameHeaders(ctx context.Context, by actor.Actor, id int64, columns map[string]string) error {
	q, err := s.Headers(ctx, by, id)
	if err != nil {
		return err
	}
	if len(q.Missing) == 0 {
		return fault.New(fault.Conflict, "这一批现在不用认列，请刷新页面看看它的状态")
	}
	b, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	rows, err := q.aliases(b, columns)
	if err != nil {
		return err
	}
	at := s.at()
	for i := range rows {
		rows[i].MadeBy, rows[i].MadeAt = by.StaffID, at
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		update := clause.OnConflict{Columns: []clause.Column{{Name: "bureau"}, {Name: "kind"}, {Name: "header"}}, DoUpdates: clause.AssignmentColumns([]string{"column_name", "made_by", "made_at"})}
		if err := tx.Clauses(update).Create(&rows).Error; err != nil {
			return err
		}
		if err := readAgain(tx, b, at); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "import.headers", object(id), map[string]any{"kind": b.Kind, "columns": len(rows)})
	})
	if err != nil {
		return fmt.Errorf("import headers: %w", err)
	}
	return nil
}

// readAgain puts a batch that is not loaded back to where its file was not read
// yet, and promises to read it.
func readAgain(tx *gorm.DB, b model.Batch, at time.Time) error {
	r := tx.Model(&model.Batch{}).Where("id = ? AND status = ?", b.ID, b.Status).
		Updates(map[string]any{"status": model.BatchUploaded, "message": "", "progress": 0, "preview_sealed": nil, "rows_total": 0, "rows_good": 0, "rows_bad": 0, "amount_fen": 0, "ends": 0, "in_force": 0})
	if r.Error != nil {
		return r.Error
	}
	if r.RowsAffected == 0 {
		return fault.New(fault.Conflict, "这一批的状态变了，请刷新页面")
	}
	return outbox.Add(tx, TopicCheck, fmt.Sprintf("%d/%d", b.ID, at.Unix()), at, BatchEvent{b.ID})
}

// aliases checks the answer and gives the rows that keep it.
func (q HeaderQuestion) aliases(b model.Batch, columns map[string]string) ([]model.HeaderAlias, error) {
	var rows []model.HeaderAlias
	taken := map[string]bool{}
	for _, header := range q.Headers {
		column := columns[header]
		switch {
		case column == "":
			continue
		case !slices.Contains(q.Missing, column):
			return nil, fault.New(fault.Invalid, "“"+column+"”不是缺少的列，请重新选择")
		case taken[column]:
			return nil, fault.New(fault.Invalid, "“"+column+"”选了两次，一列只能对应一个表头")
		}
		taken[column] = true
		rows = append(rows, model.HeaderAlias{Bureau: b.Bureau, Kind: b.Kind, Header: kind.Header(header), ColumnName: column})
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.Invalid, "请至少为一个表头选择它对应的列")
	}
	return rows, nil
}
