package casework

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
)

// lateClue and lateCase are the conditions that a clock has run out.
const (
	lateClue = "EXISTS (SELECT 1 FROM timers t WHERE t.object = 'clue' AND t.object_id = clues.id AND t.running = 1 AND t.due_at < ?)"
	lateCase = "EXISTS (SELECT 1 FROM timers t WHERE t.object = 'case' AND t.object_id = cases.id AND t.running = 1 AND t.due_at < ?)"
	askClue  = "EXISTS (SELECT 1 FROM approvals a WHERE a.object = 'clue' AND a.object_id = clues.id AND a.waiting = 1 AND a.to_role = ?)"
	askCase  = "EXISTS (SELECT 1 FROM approvals a WHERE a.object = 'case' AND a.object_id = cases.id AND a.waiting = 1 AND a.to_role = ?)"
)

// desk is what waits for a role: the key of a count, and the condition.
type desk struct {
	key   string
	cases bool
	where string
	args  []any
}

// desks lists what waits for a role.
func desks(by actor.Actor) []desk {
	states := func(key string, states ...string) desk {
		return desk{key: key, where: "clues.state IN ?", args: []any{states}}
	}
	stages := func(key string, states ...string) desk {
		return desk{key: key, cases: true, where: "cases.state IN ?", args: []any{states}}
	}
	switch by.Role {
	case actor.RoleCaseManagement:
		return []desk{states("clues.unassigned", model.ClueRegistered), states("clues.held", model.ClueHeld)}
	case actor.RoleHead:
		return []desk{{key: "clues.decide", where: askClue, args: []any{string(by.Role)}}, {key: "cases.decide", cases: true, where: askCase, args: []any{string(by.Role)}}}
	case actor.RoleTrial:
		return []desk{stages("cases.totrial", model.CaseToTrial), stages("cases.trial", model.CaseTrialAccepted, model.CaseTrial, model.CaseAppealed)}
	case actor.RoleSupervision:
		return []desk{
			states("clues.take", model.ClueAssignApproved), states("clues.mine", model.ClueAssigned, model.ClueReturned),
			states("clues.handle", model.ClueApproved, model.ClueTalkApproved, model.ClueTalkSent, model.ClueTalkReplied, model.ClueVerifyApproved, model.ClueVerifyRunning),
			stages("cases.open", model.CaseFiled, model.CaseInvestigating, model.CaseSupplement, model.CaseAnnounced, model.CaseExecuting),
			{key: "cases.disputed", cases: true, where: "EXISTS (SELECT 1 FROM case_returns r WHERE r.case_id = cases.id AND r.voided_at IS NULL AND r.answer IN ?)", args: []any{[]string{AnswerMissing, AnswerWrong}}},
		}
	default:
		return nil
	}
}

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if by.Kind != actor.Staff {
		return nil, nil
	}
	var out []agenda.Count
	for _, d := range desks(by) {
		n, late, err := s.count(ctx, by, d)
		if err != nil {
			return nil, fmt.Errorf("casework today: %w", err)
		}
		out = append(out, agenda.Count{Key: d.key, N: n, Overdue: late})
	}
	return out, nil
}

// count counts what an actor may see of a desk, and how much of it is late.
func (s *Service) count(ctx context.Context, by actor.Actor, d desk) (n, late int, err error) {
	var row struct{ N, Late int }
	of := func(q *gorm.DB, overdue string, now time.Time) error {
		return q.Select("COUNT(*) AS n, COALESCE(SUM(CASE WHEN "+overdue+" THEN 1 ELSE 0 END), 0) AS late", now).Where(d.where, d.args...).Scan(&row).Error
	}
	if d.cases {
		where, args, ok := seesCases(by)
		if !ok {
			return 0, 0, nil
		}
		err = of(s.DB.WithContext(ctx).Model(&model.Case{}).Where(where, args...), lateCase, s.clock())
		return row.N, row.Late, err
	}
	where, args, ok := sees(by)
	if !ok {
		return 0, 0, nil
	}
	err = of(s.DB.WithContext(ctx).Model(&model.Clue{}).Where(where, args...), lateClue, s.clock())
	return row.N, row.Late, err
}
