package recusal

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// settle reads a petition again inside tx and keeps it, its clue and its case
// from whom it concerns now.
func (s *Service) settle(ctx context.Context, tx *gorm.DB, at time.Time, petitionID int64, lift recuse.Lift) error {
	kept, err := s.concerns(ctx, tx, petitionID)
	if err != nil {
		return err
	}
	clues, err := gorm.G[model.Clue](tx).Select("id").Where("source = ? AND petition_id = ?", model.ClueFromPetition, petitionID).Find(ctx)
	if err != nil {
		return fmt.Errorf("clues: %w", err)
	}
	if err := recuse.Settle(tx, at, model.ObjectPetition, petitionID, kept, lift); err != nil {
		return err
	}
	for _, c := range clues {
		if err := settleClue(ctx, tx, at, c.ID, kept, lift); err != nil {
			return err
		}
	}
	return s.release(tx, at, petitionID)
}

// settleClue keeps a clue and its cases from the staff given.
func settleClue(ctx context.Context, tx *gorm.DB, at time.Time, clueID int64, kept map[int64]string, lift recuse.Lift) error {
	if err := recuse.Settle(tx, at, model.ObjectClue, clueID, kept, lift); err != nil {
		return err
	}
	cases, err := gorm.G[model.Case](tx).Select("id").Where("clue_id = ?", clueID).Find(ctx)
	if err != nil {
		return fmt.Errorf("cases: %w", err)
	}
	for _, k := range cases {
		if err := recuse.Settle(tx, at, model.ObjectCase, k.ID, kept, lift); err != nil {
			return err
		}
	}
	return nil
}

// release takes a petition off the desk of whoever it is kept from.
func (s *Service) release(tx *gorm.DB, at time.Time, petitionID int64) error {
	var held []int64
	err := tx.Raw("SELECT p.claimed_by FROM petitions p JOIN conflicts c ON c.object = ? AND c.object_id = p.id AND c.staff_id = p.claimed_by WHERE p.id = ?",
		model.ObjectPetition, petitionID).Scan(&held).Error
	if err != nil {
		return fmt.Errorf("desk: %w", err)
	}
	for _, staff := range held {
		if err := s.Petitions.Released(tx, at, petitionID, staff); err != nil {
			return err
		}
	}
	return nil
}

// concerns says from whom a petition has to be kept by what is known now.
func (s *Service) concerns(ctx context.Context, db *gorm.DB, petitionID int64) (map[int64]string, error) {
	village, offices, accused, body, err := s.Petitions.Texts(ctx, db, petitionID)
	if err != nil {
		return nil, err
	}
	known, _, err := s.subjects(ctx, db, petitionID)
	if err != nil {
		return nil, err
	}
	r, err := s.read(ctx, db, village, offices, accused, body, known)
	if err != nil {
		return nil, err
	}
	if r.concern.Heads, err = aboutHeads(ctx, db, petitionID); err != nil {
		return nil, err
	}
	return s.conflicts(ctx, db, r)
}

// aboutHeads reports whether a petition is about a leader of the commission. No
// register says so, so none can take it back, and accounts that came later are
// kept out of what grew out of it too.
func aboutHeads(ctx context.Context, db *gorm.DB, petitionID int64) (bool, error) {
	n, err := gorm.G[model.Petition](db).Where("id = ? AND own_head = ?", petitionID, true).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("petition: %w", err)
	}
	return n > 0, nil
}

func (s *Service) conflicts(ctx context.Context, db *gorm.DB, r reading) (map[int64]string, error) {
	staff, err := accounts(ctx, db)
	if err != nil {
		return nil, err
	}
	names, err := towns(ctx, db)
	if err != nil {
		return nil, err
	}
	return Conflicts(r.concern, staff, names), nil
}

// ClueOfFinding keeps the clue that a finding became from whom the finding
// concerns, inside the transaction that registers it: the person it is about is
// the accused, as are those behind the company that won the project it is about.
// Whoever's money goes to the account it is about, or stands behind another
// bidder, is kept out with their kin.
func (s *Service) ClueOfFinding(ctx context.Context, tx *gorm.DB, at time.Time, findingID, clueID int64) error {
	accused, beside, err := behind(ctx, tx, findingID)
	if err != nil || len(accused)+len(beside) == 0 {
		return err
	}
	var r reading
	if err := s.fill(ctx, tx, &r, clip(accused), clip(beside)); err != nil {
		return err
	}
	kept, err := s.conflicts(ctx, tx, r)
	if err != nil {
		return err
	}
	return settleClue(ctx, tx, at, clueID, kept, recuse.LiftNobody)
}

// behind gives the people whom a finding is about, and those who stand beside.
func behind(ctx context.Context, db *gorm.DB, findingID int64) (accused, beside []int64, err error) {
	found, err := gorm.G[model.Finding](db).Select("id", "person_id", "subject_kind", "subject_no", "subject_digest").Where("id = ?", findingID).Limit(1).Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("finding: %w", err)
	}
	if len(found) == 0 {
		return nil, nil, nil
	}
	f := found[0]
	if f.PersonID != 0 {
		accused = append(accused, f.PersonID)
	}
	db = db.WithContext(ctx)
	const roles = "SELECT c.person_id FROM company_roles c WHERE "
	switch {
	case f.SubjectKind == model.SubjectAccount && len(f.SubjectDigest) > 0:
		err = db.Raw("SELECT person_id FROM payouts WHERE account_digest = ? UNION SELECT person_id FROM rosters WHERE account_digest = ? LIMIT ?", f.SubjectDigest, f.SubjectDigest, most).Scan(&beside).Error
	case f.SubjectKind == model.SubjectProject:
		var won []int64
		err = db.Raw(roles+recuse.Loaded("c")+" AND c.code IN (SELECT j.winner_code FROM projects j WHERE j.project_no = ? AND j.winner_code <> '') LIMIT ?", f.SubjectNo, most).Scan(&won).Error
		if err == nil {
			err = db.Raw(roles+recuse.Loaded("c")+" AND c.code IN (SELECT d.bidder_code FROM bids d WHERE d.project_no = ? AND d.bidder_code <> '') LIMIT ?", f.SubjectNo, most).Scan(&beside).Error
		}
		accused = append(accused, won...)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("behind a finding: %w", err)
	}
	return unique(accused), unique(beside), nil
}

// Clue keeps a clue that came from elsewhere, such as a project or another
// organ, from whom its text concerns, inside the transaction that registers it.
func (s *Service) Clue(ctx context.Context, tx *gorm.DB, at time.Time, clueID int64, village string, title, summary seal.Secret) error {
	r, err := s.read(ctx, tx, village, nil, title, summary, nil)
	if err != nil {
		return err
	}
	kept, err := s.conflicts(ctx, tx, r)
	if err != nil {
		return err
	}
	return settleClue(ctx, tx, at, clueID, kept, recuse.LiftNobody)
}

// TopicStaff is the outbox topic that says an account came, or that an
// administrator found out who its owner is: {"lift":account}.
const TopicStaff = "staff.changed"

// TopicLoaded is the importer's topic. A register that was withdrawn lets nobody in.
const TopicLoaded = "import.loaded"

// registersOfInterest are the kinds of files that say who is whose.
var registersOfInterest = map[string]bool{"officials": true, "relatives": true, "residents": true, "rosters": true, "divisions": true}

// Handlers are the promises this service performs for the worker.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{
		TopicStaff: func(ctx context.Context, e model.OutboxEvent) error {
			v, err := outbox.Decode[struct {
				Lift int64 `json:"lift"`
			}](e)
			if err != nil {
				return err
			}
			return s.Again(ctx, recuse.Lift(v.Lift))
		},
		TopicLoaded: func(ctx context.Context, e model.OutboxEvent) error {
			v, err := outbox.Decode[struct {
				Kind string `json:"kind"`
			}](e)
			if err != nil || !registersOfInterest[v.Kind] {
				return err
			}
			return s.Again(ctx, recuse.LiftNobody)
		},
	}
}

// Again settles every matter anew: an account or a register changed. lift
// says who is let in again if no register names them.
func (s *Service) Again(ctx context.Context, lift recuse.Lift) error {
	for last := int64(0); ; {
		found, err := gorm.G[model.Petition](s.DB).Select("id").Where("id > ?", last).Order("id").Limit(200).Find(ctx)
		if err != nil {
			return fmt.Errorf("petitions: %w", err)
		}
		for _, p := range found {
			if err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.settle(ctx, tx, s.clock(), p.ID, lift) }); err != nil {
				return fmt.Errorf("petition %d: %w", p.ID, err)
			}
			last = p.ID
		}
		if len(found) < 200 {
			return s.cluesAgain(ctx)
		}
	}
}

// cluesAgain does the same for clues without a petition; those are only added to.
func (s *Service) cluesAgain(ctx context.Context) error {
	for last := int64(0); ; {
		found, err := gorm.G[model.Clue](s.DB).Select("id", "source", "petition_id").Where("id > ? AND source <> ?", last, model.ClueFromPetition).Order("id").Limit(200).Find(ctx)
		if err != nil {
			return fmt.Errorf("clues: %w", err)
		}
		for _, c := range found {
			err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.clueAgain(ctx, tx, c) })
			if err != nil {
				return fmt.Errorf("clue %d: %w", c.ID, err)
			}
			last = c.ID
		}
		if len(found) < 200 {
			return nil
		}
	}
}

func (s *Service) clueAgain(ctx context.Context, tx *gorm.DB, c model.Clue) error {
	if c.Finding() != 0 {
		return s.ClueOfFinding(ctx, tx, s.clock(), c.Finding(), c.ID)
	}
	village, title, summary, err := s.Clues.Texts(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	return s.Clue(ctx, tx, s.clock(), c.ID, village, title, summary)
}
