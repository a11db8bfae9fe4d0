package complaint

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/timer"
)

// sees is the part of all petitions an actor may see, as a condition on the
// table petitions; ok is false for whoever may see none. What is kept from the
// actor for an interest in it is not among them. Every statement that reads,
// lists or counts petitions for the office carries this condition.
func sees(by actor.Actor) (where string, args []any, ok bool) {
	where, args, ok = desk(by)
	if !ok {
		return "", nil, false
	}
	hide, more := recuse.Hide("petitions", model.ObjectPetition, by)
	return where + " AND " + hide, slices.Concat(args, more), true
}

// desk is what belongs to the desk of a role, whoever sits there.
func desk(by actor.Actor) (where string, args []any, ok bool) {
	switch {
	case by.Is(actor.RolePetition):
		return "1 = 1", nil, true
	case by.Is(actor.RoleHead):
		return recuse.NotForHeads, []any{false}, true
	case by.Is(actor.RoleTownInspector) && len(by.Division) == 12:
		// Never what is about the town's own officials, even if it was sent there.
		return "assigned_to = 'town' AND assigned_division = ? AND subject <> ?", []any{townOf(by.Division), SubjectTownOfficial}, true
	case by.Is(actor.RoleSupervision) && by.Bureau != "":
		return "assigned_to = 'office' AND state = 'handed_over' AND assigned_unit = ?", []any{by.Bureau}, true
	case by.Is(actor.RoleSupervision): // a county with a single office
		return "assigned_to = 'office' AND state = 'handed_over'", nil, true
	}
	return "", nil, false
}

// nextAction is what this actor would most likely do now.
func nextAction(p model.Petition, first timer.Clock, by actor.Actor) string {
	can := allowed(p.State, by.Role)
	switch {
	case p.State == model.PetitionReceived && can[ActClaim]:
		return "认领"
	case p.State == model.PetitionScreening && can[ActAccept]:
		return "分流"
	case p.State == model.PetitionNeedInfo && can[ActAccept]:
		return "等补充"
	case can[ActHandOver], p.State == model.PetitionHandedOver && can[ActReturnAsk], p.State == model.PetitionTransferredDown && by.Is(actor.RoleTownInspector):
		return "办理"
	case p.State == model.PetitionSuggestion && can[ActSuggestionAnswer]:
		return "答复"
	case p.State == model.PetitionAppeal && can[ActAppealAsk]:
		return "报批"
	case p.State == model.PetitionObjection && can[ActExplain]:
		return "复核"
	case p.State == model.PetitionDuplicate && first.Kind == timer.TellAccepted && can[ActNotify], p.State == model.PetitionRejected && can[ActNotify], p.State == model.PetitionForwarded && can[ActNotify]:
		return "告知"
	case p.State == model.PetitionClosed && can[ActFeedback], p.State == model.PetitionLinkedClue && first.Kind == timer.TellResult && can[ActClose]:
		return "反馈结果"
	}
	return "查看"
}
