package comparison

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// months is an interval of months of 2024: 1-3 is January to March.
func months(text string) period.Interval {
	var a, b int
	if n, _ := fmt.Sscanf(text, "%d-%d", &a, &b); n < 2 {
		b = a
	}
	return period.Interval{From: period.MonthOf(2024, 1).First().AddMonths(a - 1), To: period.MonthOf(2024, 1).First().AddMonths(b)}
}

func name(i period.Interval) string {
	first := period.MonthOf(2024, 1) - 1
	a, b := i.From.Month()-first, i.Last().Month()-first
	if a == b {
		return fmt.Sprint(int(a))
	}
	return fmt.Sprintf("%d-%d", a, b)
}

// TestReconcile reads findings as id:status:months[:exempt until month], a gone
// one with a minus before its id, and work as +months (new), id=months
// (changed), id~ (seen), id- (gone).
func TestReconcile(t *testing.T) {
	t.Parallel()
	statuses := map[string]string{"g": model.FindingGenerated, "d": model.FindingDispatched, "a": model.FindingAnswered, "r": model.FindingReviewing, "c": model.FindingClosed, "e": model.FindingExempted}
	for _, c := range []struct{ what, hits, old, want string }{
		{"new", "1-3", "", "+1-3"},
		{"two stretches", "1-3 6-7", "", "+1-3 +6-7"},
		{"the same again", "1-3", "1:g:1-3", "1=1-3"},
		{"grown", "1-5", "1:g:1-3", "1=1-5"},
		{"adjacent", "4-5", "1:g:1-3", "1=4-5"},
		{"shrunk", "2", "1:g:1-3", "1=2"},
		{"elsewhere", "6-7", "1:g:1-3", "+6-7 1-"},
		{"gone", "", "1:g:1-3", "1-"},
		{"gone stays gone", "", "-1:g:1-3", ""},
		{"back", "1-3", "-1:g:1-3", "1=1-3 back"},
		{"dispatched grows", "1-5", "1:d:1-3", "1=1-5"},
		{"dispatched is not gone", "", "1:d:1-3", ""},
		{"answered is frozen", "1-3", "1:a:1-3", "1~"},
		{"answered, new months", "1-5", "1:a:1-3", "+4-5 1~"},
		{"reviewing, earlier and later months", "1-6", "1:r:3-4", "+1-2 +5-6 1~"},
		{"closed stays closed", "1-3", "1:c:1-3", "1~"},
		{"closed, part of it", "2", "1:c:1-3", "1~"},
		{"closed, new months", "1-4", "1:c:1-3", "+4 1~"},
		{"closed, new months already open", "1-6", "1:c:1-3 2:g:4-5", "2=4-6 1~"},
		{"closed, adjacent is new", "4-5", "1:c:1-3", "+4-5"},
		{"closed twice", "1-9", "1:c:1-3 2:c:6-7", "+4-5 +8-9 1~ 2~"},
		{"exempted until June", "1-8", "1:e:1-3:6", "+7-8 1~"},
		{"exempted for its own period", "1-8", "1:e:1-3", "+4-8 1~"},
		{"two open ones become one stretch", "1-6", "1:g:1-2 2:g:5-6", "1=1-6 2-"},
		{"dispatched wins over generated", "1-6", "1:g:1-2 2:d:5-6", "2=1-6 1-"},
		{"two dispatched ones", "1-6", "1:d:1-2 2:d:5-6", "1=1-6 2~"},
		{"two stretches, two findings", "1-2 5-6", "1:g:5 2:g:1", "2=1-2 1=5-6"},
		{"best overlap", "1-2 3-8", "1:g:2-6", "1=3-8 +1-2"},
	} {
		var hits []period.Interval
		for _, h := range strings.Fields(c.hits) {
			hits = append(hits, months(h))
		}
		var old []past
		for _, o := range strings.Fields(c.old) {
			f := strings.Split(o, ":")
			p := past{status: statuses[f[1]], period: months(f[2]), exemptUntil: period.Past}
			if _, err := fmt.Sscan(f[0], &p.id); err != nil {
				t.Fatal(err)
			}
			if p.id < 0 {
				p.id, p.gone = -p.id, true
			}
			if len(f) > 3 {
				p.exemptUntil = months(f[3]).Last()
			}
			old = append(old, p)
		}
		if got, want := shape(reconcile(hits, old, true)), words(c.want); got != want {
			t.Errorf("%s: got %s, want %s", c.what, got, want)
		}
		if w := reconcile(hits, old, false); len(w.gone) > 0 {
			t.Errorf("%s: a part of the county says nothing of the rest, yet %v is gone", c.what, w.gone)
		}
	}
}

func words(s string) string {
	w := strings.Fields(s)
	slices.Sort(w)
	return strings.Join(w, " ")
}

func shape(w work) string {
	var out []string
	for _, p := range w.insert {
		out = append(out, "+"+name(p.period))
	}
	for _, c := range w.update {
		out = append(out, fmt.Sprintf("%d=%s", c.id, name(c.period)))
		if c.back {
			out = append(out, "back")
		}
	}
	for _, id := range w.seen {
		out = append(out, fmt.Sprintf("%d~", id))
	}
	for _, id := range w.gone {
		out = append(out, fmt.Sprintf("%d-", id))
	}
	return words(strings.Join(out, " "))
}

// TestExemptionsThatAdjoinCoverWhatSpansBoth: the head exempts half years, and
// a bureau pays by the year.
func TestExemptionsThatAdjoinCoverWhatSpansBoth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		row, exempt string
		want        bool
	}{
		{"1-12", "1-6 7-12", true}, {"1-12", "7-12 1-6", true}, {"1-12", "1-8 5-12", true}, {"3-8", "1-6 7-12", true}, {"6", "1-6", true}, {"1-12", "1-4 5-8 9-12", true},
		{"1-12", "1-6 8-12", false}, {"1-12", "1-6 7-11", false}, {"1-12", "2-6 7-12", false}, {"7", "1-6", false}, {"1-12", "", false},
	} {
		var stretches []period.Interval
		for _, e := range strings.Fields(c.exempt) {
			stretches = append(stretches, months(e))
		}
		if got := coveredBy(months(c.row), stretches); got != c.want {
			t.Errorf("%s in %q: %v", c.row, c.exempt, got)
		}
	}
}
