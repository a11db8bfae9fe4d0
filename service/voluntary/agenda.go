package voluntary

import (
	"context"
	"fmt"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// The keys of what waits.
const (
	keyMine   = "voluntary.mine"   // to be paid, or sent back, or voided and not read
	keyCheck  = "voluntary.check"  // payments to be found right
	keyPeriod = "voluntary.period" // periods that a head decides about
)

// waiting reads what waits for an actor, in one statement.
func (s *Service) waiting(ctx context.Context, by actor.Actor) ([]model.VoluntaryReturn, error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, err
	}
	pending, targs := pending(by)
	var found []model.VoluntaryReturn
	err = s.DB.WithContext(ctx).Table("voluntary_returns AS v").Select("v.id, v.number, v.staff_id, v.entered_by, v.state, v.updated_at").Where(where, args...).Where(pending, targs...).Order("v.updated_at, v.id").Limit(agenda.MaxTasks).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("voluntary waiting: %w", err)
	}
	return found, nil
}

// asked reads the periods that wait for a head.
func (s *Service) asked(ctx context.Context, by actor.Actor) ([]model.VoluntaryPeriod, error) {
	if !by.Is(actor.RoleHead) {
		return nil, nil
	}
	var found []model.VoluntaryPeriod
	if err := s.DB.WithContext(ctx).Select("id", "doc_no", "updated_at").Where("state = ?", model.PeriodAsked).Order("id").Limit(agenda.MaxTasks).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("voluntary periods: %w", err)
	}
	return found, nil
}

// Today counts what waits for the actor.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	tasks, err := s.Work(ctx, by)
	if err != nil {
		return nil, err
	}
	n := map[string]int{}
	for _, t := range tasks {
		n[t.Key]++
	}
	var out []agenda.Count
	for _, k := range []string{keyMine, keyCheck, keyPeriod} {
		if n[k] > 0 {
			out = append(out, agenda.Count{Key: k, N: n[k]})
		}
	}
	return out, nil
}

// Work lists what waits for the actor one by one.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if by.Kind != actor.Staff {
		return nil, nil
	}
	found, err := s.waiting(ctx, by)
	if err != nil {
		return nil, err
	}
	var out []agenda.Task
	for _, v := range found {
		t := agenda.Task{Key: keyCheck, Title: "核对退缴款 " + v.Number, URL: fmt.Sprintf("/office/voluntary/returns/%d", v.ID), Due: period.Past, Since: period.Here(v.UpdatedAt)}
		switch v.State {
		case model.VoluntaryDeclared:
			t.Key, t.Title = keyMine, "缴款并登记凭证 "+v.Number
		case model.VoluntaryReturned:
			t.Key, t.Title = keyMine, "退缴款被退回，重新登记 "+v.Number
		case model.VoluntaryVoided:
			t.Key, t.Title = keyMine, "退缴登记已作废，看原因 "+v.Number
			if v.StaffID == 0 {
				t.Title = "退缴登记已作废，请告诉本人 " + v.Number
			}
		}
		out = append(out, t)
	}
	periods, err := s.asked(ctx, by)
	for _, p := range periods {
		out = append(out, agenda.Task{Key: keyPeriod, Title: "批准退缴期限 " + p.DocNo, URL: "/office/voluntary/periods", Due: period.Past, Since: period.Here(p.UpdatedAt)})
	}
	return out, err
}
