package main

import (
	"context"
	"path/filepath"
	"time"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/outbox"
	"yangguang/service/livelihood"
	"yangguang/service/parameter"
)

// livelihoods makes the tasks of 保障监督. Their proof lies in a folder of its
// own, under the key of people.
func (in *infra) livelihoods(numbers *parameter.Service, now func() time.Time) (*livelihood.Service, error) {
	proof, err := files.New(filepath.Join(in.cfg.FilesDir, "livelihood"), in.people, now)
	if err != nil {
		return nil, err
	}
	return livelihood.New(livelihood.Deps{
		DB: in.db, Box: in.people, Files: proof, Findings: finding.NewTasks(in.people), Calendar: numbers.Calendar, Text: numbers.Text, Now: now,
	}), nil
}

// followRuns lets the tasks follow every run of the comparison. The
// demonstration then shows some of them further on.
func (p *program) followRuns() map[string]outbox.Do {
	follow := p.livelihood.Handlers()[livelihood.TopicDone]
	return map[string]outbox.Do{livelihood.TopicDone: func(ctx context.Context, e model.OutboxEvent) error {
		if err := follow(ctx, e); err != nil || p.afterTasks == nil {
			return err
		}
		return p.afterTasks(ctx)
	}}
}
