package complaint

import (
	"slices"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step somebody takes on a petition.
type Action string

// The steps. What is not in the table of table.go is not allowed.
const (
	ActClaim            Action = "claim"             // take it on one's desk, from nobody or from a colleague
	ActAccept           Action = "accept"            // 受理
	ActReject           Action = "reject"            // 不予受理, with the reason
	ActNotify           Action = "notify"            // the reporter was told, by letter, call or face to face
	ActDuplicate        Action = "duplicate"         // 重复件
	ActTransfer         Action = "transfer"          // 转镇办理
	ActTransferOther    Action = "transfer_other"    // to another commission or organ
	ActReceiveLower     Action = "receive_lower"     // whoever it was transferred to has it
	ActForward          Action = "forward"           // 业务范围外, to a bureau
	ActForwardResult    Action = "forward_result"    // what the bureau made of it
	ActSealUp           Action = "seal_up"           // 检规§15
	ActOwnHead          Action = "own_head"          // it is about a leader of this commission
	ActSuggestion       Action = "suggestion"        // 批评建议
	ActSuggestionAnswer Action = "suggestion_answer" // the answer to a suggestion
	ActAppeal           Action = "appeal"            // 申诉
	ActAppealAsk        Action = "appeal_ask"        // a decision on an appeal is put before the head
	ActAppealDecide     Action = "appeal_decide"     // the head agrees to it
	ActNeedInfo         Action = "need_info"         // ask the reporter for more
	ActHandOver         Action = "hand_over"         // to a supervision office
	ActReturnAsk        Action = "return_ask"        // that office asks to give it back
	ActReturn           Action = "return"            // the head agrees to it
	ActGiveBack         Action = "give_back"         // the town, or another organ, returns it to the petition office
	ActAnswer           Action = "answer"            // a message to the reporter
	ActClue             Action = "clue"              // 转问题线索
	ActClose            Action = "close"             // 办结, with the words for the reporter
	ActFeedback         Action = "feedback"          // the result was told
	ActArchive          Action = "archive"           // 归档
	ActObjection        Action = "objection"         // the reporter objects to the result
	ActSecondLook       Action = "second_look"       // 不满意 for the first time: looked at again
	ActExplain          Action = "explain"           // an objection without new evidence is explained
	ActReopen           Action = "reopen"            // new evidence, an objection, or a mistake of ours
	ActCallBack         Action = "call_back"         // somebody else asks the reporter how it went
	ActVerify           Action = "verify"            // 核实实名
	ActIdentity         Action = "identity"          // look at who the reporter is
	ActAdd              Action = "supplement"        // the reporter adds words or files
	ActWithdraw         Action = "withdraw"          // the reporter takes it back
	ActRate             Action = "rate"              // the reporter says how satisfied they are
	ActUrge             Action = "urge"              // 催一下
	ActRecuse           Action = "recuse"            // the reporter asks that somebody be kept out
	ActExtend           Action = "extend"            // more time for a clock
	ActJoin             Action = "join"              // 我也是: somebody else reports the same
)

// Actions lists every step.
func Actions() []Action {
	return []Action{
		ActClaim, ActAccept, ActReject, ActNotify, ActDuplicate, ActTransfer, ActTransferOther, ActReceiveLower, ActForward, ActForwardResult,
		ActSealUp, ActOwnHead, ActSuggestion, ActSuggestionAnswer, ActAppeal, ActAppealAsk, ActAppealDecide, ActNeedInfo, ActHandOver, ActReturnAsk, ActReturn,
		ActGiveBack, ActAnswer, ActClue, ActClose, ActFeedback, ActArchive, ActObjection, ActSecondLook, ActExplain, ActReopen, ActCallBack,
		ActVerify, ActIdentity, ActAdd, ActWithdraw, ActRate, ActUrge, ActRecuse, ActExtend, ActJoin,
	}
}

// RoleReporter is the part of whoever sent the petition, RoleProgram that of
// the program at night; they are no staff roles.
const (
	RoleReporter actor.Role = "reporter"
	RoleProgram  actor.Role = "program"
)

// The approvals that steps take.
const (
	ApprovalReturn   = "petition.return"
	ApprovalAppeal   = "petition.appeal"
	ApprovalExtend   = "petition.extend"
	ApprovalIdentity = "petition.identity"
)

// rule is where an action leads, who may take it and which approval it takes.
// An empty to keeps the state; or is the other state the step may choose.
type rule struct {
	to       string
	by       []actor.Role
	approval string
	or       string
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

// leads is next for a whole step: it knows of approvals and of steps that
// choose where they lead.
func leads(state string, d deed) (string, error) {
	to, err := next(state, d.act, d.role)
	if err != nil {
		return "", err
	}
	r := machine[state][d.act]
	if r.approval != "" && d.approval == 0 {
		return "", fault.New(fault.Conflict, "这一步要先提申请，经批准后才能办")
	}
	if d.to == "" || d.to == to {
		return to, nil
	}
	if d.to != r.or {
		return "", fault.New(fault.Conflict, "这件信访件现在的状态不能这样办，请刷新页面再办")
	}
	return d.to, nil
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
