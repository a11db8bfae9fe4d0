package complaint

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

// unsorted are the states in which nobody has decided where a petition goes.
var unsorted = []string{model.PetitionReceived, model.PetitionScreening, model.PetitionNeedInfo}

// finished are the states in which a petition has its result, settled those in
// which nothing is left to do about it.
var (
	finished = []string{
		model.PetitionRejected, model.PetitionNotified, model.PetitionForwarded, model.PetitionDuplicate, model.PetitionSealedUp, model.PetitionAnswered,
		model.PetitionClosed, model.PetitionFeedback, model.PetitionArchived, model.PetitionWithdrawn,
	}
	settled = []string{model.PetitionDuplicate, model.PetitionSealedUp, model.PetitionArchived, model.PetitionWithdrawn}
)

// standing is the colour of a petition, and how often its reporter urged.
type standing struct {
	colour timer.Colour
	urged  int
}

// standings gives how petitions stand that were read, with two statements
// whatever their number. It needs their id, state, received_at and both ratings.
func standings(ctx context.Context, db *gorm.DB, b timer.Book, found []model.Petition, now time.Time) (map[int64]standing, error) {
	out := make(map[int64]standing, len(found))
	if len(found) == 0 {
		return out, nil
	}
	ids := idsOf(found)
	pasts, err := timer.Pasts(ctx, db, model.ObjectPetition, ids, now)
	if err != nil {
		return nil, err
	}
	events, err := gorm.G[model.PetitionEvent](db).Select("petition_id", "kind", "at").
		Where("petition_id IN ? AND kind IN ?", ids, []Action{ActReopen, ActTransfer, ActHandOver, ActClue, ActUrge}).Order("id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("colours: %w", err)
	}
	of := map[int64][]model.PetitionEvent{}
	urged := map[int64]int{}
	for _, e := range events {
		if Action(e.Kind) == ActUrge {
			urged[e.PetitionID]++
			continue
		}
		of[e.PetitionID] = append(of[e.PetitionID], e)
	}
	for _, p := range found {
		out[p.ID] = standing{b.Colour(facts(p, of[p.ID], pasts[p.ID]), now), urged[p.ID]}
	}
	return out, nil
}

// facts is what a petition's colour follows from. It is a pure rule.
func facts(p model.Petition, events []model.PetitionEvent, past timer.Past) timer.Facts {
	f := timer.Facts{
		Received: period.Here(p.ReceivedAt), Dispatched: !slices.Contains(unsorted, p.State), Finished: slices.Contains(finished, p.State),
		Settled: slices.Contains(settled, p.State), Late: past.Late, Extensions: past.Extensions,
	}
	for _, e := range events {
		switch Action(e.Kind) {
		case ActReopen: // it begins anew
			f.Received, f.HandedOver = period.Here(e.At), 0
		default:
			if f.HandedOver == 0 {
				f.HandedOver = period.Here(e.At)
			}
		}
	}
	for _, r := range []string{p.Rating, p.Rating2} {
		if r == ratingBad {
			f.Dissatisfied++
		}
	}
	return f
}
