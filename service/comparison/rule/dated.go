package rule

import (
	"slices"
	"strings"

	"yangguang/service/kernel/period"
)

// Since is the name under which texts hold the value that a dated parameter
// has from a day on: S13.annual_yuan@2027-01-01.
func Since(name string, from period.Day) string { return name + "@" + from.String() }

// era is a stretch of time in which the dated parameters of a model did not change.
type era struct {
	from   period.Day
	values Values
}

// On are the values that held on a day: those of dated parameters as of it, the
// others as of the run. What was decided last year is judged by last year's.
func (v Values) On(day period.Day) Values {
	for i := len(v.eras) - 1; i >= 0; i-- {
		if v.eras[i].from <= day {
			return v.eras[i].values
		}
	}
	return v
}

// erasOf parses the values of each era; none where nothing has changed.
func erasOf(m Model, texts map[string]string, matrix Matrix) ([]era, error) {
	entered := map[string][]period.Day{}
	days := []period.Day{period.Past}
	for _, p := range m.Parameters {
		if !p.Dated {
			continue
		}
		name := p.Name(m.Key)
		for key := range texts {
			if at, ok := strings.CutPrefix(key, name+"@"); ok {
				if day, ok := parseDay(at); ok {
					entered[name], days = append(entered[name], day), append(days, day)
				}
			}
		}
	}
	if len(days) == 1 {
		return nil, nil
	}
	slices.Sort(days)
	days = slices.Compact(days)
	out := make([]era, len(days))
	for i, from := range days {
		then := make(map[string]string, len(m.Parameters))
		for _, p := range m.Parameters {
			name := p.Name(m.Key)
			if text, ok := texts[name]; ok && !p.Dated {
				then[name] = text
			}
			last := period.Past
			for _, day := range entered[name] {
				if day <= from && day > last {
					last, then[name] = day, texts[Since(name, day)]
				}
			}
			if text, ok := texts[name]; ok && p.Dated && entered[name] == nil {
				then[name] = text
			}
		}
		v, err := parsed(m, then, matrix)
		if err != nil {
			return nil, err
		}
		out[i] = era{from, v}
	}
	return out, nil
}

// byDay is something made of a model's values, for every era of them.
type byDay[T any] struct {
	from []period.Day
	of   []T
}

// overTime makes something of a model's values, for every era of them.
func overTime[T any](v Values, from func(Values) T) byDay[T] {
	if len(v.eras) == 0 {
		return byDay[T]{of: []T{from(v)}}
	}
	var out byDay[T]
	for _, e := range v.eras {
		out.from, out.of = append(out.from, e.from), append(out.of, from(e.values))
	}
	return out
}

// on is that of a day.
func (b *byDay[T]) on(day period.Day) *T {
	i := len(b.of) - 1
	for i > 0 && b.from[i] > day {
		i--
	}
	return &b.of[i]
}
