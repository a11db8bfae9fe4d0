package complaint

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// ActResult marks that the case or clue behind a petition has a result.
const ActResult Action = "case_result"

// Results takes in what became of the clue or case behind a petition. It holds
// no database: it works inside the transaction of whoever has the result.
type Results struct{ Box *seal.Box }

// CaseResult tells the petition behind a clue that there is a result, in words
// its reporter may read. The clock of the formal feedback (T2)
// starts; book was read before tx began.
func (r Results) CaseResult(ctx context.Context, tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, words string, book timer.Book) error {
	p, err := take(gorm.G[model.Petition](tx).Where("id = ?", petitionID).Take(ctx))
	if err != nil {
		return err
	}
	u := tx.Model(&model.Petition{}).Where("id = ? AND version = ?", p.ID, p.Version).Updates(map[string]any{"version": p.Version + 1, "updated_at": at})
	if u.Error != nil {
		return fmt.Errorf("case result: %w", u.Error)
	}
	if u.RowsAffected != 1 {
		return fault.New(fault.Conflict, "信访件刚刚被别人改过，请再办一次")
	}
	return follow(tx, r.Box, p, p.State, deed{by: by, role: by.Role, at: at, act: ActResult, public: words, book: book})
}
