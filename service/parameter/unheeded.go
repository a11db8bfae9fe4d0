package parameter

import (
	"context"
	"maps"
	"slices"

	"yangguang/service/kernel/fault"
)

// Unheeded are values that the county entered and that nothing goes by any
// more: no parameter has their name, or it would refuse them today. What the
// county decided must not fall away without a word.
func (s *Service) Unheeded(ctx context.Context) ([]string, error) {
	values, _, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		v, holds := at(values[name], s.today())
		if !holds {
			continue
		}
		d, known := s.byName(name)
		if !known {
			out = append(out, name+"="+v.Text+"：没有这个参数")
		} else if _, err := d.Clean(v.Text); err != nil {
			out = append(out, name+"="+v.Text+"："+fault.Of(err).Fields["value"])
		}
	}
	return out, nil
}
