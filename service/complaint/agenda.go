package complaint

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// requested is what waits for a role's word on a request that somebody else
// made, as a condition. What waits for a second person is counted by itself.
const requested = "petitions.id IN (SELECT a.object_id FROM approvals a WHERE a.object = 'petition' AND a.waiting = 1 AND a.kind NOT IN ('petition.identity','petition.answer') AND a.to_role = ? AND a.asked_by <> ?)"

// sort is one sort of petitions that wait for somebody: its condition, and what
// is to be done.
type sort struct {
	key, cond string
	args      []any
	do        string
}

// sorts lists what waits for a role.
func sorts(by actor.Actor) []sort {
	open := []any{closedStates}
	switch by.Role {
	case actor.RolePetition:
		return []sort{
			{"petitions.unclaimed", "state = ?", []any{model.PetitionReceived}, "认领"},
			{"petitions.mine", "state NOT IN ? AND claimed_by = ?", append(open, by.StaffID), "办理"},
			{"petitions.objections", "state = ?", []any{model.PetitionObjection}, "复核异议"},
			{"petitions.replied", "state NOT IN ? AND " + replied, open, "看群众的补充"},
			{"petitions.calls", toCall + " AND claimed_by <> ?", []any{by.StaffID}, "回访"},
		}
	case actor.RoleHead:
		return []sort{{"petitions.requests", requested, []any{string(by.Role), by.StaffID}, "审批"}}
	case actor.RoleSupervision:
		return []sort{{"petitions.handed", "state = ?", []any{model.PetitionHandedOver}, "办理"}}
	}
	return []sort{{"petitions.town", "state = ?", []any{model.PetitionTransferredDown}, "办理"}}
}

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	where, args, ok := sees(by)
	if !ok {
		return nil, nil
	}
	now := s.clock()
	var out []agenda.Count
	for _, q := range sorts(by) {
		n, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(q.cond, q.args...).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("petitions today: %w", err)
		}
		late, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(q.cond, q.args...).Where(dueBefore, now).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("petitions today: %w", err)
		}
		out = append(out, agenda.Count{Key: q.key, N: int(n), Overdue: int(late)})
	}
	requests, err := s.requestsToday(ctx, by)
	return append(out, requests...), err
}

// Work lists what Today counts: one statement for each sort, and one for all
// their clocks.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	where, args, ok := sees(by)
	if !ok {
		return nil, nil
	}
	var out []agenda.Task
	var ids []int64 // in the order of out
	for _, q := range sorts(by) {
		found, err := gorm.G[model.Petition](s.DB).Select("id", "number", "subject", "received_at").Where(where, args...).Where(q.cond, q.args...).
			Order(earliest + ", id").Limit(agenda.MaxTasks).Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("petitions that wait: %w", err)
		}
		for _, p := range found {
			out = append(out, agenda.Task{Key: q.key, Title: q.do + "：" + join("信访件 "+p.Number, SubjectText(p.Subject)), URL: petitionURL(p.ID), Due: period.Past, Since: period.Here(p.ReceivedAt)})
			ids = append(ids, p.ID)
		}
	}
	if err := s.dates(ctx, out, ids, nil); err != nil {
		return nil, err
	}
	requests, err := s.requestsWork(ctx, by)
	return append(out, requests...), err
}

func petitionURL(id int64) string { return fmt.Sprintf("/office/petitions/%d", id) }

// dates fills in the days on which the clocks of petitions end, of those kinds
// that are named; all where none is. ids are the petitions of tasks.
func (s *Service) dates(ctx context.Context, tasks []agenda.Task, ids []int64, kinds []timer.Kind) error {
	if len(tasks) == 0 {
		return nil
	}
	w, err := s.watch(ctx)
	if err != nil {
		return err
	}
	running, err := s.clocksOf(ctx, w, ids...)
	if err != nil {
		return err
	}
	for i := range tasks {
		for _, c := range running[ids[i]] { // the earliest end first
			if kinds == nil || slices.Contains(kinds, c.Kind) {
				tasks[i].Due = period.Here(c.At)
				break
			}
		}
	}
	return nil
}

// requestsWork lists what waits for the actor's consent.
func (s *Service) requestsWork(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	where, args, ok := waitingFor(by, KindIdentity, KindAnswer)
	if !ok || !by.Is(actor.RolePetition, actor.RoleHead) {
		return nil, nil
	}
	var found []struct {
		Kind     string
		ObjectID int64
		Number   string
		AskedAt  time.Time
	}
	err := s.DB.WithContext(ctx).Model(&model.Approval{}).Select("approvals.kind, approvals.object_id, numbered.number, approvals.asked_at").
		Joins("JOIN petitions numbered ON numbered.id = approvals.object_id").Where(where, args...).Order("approvals.id").Limit(2 * agenda.MaxTasks).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("requests that wait: %w", err)
	}
	out := make([]agenda.Task, len(found))
	for i, a := range found {
		out[i] = agenda.Task{Key: "identity.open", Title: "决定能不能查看身份：信访件 " + a.Number, URL: fmt.Sprintf("/office/petitions/requests#r-%d-%s", a.ObjectID, a.Kind), Due: period.Past, Since: period.Here(a.AskedAt)}
		if a.Kind == KindAnswer {
			out[i].Key, out[i].Title = "answer.check", "复核答复：信访件 "+a.Number
		}
	}
	return out, nil
}
