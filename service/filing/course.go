package filing

import (
	"fmt"
	"strings"

	"yangguang/service/kernel/measure"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/stages"
)

// The ways in which a project is let that are no tender.
const (
	MethodDirect = stages.MethodDirect
	MethodNone   = stages.MethodNone
)

// Facts are all that gates and lateness look at. They are read off the
// registers, so that a project that came in a file has them too; only what no
// register has a column for comes from the steps.
type Facts struct {
	Approved, PlanStart, PlanEnd       period.Day
	ApprovalNo, Method                 string
	MustTender                         bool // P01 holds that it has to be put to tender
	Planned, Win, ContractSum, Settled money.Fen
	Notice, Bid, ContractOn            *period.Day
	RealStart, RealEnd, Accepted       *period.Day
	ArrivedOn                          *period.Day // the first money
	Arrived, Paid                      money.Fen
	Reports                            int
	Percent                            int         // of the last report
	Reported                           *period.Day // its day
	Skipped                            string      // what the owner wrote why it is not put to tender
	Changes                            int
	SettledOn, HandedOver              *period.Day
	ScaleMilli                         int64 // 建设规模 in thousandths of ScaleUnit; 0 when it was not filed
	ScaleUnit                          string
	Have                               map[Stage]map[string]int // documents by stage and sort
	Here                               map[Stage]bool           // stages that were filed here, and did not come in a file
}

// Scale is how big the work is, in words; "" when nobody filed it.
func (f *Facts) Scale() string {
	if f.ScaleMilli == 0 {
		return ""
	}
	return measure.Text(f.ScaleMilli, f.ScaleUnit)
}

// direct reports whether the project is let without a tender.
func (f *Facts) direct() bool { return stages.Direct(f.Method) }

// applies reports whether a stage is one that this project has to pass.
func (f *Facts) applies(s Stage) bool { return s != Contract || f.Method != MethodNone }

// filed reports whether the registers have what a stage is about.
func (f *Facts) filed(s Stage) bool {
	if s == Change {
		return f.Changes > 0
	}
	return stages.Traces{
		Direct: f.direct(), Arrived: f.ArrivedOn != nil, Bid: f.Bid != nil, Won: f.Win > 0, Excused: f.Skipped != "", Signed: f.ContractOn != nil, Begun: f.RealStart != nil,
		Reported: f.Reports > 0, Accepted: f.Accepted != nil, Settled: f.Settled > 0, Handed: f.HandedOver != nil,
	}.Filed(s.Title())
}

// staged reports whether the owner files the project here, and did not only
// hand in documents of one that came in a file.
func (f *Facts) staged() bool { return len(f.Here) > 0 }

// passed reports whether a later stage is filed: what there is no record of then
// was not left undone, it was never written down here.
func (f *Facts) passed(s Stage) bool {
	for _, d := range Definitions[s.place()+1:] {
		if !d.Extra && f.applies(d.Stage) && f.filed(d.Stage) {
			return true
		}
	}
	return false
}

// gaps are what a filed stage lacks, in words. The documents of a stage that came
// in a file lie where they lay then: they may be handed in, and are no gap.
func (f *Facts) gaps(s Stage) []string {
	var out []string
	need := func(ok bool, what string) {
		if !ok {
			out = append(out, what)
		}
	}
	switch s {
	case Approval:
		need(f.ApprovalNo != "", "批复文号")
	case Procurement:
		if !f.direct() {
			need(f.Notice != nil, "公告日期")
			need(f.Bid != nil, "开标日期")
			need(f.Win > 0, "中标价")
		}
	case Contract:
		need(f.ContractSum > 0, "合同价")
	case Acceptance:
		need(f.RealEnd != nil, "实际完工日期")
	}
	if f.Here[s] {
		out = append(out, f.unseen(s)...)
	}
	return out
}

// unseen are the documents of a stage that nobody handed in here.
func (f *Facts) unseen(s Stage) []string {
	var out []string
	for _, p := range f.papers(s) {
		if p.Must && f.Have[s][p.Kind] == 0 {
			out = append(out, p.Label)
		}
	}
	return out
}

// State is how a stage of a project stands.
type State string

// The states.
const (
	Done    State = "done"    // filed, with all that belongs to it
	Lacking State = "lacking" // filed, but something is missing
	Skipped State = "skipped" // not put to tender, for a reason; or does not apply
	Unknown State = "unknown" // no record, though a later stage is filed
	Open    State = "open"    // may be filed now
	Shut    State = "shut"    // not yet
)

// Gate is whether a stage may be filed now, and if not, why.
type Gate struct {
	State State
	More  bool     // may be filed again, or though later ones are
	Gaps  []string // what is missing, when Lacking
	Older []string // documents of a stage that came in a file, which may be handed in
	Why   string   // when Shut, in plain words
}

// Gate says how a stage stands. It depends on nothing but the facts.
func (f *Facts) Gate(s Stage) Gate {
	if !f.applies(s) {
		return Gate{State: Skipped}
	}
	if f.filed(s) {
		g := Gate{State: Done, Gaps: f.gaps(s)}
		if !f.Here[s] {
			g.Older = f.unseen(s)
		}
		switch {
		case len(g.Gaps) > 0:
			g.State = Lacking
		case s == Procurement && f.direct():
			g.State = Skipped
		}
		g.More = Definitions[s.place()].Repeats && f.shut(s) == ""
		return g
	}
	why := f.shut(s)
	switch {
	case s != Change && f.passed(s):
		return Gate{State: Unknown, More: why == ""}
	case why != "":
		return Gate{State: Shut, Why: why}
	}
	return Gate{State: Open}
}

// shut says why a stage may not be filed now; "" when it may.
func (f *Facts) shut(s Stage) string {
	switch {
	case s == Progress && f.Accepted != nil:
		return "已经验收，不用再报进度。"
	case s == Change && f.Settled > 0:
		return "已经结算，不能再变更。"
	}
	before, ok := f.before(s)
	if !ok {
		return ""
	}
	title := before.Title()
	if !f.filed(before) {
		return fmt.Sprintf("要先报“%s”。", title)
	}
	if gaps := f.gaps(before); len(gaps) > 0 {
		return fmt.Sprintf("“%s”还缺%s，补齐以后再报“%s”。", title, strings.Join(gaps, "、"), s.Title())
	}
	if s == Acceptance && f.Percent < 100 {
		return fmt.Sprintf("形象进度才报到%d%%，报到100%%以后再报验收。", f.Percent)
	}
	return ""
}

// before is the stage that has to be complete before s.
func (f *Facts) before(s Stage) (Stage, bool) {
	if s == Change { // can come up at any time once it is known who builds
		if f.applies(Contract) {
			return Contract, true
		}
		return Start, true
	}
	for i := s.place() - 1; i >= 0; i-- {
		if d := Definitions[i]; !d.Extra && f.applies(d.Stage) {
			return d.Stage, true
		}
	}
	return "", false
}

// Next is the stage that waits for the owner: the first that lacks something,
// else the first that is not filed and behind which nothing is. ok is false when
// the project has passed them all.
func (f *Facts) Next() (s Stage, lacking, ok bool) {
	var last Stage
	for _, d := range Definitions {
		if d.Extra || !f.applies(d.Stage) || !f.filed(d.Stage) {
			continue
		}
		if len(f.gaps(d.Stage)) > 0 {
			return d.Stage, true, true
		}
		last = d.Stage
	}
	if last == Progress && f.Percent < 100 && f.Accepted == nil {
		return Progress, false, true
	}
	for _, d := range Definitions[last.place()+1:] {
		if !d.Extra && f.applies(d.Stage) {
			return d.Stage, false, true
		}
	}
	return "", false, false
}

// Gaps counts what is missing in all stages that are filed.
func (f *Facts) Gaps() int {
	n := 0
	for _, d := range Definitions {
		if f.applies(d.Stage) && f.filed(d.Stage) {
			n += len(f.gaps(d.Stage))
		}
	}
	return n
}
