package livelihood

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step somebody takes on a task.
type Action string

// The steps of people, and those that a run over the registers takes. What is
// not in the table below is not allowed.
const (
	ActRemedy   Action = "remedy"    // 报告整改: the bureau says it is put right, with proof
	ActAsk      Action = "ask"       // 申请不办
	ActAgree    Action = "agree"     // 同意不办
	ActRefuse   Action = "refuse"    // 不同意，继续办
	ActMet      Action = "visit_met" // 入户复核：已达标
	ActUnmet    Action = "visit_not" // 入户复核：没有达标
	ActReassign Action = "reassign"  // 改派

	actMade      Action = "made"
	actGone      Action = "gone"      // a run does not find it any more
	actWithdrawn Action = "withdrawn" // what it rested on was taken back
	actBack      Action = "back"      // a run finds it again
	actJudged    Action = "judged"    // its finding was judged to be none
)

// rule is where an action leads and who may take it.
type rule struct {
	to string
	by []actor.Role
}

var (
	officer     = []actor.Role{actor.RoleBureauOfficer}
	supervision = []actor.Role{actor.RoleSupervision}
	visitors    = []actor.Role{actor.RoleSupervision, actor.RoleTownInspector}
	program     = []actor.Role{""}
)

// byRuns are the steps that the registers take on what is not yet done.
func byRuns(m map[Action]rule) map[Action]rule {
	m[actGone], m[actWithdrawn], m[actJudged] = rule{model.LivelihoodMet, program}, rule{model.LivelihoodWithdrawn, program}, rule{model.LivelihoodNotNeeded, program}
	return m
}

// machine is the life of a task.
var machine = map[string]map[Action]rule{
	model.LivelihoodOpen: byRuns(map[Action]rule{
		ActRemedy: {model.LivelihoodRemedied, officer}, ActAsk: {model.LivelihoodAsking, officer}, ActReassign: {model.LivelihoodOpen, supervision},
	}),
	model.LivelihoodReopened: byRuns(map[Action]rule{
		ActRemedy: {model.LivelihoodRemedied, officer}, ActAsk: {model.LivelihoodAsking, officer}, ActReassign: {model.LivelihoodReopened, supervision},
	}),
	model.LivelihoodRemedied: byRuns(map[Action]rule{
		ActMet: {model.LivelihoodMet, visitors}, ActUnmet: {model.LivelihoodReopened, visitors},
	}),
	model.LivelihoodAsking: byRuns(map[Action]rule{
		ActAgree: {model.LivelihoodNotNeeded, supervision}, ActRefuse: {model.LivelihoodOpen, supervision},
	}),
	model.LivelihoodMet:       {actBack: {model.LivelihoodReopened, program}},
	model.LivelihoodWithdrawn: {actBack: {model.LivelihoodReopened, program}},
	model.LivelihoodNotNeeded: {},
}

// waiting are the states in which something is still to be done.
var waiting = []string{model.LivelihoodOpen, model.LivelihoodReopened, model.LivelihoodRemedied, model.LivelihoodAsking}

// pending are those of them that wait for the bureau.
var pending = []string{model.LivelihoodOpen, model.LivelihoodReopened}

// next is the state after an action, or why it cannot be taken now.
func next(state string, a Action, role actor.Role) (string, error) {
	r, ok := machine[state][a]
	switch {
	case !ok:
		return "", fault.New(fault.Conflict, "这项任务现在的状态不能这样办，请刷新页面看看是不是别人已经办了")
	case !slices.Contains(r.by, role):
		return "", fault.New(fault.Forbidden, "您的岗位不能办这一步")
	}
	return r.to, nil
}

// allowed lists what a role may do with a task.
func allowed(state string, role actor.Role) map[Action]bool {
	m := map[Action]bool{}
	for a, r := range machine[state] {
		if slices.Contains(r.by, role) {
			m[a] = true
		}
	}
	return m
}
