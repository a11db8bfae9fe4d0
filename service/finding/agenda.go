package finding

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// desk is one sort of what waits for somebody: its condition, when it is late,
// which is the most urgent, and what is to be done.
type desk struct {
	key, what string
	args      []any
	late      string
	lateArgs  []any
	order     string
	do        string
}

// desks lists what waits for an actor, who sees findings.
func (s *Service) desks(ctx context.Context, by actor.Actor, now time.Time) ([]desk, error) {
	switch {
	case by.Is(actor.RoleSupervision):
		old, err := s.foundBefore(ctx, now)
		return []desk{
			{"findings.dispatch", "status = ? AND NOT " + aground, []any{model.FindingGenerated}, "first_seen_at < ?", []any{old}, "first_seen_at", "下发"},
			{"findings.review", "status = ?", []any{model.FindingAnswered}, "review_due_at < ?", []any{now}, "review_due_at", "复核"},
			{"findings.rectify", "status = ? AND closed_as = ? AND rectified_at IS NULL", []any{model.FindingClosed, model.ClosedRectification}, "rectify_due_at < ?", []any{now}, "rectify_due_at", "督促整改"},
		}, err
	case by.Is(actor.RoleHead):
		return []desk{{key: "findings.decide", what: "status = ?", args: []any{model.FindingReviewing}, order: "updated_at", do: "审批"}}, nil
	}
	return []desk{{"findings.mine", "status = ?", []any{model.FindingDispatched}, "due_at < ?", []any{now}, "due_at", "核查"}}, nil
}

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	where, args, err := s.sees(ctx, by)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	desks, err := s.desks(ctx, by, s.clock())
	if err != nil {
		return nil, err
	}
	var out []agenda.Count
	for _, d := range desks {
		q := gorm.G[model.Finding](s.DB).Where(where, args...).Where(d.what, d.args...)
		n, err := q.Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("findings today: %w", err)
		}
		over := int64(0)
		if n > 0 && d.late != "" {
			if over, err = q.Where(d.late, d.lateArgs...).Count(ctx, "*"); err != nil {
				return nil, fmt.Errorf("findings today: %w", err)
			}
		}
		out = append(out, agenda.Count{Key: d.key, N: int(n), Overdue: int(over)})
	}
	return out, nil
}

// Work lists what Today counts: one statement for each sort.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	where, args, err := s.sees(ctx, by)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	desks, err := s.desks(ctx, by, s.clock())
	if err != nil {
		return nil, err
	}
	days, err := s.lookUp(ctx, nil)
	if err != nil {
		return nil, err
	}
	var out []agenda.Task
	for _, d := range desks {
		found, err := gorm.G[model.Finding](s.DB).
			Select("id", "title", "status", "subject_kind", "held_reason", "gone_at", "withdrawn_mark", "task_id", "first_seen_at", "due_at", "review_due_at", "rectified_at", "rectify_due_at", "updated_at").
			Where(where, args...).Where(d.what, d.args...).Order(d.order + ", severity DESC, id").Limit(agenda.MaxTasks).Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("findings of a desk: %w", err)
		}
		for _, f := range found {
			t := agenda.Task{Key: d.key, Title: d.do + "疑点 " + Number(f.ID) + "：" + f.Title, URL: fmt.Sprintf("/office/findings/%d", f.ID), Due: period.Past, Since: period.Here(f.UpdatedAt)}
			if _, due, _ := deadline(f, days); due != nil {
				t.Due = period.Here(*due)
			}
			out = append(out, t)
		}
	}
	return out, nil
}

// foundBefore is the moment before which what was found should have been
// dispatched by now.
func (s *Service) foundBefore(ctx context.Context, now time.Time) (time.Time, error) {
	n, err := s.number(ctx, ParamDispatch, daysDispatch)
	if err != nil {
		return now, err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return now, fmt.Errorf("calendar: %w", err)
	}
	day := period.Here(now)
	for cal.Add(day, n).Day >= period.Here(now) {
		day--
	}
	return day.End(period.Shanghai).UTC(), nil
}
