package comparison

import (
	"context"
	"fmt"

	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// ModelState is a model with how it stands today.
type ModelState struct {
	rule.Model
	Enabled bool
	Version string
	Values  []ModelValue
}

// ModelValue is a parameter of a model with the value that holds.
type ModelValue struct {
	rule.Parameter
	Name, Value string
}

// Models lists every model with its state on a day; 0 is today.
func (s *Service) Models(ctx context.Context, by actor.Actor, on period.Day) ([]ModelState, error) {
	if !mayRun(by) && !by.Is(actor.RoleAuditor) {
		return nil, fault.New(fault.NotFound, "没有这个页面")
	}
	if on == 0 {
		on = s.today()
	}
	all, err := s.models(ctx)
	if err != nil {
		return nil, err
	}
	values, err := s.o.Values(ctx, on)
	if err != nil {
		return nil, fmt.Errorf("parameters: %w", err)
	}
	out := make([]ModelState, len(all))
	for i, m := range all {
		out[i] = ModelState{Model: m, Enabled: enabled(m, values), Version: Version(m)}
		for _, p := range m.Parameters {
			v := ModelValue{p, p.Name(m.Key), p.Default}
			if text, ok := values[v.Name]; ok {
				v.Value = text
			}
			out[i].Values = append(out[i].Values, v)
		}
	}
	return out, nil
}

// Pause switches a model off from today on, until somebody enables it again:
// its findings were refuted too often.
func (s *Service) Pause(ctx context.Context, by actor.Actor, model, reason string) error {
	return s.turn(ctx, by, model, no, reason)
}

// Enable switches a model on from today on.
func (s *Service) Enable(ctx context.Context, by actor.Actor, model, reason string) error {
	return s.turn(ctx, by, model, yes, reason)
}

func (s *Service) turn(ctx context.Context, by actor.Actor, model, value, reason string) error {
	if by.Kind != actor.System && !by.Is(actor.RoleHead, actor.RoleSupervision, actor.RoleAdministrator) {
		return fault.New(fault.NotFound, "没有这个模型")
	}
	if _, ok := rule.Lookup(model); !ok {
		return fault.New(fault.NotFound, "没有这个模型")
	}
	if err := s.o.Set(ctx, by, enabledName(model), value, reason); err != nil {
		return fmt.Errorf("model %s: %w", model, err)
	}
	return nil
}
