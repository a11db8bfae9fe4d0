package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// Parameters about custody, shared by S05 and S13.
var (
	custodyFree = Parameter{Key: "S05.not_custody", Label: "不算在押的类别", Sort: List, Default: "缓刑、管制、假释、社区矫正、取保、监外执行、保外就医、行政拘留、治安拘留、司法拘留、社区戒毒、社区康复",
		Basis: "人在社会上，或者只关几天"}
	custodyGrace = Parameter{Key: "S05.grace_months", Label: "入所后的宽限", Unit: "个月", Sort: Number, Default: "1", Basis: "次月停发"}
)

// inCustody reports whether a stay takes a person out of the household: in
// prison or compulsory detoxification.
func inCustody(i *dossier.Inmate, free []string) bool { return !containsAny(i.Kind, free) }

// custodySpan is the time for which nothing is due: it begins grace months
// after the day that follows the intake, and ends with the release.
func custodySpan(i *dossier.Inmate, grace int) period.Interval {
	return period.Interval{From: (i.Span.From + 1).AddMonths(grace), To: i.Span.To}
}

// present counts the members of a roster household on a day: all who live, and
// of those all who are not in custody.
func present(s *dossier.Snapshot, h int32, on period.Day, free []string) (living, outside int32) {
	for m := range s.MembersOf(h) {
		if !m.Span.Contains(on) {
			continue
		}
		if d, dead := s.DiedOn(m.Person); dead && d.On < on {
			continue
		}
		living++
		outside++
		for i := range s.InmatesOf(m.Person) {
			if inCustody(i, free) && i.Span.Contains(on) {
				outside--
				break
			}
		}
	}
	return living, outside
}

func inmateEvidence(i *dossier.Inmate) Evidence {
	return Evidence{Kind: "inmates", Src: i.Src, Who: Of(i.Person), Fields: []Field{{"类别", i.Kind}, {"入所日期", i.Span.From.Chinese()}, {"出所日期", dayOr(i.Span.To, "尚未出所")}}}
}

// dayOr is a day as people read it, or what stands for an open end.
func dayOr(d period.Day, open string) string {
	if text := d.Chinese(); text != "" {
		return text
	}
	return open
}
