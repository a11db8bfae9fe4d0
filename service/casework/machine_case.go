package casework

import (
	"slices"

	"yangguang/model"
)

// cases is the life of a case (domain guide §6.3, K1–K10).
var cases = caseTable()

func caseTable() table {
	t := table{
		model.CaseProposed: {
			ActFileAsk: asks(supervision, model.CaseProposed, KindFile), ActFileApprove: agrees(model.CaseFiled, KindFile),
			ActFileRefuse: refuses(model.CaseProposed, KindFile), ActDrop: does(supervision, model.CaseCancelled),
		},
		model.CaseFiled:         {ActInvestigate: does(supervision, model.CaseInvestigating)},
		model.CaseInvestigating: {ActToTrial: does(supervision, model.CaseToTrial)},
		model.CaseToTrial:       {ActTrialAccept: does(trial, model.CaseTrialAccepted), ActSupplement: does(trial, model.CaseSupplement)},
		model.CaseSupplement:    {ActToTrial: does(supervision, model.CaseToTrial)},
		model.CaseTrialAccepted: {ActTrialStart: does(trial, model.CaseTrial), ActSupplement: does(trial, model.CaseSupplement)},
		model.CaseTrial:         {ActSanctionAsk: asks(trial, model.CaseSanction, KindSanction), ActSupplement: does(trial, model.CaseSupplement)},
		model.CaseSanction:      {ActSanctionApprove: agrees(model.CaseAnnounced, KindSanction), ActSanctionReturn: refuses(model.CaseTrial, KindSanction)},
		model.CaseAnnounced:     {ActAnnounce: does(both(supervision, trial), model.CaseExecuting)},
		model.CaseExecuting: {
			ActExecute: does(supervision, model.CaseExecuting), ActArchive: does(both(supervision, management), model.CaseArchived),
			ActAppeal: does(both(management, trial), model.CaseAppealed),
		},
		model.CaseArchived:    {ActAppeal: does(both(management, trial), model.CaseAppealed)},
		model.CaseCancelled:   {ActOpenCase: asks(supervision, model.CaseProposed, KindFile)}, // one that was dropped before it was opened
		model.CaseTransferred: {ActArchive: does(both(supervision, management), model.CaseArchived)},
		model.CaseAppealed: {
			ActAppealPropose: asks(trial, model.CaseAppealed, KindAppeal), ActAppealUphold: agrees(model.CaseExecuting, KindAppeal),
			ActAppealChange: agrees(model.CaseTrial, KindAppeal), ActAppealReturn: refuses(model.CaseAppealed, KindAppeal),
		},
	}
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{
			ActCancelAsk: asks(supervision, s, KindCancel), ActCancel: agrees(model.CaseCancelled, KindCancel), ActCancelRefuse: refuses(s, KindCancel),
		}
	}, model.CaseFiled, model.CaseInvestigating, model.CaseSupplement)
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{
			ActTransferAsk: asks(trial, s, KindTransfer), ActTransfer: agrees(model.CaseTransferred, KindTransfer), ActTransferRefuse: refuses(s, KindTransfer),
		}
	}, model.CaseTrial, model.CaseAnnounced, model.CaseExecuting)
	paying := []string{
		model.CaseInvestigating, model.CaseSupplement, model.CaseToTrial, model.CaseTrialAccepted, model.CaseTrial, model.CaseSanction, model.CaseAnnounced,
		model.CaseExecuting, model.CaseAppealed,
	}
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{ActPaid: does(supervision, s), ActGiveBack: does(supervision, s)}
	}, append(slices.Clone(paying), model.CaseArchived)...) // what was owing when it was archived, and what was entered wrongly
	// A mistake is often seen when the household says that nothing came: also after the case is closed.
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{ActVoidAsk: asks(supervision, s, KindVoid), ActVoid: agrees(s, KindVoid), ActVoidRefuse: refuses(s, KindVoid)}
	}, append(paying, model.CaseArchived, model.CaseTransferred, model.CaseCancelled)...)
	return t
}
