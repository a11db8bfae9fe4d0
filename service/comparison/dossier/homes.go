package dossier

import (
	"math/bits"
	"runtime"
	"slices"
	"sync"

	"yangguang/service/kernel/period"
)

// FirstHomeYear is the first year that HomeYears tells of.
const FirstHomeYear = 2000

// HomeYear is what one household of the population register was paid in one
// year.
type HomeYear struct {
	Fen     int64 // without what is paid once
	Hukou   int32
	Payee   P     // the member who was paid most
	Village int32 // the payee's
	Items   uint8 // how many different ones
}

// homeYears keeps what HomeYears has added up.
type homeYears struct {
	once  sync.Once
	years [][]HomeYear
}

// HomeYears adds up what each household was paid in each year from
// FirstHomeYear to the run's, in the order of households; who was paid nothing
// is not in it. It walks every payout at the first call, and never again: nobody
// must change what it gives.
func (s *Snapshot) HomeYears() [][]HomeYear {
	s.homes.once.Do(func() { s.homes.years = s.addHomes() })
	return s.homes.years
}

// addHomes shares the households out to all processors.
func (s *Snapshot) addHomes() [][]HomeYear {
	n := max(0, s.AsOf.Year()-FirstHomeYear+1)
	out := make([][]HomeYear, n)
	if n == 0 {
		return out
	}
	begins := make([]period.Day, n+1)
	for i := range begins {
		begins[i] = period.Date(FirstHomeYear+i, 1, 1)
	}
	homes := len(s.hukou.first) - 1
	parts := make([][][]HomeYear, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for k := range parts {
		wg.Go(func() { parts[k] = s.addSome(homes*k/len(parts), homes*(k+1)/len(parts), begins) })
	}
	wg.Wait()
	same := make([][]HomeYear, len(parts))
	for y := range out {
		for k := range parts {
			same[k] = parts[k][y]
		}
		out[y] = slices.Concat(same...)
	}
	return out
}

// homeSum is what one household was paid in one year while it is being added up.
type homeSum struct {
	fen, most, own int64  // all, by who was paid most, by the member at hand
	items          uint64 // a bit an item, modulo 64
	payee          P
	paid, ownPaid  bool
}

// addSome adds up the households from first up to but not including last.
func (s *Snapshot) addSome(first, last int, begins []period.Day) [][]HomeYear {
	sums := make([]homeSum, len(begins)-1)
	out := make([][]HomeYear, len(sums))
	for hukou := int32(first); hukou < int32(last); hukou++ { //nolint:gosec // fewer than 2³¹ households
		from, to := len(sums), -1 // years in which the household was paid
		for p := range s.Registered(hukou) {
			a, b := s.addMember(p, sums, begins)
			from, to = min(from, a), max(to, b)
		}
		for y := from; y <= to; y++ {
			if t := &sums[y]; t.paid {
				out[y] = append(out[y], HomeYear{Fen: t.fen, Hukou: hukou, Payee: t.payee, Village: s.People[t.payee].Village, Items: uint8(bits.OnesCount64(t.items))}) //nolint:gosec // at most 64
			}
			sums[y] = homeSum{}
		}
	}
	return out
}

// addMember adds what one member was paid to the household's years, and gives
// the first and the last of them.
func (s *Snapshot) addMember(p P, sums []homeSum, begins []period.Day) (first, last int) {
	first, last = len(sums), -1
	rows := s.PayoutsOf(p)
	y := len(sums) - 1
	for k := range rows {
		r := &rows[k]
		if !r.Counts() || r.Period.From < begins[0] || r.Period.From >= begins[len(sums)] {
			continue
		}
		for r.Period.From < begins[y] {
			y--
		}
		for r.Period.From >= begins[y+1] {
			y++
		}
		t := &sums[y]
		t.ownPaid = true
		t.items |= 1 << (r.Item % 64)
		if s.Items[r.Item].Frequency != "一次" {
			t.own += r.AmountFen
		}
		first, last = min(first, y), max(last, y)
	}
	for y := first; y <= last; y++ {
		t := &sums[y]
		if !t.ownPaid {
			continue
		}
		if !t.paid || t.own > t.most {
			t.payee, t.most = p, t.own
		}
		t.fen += t.own
		t.paid, t.own, t.ownPaid = true, 0, false
	}
	return first, last
}
