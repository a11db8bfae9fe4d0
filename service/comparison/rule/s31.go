package rule

import (
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s31 = Model{
	Key:   "S31",
	Title: "个体异常值",
	Says:  "一户一年领的项目特别多，或者金额在本村特别高。只是统计提示。",
	Basis: []string{"统计方法：与本村领补贴的户比较，不涉及资格判断"},
	Leans: []string{"residents"},
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

// county compares year by year. Years that follow each other in one household
// are one finding.
func (b *outliers) county(s *dossier.Snapshot, report func(Hit)) {
	open := map[int32]Hit{}
	for i, homes := range append(slices.Clip(s.HomeYears()), nil) {
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
			h.Show = b.shows(s, hukou, h.Period)
			now[hukou] = h
		}
		open = now
	}
}

// yearFrom is a year counted from the first that is looked at.
func yearFrom(n int) period.Interval {
	return period.Interval{From: period.Date(dossier.FirstHomeYear+n, 1, 1), To: period.Date(dossier.FirstHomeYear+n+1, 1, 1)}
}

// year finds what stands out in one year, by household.
func (b *outliers) year(s *dossier.Snapshot, homes []dossier.HomeYear, year period.Interval, found map[int32]Hit) {
	villages := sumsOf(s, homes)
	limits, medians := make([]int64, len(villages)), make([]int64, len(villages))
	for i, sums := range villages {
		if len(sums) > 0 && len(sums) >= b.least {
			at := max(0, min(len(sums)-1, int(float64(len(sums))*b.percentile/100))-1)
			high := nth(sums, at)
			medians[i] = nth(sums, len(sums)/2)
			limits[i] = max(high, int64(float64(medians[i])*b.times))
		}
	}
	for i := range homes {
		h := &homes[i]
		much := h.Village >= 0 && limits[h.Village] > 0 && h.Fen > limits[h.Village]
		if !much && int(h.Items) < b.items {
			continue
		}
		says := fmt.Sprintf("%s全户领了%d个项目，不计一次性补助共%s", year.Chinese(), h.Items, yuan(h.Fen))
		if much {
			says += fmt.Sprintf("；本村领补贴的%d户，中位数是%s", len(villages[h.Village]), yuan(medians[h.Village]))
		}
		found[h.Hukou] = Hit{
			Subject: Person(h.Payee), Item: dossier.None, Household: dossier.None, Period: year, AmountFen: h.Fen, Severity: Blue,
			Sentence: says + "。", Show: b.shows(s, h.Hukou, year),
		}
	}
}

// sumsOf puts what households were paid together by village, in one piece of
// memory.
func sumsOf(s *dossier.Snapshot, homes []dossier.HomeYear) [][]int64 {
	counts := make([]int, len(s.Villages))
	for i := range homes {
		if h := &homes[i]; h.Fen > 0 && h.Village >= 0 {
			counts[h.Village]++
		}
	}
	all, out := make([]int64, len(homes)), make([][]int64, len(counts))
	for v, n := range counts {
		out[v], all = all[:0:n], all[n:]
	}
	for i := range homes {
		if h := &homes[i]; h.Fen > 0 && h.Village >= 0 {
			out[h.Village] = append(out[h.Village], h.Fen)
		}
	}
	return out
}

// nth is the number that would stand at k if the numbers were sorted. It puts
// smaller ones before it and larger ones after it, and sorts no further: a
// village has hundreds of households, and two of their sums are asked for.
func nth(all []int64, k int) int64 {
	low, high := 0, len(all)-1
	for low < high {
		pivot := max(min(all[low], all[high]), min(max(all[low], all[high]), all[(low+high)/2])) // the middle of three
		i, j := low, high
		for i <= j {
			for all[i] < pivot {
				i++
			}
			for all[j] > pivot {
				j--
			}
			if i <= j {
				all[i], all[j] = all[j], all[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return all[k]
		}
	}
	return all[k]
}

// shows puts off the evidence of years that follow each other.
func (b *outliers) shows(s *dossier.Snapshot, hukou int32, years period.Interval) func() []Evidence {
	return func() (out []Evidence) {
		for y := years.From.Year(); y < years.To.Year(); y++ {
			out = append(out, b.show(s, hukou, yearFrom(y-dossier.FirstHomeYear))...)
		}
		return out
	}
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
