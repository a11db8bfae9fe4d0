package rule_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// The tests below hold what the models say of stretches of time against a
// count day by day, which is too slow to use and too plain to be wrong.

// rounds is how many random inputs the ordinary test looks at; the fuzz
// targets look at as many as they are given time for.
const rounds = 400

// dice gives numbers out of a fuzzer's bytes; when they are used up it is all ones.
type dice struct{ left []byte }

// n is a number from 0 to below limit.
func (d *dice) n(limit int) int {
	if len(d.left) < 2 {
		return 1 % limit
	}
	v := int(d.left[0])<<8 | int(d.left[1])
	d.left = d.left[2:]
	return v % limit
}

// throw is a die of random bytes, the same for the same seed.
func throw(seed uint64) *dice {
	r := rand.New(rand.NewPCG(seed, 17)) //nolint:gosec // a test's
	b := make([]byte, 400)
	for i := range b {
		b[i] = byte(r.Uint32()) //nolint:gosec // its low bits
	}
	return &dice{b}
}

// origin is where the random calendars begin: a leap day is inside.
var origin = period.Date(2023, 10, 1)

// seeded runs a property over random inputs.
func seeded(t *testing.T, holds func(t *testing.T, d *dice)) {
	t.Helper()
	for seed := range uint64(rounds) {
		if holds(t, throw(seed)); t.Failed() {
			t.Fatalf("at seed %d", seed)
		}
	}
}

func fuzzed(f *testing.F, holds func(t *testing.T, d *dice)) {
	f.Helper()
	for seed := range uint64(8) {
		f.Add(throw(seed).left)
	}
	f.Fuzz(func(t *testing.T, b []byte) { holds(t, &dice{b}) })
}

func TestStretchesDayByDay(t *testing.T) {
	t.Parallel()
	seeded(t, stretchesDayByDay)
}

func FuzzStretches(f *testing.F) { fuzzed(f, stretchesDayByDay) }

// stretchesDayByDay: a stretch is a longest run of days that kept payouts of
// one item cover, and it has their sum, their rows and their periods.
func stretchesDayByDay(t *testing.T, d *dice) {
	t.Helper()
	rows := make([]dossier.Payout, d.n(14))
	for i := range rows {
		from := origin + period.Day(d.n(120))                                                                                   //nolint:gosec // small
		rows[i] = dossier.Payout{Item: uint16(d.n(2)), Period: period.Interval{From: from, To: from + 1 + period.Day(d.n(40))}, //nolint:gosec // small
			AmountFen: int64(d.n(1000)), Quantity: int32(d.n(3)), Src: dossier.Ref{Row: int32(i)}} //nolint:gosec // small
	}
	slices.SortFunc(rows, func(a, b dossier.Payout) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Period.From, b.Period.From), cmp.Compare(a.Src.Row, b.Src.Row))
	})
	keep := func(r *dossier.Payout) bool { return r.Quantity > 0 }
	var want []rule.Stretch
	for item := range uint16(2) {
		covered := func(day period.Day) bool {
			return slices.ContainsFunc(rows, func(r dossier.Payout) bool { return r.Item == item && keep(&r) && r.Period.Contains(day) })
		}
		for day := origin; day < origin+200; day++ {
			if !covered(day) || covered(day-1) {
				continue
			}
			st := rule.Stretch{Item: item, Period: period.Interval{From: day, To: day}}
			for covered(st.Period.To) {
				st.Period.To++
			}
			starts := map[period.Day]bool{}
			for i := range rows {
				if r := &rows[i]; r.Item == item && keep(r) && st.Period.Contains(r.Period.From) {
					st.Rows, st.AmountFen, starts[r.Period.From] = append(st.Rows, r), st.AmountFen+r.AmountFen, true
				}
			}
			st.Periods = len(starts)
			want = append(want, st)
		}
	}
	got := rule.Stretches(rows, keep)
	if !slices.EqualFunc(got, want, func(a, b rule.Stretch) bool {
		return a.Item == b.Item && a.Period == b.Period && a.AmountFen == b.AmountFen && a.Periods == b.Periods && slices.Equal(a.Rows, b.Rows)
	}) {
		t.Errorf("rows %v\n got %v\nwant %v", rows, got, want)
	}
}

func TestStatesDayByDay(t *testing.T) {
	t.Parallel()
	seeded(t, statesDayByDay)
}

func FuzzStates(f *testing.F) { fuzzed(f, statesDayByDay) }

// statesDayByDay: S06 and S02 report exactly the payouts that a state of a
// household's member touches: a monthly one by its first day, a longer one by
// any of its days, and only while the member is on the roster.
func statesDayByDay(t *testing.T, d *dice) {
	t.Helper()
	frequency := []string{"月", "季", "年"}[d.n(3)]
	length := map[string]period.Month{"月": 1, "季": 3, "年": 12}[frequency]
	s := county(dossier.Item{Name: "农村低保", Code: "A", Target: "户", Frequency: frequency, Category: dossier.RuralAllowance}, 3)
	s.Households = []dossier.Household{{No: "D1", Item: 0}}
	for p := range dossier.P(3) {
		span := period.Since(period.Past + 1)
		if p > 0 {
			span = months(d)
		}
		s.Rosters = append(s.Rosters, dossier.Roster{Person: p, Household: 0, Handler: dossier.None, Span: span, Relation: []string{"户主", "配偶", "子女"}[p], ApprovedOn: period.Past})
	}
	for range d.n(4) {
		s.Vehicles = append(s.Vehicles, dossier.Vehicle{Person: dossier.P(d.n(3)), Class: "小型轿车", ValueFen: -1, Span: days(d)})             //nolint:gosec // small
		s.Officials = append(s.Officials, dossier.Official{Person: dossier.P(d.n(3)), Kind: "公务员", Unit: "某局", Span: days(d), Village: -1}) //nolint:gosec // small
	}
	for m := origin.Month(); m < origin.Month()+24; m += length {
		if d.n(8) > 0 {
			s.Payouts = append(s.Payouts, dossier.Payout{Person: 0, Period: period.Months(m, m+length-1), AmountFen: 100, Quantity: 3000})
		}
	}
	s.Finish()
	within := func(spans func(p dossier.P) []period.Interval, r *dossier.Payout) bool {
		last := r.Period.Last()
		if frequency == "月" {
			last = r.Period.From
		}
		for day := r.Period.From; day <= last; day++ {
			for i := range s.Rosters {
				for _, span := range spans(s.Rosters[i].Person) {
					if s.Rosters[i].Span.Contains(day) && span.Contains(day) {
						return true
					}
				}
			}
		}
		return false
	}
	compare(t, s, "S06", nil, func(r *dossier.Payout) bool {
		return within(func(p dossier.P) (out []period.Interval) {
			for v := range s.VehiclesOf(p) {
				out = append(out, v.Span)
			}
			return out
		}, r)
	})
	compare(t, s, "S02", map[string]string{"S02.grace_periods": "0"}, func(r *dossier.Payout) bool {
		return within(func(p dossier.P) (out []period.Interval) {
			for o := range s.OfficialsOf(p) {
				out = append(out, o.Span)
			}
			return out
		}, r)
	})
}

func TestExclusionMonthByMonth(t *testing.T) {
	t.Parallel()
	seeded(t, exclusionMonthByMonth)
}

func FuzzExclusion(f *testing.F) { fuzzed(f, exclusionMonthByMonth) }

// exclusionMonthByMonth: S11 reports exactly the runs of two months or more in
// which both were paid.
func exclusionMonthByMonth(t *testing.T, d *dice) {
	t.Helper()
	s := county(dossier.Item{Name: "农村特困供养", Code: "A", Target: "个人", Frequency: "月", Category: dossier.Destitute}, 1)
	s.Items = append(s.Items, dossier.Item{Name: "困难残疾人生活补贴", Code: "B", Target: "个人", Frequency: "月", Category: dossier.DisabledLiving})
	paid := [2]map[period.Month]bool{{}, {}}
	for m := origin.Month(); m < origin.Month()+14; m++ {
		for item := range uint16(2) {
			if d.n(3) > 0 {
				paid[item][m] = true
				s.Payouts = append(s.Payouts, dossier.Payout{Item: item, Period: m.Days(), AmountFen: int64(1000 - 900*int(item)), Quantity: 1000})
			}
		}
	}
	s.Finish()
	both := func(m period.Month) bool { return paid[0][m] && paid[1][m] }
	compare(t, s, "S11", nil, func(r *dossier.Payout) bool {
		m := r.Period.From.Month()
		return r.Item == 1 && both(m) && (both(m-1) || both(m+1))
	})
}

// county is a snapshot of one item and n people.
func county(item dossier.Item, n int) *dossier.Snapshot {
	s := &dossier.Snapshot{AsOf: origin + 900, Coverage: map[string]dossier.Cover{}, Items: []dossier.Item{item}, Classes: []string{""}, Texts: []string{""}, Accounts: 1}
	for range n {
		s.People = append(s.People, dossier.Person{Birth: period.Date(1970, 1, 1), Village: dossier.None, Hukou: dossier.None, Status: 'N'})
	}
	return s
}

// days is a random half-open stretch of days, now and then without an end.
func days(d *dice) period.Interval {
	from := origin - 60 + period.Day(d.n(500)) //nolint:gosec // small
	if d.n(5) == 0 {
		return period.Since(from)
	}
	return period.Interval{From: from, To: from + 1 + period.Day(d.n(300))} //nolint:gosec // small
}

// months is a random stretch of whole months.
func months(d *dice) period.Interval {
	first := origin.Month() - 2 + period.Month(d.n(12))
	return period.Months(first, first+period.Month(d.n(16)))
}

// compare runs one model and holds its findings against what each payout must
// say: stretches are the longest runs of payouts that touch, each once.
func compare(t *testing.T, s *dossier.Snapshot, key string, texts map[string]string, wrong func(*dossier.Payout) bool) {
	t.Helper()
	m, _ := rule.Lookup(key)
	bound, err := rule.Bind([]rule.Model{m}, texts, rule.DefaultMatrix())
	if err != nil {
		t.Fatal(err)
	}
	var want []period.Interval
	fen := map[period.Interval]int64{}
	for i := range s.Payouts {
		r := &s.Payouts[i]
		if !wrong(r) {
			continue
		}
		if n := len(want); n > 0 && want[n-1].To >= r.Period.From {
			sum := fen[want[n-1]]
			want[n-1].To = r.Period.To
			fen[want[n-1]] = sum + r.AmountFen
			continue
		}
		want = append(want, r.Period)
		fen[r.Period] = r.AmountFen
	}
	hits := rule.All(s, bound)[key]
	slices.SortFunc(hits, func(a, b rule.Hit) int { return cmp.Compare(a.Period.From, b.Period.From) })
	var got []period.Interval
	for _, h := range hits {
		got = append(got, h.Period)
		if h.AmountFen != fen[h.Period] {
			t.Errorf("%s: %s: %d, want %d", key, h.Period, h.AmountFen, fen[h.Period])
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", key, got, want)
	}
}
