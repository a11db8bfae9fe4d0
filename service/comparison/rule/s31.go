package rule

import (
	"fmt"
	"math/bits"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s31 = Model{
	Key:   "S31",
	Title: "个体异常值",
	Says:  "一户一年领的项目特别多，或者金额在本村特别高。只是统计提示。",
	Basis: []string{"统计方法：与本村领补贴的户比较，不涉及资格判断"},
	Parameters: []Parameter{
		{Key: "items", Label: "一户一年的项目数", Unit: "项", Sort: Number, Default: "10", Basis: "低保户兼领残疾、土地、林地、养老等常见的不超过九项"},
		{Key: "percentile", Label: "金额超过本村百分之几的户", Sort: Decimal, Default: "99.5", Basis: "统计方法"},
		{Key: "least_households", Label: "本村至少多少户领补贴才比较", Unit: "户", Sort: Number, Default: "200", Basis: "户数太少没有意义"},
		{Key: "times_median", Label: "同时超过本村中位数的倍数", Unit: "倍", Sort: Decimal, Default: "10", Basis: "分布平的村里，最高的一户并不异常"},
	},
	Traps: []Trap{
		{"small-village", "村里户数太少"},
		{"flat-village", "全村差不多，最高的一户也不特别"},
		{"other-year", "按年比较，不同年份的不相加"},
		{"one-off", "危房改造、搬迁等一次性的大额补助"},
		{"bounced", "退票没有到手"},
		{"separate-households", "户口不在一户的不相加"},
	},
	Evidence:  []string{"该户各项补贴的审批材料", "家庭人口和收入情况"},
	Questions: []string{"各项补贴是否都符合条件？", "有没有把别户的补贴发到这一户？"},
	Bind: func(v Values) Check {
		b := outliers{items: v.Int("items"), percentile: v.Float("percentile"), least: v.Int("least_households"), times: v.Float("times_median")}
		return Check{County: b.county}
	},
}

// outliers holds S31's parameters.
type outliers struct {
	items, least      int
	percentile, times float64
}

// home is what one household of the population register was paid in a year.
type home struct {
	fen   int64
	hukou int32
	payee dossier.P // who was paid most
	items uint8     // how many
}

// county compares year by year. Years that follow each other in one household
// are one finding.
func (b *outliers) county(s *dossier.Snapshot, report func(Hit)) {
	open := map[int32]Hit{}
	for i, homes := range append(b.sum(s), nil) {
		now := map[int32]Hit{}
		b.year(s, homes, yearFrom(i), now)
		for hukou, before := range open {
			h, goes := now[hukou]
			if !goes {
				report(before)
				continue
			}
			h.Subject, h.Period.From = before.Subject, before.Period.From
			h.AmountFen += before.AmountFen
			h.Sentence = before.Sentence + h.Sentence
			h.Evidence = slices.Concat(before.Evidence, h.Evidence)
			now[hukou] = h
		}
		open = now
	}
}

// yearFrom is a year counted from the first that is looked at.
func yearFrom(n int) period.Interval {
	return period.Interval{From: period.Date(2000+n, 1, 1), To: period.Date(2001+n, 1, 1)}
}

// year finds what stands out in one year, by household.
func (b *outliers) year(s *dossier.Snapshot, homes []home, year period.Interval, found map[int32]Hit) {
	villages := make([][]int64, len(s.Villages))
	for i := range homes {
		if h := &homes[i]; h.fen > 0 && s.People[h.payee].Village >= 0 {
			v := s.People[h.payee].Village
			villages[v] = append(villages[v], h.fen)
		}
	}
	limits, medians := make([]int64, len(villages)), make([]int64, len(villages))
	for i, sums := range villages {
		slices.Sort(sums)
		if len(sums) > 0 && len(sums) >= b.least {
			medians[i] = sums[len(sums)/2]
			at := min(len(sums)-1, int(float64(len(sums))*b.percentile/100))
			limits[i] = max(sums[max(0, at-1)], int64(float64(medians[i])*b.times))
		}
	}
	for i := range homes {
		h := &homes[i]
		village := s.People[h.payee].Village
		much := village >= 0 && limits[village] > 0 && h.fen > limits[village]
		if !much && int(h.items) < b.items {
			continue
		}
		says := fmt.Sprintf("%s全户领了%d个项目，不计一次性补助共%s", year.Chinese(), h.items, yuan(h.fen))
		if much {
			says += fmt.Sprintf("；本村领补贴的%d户，中位数是%s", len(villages[village]), yuan(medians[village]))
		}
		found[h.hukou] = Hit{
			Subject: Person(h.payee), Item: dossier.None, Household: dossier.None, Period: year, AmountFen: h.fen, Severity: Blue,
			Sentence: says + "。", Evidence: b.show(s, h.hukou, year),
		}
	}
}

// homeYear is what one household was paid in one year while it is being added up.
type homeYear struct {
	fen, most, own int64  // all, by who was paid most, by the member at hand
	items          uint64 // a bit an item, modulo 64
	payee          dossier.P
	paid, ownPaid  bool
}

// sum gathers the payouts of every year by household of the population
// register, in one walk over the households.
func (b *outliers) sum(s *dossier.Snapshot) [][]home {
	years := make([]homeYear, max(0, s.AsOf.Year()-2000+1))
	out := make([][]home, len(years))
	if len(years) == 0 {
		return out
	}
	most := int32(-1)
	for i := range s.People {
		most = max(most, s.People[i].Hukou)
	}
	begins := make([]period.Day, len(years)+1)
	for i := range begins {
		begins[i] = yearFrom(i).From
	}
	for hukou := range most + 1 {
		first, last := len(years), -1 // years in which the household was paid
		for p := range s.Registered(hukou) {
			from, to := addHome(s, p, years, begins)
			first, last = min(first, from), max(last, to)
		}
		for y := first; y <= last; y++ {
			if t := &years[y]; t.paid {
				out[y] = append(out[y], home{fen: t.fen, hukou: hukou, payee: t.payee, items: uint8(bits.OnesCount64(t.items))}) //nolint:gosec // at most 64
			}
			years[y] = homeYear{}
		}
	}
	return out
}

// addHome adds what one member was paid to the household's years, and gives the
// first and the last of them.
func addHome(s *dossier.Snapshot, p dossier.P, years []homeYear, begins []period.Day) (first, last int) {
	first, last = len(years), -1
	rows := s.PayoutsOf(p)
	y := len(years) - 1
	for k := range rows {
		r := &rows[k]
		if !r.Counts() || r.Period.From < begins[0] || r.Period.From >= begins[len(years)] {
			continue
		}
		for r.Period.From < begins[y] {
			y--
		}
		for r.Period.From >= begins[y+1] {
			y++
		}
		t := &years[y]
		t.ownPaid = true
		t.items |= 1 << (r.Item % 64)
		if s.Items[r.Item].Frequency != oneOff {
			t.own += r.AmountFen
		}
		first, last = min(first, y), max(last, y)
	}
	for y := first; y <= last; y++ {
		t := &years[y]
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

// show lists a household's payouts of the year, the largest first.
func (b *outliers) show(s *dossier.Snapshot, hukou int32, year period.Interval) []Evidence {
	var all []*dossier.Payout
	for p := range s.Registered(hukou) {
		rows := s.PayoutsOf(p)
		for i := range rows {
			if r := &rows[i]; r.Counts() && year.Contains(r.Period.From) {
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *dossier.Payout) int { return int(min(1, max(-1, b.AmountFen-a.AmountFen))) })
	return payoutsEvidence(s, all)
}
