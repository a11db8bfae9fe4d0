package prepayment

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// desk is the state in which lists wait for somebody; "" for whom none does.
func desk(by actor.Actor) string {
	if by.Bureau == "" {
		return ""
	}
	switch {
	case by.Is(actor.RoleBureauOfficer):
		return model.PrepaymentChecked
	case by.Is(actor.RoleBureauHead):
		return model.PrepaymentSubmitted
	}
	return ""
}

// Today tells a bureau what waits: lists to answer, and for its head lists to
// release.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	state := desk(by)
	if state == "" {
		return nil, nil
	}
	n, err := gorm.G[model.PrepaymentList](s.db).Where("bureau = ? AND state = ?", by.Bureau, state).Where(loadedOnly).Count(ctx, "id")
	if err != nil {
		return nil, fmt.Errorf("prepayment today: %w", err)
	}
	return []agenda.Count{{Key: "prepayments." + state, N: int(n)}}, nil
}

// Work lists what Today counts, in one statement.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	state := desk(by)
	if state == "" {
		return nil, nil
	}
	found, err := gorm.G[model.PrepaymentList](s.db).Select("id", "stop_rows", "verify_rows", "updated_at").Where("bureau = ? AND state = ?", by.Bureau, state).Where(loadedOnly).
		Order("updated_at, id").Limit(agenda.MaxTasks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("prepayment work: %w", err)
	}
	do := map[string]string{model.PrepaymentChecked: "答复", model.PrepaymentSubmitted: "放行"}[state]
	out := make([]agenda.Task, len(found))
	for i, l := range found {
		out[i] = agenda.Task{Key: "prepayments." + state, Title: fmt.Sprintf("%s拟发放名单第%d号：拦截%d行，需核实%d行", do, l.ID, l.StopRows, l.VerifyRows),
			URL: fmt.Sprintf("/office/prepayments/%d", l.ID), Due: period.Past, Since: period.Here(l.UpdatedAt)}
	}
	return out, nil
}
