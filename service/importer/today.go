package importer

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// patience is how many days a checked batch may wait for a person before it is late.
const patience = 3

// Today counts the batches that wait for by to confirm them: what is handed in
// and not confirmed is seen by nobody.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if mayImport(by) != nil {
		return nil, nil
	}
	where, args := scope(by)
	rows, err := gorm.G[model.Batch](s.db).Select("created_at").Where("status = ?", model.BatchChecked).Where(where, args...).Limit(1000).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("imports today: %w", err)
	}
	late := 0
	for _, b := range rows {
		if s.today()-period.Here(b.CreatedAt) > patience {
			late++
		}
	}
	return []agenda.Count{{Key: "imports.waiting", N: len(rows), Overdue: late}}, nil
}

// Work lists what Today counts, in one statement.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if mayImport(by) != nil {
		return nil, nil
	}
	where, args := scope(by)
	found, err := gorm.G[model.Batch](s.db).Select("id", "kind", "created_at").Where("status = ?", model.BatchChecked).Where(where, args...).
		Order("created_at, id").Limit(agenda.MaxTasks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("imports that wait: %w", err)
	}
	out := make([]agenda.Task, len(found))
	for i, b := range found {
		day := period.Here(b.CreatedAt)
		out[i] = agenda.Task{Key: "imports.waiting", Title: "确认导入：" + Title(b.Kind), URL: fmt.Sprintf("/office/imports/%d", b.ID), Due: day + patience, Since: day}
	}
	return out, nil
}
