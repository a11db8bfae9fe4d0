package casework

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/timer"
)

// matter reads what belongs to a clue, in six statements.
func (s *Service) matter(ctx context.Context, c model.Clue, book timer.Book) (matter, error) {
	m := matter{clue: c}
	talks, err := gorm.G[model.ClueTalk](s.DB).Where("clue_id = ?", c.ID).Order("id DESC").Limit(1).Find(ctx)
	if err != nil {
		return m, fmt.Errorf("talk: %w", err)
	}
	checks, err := gorm.G[model.ClueCheck](s.DB).Where("clue_id = ?", c.ID).Order("id DESC").Limit(1).Find(ctx)
	if err != nil {
		return m, fmt.Errorf("check: %w", err)
	}
	notices, err := gorm.G[model.Clarification](s.DB).Where("clue_id = ?", c.ID).Order("id DESC").Limit(1).Find(ctx)
	if err != nil {
		return m, fmt.Errorf("clarification: %w", err)
	}
	for _, t := range talks {
		m.talk = t
	}
	for _, k := range checks {
		m.check = k
	}
	for _, n := range notices {
		m.clear = n
	}
	if m.team, err = s.teamOf(ctx, objectClue, c.ID); err != nil {
		return m, err
	}
	if m.waiting, err = s.waiting(ctx, objectClue, c.ID); err != nil {
		return m, err
	}
	running, err := timer.Running(ctx, s.DB, book, objectClue, []int64{c.ID}, s.clock())
	m.clocks = running[c.ID]
	return m, err
}

// waiting gives the requests on a matter that nobody has decided yet, by kind.
func (s *Service) waiting(ctx context.Context, object string, id int64) (map[string]model.Approval, error) {
	found, err := gorm.G[model.Approval](s.DB).Where("object = ? AND object_id = ? AND waiting = 1", object, id).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	out := map[string]model.Approval{}
	for _, a := range found {
		out[a.Kind] = a
	}
	return out, nil
}

// fits reports why a step, though the state allows it, is not what was
// approved, or comes too early.
func (m matter) fits(a Action, by actor.Actor) error {
	if a == ActVerifyApprove && m.check.LeadsParty && m.check.SecretaryOn == nil {
		return fault.New(fault.Conflict, "被核查人是下一级党委的主要负责人，要先登记党委书记的批准，再审批")
	}
	if a == ActVerifyReport && !m.signed() {
		return fault.New(fault.Conflict, "核查报告要由核查组全体成员签名后才能报批")
	}
	if !m.agrees(a, by) {
		return fault.New(fault.Conflict, "领导批准的不是这样，或者这一步已经办过，请刷新页面")
	}
	return nil
}

func (m matter) signed() bool {
	return m.check.DraftedAt != nil && len(m.team) >= smallest && !slices.ContainsFunc(m.team, func(t model.TeamMember) bool { return t.SignedAt == nil })
}

// offered reports whether a page offers a step.
func (m matter) offered(a Action, by actor.Actor) bool {
	if a == ActVerifyReport {
		return m.signed()
	}
	return m.agrees(a, by)
}

// agrees reports whether a step is what was approved, and not done yet.
func (m matter) agrees(a Action, by actor.Actor) bool {
	c := m.clue
	r := clues[c.State][a]
	if r.asks != "" && m.waits(r.asks) || r.decides != "" && !m.waits(r.decides) && r.decides != KindOpinion {
		return false
	}
	switch a {
	case ActApprove:
		return c.Opinion != model.OpinionEnd && c.Opinion != model.OpinionHold
	case ActHold:
		return c.Opinion == model.OpinionHold
	case ActEnd:
		return c.Opinion == model.OpinionEnd
	case ActTake:
		return by.Bureau == "" || by.Bureau == c.Unit
	case ActTalkPlan:
		return c.Opinion == model.OpinionTalk
	case ActVerifyPlan:
		return c.Opinion == model.OpinionVerify
	case ActOpenCase:
		return c.Opinion == model.OpinionFile
	case ActConclude, ActUnfile:
		return false // by its case
	case ActQuarter:
		return c.Petition() != 0
	case ActSlanderAsk:
		return c.Slander == ""
	case ActClarifyAsk:
		return m.clear.State == "" || m.clear.State == clearRefused
	case ActClarifyDone:
		return m.clear.State == clearAgreed
	}
	return m.agreesOnWay(a, by)
}

func (m matter) agreesOnWay(a Action, by actor.Actor) bool {
	switch a {
	case ActTalkSend:
		return m.talk.Kind == talkLetter
	case ActTalkHeld:
		return m.talk.Kind == talkTalk
	case ActTalkClear:
		return m.talk.Opinion == talkClear
	case ActTalkMeasure:
		return m.talk.Opinion == talkMeasure
	case ActTalkAgain:
		return m.talk.Opinion == talkAgain
	case ActTalkVerify:
		return m.talk.Opinion == talkVerify
	case ActSecretary:
		return m.check.LeadsParty && m.check.SecretaryOn == nil
	case ActVerifySign:
		return m.check.DraftedAt != nil && slices.ContainsFunc(m.team, func(t model.TeamMember) bool { return t.StaffID == by.StaffID && t.SignedAt == nil })
	case ActVerifyFile:
		return m.check.Opinion == checkFile
	case ActVerifyEnd:
		return m.check.Opinion == checkEnd
	case ActVerifyTalk:
		return m.check.Opinion == checkRemind
	case ActVerifyHold:
		return m.check.Opinion == checkHold
	case ActVerifyParty:
		return m.check.Opinion == checkParty
	}
	return true
}

func (m matter) waits(kind string) bool { _, ok := m.waiting[kind]; return ok }

// can lists what an actor may do with a clue now.
func (m matter) can(by actor.Actor) map[Action]bool {
	out := map[Action]bool{}
	for a, r := range clues[m.clue.State] {
		if slices.Contains(r.by, by.Role) && m.offered(a, by) {
			out[a] = true
		}
	}
	return out
}
