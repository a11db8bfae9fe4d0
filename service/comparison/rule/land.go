package rule

import (
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// landKind is the sort of parcel that an item pays for, "" when it pays for none.
func landKind(c dossier.Category) string {
	switch c {
	case dossier.Farmland:
		return "承包地"
	case dossier.PublicForest:
		return "公益林"
	case dossier.FarmToForest:
		return "退耕"
	default:
		return ""
	}
}

// landYears are the years a landHolding keeps apart, from firstLandYear on.
const (
	firstLandYear = 2000
	landYears     = 64
)

// landHolding is a household as the parcels show it: who belongs to it, what
// land it has and what area it was paid for, year by year.
type landHolding struct {
	category   dossier.Category
	members    [24]dossier.P
	n          int
	basisMilli int64
	lentMilli  int64 // of it the land that others have lent it
	paidMilli  [landYears]int64
	paidFen    [landYears]int64
	leader     dossier.P // the first member who was paid: the one to report
}

// gather fills in the household of a person: those registered together, those
// whose parcels carry the same household number, and those on the item's roster
// under it. skip leaves out rows whose area is not the household's own; lent are
// the words by which a parcel's basis tells that it is another's.
func (h *landHolding) gather(s *dossier.Snapshot, p dossier.P, c dossier.Category, lent []string, skip func(*dossier.Payout) bool) {
	h.gatherBoth(s, p, p, c, lent, skip)
}

// gatherBoth is gather for two people as if they were one household.
func (h *landHolding) gatherBoth(s *dossier.Snapshot, p, q dossier.P, c dossier.Category, lent []string, skip func(*dossier.Payout) bool) {
	*h = landHolding{category: c, leader: dossier.None}
	h.add(p)
	h.add(q)
	for i := 0; i < h.n; i++ {
		h.expand(s, h.members[i])
	}
	h.measure(s, lent)
	h.count(s, skip)
}

func (h *landHolding) add(p dossier.P) {
	for _, q := range h.members[:h.n] {
		if q == p {
			return
		}
	}
	if h.n < len(h.members) {
		h.members[h.n] = p
		h.n++
	}
}

func (h *landHolding) expand(s *dossier.Snapshot, p dossier.P) {
	for q := range s.Registered(s.People[p].Hukou) {
		h.add(q)
	}
	kind := landKind(h.category)
	holders := func(no string) {
		for _, i := range s.ParcelsOfHousehold(no) {
			if s.Parcels[i].Kind == kind {
				h.add(s.Parcels[i].Person)
			}
		}
	}
	for l := range s.ParcelsOf(p) {
		if l.Kind != kind {
			continue
		}
		holders(l.Household)
		for _, i := range s.HouseholdsNamed(l.Household) {
			if s.CategoryOf(s.Households[i].Item) == h.category {
				for m := range s.MembersOf(i) {
					h.add(m.Person)
				}
			}
		}
	}
	for r := range s.RostersOf(p) {
		if s.CategoryOf(r.Item) == h.category {
			holders(s.Households[r.Household].No)
			for m := range s.MembersOf(r.Household) {
				h.add(m.Person)
			}
		}
	}
}

// measure sums the land that members hold. A parcel that stands in the register
// twice counts once, with its larger area.
func (h *landHolding) measure(s *dossier.Snapshot, lent []string) {
	for _, p := range h.members[:h.n] {
		for l := range s.ParcelsOf(p) {
			if l.Kind != landKind(h.category) || h.repeated(s, l) {
				continue
			}
			h.basisMilli += l.AreaMilli
			for _, w := range lent {
				if strings.Contains(l.Basis, w) {
					h.lentMilli += l.AreaMilli
					break
				}
			}
		}
	}
}

// repeated reports whether another row is the same parcel and the one to count:
// the larger, or of equals the first of the file. Short numbers are a household's
// own and say nothing beyond it.
func (h *landHolding) repeated(s *dossier.Snapshot, l *dossier.Parcel) bool {
	for _, p := range h.members[:h.n] {
		for o := range s.ParcelsOf(p) {
			if o == l || o.No != l.No || o.Kind != l.Kind || o.Household != l.Household && len(l.No) < ownNumber {
				continue
			}
			if o.AreaMilli > l.AreaMilli || o.AreaMilli == l.AreaMilli && (o.Src.Batch < l.Src.Batch || o.Src.Batch == l.Src.Batch && o.Src.Row < l.Src.Row) {
				return true
			}
		}
	}
	return false
}

// ownNumber is the length from which a parcel's number is more than a
// household's own: the county's numbers have nineteen digits.
const ownNumber = 8

// twins calls found for every two parcels of a kind that carry one number and
// stand under different people. It keeps a table of positions by the number's
// hash, of twice their size.
func twins(s *dossier.Snapshot, kind string, found func(a, b *dossier.Parcel)) {
	size := 16
	for size < 2*len(s.Parcels) {
		size *= 2
	}
	table := make([]int32, size) // position + 1
	for i := range s.Parcels {
		l := &s.Parcels[i]
		if l.Kind != kind || len(l.No) < ownNumber {
			continue
		}
		at := int(numberHash(l.No)) & (size - 1) //nolint:gosec // only the low bits count
		for ; table[at] != 0; at = (at + 1) & (size - 1) {
			if o := &s.Parcels[table[at]-1]; o.No == l.No {
				if o.Person != l.Person {
					found(o, l)
				}
				break
			}
		}
		if table[at] == 0 {
			table[at] = int32(i) + 1 //nolint:gosec // fewer than 2³¹ parcels
		}
	}
}

// numberHash is FNV-1a.
func numberHash(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return h
}

// count sums what was paid, by the year the payment is for.
func (h *landHolding) count(s *dossier.Snapshot, skip func(*dossier.Payout) bool) {
	for _, q := range h.members[:h.n] {
		rows := s.PayoutsOf(q)
		for i := range rows {
			r := &rows[i]
			if s.CategoryOf(r.Item) != h.category || !r.Counts() || skip(r) {
				continue
			}
			if h.leader == dossier.None || q < h.leader {
				h.leader = q
			}
			if y := r.Period.From.Year() - firstLandYear; y >= 0 && y < landYears {
				h.paidFen[y] += r.AmountFen
				if !priceOnly(s, r) {
					h.paidMilli[y] += int64(r.Quantity)
				}
			}
		}
	}
}

// priceOnly reports a supplement that pays a difference of price for land that
// was counted before.
func priceOnly(s *dossier.Snapshot, r *dossier.Payout) bool {
	if r.RepayOf == 0 {
		return false
	}
	t, ok := s.Items[r.Item].Standard(r.Class, r.Period.From)
	return ok && r.AmountFen < t.Fen*int64(r.Quantity)/1000
}

// over walks the stretches of years in which more was paid than the household
// has, with tolerance: the years, the largest area paid in one, and the money
// for what is beyond.
func (h *landHolding) over(tolerance float64, found func(years period.Interval, mostMilli, fen int64)) {
	limit := h.limit(tolerance)
	h.stretches(func(y int) bool { return h.paidMilli[y] > limit }, func(y int) int64 {
		return h.paidFen[y] * (h.paidMilli[y] - h.basisMilli) / h.paidMilli[y]
	}, found)
}

// limit is the area that may be paid.
func (h *landHolding) limit(tolerance float64) int64 {
	return h.basisMilli + int64(float64(h.basisMilli)*tolerance+0.5)
}

// stretches walks the unbroken stretches of years that match, with the largest
// area paid in one of them and the sum of their worth.
func (h *landHolding) stretches(match func(year int) bool, worth func(year int) int64, found func(years period.Interval, mostMilli, fen int64)) {
	for y := 0; y < landYears; y++ {
		first, most, fen := y, int64(0), int64(0)
		for ; y < landYears && match(y); y++ {
			most = max(most, h.paidMilli[y])
			fen += worth(y)
		}
		if y > first {
			found(period.Interval{From: period.Date(firstLandYear+first, 1, 1), To: period.Date(firstLandYear+y, 1, 1)}, most, fen)
		}
	}
}

// rows lists what the household was paid in a stretch of time.
func (h *landHolding) rows(s *dossier.Snapshot, span period.Interval) (out []*dossier.Payout) {
	for _, q := range h.members[:h.n] {
		rows := s.PayoutsOf(q)
		for i := range rows {
			if r := &rows[i]; s.CategoryOf(r.Item) == h.category && r.Counts() && span.Contains(r.Period.From) {
				out = append(out, r)
			}
		}
	}
	return out
}

// parcels shows the household's land.
func (h *landHolding) parcels(s *dossier.Snapshot) (out []Evidence) {
	for _, p := range h.members[:h.n] {
		for l := range s.ParcelsOf(p) {
			if l.Kind == landKind(h.category) {
				out = append(out, showParcel(l))
			}
		}
	}
	return out
}
