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

// notForHeads is the condition of what a leader of the commission may see at
// all: nothing about a leader, and nothing that was sealed up.
const notForHeads = "petitions.own_head = ? AND petitions.state <> '" + model.PetitionSealedUp + "'"

// keepFromHeads keeps a petition from every leader's account there is, and
// starts the clock of reporting it up, inside tx. Accounts made later are kept
// out by the condition above.
func keepFromHeads(tx *gorm.DB, b timer.Book, petitionID int64, received, at time.Time, reason string) error {
	if err := hideFromHeads(tx, at, reason, petitionID); err != nil {
		return err
	}
	return timer.Start(tx, b, timer.Ref{Object: model.ObjectPetition, ID: petitionID}, timer.ReportUp, period.Here(received), at)
}

// hideFromHeads keeps petitions from every leader's account there is, inside tx.
func hideFromHeads(tx *gorm.DB, at time.Time, reason string, petitions ...int64) error {
	var heads []model.Staff
	if err := tx.Select("id").Where("role = ?", string(actor.RoleHead)).Find(&heads).Error; err != nil {
		return fmt.Errorf("heads: %w", err)
	}
	for _, h := range heads {
		for _, id := range petitions {
			if err := recuse.Put(tx, at, model.ObjectPetition, id, h.ID, reason); err != nil {
				return err
			}
		}
	}
	return nil
}

// ownHeadAlong keeps from the leaders, inside tx, what is merged into a petition
// that is about one of them: it says the same, and it stays here when that one is
// sealed up.
func ownHeadAlong(tx *gorm.DB, at time.Time, reason string, petitionID int64) error {
	merged, err := mergedInto(tx, petitionID)
	if err != nil || len(merged) == 0 {
		return err
	}
	ids := idsOf(merged)
	if err := tx.Model(&model.Petition{}).Where("id IN ?", ids).Update("own_head", true).Error; err != nil {
		return fmt.Errorf("own head: %w", err)
	}
	return hideFromHeads(tx, at, reason, ids...)
}

// ownHeadMerged makes two petitions that are merged both about a leader when one
// of them is, inside tx; first is the one that is kept.
func ownHeadMerged(tx *gorm.DB, b timer.Book, at time.Time, p, first model.Petition) error {
	if p.OwnHead == first.OwnHead {
		return nil
	}
	late := p
	if p.OwnHead {
		late = first
	}
	if err := tx.Model(&model.Petition{}).Where("id = ?", late.ID).Update("own_head", true).Error; err != nil {
		return fmt.Errorf("own head: %w", err)
	}
	if err := ownHeadAlong(tx, at, recuse.Accused, late.ID); err != nil {
		return err
	}
	if late.ID == p.ID { // the clock of the one that is kept runs
		return hideFromHeads(tx, at, recuse.Accused, late.ID)
	}
	return keepFromHeads(tx, b, late.ID, late.ReceivedAt, at, recuse.Accused)
}

// OwnHead keeps a petition from the leaders of this commission because it is
// about one of them. It can only be sealed up afterwards, not be un-marked: who
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
		if err := keepFromHeads(tx, b, p.ID, p.ReceivedAt, d.at, recuse.Accused); err != nil {
			return err
		}
		if err := ownHeadAlong(tx, d.at, recuse.Accused, p.ID); err != nil {
			return err
		}
		return advance(tx, s.Box, p, d)
	})
}
