package complaint

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step somebody takes on a petition.
type Action string

// The steps. What is not in the table below is not allowed.
const (
	ActClaim     Action = "claim"      // take it on one's desk, from nobody or from a colleague
	ActAccept    Action = "accept"     // 受理
	ActReject    Action = "reject"     // 不予受理, with the reason
	ActDuplicate Action = "duplicate"  // 重复件
	ActTransfer  Action = "transfer"   // 转镇办理
	ActForward   Action = "forward"    // 业务范围外, to a bureau
	ActNeedInfo  Action = "need_info"  // ask the reporter for more
	ActGiveBack  Action = "give_back"  // the town returns it to the petition office
	ActAnswer    Action = "answer"     // a message to the reporter
	ActClue      Action = "clue"       // 转问题线索
	ActClose     Action = "close"      // 办结, with the words for the reporter
	ActReopen    Action = "reopen"     // new evidence, an objection, or a mistake of ours
	ActVerify    Action = "verify"     // 核实实名
	ActIdentity  Action = "identity"   // look at who the reporter is
	ActAdd       Action = "supplement" // the reporter adds words or files
	ActWithdraw  Action = "withdraw"   // the reporter takes it back
	ActRate      Action = "rate"       // the reporter says how satisfied they are
)

// RoleReporter is the part of whoever sent the petition; it is no staff role.
const RoleReporter actor.Role = "reporter"

// rule is where an action leads and who may take it. An empty to keeps the state.
type rule struct {
	to string
	by []actor.Role
}

var (
	office   = []actor.Role{actor.RolePetition}
	either   = []actor.Role{actor.RolePetition, actor.RoleTownInspector}
	reporter = []actor.Role{RoleReporter}
)

// sorting is what triage may decide, whatever came before it.
func sorting(more map[Action]rule) map[Action]rule {
	m := map[Action]rule{
		ActAccept:    {model.PetitionAccepted, office},
		ActReject:    {model.PetitionRejected, office},
		ActDuplicate: {model.PetitionDuplicate, office},
		ActTransfer:  {model.PetitionTransferredDown, office},
		ActForward:   {model.PetitionForwarded, office},
		ActNeedInfo:  {model.PetitionNeedInfo, office},
		ActClaim:     {"", office},
		ActAnswer:    {"", office},
		ActVerify:    {"", office},
		ActIdentity:  {"", office},
		ActAdd:       {"", reporter},
		ActWithdraw:  {model.PetitionWithdrawn, reporter},
	}
	for a, r := range more {
		m[a] = r
	}
	return m
}

// handled is what stays possible once somebody has decided about a petition.
func handled(more map[Action]rule) map[Action]rule {
	m := map[Action]rule{
		ActAnswer:   {"", office},
		ActVerify:   {"", office},
		ActIdentity: {"", office},
		ActAdd:      {"", reporter},
	}
	for a, r := range more {
		m[a] = r
	}
	return m
}

// machine is the life of a petition, the part of domain guide §6.3 that this
// office takes.
var machine = map[string]map[Action]rule{
	model.PetitionReceived: {
		ActClaim:    {model.PetitionScreening, office},
		ActAdd:      {"", reporter},
		ActWithdraw: {model.PetitionWithdrawn, reporter},
	},
	model.PetitionScreening: sorting(nil),
	model.PetitionNeedInfo:  sorting(map[Action]rule{ActAdd: {model.PetitionScreening, reporter}}),
	model.PetitionAccepted: handled(map[Action]rule{
		ActClaim:    {"", office},
		ActClue:     {model.PetitionLinkedClue, office},
		ActTransfer: {model.PetitionTransferredDown, office},
		ActForward:  {model.PetitionForwarded, office},
		ActClose:    {model.PetitionClosed, office},
		ActReopen:   {model.PetitionScreening, office}, // accepted by a slip
	}),
	model.PetitionTransferredDown: handled(map[Action]rule{
		ActGiveBack: {model.PetitionScreening, either},
		ActAnswer:   {"", either},
		ActClose:    {model.PetitionClosed, either},
	}),
	model.PetitionForwarded: handled(map[Action]rule{
		ActClose:  {model.PetitionClosed, office},
		ActReopen: {model.PetitionScreening, office},
	}),
	model.PetitionLinkedClue: handled(map[Action]rule{ActClose: {model.PetitionClosed, office}}),
	model.PetitionRejected:   handled(map[Action]rule{ActReopen: {model.PetitionScreening, office}}),
	model.PetitionDuplicate:  handled(map[Action]rule{ActReopen: {model.PetitionScreening, office}}),
	model.PetitionClosed: handled(map[Action]rule{
		ActReopen: {model.PetitionScreening, office},
		ActRate:   {"", reporter},
	}),
	model.PetitionWithdrawn: {},
}

// next is the state after an action, or why it cannot be taken now.
func next(state string, a Action, role actor.Role) (string, error) {
	r, ok := machine[state][a]
	switch {
	case !ok && a == ActWithdraw:
		return "", fault.New(fault.Conflict, "这件事已经在办理，不能撤回了。想说明情况，请在本页补充")
	case !ok:
		return "", fault.New(fault.Conflict, "这件信访件现在的状态不能这样办，请刷新页面看看是不是别人已经办了")
	case !slices.Contains(r.by, role):
		return "", fault.New(fault.Forbidden, "您的岗位不能办这一步")
	case r.to == "":
		return state, nil
	}
	return r.to, nil
}

// allowed lists what a role may do in a state.
func allowed(state string, role actor.Role) map[Action]bool {
	m := map[Action]bool{}
	for a, r := range machine[state] {
		if slices.Contains(r.by, role) {
			m[a] = true
		}
	}
	return m
}
