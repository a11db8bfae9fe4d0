package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// incomes tells what counts as a household's steady income.
type incomes struct {
	window   int      // months
	schemes  []string // pensions that count
	employer []string // employers that stand for no wage
	steady   int      // consecutive months …
	minWage  int64    // … with at least this base
}

// source is one income of one member.
type source struct {
	person  dossier.P
	span    period.Interval
	fen     int64 // a month
	wage    bool
	show    Evidence
	members period.Interval // while the person counts
}

// sources lists what members earn and draw.
func (in *incomes) sources(s *dossier.Snapshot, members []member) (out []source) {
	for _, who := range members {
		for e := range s.EmploymentOf(who.person) {
			if e.BaseFen > 0 && !containsAny(e.Employer, in.employer) && !inPublicPost(s, who.person, e.Span) {
				out = append(out, source{who.person, e.Span, e.BaseFen, true, Evidence{Kind: "employment", Src: e.Src, Who: Of(e.Person),
					Fields: []Field{{"参保单位", e.Employer}, {"参保起止", lasting(e.Span)}, {"缴费基数", yuan(e.BaseFen)}}}, who.span})
			}
		}
		for e := range s.PensionsOf(who.person) {
			if e.MonthlyFen > 0 && slices.Contains(in.schemes, e.Scheme) {
				out = append(out, source{who.person, e.Span, e.MonthlyFen, false, Evidence{Kind: "pensions", Src: e.Src, Who: Of(e.Person),
					Fields: []Field{{"险种", e.Scheme}, {"领取起止", lasting(e.Span)}, {"月待遇", yuan(e.MonthlyFen)}}}, who.span})
			}
		}
	}
	return out
}

// inPublicPost reports social insurance that comes with a 公益性岗位 or
// 护林员: somebody who is paid for one meanwhile.
func inPublicPost(s *dossier.Snapshot, p dossier.P, span period.Interval) bool {
	rows := s.PayoutsOf(p)
	for i := range rows {
		c := s.Items[rows[i].Item].Category
		if (c == dossier.PublicPost || c == dossier.Ranger) && rows[i].Counts() && rows[i].Period.Overlaps(span) {
			return true
		}
	}
	return false
}

// before adds up what came in during the window before a day, of members who
// count on the day.
func (in *incomes) before(all []source, on period.Day) (fen int64) {
	first := on.Month() - period.Month(in.window)
	for i := range all {
		src := &all[i]
		if !src.members.Contains(on) {
			continue
		}
		for m := first; m < on.Month(); m++ {
			if src.span.Contains(m.First()) {
				fen += src.fen
			}
		}
	}
	return fen
}

// steadily reports a member who counts on the day and has been insured by an
// employer, with at least the minimum wage, for as many months as it takes.
func (in *incomes) steadily(all []source, on period.Day) bool {
	if in.steady == 0 || in.minWage == 0 {
		return false
	}
	for i := range all {
		src := &all[i]
		if src.wage && src.members.Contains(on) && src.fen >= in.minWage && src.span.From <= (on.Month()-period.Month(in.steady)).First() && src.span.To >= on.Month().First() {
			return true
		}
	}
	return false
}
