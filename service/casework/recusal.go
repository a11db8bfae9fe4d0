package casework

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
)

// Sees refuses, as if it were not there, a clue or a case that an actor may not see.
func (s *Service) Sees(ctx context.Context, by actor.Actor, object string, id int64) error {
	var err error
	if object == model.ObjectCase {
		_, _, err = s.caseOf(ctx, by, id)
	} else {
		_, err = visible(ctx, s.db, by, id)
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
