package comparison_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// TestWhatWasJudgedComesBackForNewPeriodsOnly: whoever is paid on after somebody
// looked, whose status goes on, or whom a model of the county's own goes on to
// find, is asked about the new part and not about the old.
func TestWhatWasJudgedComesBackForNewPeriodsOnly(t *testing.T) {
	t.Parallel()
	type step struct {
		days int // that go by before the run
		pay  int // up to which month of 2024 and later was paid
		want string
	}
	own, err := custom.Compile(custom.Definition{Key: "Z01", Title: "高龄还在领", Says: "还在领高龄津贴", Basis: "通知", Severity: rule.Yellow, Items: []string{"高龄津贴"}, Expression: "年龄 >= 80"}, []string{"高龄津贴"})
	if err != nil {
		t.Fatal(err)
	}
	closed := map[string]any{"status": model.FindingClosed, "closed_as": model.ClosedRectification}
	exempt := map[string]any{"status": model.FindingExempted, "exempt_until": on("2024-07-31")}
	for name, c := range map[string]struct {
		model string
		set   map[string]any
		steps []step
	}{
		"closed, nothing new": {"S01", closed, []step{{0, 5, "2024-04-01~2024-05-31"}, {1, 5, "2024-04-01~2024-05-31"}, {30, 5, "2024-04-01~2024-05-31"}}},
		"closed, paid on":     {"S01", closed, []step{{0, 5, "2024-04-01~2024-05-31"}, {30, 6, "2024-04-01~2024-05-31 2024-06-01~2024-06-30"}, {30, 7, "2024-04-01~2024-05-31 2024-06-01~2024-07-31"}}},
		"exempt for a while":  {"S01", exempt, []step{{0, 5, "2024-04-01~2024-05-31"}, {30, 7, "2024-04-01~2024-05-31"}, {30, 9, "2024-04-01~2024-05-31 2024-08-01~2024-09-30"}}},
		"of the county's own": {"Z01", closed, []step{{0, 5, "2024-01-01~2024-12-31"}, {1, 5, "2024-01-01~2024-12-31"}, {40, 7, "2024-01-01~2024-12-31"},
			{170, 13, "2024-01-01~2024-12-31 2025-01-01~2025-12-31"}, {1, 13, "2024-01-01~2024-12-31 2025-01-01~2025-12-31"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newCounty(t)
			s := comparison.New(comparison.Options{DB: e.db, People: e.r.People, Now: func() time.Time { return e.now },
				Values: func(context.Context, period.Day) (map[string]string, error) { return e.values, nil },
				Own:    func(context.Context) ([]rule.Model, error) { return []rule.Model{own}, nil }})
			for n, st := range c.steps {
				e.now = e.now.AddDate(0, 0, st.days)
				e.pay(st.pay)
				if _, err := s.Compare(t.Context(), cli, comparison.Request{Choice: comparison.Choice{Models: []string{c.model}}}); err != nil {
					t.Fatal(err)
				}
				var spans []string
				for _, f := range e.findings() {
					spans = append(spans, span(f))
				}
				if got := strings.Join(spans, " "); got != st.want {
					t.Errorf("step %d: %s, want %s", n+1, got, st.want)
				}
				if n == 0 {
					e.set(e.one().ID, c.set)
				}
			}
		})
	}
}
