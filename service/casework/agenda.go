package casework

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
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

// Work lists what Today counts: one statement for each sort, and one for the
// clocks of clues and of cases each.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if by.Kind != actor.Staff {
		return nil, nil
	}
	var out []agenda.Task
	var clues, cases []int64
	at := map[string][]int64{} // of each sort, the matters in the order of out
	for _, d := range desks(by) {
		found, err := s.rowsOf(ctx, by, d)
		if err != nil {
			return nil, fmt.Errorf("casework work: %w", err)
		}
		for _, r := range found {
			out = append(out, r.task(by, d))
			at[d.key] = append(at[d.key], r.ID)
			if d.cases {
				cases = append(cases, r.ID)
			} else {
				clues = append(clues, r.ID)
			}
		}
	}
	return out, s.dates(ctx, out, at, clues, cases)
}

// waitingRow is a clue or a case as far as a list of work names it.
type waitingRow struct {
	ID        int64
	Number    string
	State     string
	UpdatedAt time.Time
}

func (r waitingRow) task(by actor.Actor, d desk) agenda.Task {
	sort, steps, url := "线索", dueSteps, "/office/clues/%d"
	if d.cases {
		sort, steps, url = "案件", dueStages, "/office/cases/%d"
	}
	do := "办理"
	if n, ok := steps[r.State]; ok && by.Is(n.role) {
		do = n.words
	}
	if d.key == "cases.disputed" {
		do = "核对退还的钱"
	}
	number := r.Number
	if !strings.HasPrefix(number, sort) { // a clue's number says what it is
		number = sort + " " + number
	}
	return agenda.Task{Key: d.key, Title: do + "：" + number, URL: fmt.Sprintf(url, r.ID), Due: period.Past, Since: period.Here(r.UpdatedAt)}
}

// rowsOf reads what lies on a desk, what ends first before what ends later.
func (s *Service) rowsOf(ctx context.Context, by actor.Actor, d desk) ([]waitingRow, error) {
	table, object, from := "clues", objectClue, s.DB.WithContext(ctx).Model(&model.Clue{})
	where, args, ok := sees(by)
	if d.cases {
		table, object, from = "cases", objectCase, s.DB.WithContext(ctx).Model(&model.Case{})
		where, args, ok = seesCases(by)
	}
	if !ok {
		return nil, nil
	}
	var out []waitingRow
	ends := "COALESCE((SELECT MIN(t.due_at) FROM timers t WHERE t.object = '" + object + "' AND t.object_id = " + table + ".id AND t.running = 1), '9999-12-31')"
	err := from.Select(table+".id, "+table+".number, "+table+".state, "+table+".updated_at").Where(where, args...).Where(d.where, d.args...).
		Order(ends + ", " + table + ".id").Limit(agenda.MaxTasks).Scan(&out).Error
	return out, err
}

// dates fills in the days on which the clocks of matters end. tasks are in the
// order of at.
func (s *Service) dates(ctx context.Context, tasks []agenda.Task, at map[string][]int64, clues, cases []int64) error {
	if len(tasks) == 0 {
		return nil
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("casework work: %w", err)
	}
	ofClues, err := timer.Running(ctx, s.DB, book, objectClue, clues, s.clock())
	if err != nil {
		return err
	}
	ofCases, err := timer.Running(ctx, s.DB, book, objectCase, cases, s.clock())
	if err != nil {
		return err
	}
	for i := range tasks {
		running, id := ofClues, at[tasks[i].Key][0]
		at[tasks[i].Key] = at[tasks[i].Key][1:]
		if strings.HasPrefix(tasks[i].Key, "cases.") {
			running = ofCases
		}
		if c := running[id]; len(c) > 0 {
			tasks[i].Due = period.Here(c[0].At)
		}
	}
	return nil
}
