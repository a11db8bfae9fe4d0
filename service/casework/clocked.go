package casework

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// ActExtend is that a clock of a clue or a case got more time. It is no step of
// a machine: it leaves the matter where it is, in any state with a clock.
const ActExtend Action = "extend"

// ActExtendLapse is that a request for more time was taken back because its
// clock runs no more.
const ActExtendLapse Action = "extend_lapse"

// ClockedClues is what whoever watches over clocks may ask of clues.
type ClockedClues struct{ s *Service }

// ClockedCases is what whoever watches over clocks may ask of cases.
type ClockedCases struct{ s *Service }

// Clocked gives the narrow sides of the service for whoever watches over clocks.
func (s *Service) Clocked() (ClockedClues, ClockedCases) { return ClockedClues{s}, ClockedCases{s} }

// Seen selects the clues that an actor may see.
func (ClockedClues) Seen(by actor.Actor) (query string, args []any, ok bool) {
	where, args, ok := sees(by)
	return "SELECT clues.id FROM clues WHERE " + where, args, ok
}

// Seen selects the cases that an actor may see.
func (ClockedCases) Seen(by actor.Actor) (query string, args []any, ok bool) {
	where, args, ok := seesCases(by)
	return "SELECT cases.id FROM cases WHERE " + where, args, ok
}

// Titles describes clues without anything that is sealed.
func (c ClockedClues) Titles(ctx context.Context, b timer.Book, ids []int64, now time.Time) (map[int64]timer.Matter, error) {
	found, err := gorm.G[model.Clue](c.s.DB).Where("id IN ?", ids).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("clues: %w", err)
	}
	names, err := places(ctx, c.s.DB, found)
	if err != nil {
		return nil, err
	}
	colours, err := Colours(ctx, c.s.DB, b, found, now)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]timer.Matter, len(found))
	for _, l := range found {
		out[l.ID] = timer.Matter{Number: l.Number, What: about("问题线索", names[l.VillageCode]), State: ClueStateText(l.State), Unit: l.Unit, Colour: colours[l.ID], Desk: func(timer.Kind) timer.Desk { return deskOfClue(l) }}
	}
	return out, nil
}

// Titles describes cases without anything that is sealed.
func (c ClockedCases) Titles(ctx context.Context, b timer.Book, ids []int64, now time.Time) (map[int64]timer.Matter, error) {
	found, err := gorm.G[model.Case](c.s.DB).Where("id IN ?", ids).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("cases: %w", err)
	}
	clues := make([]int64, len(found))
	for i, k := range found {
		clues[i] = k.ClueID
	}
	behind, err := gorm.G[model.Clue](c.s.DB).Select("id", "village_code", "unit").Where("id IN ?", clues).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("clues of cases: %w", err)
	}
	names, err := places(ctx, c.s.DB, behind)
	if err != nil {
		return nil, err
	}
	pasts, err := timer.Pasts(ctx, c.s.DB, objectCase, ids, now)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]timer.Matter, len(found))
	for _, k := range found {
		m := timer.Matter{Number: k.Number, What: "案件", State: CaseStateText(k.State), Desk: deskOfCase}
		for _, l := range behind {
			if l.ID == k.ClueID {
				m.What, m.Unit = about("案件", names[l.VillageCode]), l.Unit
			}
		}
		over := slices.Contains([]string{model.CaseArchived, model.CaseCancelled, model.CaseTransferred}, k.State)
		m.Colour = b.Colour(timer.Facts{Received: period.Here(k.CreatedAt), Dispatched: true, Finished: over, Settled: over, Late: pasts[k.ID].Late, Extensions: pasts[k.ID].Extensions}, now)
		out[k.ID] = m
	}
	return out, nil
}

func about(sort, place string) string {
	if place == "" {
		return sort
	}
	return sort + " · " + place
}

// Desk says inside tx where the work on a clue lies: with case management until
// an office has it and while it is held, else with the office.
func (ClockedClues) Desk(tx *gorm.DB, id int64, _ timer.Kind) (timer.Desk, error) {
	l, err := gorm.G[model.Clue](tx).Select("id", "state").Where("id = ?", id).Take(tx.Statement.Context)
	if err != nil {
		return timer.Desk{}, fmt.Errorf("clue: %w", err)
	}
	return deskOfClue(l), nil
}

func deskOfClue(l model.Clue) timer.Desk {
	switch l.State {
	case model.ClueRegistered, model.ClueAssignProposed, model.ClueHeld:
		return timer.Desk{Role: actor.RoleCaseManagement}
	}
	return timer.Desk{Role: actor.RoleSupervision}
}

// Desk says where the work on a case lies that a clock waits for: the trial
// office's own clocks with it, the others with the office that opened the case.
func (ClockedCases) Desk(_ *gorm.DB, _ int64, k timer.Kind) (timer.Desk, error) {
	return deskOfCase(k), nil
}

func deskOfCase(k timer.Kind) timer.Desk {
	switch k {
	case timer.Trial, timer.Review, timer.Recheck, timer.PartyReview:
		return timer.Desk{Role: actor.RoleTrial}
	default:
		return timer.Desk{Role: actor.RoleSupervision}
	}
}

// Ask writes a request about a clue inside tx.
func (c ClockedClues) Ask(tx *gorm.DB, by actor.Actor, at time.Time, r approval.Request) (model.Approval, error) {
	return approval.Ask(tx, c.s.Box, by, at, r)
}

// Ask writes a request about a case inside tx.
func (c ClockedCases) Ask(tx *gorm.DB, by actor.Actor, at time.Time, r approval.Request) (model.Approval, error) {
	return approval.Ask(tx, c.s.Box, by, at, r)
}

// Decide writes the word on a request about a clue inside tx.
func (c ClockedClues) Decide(tx *gorm.DB, by actor.Actor, at time.Time, id int64, agree bool, words seal.Secret) (model.Approval, []byte, error) {
	return approval.Decide(tx, c.s.Box, by, at, id, agree, words)
}

// Decide writes the word on a request about a case inside tx.
func (c ClockedCases) Decide(tx *gorm.DB, by actor.Actor, at time.Time, id int64, agree bool, words seal.Secret) (model.Approval, []byte, error) {
	return approval.Decide(tx, c.s.Box, by, at, id, agree, words)
}

// Requests opens requests about clues.
func (c ClockedClues) Requests(by actor.Actor, found []model.Approval) ([]approval.View, error) {
	return approval.Open(c.s.Box, by, found)
}

// Requests opens requests about cases.
func (c ClockedCases) Requests(by actor.Actor, found []model.Approval) ([]approval.View, error) {
	return approval.Open(c.s.Box, by, found)
}

// Extended writes inside tx that a clock of a clue got more time, and gives the
// petition whose reporter is to be told.
func (c ClockedClues) Extended(tx *gorm.DB, by actor.Actor, at time.Time, e timer.Extended) (int64, error) {
	l, err := gorm.G[model.Clue](tx).Where("id = ?", e.ID).Take(tx.Statement.Context)
	if err != nil {
		return 0, fmt.Errorf("clue: %w", err)
	}
	d := deed{by: by, at: at, act: ActExtend, note: seal.NewSecret(e.Note), detail: map[string]any{"clock": e.Kind}}
	return l.Petition(), record(tx, c.s.Box, objectClue, l.ID, l.State, l.State, e.Approval, d)
}

// Extended writes inside tx that a clock of a case got more time, and gives the
// petition whose reporter is to be told.
func (c ClockedCases) Extended(tx *gorm.DB, by actor.Actor, at time.Time, e timer.Extended) (int64, error) {
	k, err := gorm.G[model.Case](tx).Where("id = ?", e.ID).Take(tx.Statement.Context)
	if err != nil {
		return 0, fmt.Errorf("case: %w", err)
	}
	l, err := gorm.G[model.Clue](tx).Where("id = ?", k.ClueID).Take(tx.Statement.Context)
	if err != nil {
		return 0, fmt.Errorf("clue of case: %w", err)
	}
	d := deed{by: by, at: at, act: ActExtend, note: seal.NewSecret(e.Note), detail: map[string]any{"clock": e.Kind}}
	return l.Petition(), record(tx, c.s.Box, objectCase, k.ID, k.State, k.State, e.Approval, d)
}
