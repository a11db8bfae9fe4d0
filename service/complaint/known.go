package complaint

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// The steps that say, and take back, that everybody may know that a matter is
// being handled.
const (
	ActKnown   Action = "known"
	ActUnknown Action = "unknown"
)

// Known is whether everybody may know that a matter is being handled, and
// whether that can be changed.
type Known struct {
	At        *time.Time
	CanChange bool
}

// MarkKnown lets whoever is about to report the same public thing know that it
// is being handled, or takes that back. It is the petition office's to decide,
// with a reason, such as a notice that hangs in the village.
func (s *Service) MarkKnown(ctx context.Context, by actor.Actor, id int64, version int, on bool, reason seal.Secret) error {
	if !by.Is(actor.RolePetition) {
		return notFound()
	}
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	switch {
	case p.Version != version:
		return stale()
	case !canBeKnown(p):
		return fault.New(fault.Conflict, "只有正在办理、反映工程、集体资金、补贴等公共事项的件，才能公开在办")
	}
	if n := utf8.RuneCountInString(trimmed(reason).Reveal()); n < 4 || n > 200 {
		return fault.Fields(map[string]string{"reason": "请写明理由（4到200个字），例如“村务公开栏已公告”"})
	}
	d := deed{by: by, role: by.Role, at: s.clock(), act: ActUnknown, note: trimmed(reason)}
	set := map[string]any{"known_at": nil, "version": p.Version + 1, "updated_at": d.at}
	if on {
		d.act, set["known_at"] = ActKnown, d.at
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		r := tx.Model(&model.Petition{}).Where("id = ? AND version = ?", p.ID, p.Version).Updates(set)
		if r.Error != nil {
			return fmt.Errorf("petition %s: %w", d.act, r.Error)
		}
		if r.RowsAffected != 1 {
			return stale()
		}
		return record(tx, s.Box, p, p.State, d)
	})
}

// canBeKnown reports whether it may be known that a petition is being handled.
func canBeKnown(p model.Petition) bool {
	return PublicSubject(p.Subject) && p.DuplicateOf == 0 && !p.OwnHead && slices.Contains(handledStates, p.State)
}

// neighbours adds to a petition's page what stands beside it: who else reported
// the matter, what may be the same, and whether it is known.
func (s *Service) neighbours(ctx context.Context, by actor.Actor, p model.Petition, d *Detail) (err error) {
	if d.Company, err = s.company(ctx, by, p); err != nil {
		return err
	}
	if !by.Is(actor.RolePetition) {
		return nil
	}
	d.Known = Known{p.KnownAt, canBeKnown(p)}
	if d.Can[ActDuplicate] {
		d.Alike, err = s.alike(ctx, by, p)
	}
	return err
}
