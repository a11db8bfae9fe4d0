package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
)

// TopicVoided promises that a household, and whoever of it said whether the money
// came, is told that money it was told of was entered by mistake; its payload is
// that of TopicReturned.
const TopicVoided = "case.return_voided"

// voiding is what a request to void an entry asks for, sealed with it.
type voiding struct {
	Return int64  `json:"return"`
	Why    string `json:"why"`
}

// voidPlans are how a wrongly entered return of money is taken out of the sums:
// asked for with a reason, agreed to by a second person, and kept to be seen.
var voidPlans = map[Action]func(j *caseJob) error{
	ActVoidAsk: func(j *caseJob) error {
		needNote(j.bad, j.d.note, "请写明哪里登记错了")
		r, err := j.s.counted(j.ctx, j.m.k.ID, j.step.Return)
		if err != nil {
			return err
		}
		if r.ID == 0 {
			j.bad["return"] = "请选登记错了的那一笔"
			return nil
		}
		if j.d.request, err = json.Marshal(voiding{r.ID, trimmed(j.step.Note).Reveal()}); err != nil {
			return fmt.Errorf("void: %w", err)
		}
		j.d.note = seal.NewSecret(returned(r) + "：" + trimmed(j.step.Note).Reveal())
		j.d.detail = map[string]any{"return": r.ID, "fen": r.AmountFen}
		return nil
	},
	ActVoid: func(j *caseJob) error {
		_, _, details, err := approval.Read(j.ctx, j.s.DB, j.s.Box, j.m.waiting[KindVoid].ID)
		if err != nil {
			return err
		}
		var v voiding
		if err := json.Unmarshal(details, &v); err != nil {
			return fmt.Errorf("void: %w", err)
		}
		r, err := j.s.counted(j.ctx, j.m.k.ID, v.Return)
		if err != nil {
			return err
		}
		if r.ID == 0 {
			return stale()
		}
		people, err := j.s.household(j.ctx, r.PersonID)
		if err != nil {
			return err
		}
		if r.AnsweredPersonID != 0 && !slices.Contains(people, r.AnsweredPersonID) {
			people = append(people, r.AnsweredPersonID) // who said that it came may be head of the household no more
		}
		j.d.note = seal.NewSecret(strings.TrimSpace(returned(r) + " " + j.d.note.Reveal()))
		j.d.detail = map[string]any{"return": r.ID, "fen": r.AmountFen}
		j.d.set["returned_fen"] = j.m.k.ReturnedFen - r.AmountFen
		set := map[string]any{
			"voided_at": j.d.at, "voided_by": j.d.by.StaffID, "version": r.Version + 1,
			"void_reason_sealed": j.s.Box.Seal(seal.NewSecret(v.Why), placeID("case_returns.void", r.ID)),
		}
		j.d.also = func(tx *gorm.DB) error {
			u := tx.Model(&model.CaseReturn{}).Where("id = ? AND version = ? AND voided_at IS NULL", r.ID, r.Version).Updates(set)
			if u.Error != nil {
				return fmt.Errorf("void: %w", u.Error)
			}
			if u.RowsAffected != 1 {
				return stale()
			}
			return outbox.Add(tx, TopicVoided, fmt.Sprintf("return/%d/void", r.ID), j.d.at, Returned{r.ID, people})
		}
		return nil
	},
}

// counted finds an entry of a case that counts; none is the zero row.
func (s *Service) counted(ctx context.Context, caseID, id int64) (model.CaseReturn, error) {
	found, err := gorm.G[model.CaseReturn](s.DB).Where("id = ? AND case_id = ? AND voided_at IS NULL", id, caseID).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return model.CaseReturn{}, err
	}
	return found[0], nil
}

// returned names an entry in a timeline.
func returned(r model.CaseReturn) string {
	return r.NameGiven + " " + money.Fen(r.AmountFen).String() + "元"
}

// ToConfirm counts the money given back to a bound person's household about
// which nobody there has said anything yet.
func (s *Service) ToConfirm(ctx context.Context, by actor.Actor) (int, error) {
	if by.Kind != actor.Villager || by.PersonID == 0 || by.Snapshot {
		return 0, nil
	}
	n, err := gorm.G[model.CaseReturn](s.DB).Where("answer = '' AND voided_at IS NULL").Where(ownReturns, ownReturnsArgs(by)...).Count(ctx, "*")
	if err != nil {
		return 0, fmt.Errorf("returns to confirm: %w", err)
	}
	return int(n), nil
}
