package filing

import (
	"context"
	"fmt"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// late gives an owner's projects with a stage that should have been filed by
// now, the most behind first: what the view of what is late has.
func (s *Service) late(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if !owns(by) {
		return nil, nil
	}
	where, args, err := s.scope(ctx, by)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	l, err := s.limits(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.works(ctx, s.DB, "", where, args)
	if err != nil {
		return nil, err
	}
	var out []agenda.Task
	for _, w := range all {
		stage, days, dated := w.Worst(l, s.today())
		if !dated || days <= 0 {
			continue
		}
		due := s.today() - period.Day(days) //nolint:gosec // days between two days
		out = append(out, agenda.Task{Key: "filings.late", Title: "填报" + stage.Title() + "：" + w.Name, URL: "/office/filings/of/" + w.ProjectNo, Due: due, Since: due})
	}
	agenda.Urgent(out)
	return out, nil
}

// Today counts an owner's projects with a stage that should have been filed.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	late, err := s.late(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("filings today: %w", err)
	}
	if !owns(by) {
		return nil, nil
	}
	return []agenda.Count{{Key: "filings.late", N: len(late), Overdue: len(late)}}, nil
}

// Work lists what Today counts.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	late, err := s.late(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("filings that wait: %w", err)
	}
	return late[:min(len(late), agenda.MaxTasks)], nil
}
