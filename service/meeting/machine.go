package meeting

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step somebody takes on an issue.
type Action string

// The steps. What is not in the table below is not allowed.
const (
	ActAssign   Action = "assign"   // 交办: the meeting names who is responsible, and by when
	ActReport   Action = "report"   // 报告整改: the unit says it is done, with proof
	ActConfirm  Action = "confirm"  // 确认整改
	ActReturn   Action = "return"   // 退回重办
	ActWithdraw Action = "withdraw" // 撤回, by whoever raised it, before a meeting

	actRaise Action = "raise"
)

// who may take a step, seen from an issue.
type who int

const (
	keeper  who = iota // whoever keeps the meeting
	unit               // the unit that is responsible
	raising            // the unit that raised it
)

// rule is where an action leads and who may take it.
type rule struct {
	to string
	by who
}

// machine is the life of an issue.
var machine = map[string]map[Action]rule{
	model.MeetingRaised:    {ActAssign: {model.MeetingAssigned, keeper}, ActWithdraw: {model.MeetingWithdrawn, raising}},
	model.MeetingAssigned:  {ActReport: {model.MeetingDone, unit}, ActAssign: {model.MeetingAssigned, keeper}},
	model.MeetingReturned:  {ActReport: {model.MeetingDone, unit}, ActAssign: {model.MeetingReturned, keeper}},
	model.MeetingDone:      {ActConfirm: {model.MeetingConfirmed, keeper}, ActReturn: {model.MeetingReturned, keeper}},
	model.MeetingConfirmed: {},
	model.MeetingWithdrawn: {},
}

// pending are the states that wait for the responsible unit.
var pending = []string{model.MeetingAssigned, model.MeetingReturned}

// is reports whether an actor is who a rule asks for.
func (w who) is(by actor.Actor, i model.MeetingIssue) bool {
	switch w {
	case keeper:
		return keeps(by)
	case unit:
		return member(by) && by.Bureau == i.Unit
	case raising:
		return unitOf(by) != "" && unitOf(by) == i.RaisedUnit
	}
	return false
}

// next is the state after an action, or why it cannot be taken now.
func next(i model.MeetingIssue, a Action, by actor.Actor) (string, error) {
	r, ok := machine[i.State][a]
	switch {
	case !ok:
		return "", fault.New(fault.Conflict, "这个问题现在的状态不能这样办，请刷新页面看看是不是别人已经办了")
	case !r.by.is(by, i):
		return "", fault.New(fault.Forbidden, "这一步不归您的单位办")
	}
	return r.to, nil
}

// allowed lists what an actor may do with an issue.
func allowed(i model.MeetingIssue, by actor.Actor) map[Action]bool {
	m := map[Action]bool{}
	for a, r := range machine[i.State] {
		if r.by.is(by, i) {
			m[a] = true
		}
	}
	return m
}

// open reports whether the day of an issue still counts.
func open(state string) bool { return slices.Contains(pending, state) }
