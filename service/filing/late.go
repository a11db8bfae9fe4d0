package filing

import (
	"context"

	"yangguang/service/kernel/period"
)

// Limits are the county's numbers, in days.
type Limits struct {
	Allocate int // from the approval until money has arrived
	Contract int // from the opening of the bids to the contract
	Report   int // between two reports of progress
	Accept   int // from the end of the work to its acceptance
	Settle   int // from acceptance to settlement
	Handover int // from settlement to hand-over
	Soon     int // so many days before the day the lamp turns yellow
}

// Parameters of the county and what holds until it sets them.
const (
	ParamAllocate = "filing.allocate"
	ParamContract = "filing.contract"
	ParamReport   = "filing.report"
	ParamAccept   = "filing.accept"
	ParamSettle   = "filing.settle"
	ParamHandover = "filing.handover"
	ParamSoon     = "filing.soon"
)

// Standard is what holds where the county has not set a number.
var Standard = Limits{Allocate: 60, Contract: 30, Report: 30, Accept: 30, Settle: 60, Handover: 30, Soon: 7}

// Due is the day by which a stage should be filed; ok is false while that is
// not known yet. It follows the plan of the approval and the days of the stage
// before, and says nothing of anybody's fault.
func (f *Facts) Due(s Stage, l Limits) (day period.Day, ok bool) {
	after := func(from *period.Day, days int) (period.Day, bool) {
		if from == nil {
			return 0, false
		}
		return *from + period.Day(days), true //nolint:gosec // parameters are bounded
	}
	switch s {
	case Allocation:
		return after(&f.Approved, l.Allocate)
	case Procurement:
		return f.PlanStart, true
	case Contract:
		if f.Bid != nil && !f.direct() {
			return after(f.Bid, l.Contract)
		}
		return f.PlanStart, true
	case Start:
		return f.PlanStart, true
	case Progress:
		if f.Percent >= 100 || f.Accepted != nil {
			return 0, false
		}
		if f.Reported != nil {
			return after(f.Reported, l.Report)
		}
		return after(f.RealStart, l.Report)
	case Acceptance:
		if f.RealEnd != nil {
			return after(f.RealEnd, l.Accept)
		}
		return after(&f.PlanEnd, l.Accept)
	case Settlement:
		return after(f.Accepted, l.Settle)
	case Handover: // a project that came in a file was never asked for it
		return after(f.SettledOn, l.Handover)
	case Approval, Change:
	}
	return 0, false
}

// done is the day on which a stage happened; nil while it has not, or where
// nobody wrote it down.
func (f *Facts) done(s Stage) *period.Day {
	switch s {
	case Approval:
		return &f.Approved
	case Allocation:
		return f.ArrivedOn
	case Procurement:
		return f.Bid
	case Contract:
		return f.ContractOn
	case Start:
		return f.RealStart
	case Progress:
		return f.Reported
	case Acceptance:
		return f.Accepted
	case Settlement:
		return f.SettledOn
	case Handover:
		return f.HandedOver
	case Change:
	}
	return nil
}

// Late is by how many days a stage is behind its day; negative while there is
// time, and nothing where no day is known. What was done is measured by when it
// was done; reports of progress are never done before the end. It is the one
// rule of the owner's pages, of the lists and of what the comparison is told: a
// stage that the owner left out is late though a later one is filed, but of a
// project that came in a file it was perhaps never written down.
func (f *Facts) Late(s Stage, l Limits, today period.Day) (days int, known bool) {
	switch {
	case !f.applies(s) || s == Procurement && f.direct():
		return 0, false
	case f.passed(s) && (s == Progress || !f.filed(s) && !f.staged()):
		return 0, false
	}
	due, ok := f.Due(s, l)
	if !ok {
		return 0, false
	}
	at := today
	if f.filed(s) && s != Progress {
		on := f.done(s)
		if on == nil {
			return 0, false
		}
		at = *on
	}
	return int(at - due), true
}

// Overdue is a stage that was to be filed by a day and was not.
type Overdue struct {
	Title string
	Due   period.Day
}

// Lateness gives the projects that their owners file here, by number, each with
// the stages that are past their day. It is for the comparison, which sees all.
func (s *Service) Lateness(ctx context.Context) (map[string][]Overdue, error) {
	l, err := s.limits(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.works(ctx, s.DB, "", "EXISTS (SELECT 1 FROM filings AS g WHERE g.project_no = p.project_no)", nil)
	if err != nil {
		return nil, err
	}
	out, today := make(map[string][]Overdue, len(all)), s.today()
	for _, w := range all {
		if w.staged() {
			out[w.ProjectNo] = w.overdue(l, today)
		}
	}
	return out, nil
}

// overdue are the stages not yet filed that are past their day.
func (f *Facts) overdue(l Limits, today period.Day) []Overdue {
	var out []Overdue
	for _, d := range Definitions {
		if d.Extra || f.filed(d.Stage) && d.Stage != Progress {
			continue
		}
		if late, known := f.Late(d.Stage, l, today); known && late > 0 {
			out = append(out, Overdue{d.Title, today - period.Day(late)}) //nolint:gosec // days of a life
		}
	}
	return out
}

// Worst is the stage not yet filed that is most behind, or that comes first
// when none is: what the lamp of a project shows.
func (f *Facts) Worst(l Limits, today period.Day) (s Stage, days int, ok bool) {
	for _, d := range Definitions {
		if d.Extra || f.filed(d.Stage) && d.Stage != Progress {
			continue
		}
		if late, known := f.Late(d.Stage, l, today); known && (!ok || late > days) {
			s, days, ok = d.Stage, late, true
		}
	}
	return s, days, ok
}
