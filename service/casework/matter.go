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
	r := clues[m.clue.State][a]
	if r.asks != "" && m.waits(r.asks) || r.decides != "" && !m.waits(r.decides) && r.decides != KindOpinion {
		return false
	}
	if fits, ok := fitting[a]; ok {
		return fits(m, by)
	}
	return true
}

// fitting says of the steps whose state alone does not tell when they fit.
var fitting = map[Action]fit{
	ActApprove: func(m matter, _ actor.Actor) bool {
		return m.clue.Opinion != model.OpinionEnd && m.clue.Opinion != model.OpinionHold
	},
	ActHold: opinionIs(model.OpinionHold), ActEnd: opinionIs(model.OpinionEnd), ActTalkPlan: opinionIs(model.OpinionTalk),
	ActVerifyPlan: opinionIs(model.OpinionVerify), ActOpenCase: opinionIs(model.OpinionFile),
	ActTake:     func(m matter, by actor.Actor) bool { return by.Bureau == "" || by.Bureau == m.clue.Unit },
	ActConclude: never, ActUnfile: never, // by its case
	ActQuarter:    func(m matter, _ actor.Actor) bool { return m.clue.Petition() != 0 },
	ActSlanderAsk: func(m matter, _ actor.Actor) bool { return m.clue.Slander == "" },

	ActClarifyAsk: noticeIs("", clearRefused, clearBack), ActClarifyDone: noticeIs(clearAgreed), ActClarifyBack: noticeIs(clearDone),

	ActTalkSend: talkIs(talkLetter), ActTalkHeld: talkIs(talkTalk),
	ActTalkClear: reportSays(talkClear), ActTalkMeasure: reportSays(talkMeasure), ActTalkAgain: reportSays(talkAgain), ActTalkVerify: reportSays(talkVerify),

	ActSecretary: func(m matter, _ actor.Actor) bool { return m.check.LeadsParty && m.check.SecretaryOn == nil },
	ActVerifySign: func(m matter, by actor.Actor) bool {
		return m.check.DraftedAt != nil && slices.ContainsFunc(m.team, func(t model.TeamMember) bool { return t.StaffID == by.StaffID && t.SignedAt == nil })
	},
	ActVerifyFile: checkSays(checkFile), ActVerifyEnd: checkSays(checkEnd), ActVerifyTalk: checkSays(checkRemind), ActVerifyHold: checkSays(checkHold),
	ActVerifyParty: checkSays(checkParty),
}

type fit = func(m matter, by actor.Actor) bool

func never(matter, actor.Actor) bool { return false }

func opinionIs(v string) fit {
	return func(m matter, _ actor.Actor) bool { return m.clue.Opinion == v }
}

func noticeIs(states ...string) fit {
	return func(m matter, _ actor.Actor) bool { return slices.Contains(states, m.clear.State) }
}

func talkIs(kind string) fit {
	return func(m matter, _ actor.Actor) bool { return m.talk.Kind == kind }
}

func reportSays(v string) fit {
	return func(m matter, _ actor.Actor) bool { return m.talk.Opinion == v }
}

func checkSays(v string) fit {
	return func(m matter, _ actor.Actor) bool { return m.check.Opinion == v }
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
