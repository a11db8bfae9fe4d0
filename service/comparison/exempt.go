package comparison

import (
	"context"

	"yangguang/model"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/period"
)

// exemptions are the stretches that the head has exempted, by model, subject and
// item: what lies in one wants no other look. Each was approved by hand, so there
// are not many.
type exemptions map[string][]period.Interval

func (s *Service) exemptions(ctx context.Context, bound []rule.Bound) (exemptions, error) {
	keys := make([]string, len(bound))
	for i, b := range bound {
		keys[i] = b.Model.Key
	}
	var rows []model.Finding
	err := s.o.DB.WithContext(ctx).Select("model", "subject_kind", "person_id", "subject_no", "subject_digest", "item_id", "period_start", "period_end", "status", "exempt_until").
		Where("status = ? AND model IN ?", model.FindingExempted, keys).Find(&rows).Error
	out := exemptions{}
	for i := range rows {
		key := rows[i].Model + "/" + subjectIn(&rows[i]).id()
		out[key] = append(out[key], pastOf(&rows[i]).judged())
	}
	return out, err
}

// of are the stretches of what a result is about.
func (e exemptions) of(l *snapshot.Loaded, c chosen, r Result) []period.Interval {
	if len(e) == 0 {
		return nil
	}
	return e[c.bound[r.Model].Model.Key+"/"+subjectOf(l, r).id()]
}

// listed are the periods of the rows of a list, by Src.Row.
func listed(l *snapshot.Loaded, batch int64) map[int32]period.Interval {
	out := make(map[int32]period.Interval, len(l.Listed))
	for i := range l.Payouts {
		if p := &l.Payouts[i]; p.Kind() == "prepayouts" && int64(p.Src.Batch) == batch {
			out[p.Src.Row] = p.Period
		}
	}
	return out
}

// coveredBy reports whether a row's period lies in the stretches together: two
// that adjoin cover what spans both.
func coveredBy(row period.Interval, stretches []period.Interval) bool {
	return len(subtract(row, stretches)) == 0
}
