package rule

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
)

// villageLand is what a household or a village was paid for and has: a first look
// at every village of the county.
type villageLand struct {
	areaMilli int64
	from, to  int // years in which it was paid
	paidMilli [landYears]int64
}

// headroom tells what a village may be paid for.
type headroom struct {
	tolerance float64
	floor     int64 // thousandths of 亩 that are nothing to speak of
}

// over reports whether a village that has so much land was paid for too much of
// it. Where the register has no land of a village it is not there: each of its
// households says so already.
func (e headroom) over(paidMilli, areaMilli int64) bool {
	return areaMilli > 0 && paidMilli > areaMilli+int64(float64(areaMilli)*e.tolerance+0.5)+e.floor
}

// villages looks at what only a village as a whole shows: everybody's area is
// within what a household is allowed, and together more was paid for than the
// village has. Land and payments are a household's, wherever its members are
// registered. What a household is told of by itself, as those of told are, does not count again.
func (x *acreage) villages(s *dossier.Snapshot, told map[dossier.P]bool, doubled []int64, report func(Hit)) {
	sums := x.lookAround(s, doubled)
	suspect := make([]bool, len(sums))
	some := false
	for v := range sums {
		for y := range landYears {
			suspect[v] = suspect[v] || x.whole.over(sums[v].paidMilli[y], sums[v].areaMilli)
		}
		some = some || suspect[v]
	}
	if !some {
		return
	}
	people := make([][]dossier.P, len(sums))
	for p := range s.People {
		if q := &s.People[p]; q.Village != dossier.None && suspect[q.Village] && q.Has&(dossier.HasParcel|dossier.HasPayout) != 0 {
			people[q.Village] = append(people[q.Village], dossier.P(p)) //nolint:gosec // fewer than 2³¹ people
		}
	}
	for v, here := range people {
		if suspect[v] {
			x.village(s, int32(v), here, told, report) //nolint:gosec // some hundreds
		}
	}
}

// lookAround sums payments and land by village, as if those registered together
// were the household. Of two rows of one parcel the larger counts; doubled is what
// stands under two people of a village.
func (x *acreage) lookAround(s *dossier.Snapshot, doubled []int64) []villageLand {
	sums := make([]villageLand, len(s.Villages))
	var h villageLand
	for p := range s.People {
		q, who := &s.People[p], dossier.P(p) //nolint:gosec // fewer than 2³¹ people
		switch {
		case q.Village == dossier.None:
			continue
		case q.Hukou == dossier.None:
			h.take(s, who)
		case first(s, q.Hukou) != who:
			continue // with the first of the household
		default:
			for m := range s.Registered(q.Hukou) {
				h.take(s, m)
			}
		}
		if h.from < h.to {
			h.giveTo(&sums[q.Village], x.tolerance)
		}
		sums[q.Village].areaMilli += h.areaMilli
		h.areaMilli = 0
	}
	for v := range sums {
		sums[v].areaMilli -= doubled[v]
	}
	return sums
}

func first(s *dossier.Snapshot, hukou int32) dossier.P {
	for m := range s.Registered(hukou) {
		return m
	}
	return dossier.None
}

// take adds a member to a household.
func (h *villageLand) take(s *dossier.Snapshot, p dossier.P) {
	has := s.People[p].Has
	if has&dossier.HasParcel != 0 {
		for l := range s.ParcelsOf(p) {
			if l.Kind == landKind(dossier.Farmland) && !twice(s, l) {
				h.areaMilli += l.AreaMilli
			}
		}
	}
	if has&dossier.HasPayout == 0 {
		return
	}
	rows := s.PayoutsOf(p)
	for _, item := range s.ItemsOf(dossier.Farmland) { // payouts are ordered by item
		for i := sort.Search(len(rows), func(i int) bool { return rows[i].Item >= item }); i < len(rows) && rows[i].Item == item; i++ {
			r := &rows[i]
			if y := r.Period.From.Year() - firstLandYear; y >= 0 && y < landYears && r.Counts() && !priceOnly(s, r) {
				if h.from == h.to {
					h.from, h.to = y, y+1
				}
				h.from, h.to = min(h.from, y), max(h.to, y+1)
				h.paidMilli[y] += int64(r.Quantity)
			}
		}
	}
}

// giveTo adds what a household was paid to its village and empties it. What is
// above a household's own limit is its own matter.
func (h *villageLand) giveTo(village *villageLand, tolerance float64) {
	limit := h.areaMilli + int64(float64(h.areaMilli)*tolerance+0.5)
	for y := h.from; y < h.to; y++ {
		paid := h.paidMilli[y]
		if paid > limit {
			paid = h.areaMilli
		}
		village.paidMilli[y] += paid
		h.paidMilli[y] = 0
	}
	h.from, h.to = 0, 0
}

// twice reports whether the holder has another row of the parcel that is the one
// to count.
func twice(s *dossier.Snapshot, l *dossier.Parcel) bool {
	for o := range s.ParcelsOf(l.Person) {
		if o != l && o.No == l.No && o.Kind == l.Kind && (o.Household == l.Household || len(l.No) >= ownNumber) &&
			(o.AreaMilli > l.AreaMilli || o.AreaMilli == l.AreaMilli && (o.Src.Batch < l.Src.Batch || o.Src.Batch == l.Src.Batch && o.Src.Row < l.Src.Row)) {
			return true
		}
	}
	return false
}

// aboveOwn is a household that was paid for more than it has.
type aboveOwn struct {
	leader dossier.P
	milli  int64
}

// village judges one village, household by household.
func (x *acreage) village(s *dossier.Snapshot, v int32, people []dossier.P, told map[dossier.P]bool, report func(Hit)) {
	var whole landHolding
	whole.category = dossier.Farmland
	seen, parcels := map[dossier.P]bool{}, map[string]int64{}
	var above []aboveOwn
	for _, p := range people {
		if seen[p] {
			continue
		}
		var h landHolding
		h.gather(s, p, dossier.Farmland, x.lent, everyRow)
		for _, q := range h.members[:h.n] {
			seen[q] = true
		}
		if h.home(s) != v {
			continue
		}
		own := h.further(s, parcels)
		whole.basisMilli += own
		if slices.ContainsFunc(h.members[:h.n], func(q dossier.P) bool { return told[q] }) {
			continue
		}
		most, limit := int64(0), h.limit(x.tolerance)
		for y := range landYears {
			paid := h.paidMilli[y]
			if paid > limit { // the household's own finding
				paid = h.basisMilli
			}
			if paid > 0 {
				whole.paidMilli[y] += paid
				whole.paidFen[y] += h.paidFen[y] * paid / h.paidMilli[y]
			}
			most = max(most, paid-own)
		}
		if most > 0 {
			above = append(above, aboveOwn{h.leader, most})
		}
	}
	slices.SortStableFunc(above, func(a, b aboveOwn) int { return cmp.Compare(b.milli, a.milli) })
	whole.stretches(func(y int) bool { return x.whole.over(whole.paidMilli[y], whole.basisMilli) }, func(y int) int64 {
		return whole.paidFen[y] * (whole.paidMilli[y] - whole.basisMilli) / whole.paidMilli[y]
	}, func(years period.Interval, most, fen int64) {
		report(x.villageHit(s, v, &whole, above, years, most, fen))
	})
}

// home is the village of a household: where the member with the most land is
// registered, else who was paid.
func (h *landHolding) home(s *dossier.Snapshot) int32 {
	who, most := h.leader, int64(0)
	for _, p := range h.members[:h.n] {
		own := int64(0)
		for l := range s.ParcelsOf(p) {
			if l.Kind == landKind(h.category) {
				own += l.AreaMilli
			}
		}
		if own > most {
			who, most = p, own
		}
	}
	if who == dossier.None {
		return dossier.None
	}
	return s.People[who].Village
}

// further is the household's land that no other household of the village
// brought; parcels are those brought so far.
func (h *landHolding) further(s *dossier.Snapshot, parcels map[string]int64) (milli int64) {
	for _, p := range h.members[:h.n] {
		for l := range s.ParcelsOf(p) {
			if l.Kind != landKind(h.category) || h.repeated(s, l) {
				continue
			}
			more := l.AreaMilli
			if len(l.No) >= ownNumber {
				more = max(0, l.AreaMilli-parcels[l.No])
				parcels[l.No] += more
			}
			milli += more
		}
	}
	return milli
}

// villageShown is how many households stand in the evidence of a village: those
// that are furthest above their own land.
const villageShown = 10

func (x *acreage) villageHit(s *dossier.Snapshot, v int32, whole *landHolding, above []aboveOwn, years period.Interval, most, fen int64) Hit {
	out := Hit{Subject: VillageSubject(v), Item: dossier.None, Household: dossier.None, Period: years, AmountFen: fen, Severity: min(Orange, x.v.grade(Yellow, fen)), Unasked: true}
	for i, a := range above[:min(len(above), villageShown)] {
		var h landHolding
		h.gather(s, a.leader, dossier.Farmland, x.lent, everyRow)
		who := Field{"户", fmt.Sprintf("第%d户 %s", i+1, idnumber.MaskName(s.Text(s.People[a.leader].Name)))}
		rows := h.rows(s, years)
		if len(rows) > 0 && out.Item == dossier.None {
			out.Item = int32(rows[0].Item)
		}
		for _, e := range append(payoutsEvidence(s, rows), h.parcels(s)...) {
			e.Fields = append([]Field{who}, e.Fields...)
			out.Evidence = append(out.Evidence, e)
		}
	}
	out.Sentence = years.Chinese() + "全村按户合计的补贴面积一年最多" + mu(most) + "，登记的承包地共" + mu(whole.basisMilli) + "（同一地块只算一次），有" + strconv.Itoa(len(above)) +
		"户领的比自家的多、但没有超过单户允许的误差，全村超出部分的补贴共" + yuan(fen) + "。"
	return out
}
