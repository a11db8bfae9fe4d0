package comparison

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// chosen are the models of a run with their parameters.
type chosen struct {
	bound    []rule.Bound
	versions []string          // of each model
	values   map[string]string // every parameter they read
	hash     string            // of values
}

// Version is 16 hex digits of SM3 over what a model is: its key, its
// parameters and its cases. Two models of one version find the same.
func Version(m rule.Model) string {
	h := sm3.New()
	fmt.Fprintf(h, "%s\n%s\n", m.Key, m.Title)
	if m.Source != "" {
		fmt.Fprintf(h, "%s\n", m.Source)
	}
	for _, p := range m.Parameters {
		fmt.Fprintf(h, "%s %d %s\n", p.Key, p.Sort, p.Default)
	}
	for _, t := range m.Traps {
		fmt.Fprintf(h, "%s %s\n", t.Key, t.Text)
	}
	if text, err := rule.CaseText(m.Key); err == nil {
		fmt.Fprintln(h, text)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// models lists the models there are: the program's and the county's own.
func (s *Service) models(ctx context.Context) ([]rule.Model, error) {
	all := rule.Models()
	if s.o.Own == nil {
		return all, nil
	}
	own, err := s.o.Own(ctx)
	if err != nil {
		return nil, fmt.Errorf("own models: %w", err)
	}
	return append(all, own...), nil
}

// Asked gives the questions and the papers of a model, the county's own
// included, for the sheet that is taken along; none where it is no more.
func (s *Service) Asked(ctx context.Context, key string) (questions, papers []string, err error) {
	all, err := s.models(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range all {
		if m.Key == key {
			return m.Questions, m.Evidence, nil
		}
	}
	return nil, nil, nil
}

// Choice says which models run: all, those named, or (neither) those that are
// switched on.
type Choice struct {
	All    bool
	Models []string
}

// choose picks models and binds them to the parameters that hold on a day.
func (s *Service) choose(ctx context.Context, c Choice, on period.Day) (chosen, error) {
	all, err := s.models(ctx)
	if err != nil {
		return chosen{}, err
	}
	values, err := s.o.Values(ctx, on)
	if err != nil {
		return chosen{}, fmt.Errorf("parameters: %w", err)
	}
	var picked []rule.Model
	for _, m := range all {
		named := slices.ContainsFunc(c.Models, func(k string) bool { return strings.EqualFold(k, m.Key) })
		if named || c.All || (len(c.Models) == 0 && enabled(m, values)) {
			picked = append(picked, m)
		}
	}
	for _, k := range c.Models {
		if !slices.ContainsFunc(all, func(m rule.Model) bool { return strings.EqualFold(k, m.Key) }) {
			return chosen{}, fault.New(fault.Invalid, "没有模型 "+k+"；`yangguang models list` 列出全部模型")
		}
	}
	if len(picked) == 0 {
		return chosen{}, fault.New(fault.Conflict, "没有启用任何模型，请先在参数页面启用")
	}
	return bind(picked, values)
}

// bind makes models ready with the values that hold.
func bind(models []rule.Model, values map[string]string) (chosen, error) {
	bound, err := rule.Bind(models, values, matrixOf(values))
	if err != nil {
		return chosen{}, err
	}
	c := chosen{bound: bound, values: map[string]string{}}
	for _, m := range models {
		c.versions = append(c.versions, Version(m))
		for _, p := range m.Parameters {
			name := p.Name(m.Key)
			c.values[name] = p.Default
			if v, ok := values[name]; ok {
				c.values[name] = v
			}
			if !p.Dated {
				continue
			}
			for since, v := range values {
				if strings.HasPrefix(since, name+"@") {
					c.values[since] = v
				}
			}
		}
	}
	for name, v := range values {
		if strings.HasPrefix(name, matrixPrefix) || strings.HasPrefix(name, stalePrefix) {
			c.values[name] = v
		}
	}
	text, err := json.Marshal(c.values) // keys in order
	if err != nil {
		return chosen{}, fmt.Errorf("parameters: %w", err)
	}
	sum := sm3.Sum(text)
	c.hash = hex.EncodeToString(sum[:8])
	return c, nil
}

// enabled reports whether a model is switched on.
func enabled(m rule.Model, values map[string]string) bool {
	switch values[enabledName(m.Key)] {
	case yes:
		return true
	case no:
		return false
	}
	return m.Fresh()
}

// matrixOf is the exclusion matrix with the cells that the county set.
func matrixOf(values map[string]string) rule.Matrix {
	m := rule.DefaultMatrix()
	for i, c := range dossier.Categories() {
		for _, other := range dossier.Categories()[:i] {
			if v := values[pairName(c, other)]; len(v) == 1 {
				m.SetBetween(c, other, rule.Verdict(v[0]))
			}
		}
		for _, st := range rule.Statuses() {
			if v := values[matrixName(c, st)]; len(v) == 1 {
				m.Set(c, st, rule.Verdict(v[0]))
			}
		}
	}
	return m
}
