package livelihood

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// Tally is how many tasks there are of one kind, state, town and bureau.
type Tally struct {
	Kind, State, Town, Bureau string
	N, Late, Jobs             int
}

// Line is one row of a table of the overview: how many tasks in each state.
type Line struct {
	Value, Text string
	States      map[string]int
	Late, Total int
}

// Result is what was put right, counted as the county reports it.
type Result struct {
	Text, Unit string
	N          int
	Kind       string // with State the list behind it
	State      string
	Note       string
}

// Overview is all counts, each made of the same tallies.
type Overview struct {
	Tallies []Tally
	Kinds   []Line // every kind, in their order
	Towns   []Line // those with tasks, by code; the town nobody knows is last
	Bureaus []Line
	All     Line
	Results []Result
	Percent int // of what is not struck off, how much is met
}

// Overview counts the tasks the actor may see: one statement, of which every
// table and figure but the water projects is a sum.
func (s *Service) Overview(ctx context.Context, by actor.Actor) (Overview, error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return Overview{}, err
	}
	var o Overview
	err = s.DB.WithContext(ctx).Model(&model.LivelihoodTask{}).
		Select("kind, state, town_code AS town, bureau, COUNT(*) AS n, SUM(CASE WHEN state IN ? AND due_at < ? THEN 1 ELSE 0 END) AS late, SUM(CASE WHEN state = ? THEN jobs ELSE 0 END) AS jobs", pending, s.clock(), model.LivelihoodMet).
		Where(where, args...).Group("kind, state, town_code, bureau").Order("town_code, bureau, kind, state").Scan(&o.Tallies).Error
	if err != nil {
		return o, fmt.Errorf("livelihood counts: %w", err)
	}
	names, err := s.towns(ctx)
	if err != nil {
		return o, err
	}
	// One project may have brought water to several households: the projects are
	// counted, and not summed.
	var works int64
	err = s.DB.WithContext(ctx).Model(&model.LivelihoodTask{}).Where(where, args...).Where("kind = ? AND state = ? AND project <> ''", model.LivelihoodWater, model.LivelihoodMet).Distinct("project").Count(&works).Error
	if err != nil {
		return o, fmt.Errorf("water projects: %w", err)
	}
	o.add(names, int(works))
	return o, nil
}

// towns gives the names of the towns by code.
func (s *Service) towns(ctx context.Context) (map[string]string, error) {
	var rows []struct{ Code, Name string }
	if err := s.DB.WithContext(ctx).Model(&model.Division{}).Select("code, name").Where("level = 'town'").Limit(1000).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("towns: %w", err)
	}
	out := map[string]string{}
	for _, r := range rows {
		out[r.Code] = r.Name
	}
	return out, nil
}

// add sums the tallies up for every view.
func (o *Overview) add(towns map[string]string, works int) {
	o.All = Line{Text: "合计", States: map[string]int{}}
	for _, k := range kinds {
		o.Kinds = append(o.Kinds, Line{Value: k.value, Text: k.text, States: map[string]int{}})
	}
	count := func(l *Line, t Tally) {
		l.States[t.State] += t.N
		l.Late, l.Total = l.Late+t.Late, l.Total+t.N
	}
	into := func(lines *[]Line, value, words string, t Tally) {
		i := slices.IndexFunc(*lines, func(l Line) bool { return l.Value == value })
		if i < 0 {
			i = len(*lines)
			*lines = append(*lines, Line{Value: value, Text: words, States: map[string]int{}})
		}
		count(&(*lines)[i], t)
	}
	met, jobs := map[string]int{}, 0
	for _, t := range o.Tallies {
		count(&o.All, t)
		k, _ := kindOf(t.Kind)
		into(&o.Kinds, t.Kind, k.text, t)
		town := towns[t.Town]
		if town == "" {
			town = "不知道哪个乡镇"
		}
		into(&o.Towns, t.Town, town, t)
		into(&o.Bureaus, t.Bureau, t.Bureau, t)
		if t.State == model.LivelihoodMet {
			met[t.Kind] += t.N
			jobs += t.Jobs
		}
	}
	slices.SortStableFunc(o.Towns, func(a, b Line) int { // the unknown last
		return strings.Compare(orLast(a.Value), orLast(b.Value))
	})
	slices.SortStableFunc(o.Bureaus, func(a, b Line) int { return strings.Compare(a.Value, b.Value) })
	for _, k := range kinds {
		o.Results = append(o.Results, Result{Text: k.result, Unit: k.unit, N: met[k.value], Kind: k.value, State: model.LivelihoodMet})
		if k.value == model.LivelihoodIncome {
			o.Results = append(o.Results, Result{Text: "帮助就业", Unit: "人", N: jobs, Kind: k.value, State: model.LivelihoodMet, Note: "名单上各户人数之和"})
		}
		if k.value == model.LivelihoodWater {
			o.Results = append(o.Results, Result{Text: "建成饮水工程", Unit: "处", N: works, Kind: k.value, State: model.LivelihoodMet, Note: "报告整改时写了项目的，一个项目算一处"})
		}
	}
	if of := o.All.Total - o.All.States[model.LivelihoodNotNeeded] - o.All.States[model.LivelihoodWithdrawn]; of > 0 {
		o.Percent = o.All.States[model.LivelihoodMet] * 100 / of
	}
}

func orLast(code string) string {
	if code == "" {
		return "~"
	}
	return code
}
