package complaint

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// ActRefuse marks that a request was refused; it is no step of the machine.
const ActRefuse Action = "refuse"

// granted are the steps that follow when a request is agreed to, by its kind.
// details is what the request was made with.
var granted = map[string]func(ctx context.Context, s *Service, p model.Petition, details []byte, step *deed) error{
	ApprovalReturn: returned,
	ApprovalAppeal: appealDecided,
}

// Rule is a word on a request: agreed or not, and why.
type Rule struct {
	Request int64
	Agree   bool
	Words   seal.Secret
}

// Grant decides a request on a petition; the step it was asked for follows in
// the same transaction. The key of its error is "words".
func (s *Service) Grant(ctx context.Context, by actor.Actor, id int64, r Rule) error {
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	a, err := gorm.G[model.Approval](s.DB).Where("id = ? AND object = ? AND object_id = ?", r.Request, model.ObjectPetition, id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.New(fault.NotFound, "没有找到这份申请")
	}
	if err != nil {
		return failed("request", err)
	}
	follows, ok := granted[a.Kind]
	if !ok {
		return fault.New(fault.NotFound, "没有找到这份申请")
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return failed("request", err)
	}
	sample, err := s.sampled(ctx, p)
	if err != nil {
		return err
	}
	words := clipSecret(trimmed(r.Words), maxPublic)
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		a, details, err := approval.Decide(tx, s.Box, by, at, r.Request, r.Agree, words)
		if err != nil {
			return err
		}
		step := deed{by: by, role: by.Role, at: at, act: ActRefuse, approval: a.ID, note: words, set: map[string]any{}, book: book, sample: sample}
		if !r.Agree {
			step.detail = map[string]any{"kind": a.Kind}
			return record(tx, s.Box, p, p.State, step)
		}
		if err := follows(ctx, s, p, details, &step); err != nil {
			return err
		}
		_, err = moveAndTell(tx, s.Box, p, step)
		return err
	})
}
