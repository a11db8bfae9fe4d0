// Package audit keeps a hash chain over every change and every unsealing.
//
// An entry is written in the transaction of the deed it records. Its hash is
// SM3 over the previous hash and its own fields, so that a changed, removed or
// inserted entry is found by Verify. Entries never hold personal data: the
// object is a table and number, the detail says what kind of thing was done.
package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/transact"
)

// ErrNoActor refuses an entry nobody is responsible for.
var ErrNoActor = errors.New("audit: an entry needs an actor")

// Record appends one entry inside tx. object names what was touched, such as
// "petition:12"; detail is a small map without personal data and may be nil.
//
// The head row is locked until tx ends, so call Record late in a transaction.
func Record(tx *gorm.DB, by actor.Actor, at time.Time, action, object string, detail map[string]any) error {
	if by.ID() == "" {
		return ErrNoActor
	}
	if detail == nil {
		detail = map[string]any{}
	}
	text, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("audit detail: %w", err)
	}
	head, err := lockHead(tx)
	if err != nil {
		return err
	}
	e := model.AuditEntry{
		Seq: head.Seq + 1, At: at.UTC().Truncate(time.Second), Actor: by.ID(), Action: action,
		Object: object, Detail: string(text), PrevHash: head.Hash,
	}
	e.Hash = link(e)
	if err := tx.Create(&e).Error; err != nil {
		return fmt.Errorf("audit entry: %w", err)
	}
	r := tx.Model(&model.AuditHead{}).Where("id = 1 AND seq = ?", head.Seq).Updates(map[string]any{"seq": e.Seq, "hash": e.Hash})
	if r.Error != nil {
		return fmt.Errorf("audit head: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return errors.New("audit head: moved by another transaction")
	}
	return nil
}

// RecordAlone records what changed no row, such as a look at something sealed,
// in a transaction of its own. Call it before anything is shown.
func RecordAlone(ctx context.Context, db *gorm.DB, by actor.Actor, at time.Time, action, object string, detail map[string]any) error {
	return transact.Do(ctx, db, func(tx *gorm.DB) error { return Record(tx, by, at, action, object, detail) })
}

// Reason is the reason somebody typed for a deed, as it may stand in an entry:
// without the blanks around it, of 4 to most characters, and without a number
// that belongs to somebody. wanted is what is missing where it is too short, such
// as 请写明导出的原因. Keys of its errors: reason.
func Reason(typed string, most int, wanted string) (string, error) {
	r := strings.TrimSpace(typed)
	if n := utf8.RuneCountInString(r); n < 4 || n > most {
		return "", fault.Fields(map[string]string{"reason": fmt.Sprintf("%s，4 到 %d 个字", wanted, most)})
	}
	if len(idnumber.Found(r)) > 0 {
		return "", fault.Fields(map[string]string{"reason": "请不要写身份证号、电话和账号，理由会原样记入审计"})
	}
	return r, nil
}

// lockHead reads the head row, which the first migration made, for update.
func lockHead(tx *gorm.DB) (model.AuditHead, error) {
	var head model.AuditHead
	if err := transact.Locked(tx).Where("id = 1").Take(&head).Error; err != nil {
		return head, fmt.Errorf("audit head: %w", err)
	}
	return head, nil
}

// link computes an entry's hash. Every field is preceded by its length, so that
// moving text from one field to its neighbour changes the hash.
func link(e model.AuditEntry) []byte {
	h := sm3.New()
	h.Write(e.PrevHash)
	for _, s := range []string{fmt.Sprint(e.Seq), e.At.UTC().Format(time.RFC3339), e.Actor, e.Action, e.Object, e.Detail} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return h.Sum(nil)
}

// Broken says where the chain does not hold.
type Broken struct {
	Seq    int64
	Reason string
}

// Error names the first broken link.
func (b *Broken) Error() string {
	return fmt.Sprintf("audit chain broken at entry %d: %s", b.Seq, b.Reason)
}

// Verify walks the whole chain and returns the number of entries that hold. A
// *Broken error names the first that does not.
func Verify(ctx context.Context, db *gorm.DB) (int64, error) {
	prev, seq := make([]byte, 32), int64(0)
	for {
		entries, err := gorm.G[model.AuditEntry](db).Where("seq > ?", seq).Order("seq").Limit(1000).Find(ctx)
		if err != nil {
			return seq, fmt.Errorf("audit verify: %w", err)
		}
		for _, e := range entries {
			switch {
			case e.Seq != seq+1:
				return seq, &Broken{seq + 1, "the entry is missing"}
			case string(e.PrevHash) != string(prev):
				return seq, &Broken{e.Seq, "it does not follow its predecessor"}
			case string(e.Hash) != string(link(e)):
				return seq, &Broken{e.Seq, "its content was changed"}
			}
			prev, seq = e.Hash, e.Seq
		}
		if len(entries) == 0 {
			break
		}
	}
	heads, err := gorm.G[model.AuditHead](db).Where("id = 1").Find(ctx)
	if err != nil {
		return seq, fmt.Errorf("audit verify: %w", err)
	}
	if len(heads) == 1 && (heads[0].Seq != seq || string(heads[0].Hash) != string(prev)) {
		return seq, &Broken{seq + 1, "entries at the end are missing"}
	}
	return seq, nil
}
