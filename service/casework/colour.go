package casework

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// undecided are the states in which an office has a clue and no opinion on it
// holds.
var undecided = []string{model.ClueAssigned, model.ClueProposed, model.ClueReturned}

// Colours gives the colours of clues that were read, with two statements
// whatever their number. What is handed to an office is its opinion: until that
// is approved it is not finished.
func Colours(ctx context.Context, db *gorm.DB, b timer.Book, found []model.Clue, now time.Time) (map[int64]timer.Colour, error) {
	out := make(map[int64]timer.Colour, len(found))
	if len(found) == 0 {
		return out, nil
	}
	ids := make([]int64, len(found))
	for i, c := range found {
		ids[i] = c.ID
	}
	pasts, err := timer.Pasts(ctx, db, objectClue, ids, now)
	if err != nil {
		return nil, err
	}
	events, err := gorm.G[model.CaseworkEvent](db).Select("object_id", "kind", "at").
		Where("object = ? AND object_id IN ? AND kind IN ?", objectClue, ids, []Action{ActTake, ActReopen}).Order("id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("colours: %w", err)
	}
	for _, c := range found {
		out[c.ID] = b.Colour(facts(c, events, pasts[c.ID]), now)
	}
	return out, nil
}

// facts is what a clue's colour follows from. It is a pure rule.
func facts(c model.Clue, events []model.CaseworkEvent, past timer.Past) timer.Facts {
	closed := c.State == model.ClueClosed
	f := timer.Facts{
		Received: period.Here(c.CreatedAt), Dispatched: c.State != model.ClueRegistered && c.State != model.ClueAssignProposed,
		Finished: closed, Settled: closed, Late: past.Late, Extensions: past.Extensions,
	}
	for _, e := range events {
		if e.ObjectID != c.ID {
			continue
		}
		if Action(e.Kind) == ActReopen { // what was held is looked at anew
			f.HandedOver = period.Here(e.At)
		} else if f.HandedOver == 0 {
			f.HandedOver = period.Here(e.At)
		}
	}
	if !slices.Contains(undecided, c.State) {
		f.HandedOver = 0
	}
	return f
}
