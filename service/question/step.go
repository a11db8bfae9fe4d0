package question

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Reply is an answer as its form brings it.
type Reply struct {
	Version int
	Text    seal.Secret
	Photo   []byte // nil: none
}

// mayAnswer reports whether somebody who sees a question may answer it.
func (s *Service) mayAnswer(by actor.Actor, q model.ProjectQuestion) bool {
	return s.Owners.Owns(by) && q.HiddenAt == nil
}

// Answer writes an owner's answer, which everybody sees from then on. Of a
// question that has one it corrects it: the one before stays in the office.
func (s *Service) Answer(ctx context.Context, by actor.Actor, id int64, r Reply) error {
	q, err := s.one(ctx, by, id)
	if err != nil {
		return err
	}
	if !s.Owners.Owns(by) {
		return fault.New(fault.Forbidden, "由业主单位或者主管部门答复")
	}
	if q.HiddenAt != nil {
		return fault.New(fault.Conflict, "这个提问已经不公开了，不用答复")
	}
	if q.Version != r.Version {
		return stale()
	}
	r.Text = trimmed(r.Text)
	if why := checkAnswer(r.Text.Reveal()); why != "" {
		return fault.Fields(map[string]string{FieldText: why})
	}
	p, err := s.project(ctx, q.ProjectNo)
	if err != nil {
		return err
	}
	d := deed{by: by, event: model.ProjectQuestionEvent{Kind: model.QuestionReplied, TextSealed: s.Box.Seal(r.Text, placeAnswer(q.ID)), Unit: unitOf(by, p), At: s.clock()},
		detail: map[string]any{"project": q.ProjectNo, "photo": r.Photo != nil}}
	if q.State == model.QuestionAnswered {
		d.event.Kind = model.QuestionCorrected
	} else {
		d.set = map[string]any{"state": model.QuestionAnswered, "answered_at": d.event.At}
	}
	var f model.File
	if r.Photo != nil {
		if f, err = s.keep(ctx, r.Photo); err != nil {
			return err
		}
	}
	if err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.answer(tx, q, d, f) }); err != nil {
		if f.Path != "" {
			err = errors.Join(err, s.Files.Remove(f))
		}
		return err
	}
	return nil
}

// answer is Answer inside its transaction.
func (s *Service) answer(tx *gorm.DB, q model.ProjectQuestion, d deed, f model.File) error {
	if f.Path != "" {
		f.ID = 0 // the transaction may run twice
		if err := s.Files.Add(tx, &f); err != nil {
			return fmt.Errorf("photo: %w", err)
		}
		d.event.FileID = f.ID
	}
	if err := s.advance(tx, q, d); err != nil {
		return err
	}
	if len(q.TellSealed) == 0 || d.event.Kind != model.QuestionReplied {
		return nil
	}
	return outbox.Add(tx, TopicAnswered, object(q.ID), d.event.At, map[string]int64{"question_id": q.ID})
}

// unitOf is the name under which somebody answers: a bureau its own, a village
// that of the committee that owns the project.
func unitOf(by actor.Actor, p projectOf) string {
	if by.Bureau != "" {
		return by.Bureau
	}
	return p.unit()
}

// Hide takes a question off the page of its project, for one of Reasons. Whoever
// wished to be told is forgotten.
func (s *Service) Hide(ctx context.Context, by actor.Actor, id int64, version int, reason string) error {
	if ReasonText(reason) == "" {
		return fault.Fields(map[string]string{"reason": "请选不公开的原因"})
	}
	return s.supervise(ctx, by, id, version, true, func(q *model.ProjectQuestion, d *deed) {
		d.event.Kind, d.event.Reason = model.QuestionHidden, reason
		d.set = map[string]any{"hidden_at": d.event.At, "hidden_reason": reason, "tell_sealed": nil}
		d.detail["reason"] = reason
	})
}

// Show puts a hidden question back. One that waits gets its time anew.
func (s *Service) Show(ctx context.Context, by actor.Actor, id int64, version int) error {
	due, err := s.Due(ctx, ParamDays, s.today())
	if err != nil {
		return fmt.Errorf("question: %w", err)
	}
	return s.supervise(ctx, by, id, version, false, func(q *model.ProjectQuestion, d *deed) {
		d.event.Kind = model.QuestionShown
		d.set = map[string]any{"hidden_at": nil, "hidden_reason": ""}
		if q.State == model.QuestionOpen {
			d.set["due_at"], d.set["due_provisional"] = due.At().UTC(), due.Provisional
		}
	})
}

// supervise takes a step that is supervision's on a question that is shown, or
// on one that is hidden; nobody takes it about a project of their own companies or
// their kin's.
func (s *Service) supervise(ctx context.Context, by actor.Actor, id int64, version int, shown bool, fill func(*model.ProjectQuestion, *deed)) error {
	q, err := s.one(ctx, by, id)
	if err != nil {
		return err
	}
	if !by.Is(actor.RoleSupervision) {
		return fault.New(fault.Forbidden, "由监督检查室办")
	}
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return err
	}
	if own.Owns(q.ProjectNo) {
		return fault.New(fault.Forbidden, "这个项目有您本人或者亲属的企业参加，请由同事办")
	}
	if q.Version != version || (q.HiddenAt == nil) != shown {
		return stale()
	}
	d := deed{by: by, event: model.ProjectQuestionEvent{TextSealed: []byte{}, At: s.clock()}, detail: map[string]any{"project": q.ProjectNo}}
	fill(&q, &d)
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.advance(tx, q, d) })
}
