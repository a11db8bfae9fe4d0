package importer

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
)

// Entry is one row that somebody fills in on line instead of handing in a file.
type Entry struct {
	Kind   string            // KIND of the data set contract
	Title  string            // what the history of batches calls it
	Filing string            // the step it belongs to, such as filing/X1/3: the same row of the same step is taken once
	Bureau string            // whose batch it is
	Values map[string]string // by column; a column that the kind does not know is kept beside the row
}

// Enter makes a loaded batch of one row inside tx and gives its number. The row
// is checked, closes the row it replaces and promises what a published file
// promises, so that whoever reads batches needs to know nothing of filing; it
// can be withdrawn like any other. Who may file what is for the caller to say.
//
// What does not pass is fault.Invalid with a message for each column.
func (s *Service) Enter(tx *gorm.DB, by actor.Actor, e Entry) (int64, error) {
	k, err := lookupKind(e.Kind)
	if err != nil {
		return 0, err
	}
	rec := sheet.Entered(k, e.Values, s.today())
	if err := told(rec.Errors); err != nil {
		return 0, err
	}
	text, err := json.Marshal(rec.Values()) // keys come sorted
	if err != nil {
		return 0, fmt.Errorf("import enter: %w", err)
	}
	digest := sm3.Sum(append([]byte(e.Filing+"\n"), text...))
	in := *s
	in.db = tx // loaders read and write through their service: here all of it is the caller's transaction
	ctx, at := tx.Statement.Context, s.at()
	b := model.Batch{
		Kind: k.Key, Origin: model.OriginFiled, FileName: clip.Runes(e.Title, 120), FileDigest: digest[:], FileSize: int64(len(text)), Status: model.BatchLoaded,
		Bureau: e.Bureau, AsOf: s.today().Time(), Progress: 1, RowsTotal: 1, RowsGood: 1, CreatedBy: by.StaffID, CreatedAt: at, LoadedAt: &at,
	}
	ld, err := loaders[k.Key](ctx, &in, b)
	if err != nil {
		return 0, fmt.Errorf("import enter: %w", err)
	}
	if err := told(ld.check(rec)); err != nil {
		return 0, err
	}
	b.AmountFen = ld.amount(rec)
	if err := tx.Create(&b).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
		return 0, fault.New(fault.Conflict, "这一步已经填报过，请刷新页面看看")
	} else if err != nil {
		return 0, fmt.Errorf("import enter: %w", err)
	}
	if ld, err = loaders[k.Key](ctx, &in, b); err != nil { // now that the batch has its number
		return 0, fmt.Errorf("import enter: %w", err)
	}
	w := &writer{s: &in, batch: b, loader: ld, pending: []sheet.Record{rec}}
	if err := w.enter(ctx); err != nil {
		return 0, fmt.Errorf("import enter: %w", err)
	}
	if err := ld.publish(tx); err != nil {
		return 0, fmt.Errorf("import enter: %w", err)
	}
	if err := promise(tx, b, at); err != nil {
		return 0, err
	}
	return b.ID, audit.Record(tx, by, at, "import.enter", object(b.ID), map[string]any{"kind": k.Key, "sm3": hex.EncodeToString(digest[:])})
}

// Revoke takes back inside tx a batch that Enter made; who may do that is for the
// caller to say. One that was withdrawn already stays so.
func (s *Service) Revoke(tx *gorm.DB, by actor.Actor, id int64, reason string) error {
	var found []model.Batch
	if err := tx.Where("id = ? AND origin = ?", id, model.OriginFiled).Find(&found).Error; err != nil {
		return fmt.Errorf("import revoke: %w", err)
	}
	switch {
	case len(found) == 0:
		return fmt.Errorf("import revoke: batch %d was not filed", id)
	case found[0].Status == model.BatchWithdrawn:
		return nil
	}
	if err := s.withdraw(tx, by, found[0], reason); err != nil {
		return fmt.Errorf("import revoke: %w", err)
	}
	return nil
}

// told gives the mistakes of a row back to whoever filled it in.
func told(mistakes []sheet.RowError) error {
	if len(mistakes) == 0 {
		return nil
	}
	fields := map[string]string{}
	for _, m := range mistakes {
		fields[m.Column] = m.Message
	}
	return fault.Fields(fields)
}
