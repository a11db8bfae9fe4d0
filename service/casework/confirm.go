package casework

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/bound"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// OwnReturn is money that was given back to the household, as it sees it:
// nothing of the case.
type OwnReturn struct {
	ID         int64
	Name       string
	Amount     money.Fen
	On         period.Day
	Answer     string // a value of Answers; "" none yet
	AnswerText string
	Words      seal.Secret
	AnsweredAt *time.Time
	Void       bool // it was entered by mistake and counts no more
}

const ownReturns = `(case_returns.person_id = ? OR case_returns.answered_person_id = ? OR EXISTS (` + headsOf + ` WHERE a.person_id = case_returns.person_id AND b.person_id = ?))`

func ownReturnsArgs(by actor.Actor) []any {
	return []any{by.PersonID, by.PersonID, model.BatchLoaded, model.BatchLoaded, by.PersonID}
}

// OwnReturns lists what was given back to a bound person, or to the household
// whose head the person is, or whose head they were when they said whether it
// came, the newest first.
func (s *Service) OwnReturns(ctx context.Context, by actor.Actor) ([]OwnReturn, error) {
	if err := bound.Check(ctx, s.DB, by); err != nil {
		return nil, err
	}
	found, err := gorm.G[model.CaseReturn](s.DB).Where(ownReturns, ownReturnsArgs(by)...).Order("id DESC").Limit(50).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("own returns: %w", err)
	}
	out := make([]OwnReturn, 0, len(found))
	for _, r := range found {
		one, err := s.ownReturn(r)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// OwnReturn shows one to the household; for anybody else there is none.
func (s *Service) OwnReturn(ctx context.Context, by actor.Actor, id int64) (OwnReturn, error) {
	r, err := s.takeOwn(ctx, by, id)
	if err != nil {
		return OwnReturn{}, err
	}
	return s.ownReturn(r)
}

func (s *Service) takeOwn(ctx context.Context, by actor.Actor, id int64) (model.CaseReturn, error) {
	if err := bound.Check(ctx, s.DB, by); err != nil {
		return model.CaseReturn{}, err
	}
	r, err := gorm.G[model.CaseReturn](s.DB).Where("case_returns.id = ?", id).Where(ownReturns, ownReturnsArgs(by)...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, fault.New(fault.NotFound, "没有找到这个页面")
	}
	if err != nil {
		return r, fmt.Errorf("own return: %w", err)
	}
	return r, nil
}

func (s *Service) ownReturn(r model.CaseReturn) (OwnReturn, error) {
	out := OwnReturn{
		ID: r.ID, Name: r.NameGiven, Amount: money.Fen(r.AmountFen), On: period.Stored(r.ReturnedOn), Answer: r.Answer, AnswerText: text(Answers(), r.Answer), AnsweredAt: r.AnsweredAt,
		Void: r.VoidedAt != nil,
	}
	words, err := s.Box.Open(r.AnswerSealed, placeID("case_returns.answer", r.ID))
	if err != nil {
		return out, fmt.Errorf("own return: %w", err)
	}
	out.Words = words
	return out, nil
}

// Confirm takes the household's own tap: received, not received, or another
// sum. Whoever said that it did not come may say later that it came; what was
// confirmed stays confirmed. The keys of its errors: answer, words.
func (s *Service) Confirm(ctx context.Context, by actor.Actor, id int64, answer string, words seal.Secret) error {
	r, err := s.takeOwn(ctx, by, id)
	if err != nil {
		return err
	}
	if r.VoidedAt != nil {
		return fault.New(fault.Conflict, "这一笔是登记错了，已经作废，不用确认")
	}
	if r.Answer == AnswerReceived {
		return fault.New(fault.Conflict, "已经确认收到了，不用再点")
	}
	bad := map[string]string{}
	if text(Answers(), answer) == "" {
		bad["answer"] = "请点一个"
	}
	words = trimmed(words)
	switch n := utf8.RuneCountInString(words.Reveal()); {
	case answer == AnswerWrong && n < 2:
		bad["words"] = "请写实际收到多少"
	case n > 200:
		bad["words"] = "请不要超过200个字"
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		u := tx.Model(&model.CaseReturn{}).Where("id = ? AND version = ?", r.ID, r.Version).Updates(map[string]any{
			"answer": answer, "answer_sealed": s.Box.Seal(words, placeID("case_returns.answer", r.ID)), "answered_at": at, "answered_person_id": by.PersonID, "version": r.Version + 1,
		})
		if u.Error != nil {
			return fmt.Errorf("confirm: %w", u.Error)
		}
		if u.RowsAffected != 1 {
			return stale()
		}
		return audit.Record(tx, by, at, "case.confirm", fmt.Sprintf("return:%d", r.ID), map[string]any{"answer": answer})
	})
}
