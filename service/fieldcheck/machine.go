package fieldcheck

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step that supervision takes on a visit.
type Action string

// The steps. What is not in the table below is not allowed.
const (
	ActAccept Action = "accept" // 认可: it counts
	ActReturn Action = "return" // 退回重查: somebody has to go there again
	ActAside  Action = "aside"  // 只作参考: it is kept and counts for nothing
)

// step is what an action makes of a visit and of its check; an empty check stays
// as it is.
type step struct{ visit, check string }

// machine says what may be done with a visit, by the state of the check and of
// the visit. A visit that came when the check was done with can still count, in
// the place of the one before, or be put aside; it sends nobody out again.
var machine = map[[2]string]map[Action]step{
	{model.FieldArrived, model.VisitArrived}: {
		ActAccept: {model.VisitAccepted, model.FieldAccepted}, ActReturn: {model.VisitReturned, model.FieldReturned}, ActAside: {model.VisitAside, ""},
	},
	{model.FieldOpen, model.VisitArrived}:     {ActAccept: {model.VisitAccepted, model.FieldAccepted}, ActAside: {model.VisitAside, ""}},
	{model.FieldReturned, model.VisitArrived}: {ActAccept: {model.VisitAccepted, model.FieldAccepted}, ActAside: {model.VisitAside, ""}},
	{model.FieldAccepted, model.VisitArrived}: {ActAccept: {model.VisitAccepted, model.FieldAccepted}, ActAside: {model.VisitAside, ""}},
	{model.FieldClosed, model.VisitArrived}:   {ActAccept: {model.VisitAccepted, model.FieldAccepted}, ActAside: {model.VisitAside, ""}},
	// What was accepted by mistake counts no more.
	{model.FieldAccepted, model.VisitAccepted}: {ActReturn: {model.VisitReturned, model.FieldReturned}},
}

// waits are the states in which somebody has to go there.
var waits = []string{model.FieldOpen, model.FieldReturned}

// waiting reports whether somebody has to go there.
func waiting(state string) bool { return slices.Contains(waits, state) }

// next is what an action leads to, or why it cannot be taken now. Nobody accepts
// what they wrote down themselves.
func next(check, visit string, a Action, role actor.Role, own bool) (step, error) {
	st, ok := machine[[2]string{check, visit}][a]
	switch {
	case !ok:
		return step{}, fault.New(fault.Conflict, "现在的状态不能这样办，请刷新页面看看是不是别人已经办了")
	case role != actor.RoleSupervision:
		return step{}, fault.New(fault.Forbidden, "由监督检查室审核")
	case own && a == ActAccept:
		return step{}, fault.New(fault.Forbidden, "自己交的核查要由另一位审核，请同事来认可")
	}
	return st, nil
}

// allowed lists what a role may do with a visit, in the order of the page.
func allowed(check, visit string, role actor.Role, own bool) []Action {
	var out []Action
	for _, a := range []Action{ActAccept, ActReturn, ActAside} {
		if _, err := next(check, visit, a, role, own); err == nil {
			out = append(out, a)
		}
	}
	return out
}
