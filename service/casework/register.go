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

// The sources of clues.
const (
	SourcePetition = model.ClueFromPetition
	SourceFinding  = model.ClueFromFinding
)

// Ledger takes clues over from the petition office and from the comparison. It
// registers inside the other's transaction, so that no petition or finding says
// it became a clue that is not there.
type Ledger struct {
	db  *gorm.DB
	box *seal.Box
}

// NewLedger makes the ledger's entrance. box is that of the service.
func NewLedger(db *gorm.DB, box *seal.Box) *Ledger { return &Ledger{db, box} }

// Register enters a clue inside tx and gives its number. A petition makes one
// clue: a second try is a conflict.
func (l *Ledger) Register(tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, village string, title, summary seal.Secret) (string, error) {
	c, err := l.register(tx, by, at, model.Clue{Source: SourcePetition, PetitionID: petitionID, VillageCode: village}, title, summary)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return "", fault.Wrap(fault.Conflict, "这件信访件已经转过线索了", err)
	}
	return c.Number, err
}

// RegisterFinding enters the clue of a finding inside tx and gives its row and
// number. A finding makes one clue: a second try is a conflict.
func (l *Ledger) RegisterFinding(tx *gorm.DB, by actor.Actor, at time.Time, findingID int64, village string, title, summary seal.Secret) (int64, string, error) {
	c, err := l.register(tx, by, at, model.Clue{Source: SourceFinding, PetitionID: findingID, VillageCode: village}, title, summary)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return 0, "", fault.Wrap(fault.Conflict, "这条疑点已经转过线索了", err)
	}
	return c.ID, c.Number, err
}

func (l *Ledger) register(tx *gorm.DB, by actor.Actor, at time.Time, c model.Clue, title, summary seal.Secret) (model.Clue, error) {
	year := period.Here(at).Year()
	n, err := series.Next(tx, "clue/"+strconv.Itoa(year))
	if err != nil {
		return c, err
	}
	c.Number = fmt.Sprintf("线索〔%d〕%04d", year, n)
	c.State, c.CreatedBy, c.Version, c.CreatedAt, c.UpdatedAt = model.ClueRegistered, by.StaffID, 1, at, at
	c.TitleSealed = l.box.Seal(title, place("clues.title", c.Number))
	c.SummarySealed = l.box.Seal(summary, place("clues.summary", c.Number))
	if err := tx.Create(&c).Error; err != nil {
		return c, fmt.Errorf("clue: %w", err)
	}
	d := deed{by: by, at: at, act: ActRegister, detail: map[string]any{"source": c.Source}}
	return c, record(tx, l.box, objectClue, c.ID, "", c.State, d)
}

// Reads reports whether the clue of a petition is the actor's to work on.
func (l *Ledger) Reads(ctx context.Context, by actor.Actor, petitionID int64) (bool, error) {
	where, args, ok := sees(by)
	if !ok || petitionID == 0 {
		return false, nil
	}
	n, err := gorm.G[model.Clue](l.db).Where("source = ? AND petition_id = ?", SourcePetition, petitionID).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("clue of petition: %w", err)
	}
	return n > 0, nil
}
