package casework

import (
	"maps"
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step somebody takes on a clue or a case.
type Action string

// Steps on a clue. What is not in the tables below is not allowed.
const (
	ActRegister       Action = "register"
	ActAssignPropose  Action = "assign_propose"  // 提出分办意见: to which supervision office
	ActAssignApprove  Action = "assign_approve"  // the head agrees
	ActAssignRefuse   Action = "assign_refuse"   // back to case management
	ActTake           Action = "take"            // the office signs for it
	ActReassignAsk    Action = "reassign_ask"    // another office is to have it
	ActReassignAgree  Action = "reassign_agree"  // the head agrees
	ActReassignRefuse Action = "reassign_refuse" // it stays
	ActReturnAsk      Action = "return_ask"      // 退回 to case management
	ActReturnAgree    Action = "return_agree"    // the head agrees
	ActReturnRefuse   Action = "return_refuse"   // it stays
	ActPropose        Action = "propose"         // an opinion on how to handle it
	ActApprove        Action = "approve"         // the head agrees to a talk or a verification
	ActHold           Action = "hold"            // the head agrees to 暂存待查
	ActEnd            Action = "end"             // the head agrees to 予以了结
	ActReturn         Action = "return"          // the head sends the opinion back
	ActReopen         Action = "reopen"          // what was held is looked at again
	ActEvidence       Action = "evidence"        // one more line of the list of evidence
	ActQuarter        Action = "quarter"         // the quarterly word to the petition office
	ActSlanderAsk     Action = "slander_ask"     // 疑似诬告, to be reported to the city
	ActSlanderAgree   Action = "slander_agree"   // the head agrees
	ActSlanderRefuse  Action = "slander_refuse"  // no such mark
	ActClarifyAsk     Action = "clarify_ask"     // a notice that clears somebody's name
	ActClarifyAgree   Action = "clarify_agree"   // the head agrees
	ActClarifyRefuse  Action = "clarify_refuse"  // no such notice
	ActClarifyDone    Action = "clarify_done"    // the notice was given
	ActClarifyBack    Action = "clarify_back"    // a notice that was given is taken back
	ActOpenCase       Action = "open"            // 立案呈批, once the report was approved
	ActUnfile         Action = "unfile"          // the case was never opened: another opinion is needed
	ActConclude       Action = "conclude"        // the case has an outcome
)

// Steps of 谈话函询.
const (
	ActTalkPlan    Action = "talk_plan"
	ActTalkApprove Action = "talk_approve"
	ActTalkRefuse  Action = "talk_refuse"
	ActTalkSend    Action = "talk_send"  // the letter went out
	ActTalkHeld    Action = "talk_held"  // the talk was held
	ActTalkReply   Action = "talk_reply" // the written answer came
	ActTalkReport  Action = "talk_report"
	ActTalkClear   Action = "talk_clear"   // the head agrees: 了结澄清
	ActTalkMeasure Action = "talk_measure" // the head agrees: 提醒批评、责令检查、诫勉
	ActTalkAgain   Action = "talk_again"   // the head agrees: once more
	ActTalkVerify  Action = "talk_verify"  // the head agrees: 初步核实
	ActTalkReturn  Action = "talk_return"  // the head sends the report back
)

// Steps of 初步核实.
const (
	ActVerifyPlan    Action = "verify_plan"
	ActSecretary     Action = "secretary" // the party secretary's approval is recorded
	ActVerifyApprove Action = "verify_approve"
	ActVerifyRefuse  Action = "verify_refuse"
	ActVerifyStart   Action = "verify_start" // with a team of at least two
	ActVerifyTeam    Action = "verify_team"  // another team
	ActVerifyDraft   Action = "verify_draft" // the report is written; signatures begin anew
	ActVerifySign    Action = "verify_sign"
	ActVerifyReport  Action = "verify_report" // signed by all, to the head
	ActVerifyFile    Action = "verify_file"   // the head agrees: 立案
	ActVerifyEnd     Action = "verify_end"    // the head agrees: 了结
	ActVerifyTalk    Action = "verify_talk"   // the head agrees: 谈话提醒
	ActVerifyHold    Action = "verify_hold"   // the head agrees: 暂存待查
	ActVerifyParty   Action = "verify_party"  // the head agrees: 移送党组织处理
	ActVerifyReturn  Action = "verify_return" // the head sends the report back
)

// Steps on a case.
const (
	ActFileAsk         Action = "file_ask" // 立案呈批 once more
	ActFileApprove     Action = "file_approve"
	ActFileRefuse      Action = "file_refuse"
	ActDrop            Action = "drop" // not put before the head again
	ActInvestigate     Action = "investigate"
	ActToTrial         Action = "to_trial"
	ActTrialAccept     Action = "trial_accept"
	ActSupplement      Action = "supplement" // 退回补证
	ActTrialStart      Action = "trial_start"
	ActSanctionAsk     Action = "sanction_ask"
	ActSanctionApprove Action = "sanction_approve"
	ActSanctionReturn  Action = "sanction_return"
	ActAnnounce        Action = "announce"
	ActExecute         Action = "execute"
	ActArchive         Action = "archive"
	ActCancelAsk       Action = "cancel_ask"
	ActCancel          Action = "cancel"
	ActCancelRefuse    Action = "cancel_refuse"
	ActTransferAsk     Action = "transfer_ask" // 移送司法
	ActTransfer        Action = "transfer"
	ActTransferRefuse  Action = "transfer_refuse"
	ActAppeal          Action = "appeal"
	ActAppealPropose   Action = "appeal_propose"
	ActAppealUphold    Action = "appeal_uphold"
	ActAppealChange    Action = "appeal_change"
	ActAppealReturn    Action = "appeal_return"
	ActPaid            Action = "paid"     // money paid in
	ActGiveBack        Action = "giveback" // money given back to a household
	ActVoidAsk         Action = "void_ask" // such an entry was a mistake
	ActVoid            Action = "void"     // the head agrees: it counts no more
	ActVoidRefuse      Action = "void_refuse"
)

// The kinds of approvals that this package asks for.
const (
	KindAssign       = "clue.assign"
	KindReassign     = "clue.reassign"
	KindReturn       = "clue.return"
	KindOpinion      = "clue.opinion"
	KindTalkPlan     = "clue.talk_plan"
	KindTalkReport   = "clue.talk_report"
	KindVerifyPlan   = "clue.verify_plan"
	KindVerifyReport = "clue.verify_report"
	KindSlander      = "clue.slander"
	KindClarify      = "clue.clarify"
	KindFile         = "case.file"
	KindSanction     = "case.sanction"
	KindCancel       = "case.cancel"
	KindTransfer     = "case.transfer"
	KindAppeal       = "case.appeal"
	KindVoid         = "case.return_void"
)

// rule is where an action leads, who may take it, and the approval that it asks
// for or decides.
type rule struct {
	to      string
	by      []actor.Role
	asks    string
	decides string
	agree   bool
}

var (
	management  = []actor.Role{actor.RoleCaseManagement}
	supervision = []actor.Role{actor.RoleSupervision}
	trial       = []actor.Role{actor.RoleTrial}
	head        = []actor.Role{actor.RoleHead}
)

func does(by []actor.Role, to string) rule       { return rule{to: to, by: by} }
func asks(by []actor.Role, to, kind string) rule { return rule{to: to, by: by, asks: kind} }
func agrees(to, kind string) rule                { return rule{to: to, by: head, decides: kind, agree: true} }
func refuses(to, kind string) rule               { return rule{to: to, by: head, decides: kind} }
func both(a, b []actor.Role) []actor.Role        { return slices.Concat(a, b) }

// table is a machine: what can be done in each state.
type table map[string]map[Action]rule

// next is the rule of an action in a state, or why it cannot be taken now.
func (t table) next(state string, a Action, role actor.Role) (rule, error) {
	r, ok := t[state][a]
	switch {
	case !ok:
		return rule{}, fault.New(fault.Conflict, "现在的状态不能这样办，请刷新页面看看是不是别人已经办了")
	case !slices.Contains(r.by, role):
		return rule{}, fault.New(fault.Forbidden, "您的岗位不能办这一步")
	}
	return r, nil
}

// loops adds the steps that leave a matter in its state.
func (t table) loops(of func(state string) map[Action]rule, states ...string) {
	for _, s := range states {
		maps.Copy(t[s], of(s))
	}
}

// clues is the life of a clue (domain guide §6.3, C1–C6 and the four ways).
var clues = clueTable()

func clueTable() table {
	t := table{
		model.ClueRegistered: {ActAssignPropose: asks(management, model.ClueAssignProposed, KindAssign)},
		model.ClueAssignProposed: {
			ActAssignApprove: agrees(model.ClueAssignApproved, KindAssign),
			ActAssignRefuse:  refuses(model.ClueRegistered, KindAssign),
		},
		model.ClueAssignApproved: {ActTake: does(supervision, model.ClueAssigned)},
		model.ClueAssigned:       {ActPropose: asks(supervision, model.ClueProposed, KindOpinion)},
		model.ClueReturned:       {ActPropose: asks(supervision, model.ClueProposed, KindOpinion)},
		model.ClueProposed: {
			ActApprove: agrees(model.ClueApproved, KindOpinion),
			ActHold:    agrees(model.ClueHeld, KindOpinion),
			ActEnd:     agrees(model.ClueClosed, KindOpinion),
			ActReturn:  refuses(model.ClueReturned, KindOpinion),
		},
		model.ClueApproved: {
			ActTalkPlan:   asks(supervision, model.ClueTalkPlan, KindTalkPlan),
			ActVerifyPlan: asks(supervision, model.ClueVerifyPlan, KindVerifyPlan),
			ActOpenCase:   does(supervision, model.ClueFiled),
		},
		model.ClueHeld:   {ActReopen: does(both(supervision, management), model.ClueAssigned)},
		model.ClueFiled:  {ActConclude: does(slices.Concat(supervision, trial, head), model.ClueClosed), ActUnfile: does(supervision, model.ClueReturned)},
		model.ClueClosed: {},
	}
	talkSteps(t)
	verifySteps(t)
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{
			ActReassignAsk: asks(both(management, supervision), s, KindReassign), ActReassignAgree: agrees(model.ClueAssignApproved, KindReassign),
			ActReassignRefuse: refuses(s, KindReassign),
		}
	}, model.ClueAssignApproved, model.ClueAssigned, model.ClueReturned, model.ClueApproved)
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{
			ActReturnAsk: asks(supervision, s, KindReturn), ActReturnAgree: agrees(model.ClueRegistered, KindReturn), ActReturnRefuse: refuses(s, KindReturn),
		}
	}, model.ClueAssigned, model.ClueReturned)
	open := []string{
		model.ClueAssigned, model.ClueProposed, model.ClueReturned, model.ClueApproved, model.ClueTalkPlan, model.ClueTalkApproved, model.ClueTalkSent,
		model.ClueTalkReplied, model.ClueTalkReported, model.ClueVerifyPlan, model.ClueVerifyApproved, model.ClueVerifyRunning, model.ClueVerifyReported,
		model.ClueHeld, model.ClueFiled,
	}
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{ActEvidence: does(supervision, s), ActQuarter: does(supervision, s)}
	}, open...)
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{
			ActSlanderAsk: asks(supervision, s, KindSlander), ActSlanderAgree: agrees(s, KindSlander), ActSlanderRefuse: refuses(s, KindSlander),
		}
	}, append(open, model.ClueClosed)...)
	t.loops(func(s string) map[Action]rule {
		return map[Action]rule{
			ActClarifyAsk: asks(supervision, s, KindClarify), ActClarifyAgree: agrees(s, KindClarify), ActClarifyRefuse: refuses(s, KindClarify),
			ActClarifyDone: does(supervision, s), ActClarifyBack: does(both(supervision, head), s),
		}
	}, model.ClueClosed)
	return t
}

// talkSteps adds 谈话函询 (执规§21, §28–30).
func talkSteps(t table) {
	t[model.ClueTalkPlan] = map[Action]rule{
		ActTalkApprove: agrees(model.ClueTalkApproved, KindTalkPlan), ActTalkRefuse: refuses(model.ClueApproved, KindTalkPlan),
	}
	t[model.ClueTalkApproved] = map[Action]rule{
		ActTalkSend: does(supervision, model.ClueTalkSent), ActTalkHeld: does(supervision, model.ClueTalkReplied),
	}
	t[model.ClueTalkSent] = map[Action]rule{ActTalkReply: does(supervision, model.ClueTalkReplied)}
	t[model.ClueTalkReplied] = map[Action]rule{ActTalkReport: asks(supervision, model.ClueTalkReported, KindTalkReport)}
	t[model.ClueTalkReported] = map[Action]rule{
		ActTalkClear: agrees(model.ClueClosed, KindTalkReport), ActTalkMeasure: agrees(model.ClueClosed, KindTalkReport),
		ActTalkAgain: agrees(model.ClueApproved, KindTalkReport), ActTalkVerify: agrees(model.ClueApproved, KindTalkReport),
		ActTalkReturn: refuses(model.ClueTalkReplied, KindTalkReport),
	}
}

// verifySteps adds 初步核实 (执规§33–36).
func verifySteps(t table) {
	t[model.ClueVerifyPlan] = map[Action]rule{
		ActSecretary:     does(supervision, model.ClueVerifyPlan),
		ActVerifyApprove: agrees(model.ClueVerifyApproved, KindVerifyPlan), ActVerifyRefuse: refuses(model.ClueApproved, KindVerifyPlan),
	}
	t[model.ClueVerifyApproved] = map[Action]rule{ActVerifyStart: does(supervision, model.ClueVerifyRunning)}
	t[model.ClueVerifyRunning] = map[Action]rule{
		ActVerifyTeam: does(supervision, model.ClueVerifyRunning), ActVerifyDraft: does(supervision, model.ClueVerifyRunning),
		ActVerifySign: does(supervision, model.ClueVerifyRunning), ActVerifyReport: asks(supervision, model.ClueVerifyReported, KindVerifyReport),
	}
	t[model.ClueVerifyReported] = map[Action]rule{
		ActVerifyFile: agrees(model.ClueApproved, KindVerifyReport), ActVerifyEnd: agrees(model.ClueClosed, KindVerifyReport),
		ActVerifyTalk: agrees(model.ClueClosed, KindVerifyReport), ActVerifyHold: agrees(model.ClueHeld, KindVerifyReport),
		ActVerifyParty: agrees(model.ClueClosed, KindVerifyReport), ActVerifyReturn: refuses(model.ClueVerifyRunning, KindVerifyReport),
	}
}
