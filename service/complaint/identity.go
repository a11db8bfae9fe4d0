package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Identity is who a real-name reporter is.
type Identity struct {
	Name, Phone, ResidentID, Address seal.Secret
	Verified                         bool
	VerifyNote                       seal.Secret
}

// OpenIdentity is the only way to a reporter's name. It is the petition
// office's alone, takes a reason, is written into the petition, the openings
// and the audit chain, and the reporter is told.
func (s *Service) OpenIdentity(ctx context.Context, by actor.Actor, id int64, reason string) (Identity, error) {
	if !by.Is(actor.RolePetition) {
		return Identity{}, notFound()
	}
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return Identity{}, err
	}
	if _, err := next(p.State, ActIdentity, by.Role); err != nil {
		return Identity{}, err
	}
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 4 || n > 200 {
		return Identity{}, fault.Fields(map[string]string{"reason": "请写明为什么要看来信人身份(4到200个字)，会记录在案"})
	}
	r, err := gorm.G[model.Reporter](s.DB).Where("petition_id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Identity{}, fault.New(fault.Conflict, "这件是匿名件，没有来信人身份")
	}
	if err != nil {
		return Identity{}, fmt.Errorf("reporter: %w", err)
	}
	who, err := s.openReporter(r)
	if err != nil {
		return Identity{}, err
	}
	at := s.clock()
	d := deed{by: by, role: by.Role, at: at, act: ActIdentity, note: seal.NewSecret(reason)}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		o := model.IdentityOpening{PetitionID: id, OpenedBy: by.StaffID, Reason: reason, At: at}
		if err := tx.Create(&o).Error; err != nil {
			return fmt.Errorf("identity opening: %w", err)
		}
		if err := outbox.Add(tx, TopicIdentity, fmt.Sprintf("opening:%d", o.ID), at, IdentityPayload{id}); err != nil {
			return err
		}
		return opened(tx, s.Box, p, d)
	})
	if err != nil {
		return Identity{}, err
	}
	return who, nil
}

// opened writes a look at the identity into the timeline. The row itself does
// not move: looking must not make a colleague's open page stale.
func opened(tx *gorm.DB, box *seal.Box, p model.Petition, d deed) error {
	d.public = "工作人员因办理需要查看了您的身份信息，已记录在案。"
	d.role = RoleReporter // the notice is TopicIdentity's
	return record(tx, box, p, p.State, d)
}

func (s *Service) openReporter(r model.Reporter) (Identity, error) {
	plain, err := s.Box.OpenBytes(r.Sealed, placeOf("reporters.sealed", r.PetitionID))
	if err != nil {
		return Identity{}, fmt.Errorf("reporter: %w", err)
	}
	var w identity
	if err := json.Unmarshal(plain, &w); err != nil {
		return Identity{}, errors.New("reporter: not readable")
	}
	note, err := s.Box.Open(r.VerifyNoteSealed, placeOf("reporters.verify", r.PetitionID))
	if err != nil {
		return Identity{}, fmt.Errorf("reporter: %w", err)
	}
	return Identity{
		Name: seal.NewSecret(w.Name), Phone: seal.NewSecret(w.Phone), ResidentID: seal.NewSecret(w.ResidentID), Address: seal.NewSecret(w.Address),
		Verified: r.VerifiedAt != nil, VerifyNote: note,
	}, nil
}

// verified marks the reporter as somebody the office has spoken to (检规§24).
func verified(tx *gorm.DB, box *seal.Box, petitionID int64, d deed) error {
	r := tx.Model(&model.Reporter{}).Where("petition_id = ?", petitionID).Updates(map[string]any{
		"verified_at": d.at, "verified_by": d.by.StaffID, "verify_note_sealed": box.Seal(d.note, placeOf("reporters.verify", petitionID)),
	})
	if r.Error != nil {
		return fmt.Errorf("verify: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return errors.New("verify: no reporter")
	}
	return nil
}
