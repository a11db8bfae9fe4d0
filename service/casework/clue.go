package casework

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// maxNote is how long a note may be.
const maxNote = 2000

// Assign gives a clue to a supervision office; the clock for its opinion (T4,
// one month) starts.
func (s *Service) Assign(ctx context.Context, by actor.Actor, id int64, version int, unit string, note seal.Secret) error {
	c, err := s.at(ctx, by, id, version, ActAssign)
	if err != nil {
		return err
	}
	unit = strings.TrimSpace(unit)
	if n := utf8.RuneCountInString(unit); n < 2 || n > 30 {
		return fault.Fields(map[string]string{"unit": "请选承办的监督检查室"})
	}
	cal, err := s.calendar(ctx)
	if err != nil {
		return fmt.Errorf("assign: %w", err)
	}
	at := s.clock()
	due := cal.AddMonths(period.Here(at), 1)
	d := deed{by: by, at: at, act: ActAssign, note: note, set: map[string]any{
		"unit": unit, "opinion_due": due.At().UTC(), "opinion_provisional": due.Provisional,
	}, detail: map[string]any{"unit": unit}}
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error { return advance(tx, s.box, c, d) })
}

// Propose puts an opinion before the head.
func (s *Service) Propose(ctx context.Context, by actor.Actor, id int64, version int, opinion string, note seal.Secret) error {
	c, err := s.at(ctx, by, id, version, ActPropose)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	if OpinionText(opinion) == "" {
		bad["opinion"] = "请选处置意见"
	}
	checkNote(bad, note, "请写明理由")
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	at := s.clock()
	d := deed{by: by, at: at, act: ActPropose, note: note, set: map[string]any{
		"opinion": opinion, "opinion_note_sealed": s.box.Seal(note, place("clues.opinion", c.Number)), "proposed_by": by.StaffID, "proposed_at": at,
		"decided_by": 0, "decided_at": nil, "decision_note_sealed": nil,
	}, detail: map[string]any{"opinion": opinion}}
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error { return advance(tx, s.box, c, d) })
}

// Decide is the head's word on an opinion: approve, or return with the reason.
// An approved 予以了结 ends the clue, and the petition hears of it.
func (s *Service) Decide(ctx context.Context, by actor.Actor, id int64, version int, approve bool, note seal.Secret) error {
	c, err := visible(ctx, s.db, by, id)
	if err != nil {
		return err
	}
	act := ActReturn
	switch {
	case approve && c.Opinion == model.OpinionEnd:
		act = ActEnd
	case approve:
		act = ActApprove
	}
	if err := may(c, by, version, act); err != nil {
		return err
	}
	if !approve {
		bad := map[string]string{}
		if checkNote(bad, note, "退回请写明原因"); len(bad) > 0 {
			return fault.Fields(bad)
		}
	}
	at := s.clock()
	d := deed{by: by, at: at, act: act, note: note, set: map[string]any{
		"decided_by": by.StaffID, "decided_at": at, "decision_note_sealed": s.box.Seal(note, place("clues.decision", c.Number)),
	}, detail: map[string]any{"opinion": c.Opinion}}
	cal, err := s.calendar(ctx)
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	due := cal.Add(period.Here(at), daysFeedback)
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := advance(tx, s.box, c, d); err != nil || act != ActEnd || c.Petition() == 0 {
			return err
		}
		return s.petitions.CaseResult(ctx, tx, by, at, c.Petition(), "您反映的事已经核查完，正在准备答复。", due)
	})
}

// daysFeedback is T2: working days from the result to telling the reporter.
const daysFeedback = 15

// at finds a clue the actor may act on now.
func (s *Service) at(ctx context.Context, by actor.Actor, id int64, version int, act Action) (model.Clue, error) {
	c, err := visible(ctx, s.db, by, id)
	if err != nil {
		return c, err
	}
	return c, may(c, by, version, act)
}

// may reports why an actor cannot take a step on a clue now.
func may(c model.Clue, by actor.Actor, version int, act Action) error {
	if c.Version != version {
		return stale()
	}
	if _, err := next(c.State, act, by.Role); err != nil {
		return err
	}
	if !agrees(c, act) {
		return fault.New(fault.Conflict, "领导批准的处置意见不是这样，请按批准的意见办")
	}
	return nil
}

func checkNote(bad map[string]string, note seal.Secret, words string) {
	switch n := utf8.RuneCountInString(strings.TrimSpace(note.Reveal())); {
	case n < 2:
		bad["note"] = words
	case n > maxNote:
		bad["note"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
}
