package complaint

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// SubjectOwnHead is what a petition is about when a leader of this commission
// is meant. It is kept from every leader from the moment it arrives (检规§15).
const SubjectOwnHead = "own_head"

// SubjectElsewhere is what a petition is about that most likely is not the
// commission's: its writer is shown the list 该找谁 before it is sent.
const SubjectElsewhere = "elsewhere"

// keepFromHeads keeps a petition, and all that is merged into it, from every
// leader's account there is, and starts the clock of reporting it up, inside tx.
// Accounts made later are kept out by recuse.NotForHeads.
func keepFromHeads(tx *gorm.DB, b timer.Book, petitionID int64, merged []model.Petition, received, at time.Time, reason string) error {
	var heads []model.Staff
	if err := tx.Select("id").Where("role = ?", string(actor.RoleHead)).Find(&heads).Error; err != nil {
		return fmt.Errorf("heads: %w", err)
	}
	for _, h := range heads {
		for _, p := range append([]model.Petition{{ID: petitionID}}, merged...) {
			if err := recuse.Put(tx, at, model.ObjectPetition, p.ID, h.ID, reason); err != nil {
				return err
			}
		}
	}
	return timer.Start(tx, b, timer.Ref{Object: model.ObjectPetition, ID: petitionID}, timer.ReportUp, period.Here(received), at)
}

// OwnHead keeps a petition from the leaders of this commission because it is
// about one of them, and with it all that report the same. It can only be sealed up afterwards, not be un-marked: who
// read that it concerns a leader cannot be made to forget it.
func (s *Service) OwnHead(ctx context.Context, by actor.Actor, id int64, version int, note seal.Secret) error {
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if version != p.Version {
		return stale()
	}
	if _, err := next(p.State, ActOwnHead, by.Role); err != nil {
		return err
	}
	if utf8.RuneCountInString(strings.TrimSpace(note.Reveal())) < 2 {
		return invalid(map[string]string{"note": "请写明为什么，例如“反映的是本机关领导”。不要写出姓名"})
	}
	b, err := s.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("own head: %w", err)
	}
	d := deed{by: by, role: by.Role, at: s.clock(), act: ActOwnHead, note: note, set: map[string]any{"own_head": true}}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		merged, err := mergedInto(tx, p.ID)
		if err != nil {
			return err
		}
		for _, m := range merged {
			if err := tx.Model(&model.Petition{}).Where("id = ?", m.ID).Update("own_head", true).Error; err != nil {
				return fmt.Errorf("own head: %w", err)
			}
		}
		if err := keepFromHeads(tx, b, p.ID, merged, p.ReceivedAt, d.at, recuse.Accused); err != nil {
			return err
		}
		return advance(tx, s.Box, p, d)
	})
}
