package casework

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// Sees refuses, as if it were not there, a clue or a case that an actor may not see.
func (s *Service) Sees(ctx context.Context, by actor.Actor, object string, id int64) error {
	var err error
	if object == objectCase {
		_, _, err = s.visibleCase(ctx, by, id)
	} else {
		_, err = s.visible(ctx, by, id)
	}
	return err
}

// visible finds a clue within what the actor may see; an attempt at another is
// written into the audit chain.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.Clue, error) {
	c, err := visible(ctx, s.DB, by, id)
	return c, s.refused(ctx, by, objectClue, id, err)
}

// visibleCase is visible for a case and its clue.
func (s *Service) visibleCase(ctx context.Context, by actor.Actor, id int64) (model.Case, model.Clue, error) {
	k, c, err := visibleCase(ctx, s.DB, by, id)
	return k, c, s.refused(ctx, by, objectCase, id, err)
}

// refused puts into the audit chain that somebody reached for what is not there
// for them, and gives the answer on: the one for a number that never was.
func (s *Service) refused(ctx context.Context, by actor.Actor, object string, id int64, err error) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	if failed := recuse.Refused(ctx, s.DB, by, s.clock(), object, id); failed != nil {
		return failed
	}
	return err
}

// Texts gives what a clue says, for whoever looks for the accused in it.
func (l *Ledger) Texts(ctx context.Context, db *gorm.DB, clueID int64) (village string, title, summary seal.Secret, err error) {
	c, err := gorm.G[model.Clue](db).Select("id", "number", "village_code", "title_sealed", "summary_sealed").Where("id = ?", clueID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", title, summary, notFound()
	}
	if err == nil {
		title, err = l.box.Open(c.TitleSealed, place("clues.title", c.Number))
	}
	if err == nil {
		summary, err = l.box.Open(c.SummarySealed, place("clues.summary", c.Number))
	}
	if err != nil {
		return "", title, summary, fmt.Errorf("clue: %w", err)
	}
	return c.VillageCode, title, summary, nil
}

// Running finds the clue of this number, or that of the case of this number,
// which is not closed and within what the actor may see; 0 is none. One that is
// hidden is like one that never was. The clue's own number stays, while that of a
// case changes when it is opened.
func (s *Service) Running(ctx context.Context, by actor.Actor, number string) (clueID int64, clueNumber string, err error) {
	if where, args, ok := sees(by); ok {
		found, err := gorm.G[model.Clue](s.DB).Select("id", "number").Where("clues.number = ? AND clues.state <> ?", number, model.ClueClosed).Where(where, args...).Limit(1).Find(ctx)
		if err != nil {
			return 0, "", fmt.Errorf("running clue: %w", err)
		}
		if len(found) > 0 {
			return found[0].ID, found[0].Number, nil
		}
	}
	where, args, ok := seesCases(by)
	if !ok {
		return 0, "", nil
	}
	cases, err := gorm.G[model.Case](s.DB).Select("id", "clue_id").Where("cases.number = ? AND cases.state NOT IN ?", number, []string{model.CaseArchived, model.CaseCancelled}).Where(where, args...).Limit(1).Find(ctx)
	if err != nil || len(cases) == 0 {
		return 0, "", err
	}
	found, err := gorm.G[model.Clue](s.DB).Select("id", "number").Where("id = ? AND state <> ?", cases[0].ClueID, model.ClueClosed).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return 0, "", err
	}
	return found[0].ID, found[0].Number, nil
}

// Closed tells which of the clues of these numbers are closed.
func (s *Service) Closed(ctx context.Context, numbers []string) (map[string]bool, error) {
	out := map[string]bool{}
	if len(numbers) == 0 {
		return out, nil
	}
	var closed []string
	err := s.DB.WithContext(ctx).Model(&model.Clue{}).Where("number IN ? AND state = ?", numbers, model.ClueClosed).Pluck("number", &closed).Error
	if err != nil {
		return nil, fmt.Errorf("closed clues: %w", err)
	}
	for _, n := range closed {
		out[n] = true
	}
	return out, nil
}
