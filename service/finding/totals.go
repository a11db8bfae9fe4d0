package finding

import (
	"context"
	"fmt"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// Totals is findings of a span in figures.
type Totals struct {
	Found       int64            // first seen in the span
	Towns       map[string]int64 // of these, by the first nine digits of the code; "unknown" for the rest
	ToRectify   int64            // closed in the span, to be put right
	Rectified   int64            // of these, put right by now
	Refunds     int64            // refunds paid in the span
	RefundedFen int64
}

// Totals counts the findings of a span for the statistics of case management and
// of the heads, without what concerns themselves. to is the first day after the
// span.
func (s *Service) Totals(ctx context.Context, by actor.Actor, from, to period.Day) (Totals, error) {
	out := Totals{Towns: map[string]int64{}}
	if !by.Is(actor.RoleCaseManagement, actor.RoleHead) {
		return out, notFound()
	}
	where, args, err := s.without(ctx, by, "1 = 1", nil)
	if err != nil {
		return out, err
	}
	start, end := from.Start(period.Shanghai).UTC(), to.Start(period.Shanghai).UTC()
	var towns []struct {
		Town string
		N    int64
	}
	err = s.DB.WithContext(ctx).Table("findings").Select("SUBSTR(findings.village_code, 1, 9) AS town, COUNT(*) AS n").
		Where("findings.first_seen_at >= ? AND findings.first_seen_at < ?", start, end).Where(where, args...).Group("town").Scan(&towns).Error
	if err != nil {
		return out, fmt.Errorf("findings by town: %w", err)
	}
	for _, t := range towns {
		out.Found += t.N
		if len(t.Town) != 9 {
			t.Town = "unknown"
		}
		out.Towns[t.Town] += t.N
	}
	var closed struct{ N, Done int64 }
	err = s.DB.WithContext(ctx).Table("findings").Select("COUNT(*) AS n, COUNT(findings.rectified_at) AS done").
		Where("findings.closed_as = ? AND findings.closed_at >= ? AND findings.closed_at < ?", model.ClosedRectification, start, end).Where(where, args...).Scan(&closed).Error
	if err != nil {
		return out, fmt.Errorf("findings put right: %w", err)
	}
	out.ToRectify, out.Rectified = closed.N, closed.Done
	var paid struct{ N, Fen int64 }
	err = s.DB.WithContext(ctx).Table("refunds").Select("COUNT(*) AS n, COALESCE(SUM(refunds.paid_fen), 0) AS fen").Joins("JOIN findings ON findings.id = refunds.finding_id").
		Where("refunds.paid_on >= ? AND refunds.paid_on < ? AND refunds.paid_fen > 0", from.Time(), to.Time()).Where(where, args...).Scan(&paid).Error
	if err != nil {
		return out, fmt.Errorf("refunds: %w", err)
	}
	out.Refunds, out.RefundedFen = paid.N, paid.Fen
	return out, nil
}
