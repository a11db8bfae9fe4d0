package project

import (
	"fmt"

	"yangguang/service/kernel/period"
)

// Stage is how far a project is, read off its dates.
type Stage string

// The stages, in order.
const (
	Approved Stage = "approved" // 立项: approved, nothing more
	Tender   Stage = "tender"   // 招标: announced, opened or contracted, not begun
	Building Stage = "building" // 施工
	Finished Stage = "finished" // 完工, not accepted
	Accepted Stage = "accepted" // 验收, not settled
	Settled  Stage = "settled"  // 结算
)

// Stages lists the stages in order.
var Stages = []Stage{Approved, Tender, Building, Finished, Accepted, Settled}

// Label is the stage on screen, in a villager's words. A project that has a
// contract is not being tendered any more, so what is said of Tender is true of
// both; and a settled price says nothing of whether it was paid.
func (s Stage) Label() string {
	switch s {
	case Approved:
		return "还没开工"
	case Tender:
		return "招标签合同，没开工"
	case Building:
		return "正在施工"
	case Finished:
		return "完工，没验收"
	case Accepted:
		return "已验收，没结算"
	case Settled:
		return "已验收，已结算"
	}
	return ""
}

// Valid reports whether s is one of Stages.
func (s Stage) Valid() bool { return s.Label() != "" }

// Dates are the days of a project; nil has not come.
type Dates struct {
	Approved                  period.Day
	Notice, Bid, Contract     *period.Day
	PlanStart, PlanEnd        period.Day
	RealStart, RealEnd, Check *period.Day
	Settled                   bool // a settled price is known
}

// StageOn is the stage on a day. A day that lies ahead has not come, and a
// later step stands for the earlier ones that nobody wrote down.
func (d Dates) StageOn(day period.Day) Stage {
	came := func(p *period.Day) bool { return p != nil && *p <= day }
	switch {
	case came(d.Check) && d.Settled:
		return Settled
	case came(d.Check):
		return Accepted
	case came(d.RealEnd):
		return Finished
	case came(d.RealStart):
		return Building
	case came(d.Notice) || came(d.Bid) || came(d.Contract):
		return Tender
	}
	return Approved
}

// Delay is by how many days a project is behind its plan; the zero value is
// none. It is a fact about dates and says nothing of anybody's fault.
type Delay struct {
	Start int // it began, or has still not begun, so many days late
	End   int // it ended, or has still not ended, so many days late
}

// Late reports whether a project that is under way is called late: it has not
// begun although its day is more than slack days ago, or has not ended on its
// day. That is what P03 measures, so that no mark in public is harsher than the
// office's own; a project that has begun or is finished only has its dates.
func (l Delay) Late(s Stage, slack int) bool {
	switch s {
	case Approved, Tender:
		return l.Start > slack || l.End > 0
	case Building:
		return l.End > 0
	case Finished, Accepted, Settled:
	}
	return false
}

// Words says the delay that matters most, in plain words; "" for none.
func (l Delay) Words(s Stage) string {
	switch {
	case l.End > 0 && (s == Approved || s == Tender || s == Building):
		return fmt.Sprintf("比计划完工晚了%d天，还没有完工", l.End)
	case l.End > 0:
		return fmt.Sprintf("比计划晚完工%d天", l.End)
	case l.Start > 0 && (s == Approved || s == Tender):
		return fmt.Sprintf("比计划开工晚了%d天，还没有开工", l.Start)
	case l.Start > 0:
		return fmt.Sprintf("比计划晚开工%d天", l.Start)
	}
	return ""
}

// DelayOn is the delay on a day.
func (d Dates) DelayOn(day period.Day) Delay {
	by := func(plan period.Day, real *period.Day) int {
		end := day
		if real != nil && *real <= day {
			end = *real
		}
		return max(0, int(end-plan))
	}
	stage := d.StageOn(day)
	var l Delay
	// Finished without a recorded beginning: when it began is not known.
	if d.RealStart != nil || stage == Approved || stage == Tender {
		l.Start = by(d.PlanStart, d.RealStart)
	}
	if end := d.ended(day); end != nil || stage == Approved || stage == Tender || stage == Building {
		l.End = by(d.PlanEnd, end)
	}
	return l
}

// ended is the day the work ended as far as known: accepted work is finished.
func (d Dates) ended(day period.Day) *period.Day {
	if d.RealEnd != nil && *d.RealEnd <= day {
		return d.RealEnd
	}
	if d.Check != nil && *d.Check <= day {
		return d.Check
	}
	return nil
}

// stageCondition is StageOn as SQL over the alias p, for lists by stage.
func stageCondition(s Stage, day period.Day) (string, []any) {
	on := day.Time()
	came := func(column string) string { return "(p." + column + " IS NOT NULL AND p." + column + " <= ?)" }
	var args []any
	where := ""
	add := func(sql string) {
		if where != "" {
			where += " AND "
		}
		where += sql
		for _, r := range sql {
			if r == '?' {
				args = append(args, on)
			}
		}
	}
	check, end, start := came("accepted_on"), came("real_end"), came("real_start")
	tender := "(" + came("notice_on") + " OR " + came("bid_on") + " OR " + came("contract_on") + ")"
	if s == Settled || s == Accepted {
		add(check)
		if s == Settled {
			add("p.settled_fen > 0")
		} else {
			add("p.settled_fen <= 0")
		}
		return where, args
	}
	add("NOT " + check)
	if s == Finished {
		add(end)
		return where, args
	}
	add("NOT " + end)
	if s == Building {
		add(start)
		return where, args
	}
	add("NOT " + start)
	if s == Tender {
		add(tender)
	} else {
		add("NOT " + tender)
	}
	return where, args
}
