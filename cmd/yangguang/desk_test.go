package main

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"yangguang/service/desk"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// waitsForOthers is what is counted for somebody and is not theirs to do.
var waitsForOthers = map[string]bool{"remarks.mine": true, "questions.late": true}

// theSame compares the list of one capability with its counts: as many of each
// sort, and as many past their day.
func theSame(ctx context.Context, by actor.Actor, s desk.Source, today period.Day) (listed map[string]int, tasks []agenda.Task, err error) {
	counts, err := s.Today(ctx, by)
	if err != nil {
		return nil, nil, err
	}
	if tasks, err = s.Work(ctx, by); err != nil {
		return nil, nil, err
	}
	listed, late := map[string]int{}, map[string]int{}
	for _, t := range tasks {
		listed[t.Key]++
		if t.Due != period.Past && t.Due < today {
			late[t.Key]++
		}
		if t.Title == "" || !strings.HasPrefix(t.URL, "/office/") {
			return nil, nil, fmt.Errorf("%+v says too little", t)
		}
	}
	rest := maps.Clone(listed)
	for _, c := range counts {
		delete(rest, c.Key)
		if waitsForOthers[c.Key] {
			continue
		}
		if want := min(c.N, agenda.MaxTasks); listed[c.Key] != want {
			return nil, nil, fmt.Errorf("%s: %d are listed and %d counted", c.Key, listed[c.Key], c.N)
		}
		if c.N <= agenda.MaxTasks && c.Overdue > 0 && late[c.Key] != c.Overdue {
			return nil, nil, fmt.Errorf("%s: %d listed are past their day and %d counted", c.Key, late[c.Key], c.Overdue)
		}
	}
	if len(rest) > 0 {
		return nil, nil, fmt.Errorf("%v are listed and not counted", rest)
	}
	return listed, tasks, nil
}

// listed compares lists and counts of everybody given, and asks that nothing
// is asked for twice; open is tried with the pages that lines lead to.
func (p *program) listed(t *testing.T, people []actor.Actor, open func(by actor.Actor, url string) int) {
	t.Helper()
	today, seen := period.Here(p.now()), map[string]int{}
	all := desk.New(p.now, p.desks()...)
	for _, by := range people {
		for _, s := range p.desks() {
			n, _, err := theSame(t.Context(), by, s, today)
			if err != nil {
				t.Errorf("%s of %s: %T: %v", by.Role, by.Bureau, s, err)
			}
			for k, v := range n {
				seen[k] += v
			}
		}
		list, err := all.List(t.Context(), by, "", page.Request{Number: 1, Size: 100})
		if err != nil {
			t.Fatal(err)
		}
		met, tried := map[string]bool{}, map[string]bool{}
		for _, r := range list.Items {
			if met[r.URL] {
				t.Errorf("%s is asked twice for %s", by.Role, r.URL)
			}
			met[r.URL] = true
			if tried[r.Key] {
				continue
			}
			tried[r.Key] = true
			place, _, _ := strings.Cut(r.URL, "#") // no browser sends the rest
			if code := open(by, place); code != http.StatusOK {
				t.Errorf("%s is sent to %s for %s: %d", by.Role, r.URL, r.Key, code)
			}
		}
	}
	t.Logf("listed: %v", seen)
}
