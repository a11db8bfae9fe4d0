package rule

import (
	"slices"
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// assuredSince is the year from which a household that has not left the
// register is owed the whole standard too.
var assuredSince = Parameter{Key: "assured.since_year", Label: "未登记脱贫日期的户，从哪一年起看", Unit: "年", Sort: Number, Default: "2021", Basis: "2020年底现行标准下农村贫困人口全部脱贫"}

// assured reports whether a household ought to have reached the standard in a
// year: from the year it left the register on, and without such a day from
// since on, later than the year in which it was listed for falling short.
func assured(a *dossier.Aided, year, since int) bool {
	if given(a.Exited) {
		return year >= a.Exited.Year()
	}
	return year >= since && year > a.Identified.Year()
}

// yearsOf lists a household's indicators up to the run's day, one a year: of
// several the newest check holds, since what was mended was checked again.
func yearsOf(s *dossier.Snapshot, aided int32) []*dossier.Indicator {
	var out []*dossier.Indicator
	for r := range s.IndicatorsOf(aided) {
		if r.Year > s.AsOf.Year() || (given(r.CheckedOn) && r.CheckedOn > s.AsOf) {
			continue
		}
		k := slices.IndexFunc(out, func(o *dossier.Indicator) bool { return o.Year == r.Year })
		switch {
		case k < 0:
			out = append(out, r)
		case r.CheckedOn >= out[k].CheckedOn:
			out[k] = r
		}
	}
	slices.SortFunc(out, func(a, b *dossier.Indicator) int { return a.Year - b.Year })
	return out
}

// shortfalls calls tell with every unbroken stretch of years in which a
// household ought to have reached the standard and bad says it did not.
func shortfalls(s *dossier.Snapshot, aided int32, since int, bad func(*dossier.Indicator) bool, tell func(run []*dossier.Indicator)) {
	a := &s.Aided[aided]
	var run []*dossier.Indicator
	for _, r := range yearsOf(s, aided) {
		if !assured(a, r.Year, since) || !bad(r) {
			continue
		}
		if n := len(run); n > 0 && run[n-1].Year+1 != r.Year {
			tell(run)
			run = nil
		}
		run = append(run, r)
	}
	if len(run) > 0 {
		tell(run)
	}
}

// years is the stretch of the years of a run.
func years(run []*dossier.Indicator) period.Interval {
	return period.Interval{From: period.Date(run[0].Year, 1, 1), To: period.Date(run[len(run)-1].Year+1, 1, 1)}
}

// headHit is a hit about a household over a run of years.
func headHit(a *dossier.Aided, run []*dossier.Indicator, severity Severity, sentence string, more ...Evidence) Hit {
	evidence := []Evidence{aidedEvidence(a)}
	for _, r := range run {
		evidence = append(evidence, indicatorEvidence(r))
	}
	return Hit{Subject: Person(a.Head), Item: dossier.None, Household: dossier.None, Period: years(run), Severity: severity, Sentence: sentence, Evidence: append(evidence, more...)}
}

func aidedEvidence(a *dossier.Aided) Evidence {
	f := []Field{{"户编号", a.No}, {"户类型", a.Kind}}
	if given(a.Identified) {
		f = append(f, Field{"识别日期", a.Identified.Chinese()})
	}
	if given(a.Exited) {
		f = append(f, Field{"脱贫日期", a.Exited.Chinese()})
	}
	return Evidence{Kind: "households", Src: a.Src, Who: Of(a.Head), Fields: f}
}

func indicatorEvidence(r *dossier.Indicator) Evidence {
	f := []Field{{"年度", strconv.Itoa(r.Year)}, {"人均纯收入", yuan(r.IncomeFen)}, {"住房等级", grade(r)}, {"饮水达标", yesNo(r.Water)}, {"义务教育达标", yesNo(r.School)}, {"医保覆盖", yesNo(r.Medical)}}
	if r.Rebuilt != "" {
		f = append(f, Field{"危改验收", r.Rebuilt})
	}
	if given(r.CheckedOn) {
		f = append(f, Field{"核查日期", r.CheckedOn.Chinese()})
	}
	return Evidence{Kind: "indicators", Src: r.Src, Fields: f}
}

// grade is a house's grade as people read it.
func grade(r *dossier.Indicator) string {
	if r.House < 'A' || r.House > 'D' {
		return "未评定"
	}
	return string(rune(r.House)) + "级"
}

// unsafe reports a house of grade C or D, or of none, that no accepted
// rebuilding has replaced.
func unsafe(r *dossier.Indicator) bool {
	return r.House != 'A' && r.House != 'B' && r.Rebuilt != "是"
}

// eachMember calls f once for everybody who belongs to an aided household and
// is alive and here.
func eachMember(s *dossier.Snapshot, f func(a *dossier.Aided, p dossier.P)) {
	seen := make([]bool, len(s.People))
	for i := range s.Aided {
		a := &s.Aided[i]
		for _, p := range s.AidedMembers(a) {
			if !seen[p] && here(s, p) {
				seen[p] = true
				f(a, p)
			}
		}
	}
}

// here reports somebody who is alive and has not moved away.
func here(s *dossier.Snapshot, p dossier.P) bool {
	if s.People[p].Status == 'O' || s.People[p].Status == 'C' {
		return false
	}
	d, dead := s.DiedOn(p)
	return !dead || d.On > s.AsOf
}

// rosteredOn reports whether a person stands on a roster that matches on a day.
func rosteredOn(s *dossier.Snapshot, p dossier.P, on period.Day, match func(dossier.Category) bool) bool {
	for r := range s.RostersOf(p) {
		if r.Span.Contains(on) && match(s.CategoryOf(r.Item)) {
			return true
		}
	}
	return false
}

// keptApart reports households that registers count by themselves: 五保 and 特困.
func keptApart(a *dossier.Aided) bool {
	return strings.Contains(a.Kind, "五保") || strings.Contains(a.Kind, "特困")
}
