package complaint

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// What everybody else reads when the reporter of a merged petition does not
// agree with the result: not that it was somebody, nor who.
const (
	wordsLookedAt = "您反映的事正在再看一遍，看完会在这里告诉您。"
	wordsUpheld   = "您反映的事又看了一遍，维持原来的结果。"
)

// throughLead are the steps that the reporter of a merged petition takes on the
// result of the one that is kept.
var throughLead = []Action{ActRate, ActObjection}

// mayAlong lists what a role may do with p now. Of what is merged into another,
// the result is that of the kept one, lead: it can be rated and objected to when
// that one can. It is a pure rule.
func mayAlong(p, lead model.Petition, role actor.Role) map[Action]bool {
	can := allowed(p.State, role)
	if p.State != model.PetitionDuplicate {
		return can
	}
	for _, a := range throughLead {
		_, there := machine[lead.State][a]
		if lead.State == model.PetitionDuplicate || !there {
			delete(can, a)
		}
	}
	return can
}

// ready refuses a step on a result for which the kept petition is not ready.
func ready(p, lead model.Petition, a Action) error {
	if _, there := machine[lead.State][a]; p.State == model.PetitionDuplicate && (lead.State == model.PetitionDuplicate || !there) {
		return fault.New(fault.Conflict, "先前收到的那一件还没有办完，或者正在再看一遍，等有了结果再提")
	}
	return nil
}

// explained writes the explanation for the reporter of a merged petition, who
// objected, into their own timeline inside tx.
func explained(tx *gorm.DB, box *seal.Box, id int64, words string, step deed) error {
	p, err := take(gorm.G[model.Petition](tx).Where("id = ?", id).Take(tx.Statement.Context))
	if err != nil {
		return err
	}
	return record(tx, box, p, p.State, deed{by: step.by, role: step.role, at: step.at, act: ActExplain, public: words})
}

// toldAgain plans that the reporter of what was taken for a repeat is told of it
// after all: the clock counts from the day it came.
func toldAgain(p model.Petition, step *deed) {
	step.set["answered_at"] = nil
	book, at := step.book, step.at
	step.inTx = func(tx *gorm.DB) error {
		return timer.Start(tx, book, timer.Ref{Object: model.ObjectPetition, ID: p.ID}, timer.TellAccepted, period.Here(p.ReceivedAt), at)
	}
}

// throughOf gives the numbers of the merged petitions whose reporters objected,
// to the petition office, in one statement at most.
func (s *Service) throughOf(ctx context.Context, by actor.Actor, found []model.Objection) (map[int64]string, error) {
	var ids []int64
	for _, o := range found {
		if o.ThroughID != 0 {
			ids = append(ids, o.ThroughID)
		}
	}
	if len(ids) == 0 || !by.Is(actor.RolePetition) {
		return nil, nil
	}
	hide, args := recuse.Hide("petitions", model.ObjectPetition, by)
	rows, err := gorm.G[model.Petition](s.DB).Select("id", "number").Where("id IN ?", slices.Compact(ids)).Where(hide, args...).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("merged petitions: %w", err)
	}
	out := map[int64]string{}
	for _, p := range rows {
		out[p.ID] = p.Number
	}
	return out, nil
}

// ToRate counts the petitions of a villager whose result they have not rated
// yet, also of those that are merged into another one, in one statement.
func (s *Service) ToRate(ctx context.Context, by actor.Actor) (int, error) {
	where, args := s.ownedBy(by)
	if where == "" {
		return 0, nil
	}
	const unrated = "(petitions.rating = '' OR petitions.rating = 'bad' AND petitions.rating2 = '')"
	const done = "(petitions.state = ? OR petitions.state = ? AND EXISTS (SELECT 1 FROM petitions k WHERE k.id = petitions.duplicate_of AND k.state = ?))"
	n, err := gorm.G[model.Petition](s.DB).Where(unrated).Where(done, model.PetitionFeedback, model.PetitionDuplicate, model.PetitionFeedback).
		Where("petitions.id IN (SELECT petition_id FROM reporters WHERE "+where+")", args...).Count(ctx, "*")
	if err != nil {
		return 0, fmt.Errorf("results to rate: %w", err)
	}
	return int(n), nil
}

// ActExtendLapse marks that a request for more time was taken back because its
// clock runs no more.
const ActExtendLapse Action = "extend_lapse"

// ofProgram are the steps that nobody takes: the program writes them down.
var ofProgram = []Action{ActExtendLapse, ActRepeats, ActArchive}

// lapse takes back, inside tx, the requests for more time whose clock a step
// ended, and says so in the timeline.
func lapse(tx *gorm.DB, box *seal.Box, p model.Petition, at time.Time) error {
	gone, err := approval.Lapse(tx, at, model.ObjectPetition, p.ID)
	if err != nil {
		return err
	}
	for _, a := range gone {
		d := deed{by: actor.Sys("clocks"), role: RoleProgram, at: at, act: ActExtendLapse, approval: a.ID, note: seal.NewSecret("期限已经办完，延期申请不用再批，自动收回。"), detail: map[string]any{"approval": a.ID}}
		if err := record(tx, box, p, p.State, d); err != nil {
			return err
		}
	}
	return nil
}
