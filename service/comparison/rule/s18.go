package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// collectives are the words by which an account's name tells that a village or
// a cooperative holds it.
var collectives = Parameter{Key: "collectives", Label: "集体账户的户名用词", Sort: List, Default: "村民委员会、村委会、居民委员会、居委会、村民小组、合作社、合作联社、经济联合社、经联社、股份经济、村集体", Basis: "村集体、合作社代收后再分发的，单独核对"}

var s18 = Model{
	Key:   "S18",
	Title: "公益林、退耕还林补助与权属不符",
	Says:  "领补助的面积比登记的林地多，或者领的人没有林权，或者同一块地又领了耕地补贴，或者退耕补助期满了还在发。",
	Basis: []string{
		"退耕还林条例第三十五条：按核定面积补助给承包人；第四十四条：不得虚报冒领；第四十六条：面积和补助应公示",
		"森林生态效益补偿：集体和个人所有的公益林按面积补偿给权利人",
	},
	Registers: []string{"parcels"},
	Leans:     []string{"rosters", "residents"},
	Also:      []string{"deaths", "subsidies"},
	Parameters: []Parameter{
		{Key: "tolerance", Label: "面积允许的误差", Unit: "比例", Sort: Decimal, Default: "0.05", Basis: "小班图与林权证面积口径不同"},
		collectives, redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"heirs", "权利人去世，由家里人继承领取"},
		{"collective", "先发到村集体账户，再由村里分发"},
		{"tolerance", "小班面积与证载面积有小差异"},
		{"converted", "一部分地退耕、其余的地仍种：耕地补贴只领其余部分"},
		{"no-register", "这一类林地没有登记数据，不作比较"},
		{"year-of-death", "去世当年的补助是应发的"},
		{"next-round", "上一轮期满，目录里接着有新的一轮"},
		{"last-year", "期满那一年的补助以后才发"},
	},
	Evidence:  []string{"林权证", "小班图", "退耕还林合同", "验收单", "村里分发的签字表"},
	Questions: []string{"林地现在归谁管护，权属有没有变更？", "同一块地是否既领退耕补助又领耕地补贴？", "退耕补助期满了没有？", "权利人去世后钱由谁领取？"},
	Ask:       true,
	Bind: func(v Values) Check {
		tolerance, words := v.Float("tolerance"), v.List("collectives")
		return Check{County: func(s *dossier.Snapshot, report func(Hit)) {
			skip := func(r *dossier.Payout) bool { return collective(s, r.Holder, words) }
			for _, c := range []dossier.Category{dossier.PublicForest, dossier.FarmToForest} {
				if !slices.ContainsFunc(s.Parcels, func(l dossier.Parcel) bool { return l.Kind == landKind(c) }) {
					continue
				}
				for p := range dossier.P(len(s.People)) { //nolint:gosec // fewer than 2³¹ people
					if paidFor(s, p, c) {
						forest(s, p, c, v, tolerance, skip, report)
					}
				}
			}
		}}
	},
}

// forest reports what does not fit in one household's forest money: first its
// area, then a dead payee without family, then land paid for twice.
func forest(s *dossier.Snapshot, p dossier.P, c dossier.Category, v Values, tolerance float64, skip func(*dossier.Payout) bool, report func(Hit)) {
	var h landHolding
	h.gather(s, p, c, nil, skip)
	tell := func(span period.Interval, fen int64, rows []*dossier.Payout, sentence string, more []Evidence, leans ...string) {
		report(Hit{Leans: leans,
			Subject: Person(p), Item: int32(rows[0].Item), Household: rosterHousehold(s, p, rows[0].Item), Period: span, AmountFen: fen, Severity: v.grade(Yellow, fen),
			Sentence: sentence, Evidence: append(payoutsEvidence(s, rows), more...),
		})
	}
	beyond := func(*dossier.Payout) bool { return false }
	if h.leader == p {
		h.over(tolerance, func(years period.Interval, most, fen int64) {
			before := beyond
			beyond = func(r *dossier.Payout) bool { return years.Contains(r.Period.From) || before(r) }
			tell(years, fen, h.rows(s, years), landSentence(&h, years, most, fen), h.parcels(s))
		})
	}
	if d, dead := s.DiedOn(p); dead && h.alone(s, d.On) {
		for _, st := range Stretches(s.PayoutsOf(p), func(r *dossier.Payout) bool {
			return s.CategoryOf(r.Item) == c && r.Counts() && !skip(r) && r.Period.From > period.Date(d.On.Year(), 12, 31) && !beyond(r)
		}) {
			tell(st.Period, st.AmountFen, st.Rows, "登记的死亡日期是"+d.On.Chinese()+"，家里没有登记的其他人，之后仍发放了"+st.spell(s)+"。", []Evidence{deathEvidence(d)})
		}
	}
	if c == dossier.FarmToForest {
		for _, st := range Stretches(s.PayoutsOf(p), func(r *dossier.Payout) bool {
			return s.CategoryOf(r.Item) == c && r.Counts() && !skip(r) && over(&s.Items[r.Item], r.Period.From) && !beyond(r)
		}) {
			tell(st.Period, st.AmountFen, st.Rows, "补贴项目目录里的标准已经期满，之后仍发放了"+st.spell(s)+"。", nil, "subsidies")
		}
	}
	if c == dossier.FarmToForest && h.leader == p {
		h.twice(s, tolerance, func(years period.Interval, overMilli, fen int64, parcels []Evidence) {
			if rows := h.rows(s, years); len(rows) > 0 && !beyond(rows[0]) {
				tell(years, fen, rows, years.Chinese()+"同一块地既领退耕还林补助又领耕地地力保护补贴，重复面积一年最多"+mu(overMilli)+"。", parcels)
			}
		})
	}
}

// over reports whether an item's programme was over on a day: it has standards,
// and the last of them had ended.
func over(i *dossier.Item, on period.Day) bool {
	return len(i.Standards) > 0 && !slices.ContainsFunc(i.Standards, func(t dossier.Standard) bool { return t.Span.To > on })
}

// alone reports whether nobody of the household outlived a day.
func (h *landHolding) alone(s *dossier.Snapshot, on period.Day) bool {
	for _, q := range h.members[:h.n] {
		if d, dead := s.DiedOn(q); !dead || d.On > on {
			return false
		}
	}
	return true
}

// twice finds years in which a household was paid for forest and, in farmland
// money, for more land than it has left beside the parcels that stand in the
// register as both. The money in question is the forest money of the years.
func (h *landHolding) twice(s *dossier.Snapshot, tolerance float64, found func(years period.Interval, overMilli, fen int64, parcels []Evidence)) {
	var both int64
	var parcels []Evidence
	for _, p := range h.members[:h.n] {
		for a := range s.ParcelsOf(p) {
			for _, i := range s.ParcelsOfHousehold(a.Household) {
				if b := &s.Parcels[i]; a.Kind == "退耕" && b.Kind == "承包地" && a.No == b.No {
					both += min(a.AreaMilli, b.AreaMilli)
					parcels = append(parcels, showParcel(a), showParcel(b))
				}
			}
		}
	}
	if both == 0 {
		return
	}
	var farm landHolding
	farm.gather(s, h.leader, dossier.Farmland, nil, func(*dossier.Payout) bool { return false })
	left := farm.basisMilli - both
	limit := left + int64(float64(left)*tolerance+0.5)
	h.stretches(func(y int) bool { return h.paidMilli[y] > 0 && farm.paidMilli[y] > limit }, func(y int) int64 { return h.paidFen[y] }, func(years period.Interval, _, fen int64) {
		most := int64(0)
		for y := years.From.Year(); y < years.To.Year(); y++ {
			most = max(most, min(both, farm.paidMilli[y-firstLandYear]-left))
		}
		found(years, most, fen, parcels)
	})
}
