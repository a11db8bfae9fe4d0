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

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	where, args, err := s.sees(ctx, by)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	now := s.clock()
	var out []agenda.Count
	add := func(key, what, late string, whatArgs, lateArgs []any) error {
		count := func(extra string, extraArgs ...any) (int64, error) {
			q := gorm.G[model.Finding](s.DB).Where(where, args...).Where(what, whatArgs...)
			if extra != "" {
				q = q.Where(extra, extraArgs...)
			}
			return q.Count(ctx, "*")
		}
		n, err := count("")
		if err != nil {
			return fmt.Errorf("findings today: %w", err)
		}
		over := int64(0)
		if n > 0 && late != "" {
			if over, err = count(late, lateArgs...); err != nil {
				return fmt.Errorf("findings today: %w", err)
			}
		}
		out = append(out, agenda.Count{Key: key, N: int(n), Overdue: int(over)})
		return nil
	}
	switch {
	case by.Is(actor.RoleSupervision):
		old, err := s.foundBefore(ctx, now)
		if err != nil {
			return nil, err
		}
		if err := add("findings.dispatch", "status = ? AND NOT "+aground, "first_seen_at < ?", []any{model.FindingGenerated}, []any{old}); err != nil {
			return nil, err
		}
		if err := add("findings.review", "status = ?", "review_due_at < ?", []any{model.FindingAnswered}, []any{now}); err != nil {
			return nil, err
		}
		return out, add("findings.rectify", "status = ? AND closed_as = ? AND rectified_at IS NULL", "rectify_due_at < ?", []any{model.FindingClosed, model.ClosedRectification}, []any{now})
	case by.Is(actor.RoleHead):
		return out, add("findings.decide", "status = ?", "", []any{model.FindingReviewing}, nil)
	}
	return out, add("findings.mine", "status = ?", "due_at < ?", []any{model.FindingDispatched}, []any{now})
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
