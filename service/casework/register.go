package casework

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
)

// SourcePetition is the source of a clue that came from a petition.
const SourcePetition = "petition"

// Ledger takes clues over from the petition office. It registers inside the
// other's transaction, so that no petition says it became a clue that is not
// there.
type Ledger struct {
	db  *gorm.DB
	box *seal.Box
}

// NewLedger makes the ledger's entrance. box is that of the service.
func NewLedger(db *gorm.DB, box *seal.Box) *Ledger { return &Ledger{db, box} }

// Register enters a clue inside tx and gives its number. A petition makes one
// clue: a second try is a conflict.
func (l *Ledger) Register(tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, village string, title, summary seal.Secret) (string, error) {
	year := period.Here(at).Year()
	n, err := series.Next(tx, "clue/"+strconv.Itoa(year))
	if err != nil {
		return "", err
	}
	c := model.Clue{
		Number: fmt.Sprintf("线索〔%d〕%04d", year, n), Source: SourcePetition, PetitionID: petitionID, VillageCode: village,
		State: model.ClueRegistered, CreatedBy: by.StaffID, Version: 1, CreatedAt: at, UpdatedAt: at,
	}
	c.TitleSealed = l.box.Seal(title, place("clues.title", c.Number))
	c.SummarySealed = l.box.Seal(summary, place("clues.summary", c.Number))
	if err := tx.Create(&c).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return "", fault.Wrap(fault.Conflict, "这件信访件已经转过线索了", err)
		}
		return "", fmt.Errorf("clue: %w", err)
	}
	d := deed{by: by, at: at, act: ActRegister, detail: map[string]any{"source": SourcePetition}}
	return c.Number, record(tx, l.box, objectClue, c.ID, "", c.State, d)
}

// Reads reports whether the clue of a petition is the actor's to work on.
func (l *Ledger) Reads(ctx context.Context, by actor.Actor, petitionID int64) (bool, error) {
	where, args, ok := sees(by)
	if !ok || petitionID == 0 {
		return false, nil
	}
	n, err := gorm.G[model.Clue](l.db).Where("petition_id = ?", petitionID).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("clue of petition: %w", err)
	}
	return n > 0, nil
}
