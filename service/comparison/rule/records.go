package rule

import (
	"slices"
	"strconv"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// identities are the sorts of officials whose hand in a payment makes it a
// matter of discipline.
var identities = Parameter{Key: "identities", Label: "算作干部的人员类别", Sort: List, Default: "公务员、参公、事业、国企、村干部", Basis: "财政供养人员名册的人员类别；退休、遗属、聘用不算", Words: officialKinds}

// ofVillage is the sort of officials that villages choose.
const ofVillage = "村干部"

// notCommittee are posts of those whom a village lists as cadres and who are not
// of its two committees.
var notCommittee = Parameter{Key: "exempt_posts", Label: "不是村“两委”的职务", Sort: List, Default: "组长、护林员、信息员、网格员、保洁员、协管员、监测员", Basis: "村民小组长、护林员、信息员不是村“两委”"}

// cadres are the officials whose hand in a payment matters.
type cadres struct{ kinds, exempt []string }

func cadresOf(v Values) cadres {
	return cadres{v.List(identities.Key), v.List(notCommittee.Key)}
}

func (c *cadres) count(o *dossier.Official) bool {
	return slices.Contains(c.kinds, o.Kind) && (o.Kind != ofVillage || villageCadre(o, c.exempt))
}

// in is a person's employment as such an official in a stretch of time, nil when
// there was none.
func (c *cadres) in(s *dossier.Snapshot, p dossier.P, span period.Interval) *dossier.Official {
	for o := range s.OfficialsOf(p) {
		if o.Span.Overlaps(span) && c.count(o) {
			return o
		}
	}
	return nil
}

// extendBy is extend with the money in question instead of the row's amount.
func extendBy(out []Stretch, r *dossier.Payout, fen int64) []Stretch {
	out = extend(out, r)
	out[len(out)-1].AmountFen += fen - r.AmountFen
	return out
}

// showRoster is what a matched place on a roster shows.
func showRoster(s *dossier.Snapshot, r *dossier.Roster) Evidence {
	f := []Field{{"补贴项目", s.Items[r.Item].Name}, {"享受期间", r.Span.Chinese()}}
	if r.Class != 0 {
		f = append(f, Field{"档次", s.Class(r.Class)})
	}
	if r.ApprovedFen != 0 {
		f = append(f, Field{"核定金额", yuan(r.ApprovedFen)})
	}
	return Evidence{Kind: "rosters", Src: r.Src, Who: Of(r.Person), Fields: f}
}

// showOfficial is what a matched employment as an official shows.
func showOfficial(o *dossier.Official) Evidence {
	return Evidence{Kind: "officials", Src: o.Src, Who: Of(o.Person), Fields: []Field{{"单位", o.Unit}, {"职务", o.Post}, {"人员类别", called(o.Kind)}, {"任职期间", o.Span.Chinese()}}}
}

// callings are the sorts of officials as people say them; the list has one word for
// each.
var callings = map[string]string{"参公": "参公单位工作人员", "事业": "事业单位工作人员", "国企": "国企工作人员", "聘用": "聘用人员", "退休": "退休人员", "遗属": "遗属"}

// called is a sort of officials as people say it.
func called(kind string) string {
	if words := callings[kind]; words != "" {
		return words
	}
	return kind
}

// showStandard is what a matched line of the catalogue shows.
func showStandard(s *dossier.Snapshot, item uint16, t *dossier.Standard) Evidence {
	f := []Field{{"补贴项目", s.Items[item].Name}, {"标准", yuan(t.Fen)}, {"单位", t.Unit}, {"有效期", t.Span.Chinese()}}
	if t.Class != 0 {
		f = append(f, Field{"档次", s.Class(t.Class)})
	}
	return Evidence{Kind: "subsidies", Src: t.Src, Fields: f}
}

// showParcel is what a matched piece of land shows.
func showParcel(p *dossier.Parcel) Evidence {
	return Evidence{Kind: "parcels", Src: p.Src, Who: Of(p.Person), Fields: []Field{{"地块号", p.No}, {"类别", p.Kind}, {"面积", mu(p.AreaMilli)}, {"依据", p.Basis}}}
}

// showPension is what a matched pension shows.
func showPension(p *dossier.Pension) Evidence {
	f := []Field{{"险种", p.Scheme}, {"统筹地", p.Place}, {"领取期间", p.Span.Chinese()}}
	if p.MonthlyFen != 0 {
		f = append(f, Field{"月待遇", yuan(p.MonthlyFen)})
	}
	return Evidence{Kind: "pensions", Src: p.Src, Who: Of(p.Person), Fields: f}
}

// showEnrolment is what a matched stretch in a school shows.
func showEnrolment(e *dossier.Enrolment) Evidence {
	full := "否"
	if e.FullTime {
		full = "是"
	}
	return Evidence{Kind: "enrolments", Src: e.Src, Who: Of(e.Person), Fields: []Field{{"学校", e.School}, {"学段", e.Level}, {"全日制", full}, {"状态", e.Status}, {"在校期间", e.Span.Chinese()}}}
}

// showDisability is what a matched certificate of disability shows.
func showDisability(d *dossier.Disability) Evidence {
	return Evidence{Kind: "disabilities", Src: d.Src, Who: Of(d.Person), Fields: []Field{{"类别", d.Category}, {"等级", strconv.Itoa(int(d.Grade)) + "级"}, {"有效期", d.Span.Chinese()}}}
}

// showEmployment is what a matched stretch of social insurance shows.
func showEmployment(e *dossier.Employment) Evidence {
	return Evidence{Kind: "employment", Src: e.Src, Who: Of(e.Person), Fields: []Field{{"参保单位", e.Employer}, {"参保期间", e.Span.Chinese()}}}
}

// showBirth shows the birthday that a payee's number tells, on the row that was paid.
func showBirth(s *dossier.Snapshot, r *dossier.Payout) Evidence {
	return Evidence{Kind: r.Kind(), Src: r.Src, Who: Of(r.Person), Fields: []Field{{"出生日期", s.People[r.Person].Birth.Chinese()}}}
}

// mu writes thousandths of 亩 as people read them: 12.5亩.
func mu(milli int64) string {
	return strconv.FormatFloat(float64(milli)/1000, 'f', -1, 64) + "亩"
}

// mismatched reports whether a register has a row with a person's number and
// another's name. A model that misses a record must then stay silent: the record
// may be that one. It reads every mismatch: ask only before reporting.
func mismatched(s *dossier.Snapshot, p dossier.P, kind string) bool {
	for i := range s.Mismatches {
		if m := &s.Mismatches[i]; m.Person == p && m.Kind == kind {
			return true
		}
	}
	return false
}
