package village

import (
	"context"
	"fmt"
	"time"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// counted bounds how many open remarks are looked at for the first page.
const counted = 1000

// Today tells a cadre and a bureau officer how many remarks wait for an answer.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	where, args, err := theirs(by)
	if err != nil {
		return nil, nil //nolint:nilerr // nothing here is theirs: no card
	}
	q := query{from: "remarks r", where: where, args: args}
	q.and("r.status = ?", string(StatusOpen))
	var days []time.Time
	if err := q.on(ctx, s.db).Order("r.id").Limit(counted).Pluck("r.created_at", &days).Error; err != nil {
		return nil, fmt.Errorf("remarks today: %w", err)
	}
	if isCadre(by) {
		return []agenda.Count{{Key: "remarks.mine", N: len(days)}}, nil
	}
	out := agenda.Count{Key: "remarks.open", N: len(days)}
	for _, d := range days {
		due, err := s.deadlines.Due(ctx, answerDeadline, period.Here(d))
		if err != nil {
			return nil, fmt.Errorf("remarks today: %w", err)
		}
		if due.Day < s.today() {
			out.Overdue++
		}
	}
	return []agenda.Count{out}, nil
}

// Work lists the remarks that wait for an officer's answer, in one statement.
// Those of a cadre wait for others.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if !isOfficer(by) {
		return nil, nil
	}
	where, args, err := theirs(by)
	if err != nil {
		return nil, err
	}
	q := query{from: "remarks r", where: where, args: args}
	q.and("r.status = ?", string(StatusOpen))
	var found []remarkRow
	if err := q.on(ctx, s.db).Select("r.id, r.summary, r.created_at").Order("r.created_at, r.id").Limit(agenda.MaxTasks).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("remarks that wait: %w", err)
	}
	out := make([]agenda.Task, len(found))
	for i, r := range found {
		day := period.Here(r.CreatedAt)
		due, err := s.deadlines.Due(ctx, answerDeadline, day)
		if err != nil {
			return nil, fmt.Errorf("remarks that wait: %w", err)
		}
		out[i] = agenda.Task{Key: "remarks.open", Title: "答复村级核对意见：" + r.Summary, URL: fmt.Sprintf("/office/remarks/%d", r.ID), Due: due.Day, Since: day}
	}
	return out, nil
}
