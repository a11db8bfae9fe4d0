// Package desk puts what waits for one person, in whatever part of the program,
// into one list by its day.
//
// Each capability says itself what waits and who sees it; nothing is repeated
// here, and nothing is kept. What leads to the same page is one line: a matter
// with two reasons to look at it is looked at once. There is no score, no
// ranking and nothing to sign in for: the list is empty when the work is done.
package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// Source is a capability with work for somebody. What Work lists is what Today
// counts, up to agenda.MaxTasks of each sort, except what waits for others.
type Source interface {
	Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error)
	Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error)
}

// Service asks all sources.
type Service struct {
	sources []Source
	now     func() time.Time
}

// New makes the service. The order of the sources is that of the cards, and
// decides which of two reasons of the same day names a matter.
func New(now func() time.Time, sources ...Source) *Service { return &Service{sources, now} }

// When is how urgent a line is.
type When string

// The urgencies, in their order.
const (
	Overdue  When = "overdue"
	ThisWeek When = "week" // until Sunday, today among it
	Later    When = "later"
	Undated  When = "undated"
)

// Row is one line: what to do, where and by when.
type Row struct {
	agenda.Task
	When When
	Left int      // days until its day, negative when it is past; 0 without one
	Also []string // keys of what else waits at the same page
}

// Sort is how many lines there are of one sort.
type Sort struct {
	Key string
	N   int
}

// List is one page of lines, and what there is in all.
type List struct {
	page.Page[Row]
	Sorts        []Sort // of everything, in the order of the sources
	All, Overdue int    // of everything
	Cut          bool   // there is more of a sort than is listed
}

// Today is what waits, counted by sort.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	var out []agenda.Count
	for _, x := range s.sources {
		some, err := x.Today(ctx, by)
		if err != nil {
			return nil, fmt.Errorf("today: %w", err)
		}
		out = append(out, some...)
	}
	return out, nil
}

// List gives a page of what waits for somebody; key narrows it to one sort.
func (s *Service) List(ctx context.Context, by actor.Actor, key string, r page.Request) (List, error) {
	var out List
	var all []agenda.Task
	listed := map[string]int{}
	for _, x := range s.sources {
		some, err := x.Work(ctx, by)
		if err != nil {
			return out, fmt.Errorf("work: %w", err)
		}
		all = append(all, some...)
		for _, t := range some {
			listed[t.Key]++
			out.Cut = out.Cut || listed[t.Key] >= agenda.MaxTasks
		}
	}
	order := keys(all)
	rows := lines(all, period.Here(s.now()))
	out.All = len(rows)
	counts := map[string]int{}
	var shown []Row
	for _, row := range rows {
		if row.When == Overdue {
			out.Overdue++
		}
		for _, k := range row.keys() {
			counts[k]++
		}
		if key == "" || slices.Contains(row.keys(), key) {
			shown = append(shown, row)
		}
	}
	for _, k := range order {
		out.Sorts = append(out.Sorts, Sort{k, counts[k]})
	}
	total := len(shown)
	r = r.Clamp()
	shown = shown[min(r.Offset(), total):]
	out.Page = page.Of(r, shown[:min(r.Limit(), len(shown))], total)
	return out, nil
}

// keys are the sorts of tasks in the order in which they are met.
func keys(tasks []agenda.Task) []string {
	var out []string
	for _, t := range tasks {
		if !slices.Contains(out, t.Key) {
			out = append(out, t.Key)
		}
	}
	return out
}

func (r Row) keys() []string { return append([]string{r.Key}, r.Also...) }

// lines puts tasks in their order and makes one line of what leads to one page.
func lines(tasks []agenda.Task, today period.Day) []Row {
	tasks = slices.Clone(tasks)
	agenda.Urgent(tasks)
	at := map[string]int{}
	var out []Row
	for _, t := range tasks {
		if i, ok := at[t.URL]; ok {
			if !slices.Contains(out[i].keys(), t.Key) {
				out[i].Also = append(out[i].Also, t.Key)
			}
			continue
		}
		at[t.URL] = len(out)
		row := Row{Task: t, When: when(t.Due, today)}
		if row.When != Undated {
			row.Left = int(t.Due - today)
		}
		out = append(out, row)
	}
	return out
}

// when is the urgency of a day.
func when(due, today period.Day) When {
	sunday := today + period.Day((7-int(today.Weekday()))%7) //nolint:gosec // at most six
	switch {
	case due == period.Past:
		return Undated
	case due < today:
		return Overdue
	case due <= sunday:
		return ThisWeek
	}
	return Later
}
