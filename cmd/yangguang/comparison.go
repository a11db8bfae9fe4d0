package main

import (
	"context"

	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/livelihood"
	"yangguang/service/parameter"
	"yangguang/service/prepayment"
)

// newParameters makes the county's numbers, those of the comparison included.
func (in *infra) newParameters() *parameter.Service {
	var extra []parameter.Extra
	for _, d := range comparison.Definitions() {
		hint := d.Hint
		if hint == "" {
			hint = "例如 " + d.Default
		}
		extra = append(extra, parameter.Extra{
			Definition: parameter.Definition{Name: d.Name, Group: d.Group, Label: d.Label, Default: d.Default, Unit: parameter.Unit(d.Unit), Basis: d.Basis},
			Hint:       hint, Clean: d.Clean, Dated: d.Dated,
		})
	}
	for _, d := range livelihood.Definitions() {
		extra = append(extra, parameter.Extra{
			Definition: parameter.Definition{Name: d.Name, Group: d.Group, Label: d.Label, Default: d.Default, Unit: parameter.Unit(d.Unit), Basis: d.Basis}, Hint: d.Hint, Clean: d.Clean,
		})
	}
	extra = append(extra, receiveParameters()...)
	return parameter.New(in.db, in.now, extra...)
}

// newComparison makes the comparison on the county's numbers and own models.
func (in *infra) newComparison(numbers *parameter.Service) *comparison.Service {
	own := custom.New(in.db, in.log, in.now)
	var successions []comparison.Succession
	for _, r := range importer.Successions() {
		successions = append(successions, comparison.Succession(r))
	}
	return comparison.New(comparison.Options{
		DB: in.db, People: in.people, Values: numbers.Values, Own: own.Models, OwnVersions: own.Versions, Stages: in.lateStages(numbers), Successions: successions, Program: programVersion(), Now: in.now, Log: in.log,
		Set: func(ctx context.Context, _ actor.Actor, name, value, basis string) error {
			// Who may switch a model is the comparison's decision, made before.
			return numbers.Change(ctx, actor.Sys("comparison"), parameter.Change{Name: name, Value: value, From: period.Here(in.now()), Basis: basis})
		},
	})
}

// listChecker lets lists that are to be paid be compared.
type listChecker struct{ comparison *comparison.Service }

// CheckList gives the reasons of each row that has some.
func (c listChecker) CheckList(ctx context.Context, batch int64) (map[int64][]prepayment.Reason, error) {
	checked, err := c.comparison.CheckList(ctx, batch)
	if err != nil {
		return nil, err
	}
	out := make(map[int64][]prepayment.Reason, len(checked.Rows))
	for row, hits := range checked.Rows {
		for _, h := range hits {
			out[row] = append(out[row], reasonOf(h))
		}
	}
	return out, nil
}

func reasonOf(h comparison.ListHit) prepayment.Reason {
	return prepayment.Reason{Model: h.Model, Title: h.Title, Severity: h.Severity, Sentence: h.Sentence, Held: h.Held}
}

// modelSwitch turns models on and off, the program's by their parameter, the
// county's own by their state.
type modelSwitch struct {
	models *comparison.Service
	own    *custom.Service
}

// Pause takes a model out of the coming runs.
func (m modelSwitch) Pause(ctx context.Context, by actor.Actor, model, reason string) error {
	if custom.Owns(model) {
		return m.own.Stop(ctx, by, model, reason)
	}
	return m.models.Pause(ctx, by, model, reason)
}

// Enable lets a model of the program run again; one of the county's own is
// revised and approved anew.
func (m modelSwitch) Enable(ctx context.Context, by actor.Actor, model, reason string) error {
	if custom.Owns(model) {
		return fault.New(fault.Conflict, "自建模型停用以后，请在模型页面修订，重新送审")
	}
	return m.models.Enable(ctx, by, model, reason)
}
