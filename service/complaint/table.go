package complaint

import (
	"maps"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

var (
	office      = []actor.Role{actor.RolePetition}
	town        = []actor.Role{actor.RoleTownInspector}
	either      = []actor.Role{actor.RolePetition, actor.RoleTownInspector}
	supervision = []actor.Role{actor.RoleSupervision}
	head        = []actor.Role{actor.RoleHead}
	reporter    = []actor.Role{RoleReporter}
	anySide     = []actor.Role{RoleReporter, actor.RolePetition} // an objection comes by the page or by letter
	keeper      = []actor.Role{actor.RolePetition, RoleProgram}
	caller      = []actor.Role{actor.RolePetition, actor.RoleHead}
)

// steps are the rules of a state.
type steps map[Action]rule

// with adds to the rules; what is added replaces what was there.
func (s steps) with(more steps) steps {
	m := maps.Clone(s)
	maps.Copy(m, more)
	return m
}

// waiting is what stays possible while somebody waits for the office.
func waiting() steps {
	return steps{
		ActUrge:   {by: reporter},
		ActRecuse: {by: reporter},
		ActJoin:   {by: reporter},
		ActExtend: {by: head, approval: ApprovalExtend},
	}
}

// kept is what stays possible whatever was decided about a petition.
func kept() steps {
	return steps{
		ActAnswer:   {by: office},
		ActVerify:   {by: office},
		ActIdentity: {by: office, approval: ApprovalIdentity},
		ActAdd:      {by: reporter},
	}
}

// handled is what stays possible while a petition is with somebody.
func handled() steps { return waiting().with(kept()).with(steps{ActNotify: {by: office}}) }

// sorting is what triage may decide.
func sorting() steps {
	return waiting().with(kept()).with(steps{
		ActClaim:         {by: office},
		ActAccept:        {to: model.PetitionAccepted, by: office},
		ActReject:        {to: model.PetitionRejected, by: office},
		ActDuplicate:     {to: model.PetitionDuplicate, by: office},
		ActTransfer:      {to: model.PetitionTransferredDown, by: office},
		ActTransferOther: {to: model.PetitionTransferredOther, by: office},
		ActForward:       {to: model.PetitionForwarded, by: office},
		ActSealUp:        {to: model.PetitionSealedUp, by: office},
		ActOwnHead:       {by: office},
		ActSuggestion:    {to: model.PetitionSuggestion, by: office},
		ActAppeal:        {to: model.PetitionAppeal, by: office},
		ActNeedInfo:      {to: model.PetitionNeedInfo, by: office},
		ActWithdraw:      {to: model.PetitionWithdrawn, by: reporter},
	})
}

// again reopens what was decided.
func again() steps { return steps{ActReopen: {to: model.PetitionScreening, by: office}} }

// onward is what the petition office may do with what is accepted, or came back
// from a supervision office.
func onward() steps {
	return handled().with(again()).with(steps{
		ActClaim:         {by: office},
		ActHandOver:      {to: model.PetitionHandedOver, by: office},
		ActClue:          {to: model.PetitionLinkedClue, by: office},
		ActTransfer:      {to: model.PetitionTransferredDown, by: office},
		ActTransferOther: {to: model.PetitionTransferredOther, by: office},
		ActForward:       {to: model.PetitionForwarded, by: office},
		ActClose:         {to: model.PetitionClosed, by: office},
	})
}

// machine is the life of a petition, domain guide §6.3.
var machine = map[string]steps{
	model.PetitionReceived: waiting().with(steps{
		ActClaim:    {to: model.PetitionScreening, by: office},
		ActSealUp:   {to: model.PetitionSealedUp, by: office},
		ActOwnHead:  {by: office},
		ActAdd:      {by: reporter},
		ActWithdraw: {to: model.PetitionWithdrawn, by: reporter},
	}),
	model.PetitionScreening: sorting(),
	model.PetitionNeedInfo:  sorting().with(steps{ActAdd: {to: model.PetitionScreening, by: reporter}}),
	model.PetitionRejected:  kept().with(again()).with(steps{ActNotify: {to: model.PetitionNotified, by: office}}),
	model.PetitionDuplicate: kept().with(again()).with(steps{
		ActNotify:    {by: office},
		ActRate:      {by: reporter}, // when the kept one is ready for it, see mayAlong
		ActObjection: {by: anySide},
	}),
	model.PetitionForwarded: waiting().with(kept()).with(again()).with(steps{
		ActNotify:        {to: model.PetitionNotified, by: office},
		ActForwardResult: {to: model.PetitionClosed, by: office},
	}),
	model.PetitionNotified: kept().with(again()).with(steps{
		ActForwardResult: {to: model.PetitionClosed, by: office}, // of what was forwarded
		ActExtend:        {by: head, approval: ApprovalExtend},
		ActObjection:     {to: model.PetitionObjection, by: anySide},
		ActArchive:       {to: model.PetitionArchived, by: keeper},
	}),
	model.PetitionTransferredDown: handled().with(steps{
		ActReceiveLower: {by: town},
		ActAnswer:       {by: either},
		ActGiveBack:     {to: model.PetitionScreening, by: either},
		ActClose:        {to: model.PetitionClosed, by: either},
	}),
	model.PetitionTransferredOther: handled().with(steps{
		ActReceiveLower: {by: office},
		ActGiveBack:     {to: model.PetitionScreening, by: office},
		ActClose:        {to: model.PetitionClosed, by: office},
	}),
	model.PetitionSealedUp:   {},
	model.PetitionSuggestion: handled().with(again()).with(steps{ActSuggestionAnswer: {to: model.PetitionAnswered, by: office}}),
	model.PetitionAnswered:   kept().with(again()).with(steps{ActArchive: {to: model.PetitionArchived, by: keeper}}),
	model.PetitionAppeal: handled().with(again()).with(steps{
		ActAppealAsk:    {by: office},
		ActAppealDecide: {to: model.PetitionClosed, by: head, approval: ApprovalAppeal},
	}),
	model.PetitionAccepted: onward().with(steps{
		ActSealUp:  {to: model.PetitionSealedUp, by: office}, // seen late whom it is about
		ActOwnHead: {by: office},
	}),
	model.PetitionHandedOver: handled().with(steps{
		ActReturnAsk: {by: supervision},
		ActReturn:    {to: model.PetitionReturned, by: head, approval: ApprovalReturn},
		ActClue:      {to: model.PetitionLinkedClue, by: supervision},
	}),
	model.PetitionReturned: onward().with(steps{
		ActReject: {to: model.PetitionRejected, by: office},
	}),
	model.PetitionLinkedClue: handled().with(steps{ActClose: {to: model.PetitionClosed, by: office}}),
	model.PetitionClosed:     waiting().with(kept()).with(again()).with(steps{ActFeedback: {to: model.PetitionFeedback, by: either}}),
	model.PetitionFeedback: kept().with(again()).with(steps{
		ActRate:       {by: reporter},
		ActSecondLook: {to: model.PetitionObjection, by: reporter},
		ActObjection:  {to: model.PetitionObjection, by: anySide},
		ActCallBack:   {by: caller},
		ActArchive:    {to: model.PetitionArchived, by: keeper},
	}),
	model.PetitionObjection: waiting().with(kept()).with(steps{
		ActExplain: {to: model.PetitionFeedback, by: office, or: model.PetitionNotified},
		ActReopen:  {to: model.PetitionScreening, by: office, or: model.PetitionAccepted},
	}),
	model.PetitionArchived:  kept().with(again()).with(steps{ActCallBack: {by: caller}}),
	model.PetitionWithdrawn: {},
}
