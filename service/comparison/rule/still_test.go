package rule_test

import (
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// TestDaysThatGoByRaiseNothingAnew looks at every case a day, a week and three
// weeks later with nothing else known: what was judged must not come back
// because its period has grown with the day. Where a month has begun or ended
// meanwhile, only whole months may be new.
func TestDaysThatGoByRaiseNothingAnew(t *testing.T) {
	t.Parallel()
	type matter struct {
		subject rule.Subject
		item    int32
	}
	for _, m := range rule.Models() {
		t.Run(m.Key, func(t *testing.T) {
			t.Parallel()
			text, err := rule.CaseText(m.Key)
			if err != nil {
				t.Fatal(err)
			}
			judged := make([]map[matter][]period.Interval, 0)
			for _, later := range []period.Day{0, 1, 7, 21} {
				cases, err := fixture.Parse(text)
				if err != nil {
					t.Fatal(err)
				}
				for n, c := range cases {
					c.Snapshot.AsOf += later
					bound, err := rule.Bind([]rule.Model{m}, c.Parameters, rule.DefaultMatrix())
					if err != nil {
						t.Fatal(err)
					}
					now := map[matter][]period.Interval{}
					for _, h := range rule.All(c.Snapshot, bound)[m.Key] {
						k := matter{h.Subject, h.Item}
						now[k] = append(now[k], h.Period)
					}
					if later == 0 {
						judged = append(judged, now)
						continue
					}
					for k, periods := range now {
						for _, p := range periods {
							if of := judged[n][k]; len(of) > 0 && !covered(p, of, c.Snapshot, later) {
								t.Errorf("%s: %d days later %v is raised although %v was judged", c.Title, later, p, of)
							}
						}
					}
				}
			}
		})
	}
}

// covered reports whether a period is what was judged, or goes beyond it by
// whole months that have come since.
func covered(p period.Interval, judged []period.Interval, s *dossier.Snapshot, later period.Day) bool {
	for day := max(p.From, period.Date(1900, 1, 1)); day < min(p.To, s.AsOf+1); day++ {
		inside := false
		for _, j := range judged {
			inside = inside || j.Contains(day)
		}
		since := day.Month() >= (s.AsOf-later).Month() && day.Month() <= s.AsOf.Month()
		if !inside && !since {
			return false
		}
	}
	for _, j := range judged {
		if p.To <= j.To || p.To == period.Future && j.To == period.Future {
			return true
		}
	}
	return p.To != period.Future && p.To == p.To.Month().First()
}
