package desk

import (
	"context"
	"fmt"
	"testing"
	"time"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

type source []agenda.Task

func (s source) Work(context.Context, actor.Actor) ([]agenda.Task, error) { return s, nil }

func (s source) Today(context.Context, actor.Actor) ([]agenda.Count, error) {
	n := map[string]int{}
	for _, t := range s {
		n[t.Key]++
	}
	var out []agenda.Count
	for _, k := range keys(s) {
		out = append(out, agenda.Count{Key: k, N: n[k]})
	}
	return out, nil
}

func TestOneListByDay(t *testing.T) {
	now := time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC) // a Wednesday
	today := period.Here(now)
	one := func(key, url string, due, since period.Day) agenda.Task {
		return agenda.Task{Key: key, Title: url, URL: url, Due: due, Since: since}
	}
	s := New(func() time.Time { return now },
		source{one("a", "/none", period.Past, 5), one("a", "/late", today-2, 1), one("a", "/sunday", today+4, 1)},
		source{one("b", "/late", today-3, 9), one("b", "/monday", today+5, 1), one("b", "/older", period.Past, 4), one("b", "/today", today, 1)},
		source{one("c", "/late", today-2, 1)})
	for _, c := range []struct {
		key  string
		page page.Request
		want string
	}{
		{"", page.Request{Number: 1, Size: 50}, "[/late overdue -3 [a c]][/today week 0 []][/sunday week 4 []][/monday later 5 []][/older undated 0 []][/none undated 0 []]"},
		{"c", page.Request{Number: 1, Size: 50}, "[/late overdue -3 [a c]]"},
		{"a", page.Request{Number: 2, Size: 2}, "[/none undated 0 []]"},
		{"none", page.Request{Number: 1, Size: 50}, ""},
	} {
		list, err := s.List(t.Context(), actor.Actor{}, c.key, c.page)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range list.Items {
			got += fmt.Sprint([]any{r.URL, r.When, r.Left, r.Also})
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.key, got, c.want)
		}
		if list.All != 6 || list.Overdue != 1 || fmt.Sprint(list.Sorts) != "[{a 3} {b 4} {c 1}]" || list.Cut {
			t.Errorf("%q: %d in all, %d overdue, %v", c.key, list.All, list.Overdue, list.Sorts)
		}
	}
}
