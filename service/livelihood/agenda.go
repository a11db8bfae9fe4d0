package livelihood

import (
	"context"
	"fmt"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// desk is the states in which tasks wait for somebody, and what they are counted
// under; ok is false for whom none ever waits.
func desk(by actor.Actor) (key string, states []string, ok bool) {
	switch {
	case by.Is(actor.RoleBureauOfficer) && by.Bureau != "":
		return "livelihood.mine", pending, true
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		return "livelihood.visit", []string{model.LivelihoodRemedied}, true
	case by.Is(actor.RoleSupervision):
		return "livelihood.check", []string{model.LivelihoodRemedied, model.LivelihoodAsking}, true
	}
	return "", nil, false
}

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	key, states, ok := desk(by)
	if !ok {
		return nil, nil
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, err
	}
	var n struct{ N, Late int }
	err = s.DB.WithContext(ctx).Model(&model.LivelihoodTask{}).Select("COUNT(*) AS n, COALESCE(SUM(CASE WHEN state IN ? AND due_at < ? THEN 1 ELSE 0 END), 0) AS late", pending, s.clock()).
		Where(where, args...).Where("state IN ?", states).Scan(&n).Error
	if err != nil {
		return nil, fmt.Errorf("livelihood today: %w", err)
	}
	return []agenda.Count{{Key: key, N: n.N, Overdue: n.Late}}, nil
}

// Work lists what Today counts, in one statement.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	key, states, ok := desk(by)
	if !ok {
		return nil, nil
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, err
	}
	var found []model.LivelihoodTask
	err = s.DB.WithContext(ctx).Select("id", "kind", "state", "due_at", "updated_at").Where(where, args...).Where("state IN ?", states).
		Order("due_at, severity DESC, id").Limit(agenda.MaxTasks).Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("livelihood work: %w", err)
	}
	out := make([]agenda.Task, len(found))
	for i, t := range found {
		out[i] = agenda.Task{Key: key, URL: fmt.Sprintf("/office/livelihood/tasks/%d", t.ID), Due: period.Past, Since: period.Here(t.UpdatedAt)}
		do := "复核整改结果"
		switch t.State {
		case model.LivelihoodOpen, model.LivelihoodReopened:
			do, out[i].Due = "整改", period.Here(t.DueAt)
		case model.LivelihoodAsking:
			do = "决定是否不用办"
		}
		out[i].Title = do + " " + Number(t.ID) + "：" + KindText(t.Kind)
	}
	return out, nil
}
