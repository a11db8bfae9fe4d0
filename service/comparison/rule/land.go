package rule

import (
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
	no         string // of the household in the register of parcels, "" when it has no land
	members    [24]dossier.P
	n          int
	basisMilli int64
	paidMilli  [landYears]int64
	paidFen    [landYears]int64
	leader     dossier.P // the first member who was paid: the one to report
}

// landNumber is the number of the household whose land a person lives on: that
// of their own parcels, of their place on the item's roster, or of the parcels
// of those they are registered with.
func landNumber(s *dossier.Snapshot, p dossier.P, c dossier.Category) string {
	kind := landKind(c)
	for l := range s.ParcelsOf(p) {
		if l.Kind == kind {
			return l.Household
		}
	}
	for r := range s.RostersOf(p) {
		if s.CategoryOf(r.Item) != c {
			continue
		}
		no := s.Households[r.Household].No
		for _, i := range s.ParcelsOfHousehold(no) {
			if s.Parcels[i].Kind == kind {
				return no
			}
		}
	}
	for q := range s.Registered(s.People[p].Hukou) {
		for l := range s.ParcelsOf(q) {
			if l.Kind == kind {
				return l.Household
			}
		}
	}
	return ""
}

// gather fills in the household of a person. skip leaves out rows whose area is
// not the household's own.
func (h *landHolding) gather(s *dossier.Snapshot, p dossier.P, c dossier.Category, skip func(*dossier.Payout) bool) {
	*h = landHolding{category: c, no: landNumber(s, p, c), leader: dossier.None}
	h.add(p)
	if h.no == "" {
		h.addRegistered(s, p)
	}
	kind := landKind(c)
	for _, i := range s.ParcelsOfHousehold(h.no) {
		if l := &s.Parcels[i]; l.Kind == kind {
			if landNumber(s, l.Person, c) == h.no {
				h.add(l.Person)
			}
			h.addRegistered(s, l.Person)
		}
	}
	if h.no != "" {
		for _, i := range s.HouseholdsNamed(h.no) {
			if s.CategoryOf(s.Households[i].Item) != c {
				continue
			}
			for m := range s.MembersOf(i) {
				if landNumber(s, m.Person, c) == h.no {
					h.add(m.Person)
				}
			}
		}
	}
	h.measure(s)
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

func (h *landHolding) addRegistered(s *dossier.Snapshot, p dossier.P) {
	for q := range s.Registered(s.People[p].Hukou) {
		if landNumber(s, q, h.category) == h.no {
			h.add(q)
		}
	}
}

// measure sums the land: the household's, and what members hold under other
// numbers. A parcel that stands in the register twice counts once, with its
// larger area.
func (h *landHolding) measure(s *dossier.Snapshot) {
	kind := landKind(h.category)
	list := s.ParcelsOfHousehold(h.no)
	for at, i := range list {
		if s.Parcels[i].Kind == kind && !repeated(s, list, at) {
			h.basisMilli += s.Parcels[i].AreaMilli
		}
	}
	for _, q := range h.members[:h.n] {
		for l := range s.ParcelsOf(q) {
			if l.Kind == kind && (h.no == "" || l.Household != h.no) {
				h.basisMilli += l.AreaMilli
			}
		}
	}
}

// repeated reports whether another row of the list is the same parcel and the
// one to count.
func repeated(s *dossier.Snapshot, list []int32, at int) bool {
	l := &s.Parcels[list[at]]
	for k, j := range list {
		if o := &s.Parcels[j]; k != at && o.No == l.No && o.Kind == l.Kind && (o.AreaMilli > l.AreaMilli || o.AreaMilli == l.AreaMilli && k < at) {
			return true
		}
	}
	return false
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
	limit := h.basisMilli + int64(float64(h.basisMilli)*tolerance+0.5)
	for y := 0; y < landYears; y++ {
		if h.paidMilli[y] <= limit {
			continue
		}
		first, most, fen := y, int64(0), int64(0)
		for ; y < landYears && h.paidMilli[y] > limit; y++ {
			most = max(most, h.paidMilli[y])
			fen += h.paidFen[y] * (h.paidMilli[y] - h.basisMilli) / h.paidMilli[y]
		}
		found(period.Interval{From: period.Date(firstLandYear+first, 1, 1), To: period.Date(firstLandYear+y, 1, 1)}, most, fen)
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
	for _, i := range s.ParcelsOfHousehold(h.no) {
		if s.Parcels[i].Kind == landKind(h.category) {
			out = append(out, showParcel(&s.Parcels[i]))
		}
	}
	return out
}
