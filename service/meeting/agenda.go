package meeting

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// desk is one sort of issues that wait for somebody.
type desk struct {
	key    string
	do     string
	states []string
}

// desks lists what waits for an actor.
func desks(by actor.Actor) []desk {
	switch {
	case keeps(by):
		return []desk{{"meetings.assign", "上会交办", []string{model.MeetingRaised}}, {"meetings.check", "确认整改", []string{model.MeetingDone}}}
	case member(by):
		return []desk{{"meetings.mine", "整改", pending}}
	}
	return nil
}

// waiting selects the issues of a desk: of a bureau those it is responsible for.
func (s *Service) waiting(ctx context.Context, by actor.Actor, d desk) *gorm.DB {
	q := s.DB.WithContext(ctx).Model(&model.MeetingIssue{}).Where("state IN ?", d.states)
	if member(by) {
		q = q.Where("unit = ?", by.Bureau)
	}
	return q
}

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	var out []agenda.Count
	mine := desks(by)
	if len(mine) == 0 {
		return nil, nil
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, err
	}
	for _, d := range mine {
		var n struct{ N, Late int }
		err := s.waiting(ctx, by, d).Where(where, args...).Select("COUNT(*) AS n, COALESCE(SUM(CASE WHEN state IN ? AND due_on < ? THEN 1 ELSE 0 END), 0) AS late", pending, s.today().Time()).Scan(&n).Error
		if err != nil {
			return nil, fmt.Errorf("issues today: %w", err)
		}
		out = append(out, agenda.Count{Key: d.key, N: n.N, Overdue: n.Late})
	}
	return out, nil
}

// Work lists what Today counts: one statement for each sort.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	var out []agenda.Task
	mine := desks(by)
	if len(mine) == 0 {
		return nil, nil
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, err
	}
	for _, d := range mine {
		var found []model.MeetingIssue
		err := s.waiting(ctx, by, d).Where(where, args...).Select("id", "title", "state", "due_on", "updated_at").Order("COALESCE(due_on, '9999-12-31'), id").Limit(agenda.MaxTasks).Find(&found).Error
		if err != nil {
			return nil, fmt.Errorf("issues that wait: %w", err)
		}
		for _, i := range found {
			t := agenda.Task{Key: d.key, Title: d.do + " " + Number(i.ID) + "：" + i.Title, URL: fmt.Sprintf("/office/meetings/issues/%d", i.ID), Due: period.Past, Since: period.Here(i.UpdatedAt)}
			if i.DueOn != nil && open(i.State) {
				t.Due = period.Stored(*i.DueOn)
			}
			out = append(out, t)
		}
	}
	return out, nil
}
