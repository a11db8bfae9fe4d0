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
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Recusal keeps petitions from those who have an interest in them.
type Recusal interface {
	// Concerned reads a petition that is about to be written, and gives the deed
	// that keeps it from whom it concerns, for the transaction that writes it.
	Concerned(ctx context.Context, village string, offices []string, accused, body seal.Secret) (func(tx *gorm.DB, at time.Time, petitionID int64) error, error)
	// Ask takes in a reporter's request that somebody keep out.
	Ask(ctx context.Context, tx *gorm.DB, at time.Time, petitionID int64, words seal.Secret) error
}

// concerned is Concerned of whoever keeps petitions from people, if there is one.
func (s *Service) concerned(ctx context.Context, d *Draft) (func(tx *gorm.DB, at time.Time, petitionID int64) error, error) {
	if s.Recusal == nil {
		return func(*gorm.DB, time.Time, int64) error { return nil }, nil
	}
	return s.Recusal.Concerned(ctx, d.Village, offices(d.Subject, d.Village), d.Who, d.Body)
}

// offices are the village and town offices that a subject alone accuses.
func offices(subject, village string) []string {
	switch {
	case len(village) != 12:
		return nil
	case subject == SubjectTownOfficial:
		return []string{townOf(village)}
	case subject == SubjectVillageCadre:
		return []string{village}
	}
	return nil
}

// maxRecusal is how long a reporter's request may be.
const maxRecusal = 500

// AskRecusal is the reporter's request that somebody keep out of the petition.
// It goes to the head; the reporter reads the answer in the timeline. The field
// of its errors is recuse.
func (s *Service) AskRecusal(ctx context.Context, by actor.Actor, h Handle, words seal.Secret) error {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return err
	}
	if _, err := next(p.State, ActRecuse, RoleReporter); err != nil || s.Recusal == nil {
		return fault.New(fault.Conflict, "这件事已经办完了，不能再要求谁回避")
	}
	words = trimmed(words)
	switch n := utf8.RuneCountInString(words.Reveal()); {
	case n < 4:
		return fault.Fields(map[string]string{"recuse": "请写清楚谁不该经手、为什么，至少4个字"})
	case n > maxRecusal:
		return fault.Fields(map[string]string{"recuse": fmt.Sprintf("请不要超过%d个字", maxRecusal)})
	}
	at := s.clock()
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := s.Recusal.Ask(ctx, tx, at, p.ID, words); err != nil {
			return err
		}
		d := deed{by: guest, role: RoleReporter, at: at, act: ActRecuse, public: "您要求有人回避。我们研究以后告诉您。"}
		return record(tx, s.Box, p, p.State, d)
	})
	if fault.Is(err, fault.Conflict) {
		return fault.Fields(map[string]string{"recuse": "您上次提的还在研究，有了结果再提"})
	}
	return err
}

// ApprovalRecuse is a reporter's request that somebody keep out.
const ApprovalRecuse = "petition.recuse"

// refused puts into the audit chain that somebody reached for a petition that is
// not there for them, and gives the answer on: the one for a number that never was.
func (s *Service) refused(ctx context.Context, by actor.Actor, id int64, err error) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	if failed := recuse.Refused(ctx, s.DB, by, s.clock(), model.ObjectPetition, id); failed != nil {
		return failed
	}
	return err
}

// Sees refuses, as if it were not there, a petition that an actor may not see.
func (s *Service) Sees(ctx context.Context, by actor.Actor, id int64) error {
	_, _, err := s.readable(ctx, by, id)
	return err
}

// Matters gives those who look after recusals what they need of petitions. It
// holds no database: it works on the one it is given.
type Matters struct{ Box *seal.Box }

// Texts gives what a petition says, and the village and town offices that its
// subject alone accuses.
func (m Matters) Texts(ctx context.Context, db *gorm.DB, petitionID int64) (village string, accusedOffices []string, accused, body seal.Secret, err error) {
	p, err := take(gorm.G[model.Petition](db).Select("id", "receipt_digest", "subject", "village_code", "accused_sealed", "body_sealed").Where("id = ?", petitionID).Take(ctx))
	if err != nil {
		return "", nil, accused, body, err
	}
	if accused, err = m.Box.Open(p.AccusedSealed, place("accused", p.ReceiptDigest)); err != nil {
		return "", nil, accused, body, fmt.Errorf("petition: %w", err)
	}
	if body, err = m.Box.Open(p.BodySealed, place("body", p.ReceiptDigest)); err != nil {
		return "", nil, accused, body, fmt.Errorf("petition: %w", err)
	}
	return p.VillageCode, offices(p.Subject, p.VillageCode), accused, body, nil
}

// Told writes a step about recusals into the timeline; what is public the
// reporter reads, the note is for the office.
func (m Matters) Told(tx *gorm.DB, by actor.Actor, at time.Time, petitionID, approvalID int64, public string, note seal.Secret) error {
	p, err := take(gorm.G[model.Petition](tx).Where("id = ?", petitionID).Take(tx.Statement.Context))
	if err != nil {
		return err
	}
	return record(tx, m.Box, p, p.State, deed{by: by, role: by.Role, at: at, act: ActRecuse, approval: approvalID, public: strings.TrimSpace(public), note: note})
}

// Released takes a petition off the desk of somebody it is kept from: it waits
// for a colleague again.
func (m Matters) Released(tx *gorm.DB, at time.Time, petitionID, staffID int64) error {
	err := tx.Model(&model.Petition{}).Where("id = ? AND claimed_by = ?", petitionID, staffID).
		Updates(map[string]any{"claimed_by": 0, "claimed_at": nil, "version": gorm.Expr("version + 1"), "updated_at": at}).Error
	if err != nil {
		return fmt.Errorf("petition: %w", err)
	}
	return nil
}
