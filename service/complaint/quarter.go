package complaint

import (
	"context"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
)

// ActQuarter marks that whoever handles the clue told the petition office how
// it stands, as every quarter (检规§18).
const ActQuarter Action = "quarter"

// Quarter writes the quarterly word of whoever handles the clue behind a
// petition, for the petition office and not for the reporter.
func (r Results) Quarter(ctx context.Context, tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, note seal.Secret) error {
	p, err := take(gorm.G[model.Petition](tx).Where("id = ?", petitionID).Take(ctx))
	if err != nil {
		return err
	}
	return record(tx, r.Box, p, p.State, deed{by: by, role: by.Role, at: at, act: ActQuarter, note: note})
}
