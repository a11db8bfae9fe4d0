package casework

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step somebody takes on a clue or a case.
type Action string

// The steps. What is not in the tables below is not allowed.
const (
	ActRegister Action = "register"
	ActAssign   Action = "assign"   // 分办, to a supervision office
	ActPropose  Action = "propose"  // an opinion on how to handle it
	ActApprove  Action = "approve"  // the head agrees
	ActEnd      Action = "end"      // the head agrees that nothing more is to be done: 予以了结
	ActReturn   Action = "return"   // the head sends the opinion back
	ActOpenCase Action = "open"     // 立案, once approved
	ActConclude Action = "conclude" // the case has an outcome
)

// rule is where an action leads and who may take it.
type rule struct {
	to string
	by []actor.Role
}

var (
	management  = []actor.Role{actor.RoleCaseManagement}
	supervision = []actor.Role{actor.RoleSupervision}
	head        = []actor.Role{actor.RoleHead}
)

// machine is the life of a clue, the part of domain guide §6.3 (C1–C6) that
// this ledger holds.
var machine = map[string]map[Action]rule{
	model.ClueRegistered: {ActAssign: {model.ClueAssigned, management}},
	model.ClueAssigned: {
		ActAssign:  {model.ClueAssigned, management},
		ActPropose: {model.ClueProposed, supervision},
	},
	model.ClueProposed: {
		ActApprove: {model.ClueApproved, head},
		ActEnd:     {model.ClueClosed, head},
		ActReturn:  {model.ClueReturned, head},
	},
	model.ClueReturned: {
		ActAssign:  {model.ClueAssigned, management},
		ActPropose: {model.ClueProposed, supervision},
	},
	model.ClueApproved: {
		ActPropose:  {model.ClueProposed, supervision}, // after a talk or a verification
		ActOpenCase: {model.ClueFiled, supervision},
	},
	model.ClueFiled:  {ActConclude: {model.ClueClosed, supervision}},
	model.ClueClosed: {},
}

// next is the state after an action, or why it cannot be taken now.
func next(state string, a Action, role actor.Role) (string, error) {
	r, ok := machine[state][a]
	switch {
	case !ok:
		return "", fault.New(fault.Conflict, "这条线索现在的状态不能这样办，请刷新页面看看是不是别人已经办了")
	case !slices.Contains(r.by, role):
		return "", fault.New(fault.Forbidden, "您的岗位不能办这一步")
	}
	return r.to, nil
}

// allowed lists what a role may do with a clue.
func allowed(c model.Clue, role actor.Role) map[Action]bool {
	m := map[Action]bool{}
	for a, r := range machine[c.State] {
		if slices.Contains(r.by, role) && agrees(c, a) {
			m[a] = true
		}
	}
	return m
}

// agrees reports whether an action is what the opinion on the clue leads to:
// what was approved is to be done, and nothing else.
func agrees(c model.Clue, a Action) bool {
	switch a {
	case ActOpenCase:
		return c.Opinion == model.OpinionFile
	case ActPropose:
		return c.State != model.ClueApproved || c.Opinion != model.OpinionFile
	case ActEnd:
		return c.Opinion == model.OpinionEnd
	case ActApprove:
		return c.Opinion != model.OpinionEnd
	}
	return true
}
