package finding

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step somebody takes on a finding.
type Action string

// The steps. What is not in the table below is not allowed.
const (
	ActDispatch      Action = "dispatch"       // 下发, or 改下发, to a bureau, a town or a village
	ActRecall        Action = "recall"         // 收回
	ActFeedback      Action = "feedback"       // 反馈
	ActReturn        Action = "return"         // 退回补充
	ActClose         Action = "close"          // 办结 as 数据纠错 or 督促整改
	ActProposeClue   Action = "propose_clue"   // 报批线索移交
	ActProposeExempt Action = "propose_exempt" // 报批豁免
	ActApproveClue   Action = "approve_clue"   // the head hands it over
	ActApproveExempt Action = "approve_exempt" // the head exempts it
	ActRefuse        Action = "refuse"         // the head does not agree; it was checked
	ActRefuseFresh   Action = "refuse_fresh"   // the head does not agree; nobody checked it yet
	ActLift          Action = "lift"           // 取消豁免
	ActReopen        Action = "reopen"         // 重新办理
	ActRectified     Action = "rectified"      // 整改完成
	ActAsk           Action = "ask"            // the household is asked before the money stops
	ActHeard         Action = "heard"          // the household answered
	ActDecide        Action = "hearing_decide" // stop or go on, naming the answer
	ActRefund        Action = "refund"         // 责令退缴
	ActPaid          Action = "refund_paid"    // money was paid in
	ActReturned      Action = "refund_back"    // and given to whom it belongs
	ActTask          Action = "task"           // a livelihood task took it over; Tasks.Taken does it to many at once
	ActSettle        Action = "task_settled"   // the task is done, and the finding with it
)

// rule is where an action leads and who may take it.
type rule struct {
	to string
	by []actor.Role
}

var (
	supervision = []actor.Role{actor.RoleSupervision}
	head        = []actor.Role{actor.RoleHead}
	checkers    = []actor.Role{actor.RoleBureauOfficer, actor.RoleTownInspector, actor.RoleVillageCadre}
	household   = []actor.Role{"", actor.RoleSupervision} // a villager has no role; the office may write an answer down
	settlers    = []actor.Role{actor.RoleSupervision, actor.RoleTownInspector}
)

// machine is the life of a finding, domain guide §2.5.
var machine = map[string]map[Action]rule{
	model.FindingGenerated: {
		ActDispatch:      {model.FindingDispatched, supervision},
		ActClose:         {model.FindingClosed, supervision}, // only where the data changed under a project's warning
		ActProposeClue:   {model.FindingReviewing, supervision},
		ActProposeExempt: {model.FindingReviewing, supervision},
		ActHeard:         {model.FindingGenerated, household},
		ActAsk:           {model.FindingGenerated, supervision},
		ActDecide:        {model.FindingGenerated, supervision},
		ActSettle:        {model.FindingClosed, settlers},
	},
	model.FindingDispatched: {
		ActDispatch: {model.FindingDispatched, supervision},
		ActRecall:   {model.FindingGenerated, supervision},
		ActFeedback: {model.FindingAnswered, checkers},
		ActAsk:      {model.FindingDispatched, supervision},
		ActHeard:    {model.FindingDispatched, household},
		ActDecide:   {model.FindingDispatched, supervision},
	},
	model.FindingAnswered: {
		ActReturn:        {model.FindingDispatched, supervision},
		ActClose:         {model.FindingClosed, supervision},
		ActProposeClue:   {model.FindingReviewing, supervision},
		ActProposeExempt: {model.FindingReviewing, supervision},
		ActAsk:           {model.FindingAnswered, supervision},
		ActHeard:         {model.FindingAnswered, household},
		ActDecide:        {model.FindingAnswered, supervision},
	},
	model.FindingReviewing: {
		ActApproveClue:   {model.FindingClosed, head},
		ActApproveExempt: {model.FindingExempted, head},
		ActRefuse:        {model.FindingAnswered, head},
		ActRefuseFresh:   {model.FindingGenerated, head},
		ActHeard:         {model.FindingReviewing, household},
	},
	model.FindingClosed: {
		ActRectified: {model.FindingClosed, supervision},
		ActRefund:    {model.FindingClosed, supervision},
		ActPaid:      {model.FindingClosed, supervision},
		ActReturned:  {model.FindingClosed, supervision},
		ActReopen:    {model.FindingAnswered, head},
	},
	model.FindingExempted: {ActLift: {model.FindingAnswered, head}},
}

// next is the state after an action, or why it cannot be taken now.
func next(status string, a Action, role actor.Role) (string, error) {
	r, ok := machine[status][a]
	switch {
	case !ok:
		return "", fault.New(fault.Conflict, "这条疑点现在的状态不能这样办，请刷新页面看看是不是别人已经办了")
	case !slices.Contains(r.by, role):
		return "", fault.New(fault.Forbidden, "您的岗位不能办这一步")
	}
	return r.to, nil
}

// allowed lists what a role may do with a finding.
func allowed(f model.Finding, role actor.Role) map[Action]bool {
	m := map[Action]bool{}
	for a, r := range machine[f.Status] {
		if slices.Contains(r.by, role) && agrees(f, a) == "" {
			m[a] = true
		}
	}
	return m
}

// agrees reports why a finding's own row forbids a step that its state would
// allow; "" is no reason.
func agrees(f model.Finding, a Action) string {
	switch a {
	case ActDispatch:
		if f.Status == model.FindingGenerated && f.TaskID != 0 {
			return "这条疑点已经作为保障任务交给主管部门，不用再下发"
		}
		return dispatchable(f)
	case ActClose:
		return only(f.Status != model.FindingGenerated || standing(f), "先下发核查，有了反馈再办结")
	case ActProposeClue, ActProposeExempt:
		if f.Status == model.FindingGenerated {
			return dispatchable(f)
		}
	case ActApproveClue:
		return only(f.Proposal == model.ProposalClue, "报批的不是线索移交")
	case ActApproveExempt:
		return only(f.Proposal == model.ProposalExempt, "报批的不是豁免")
	case ActRefuse:
		return only(f.FeedbackAt != nil, "这条疑点还没有核查过")
	case ActRefuseFresh:
		return only(f.FeedbackAt == nil, "这条疑点已经核查过")
	case ActAsk, ActDecide:
		if f.Status == model.FindingGenerated && f.TaskID == 0 {
			return "先下发核查，再征询本户"
		}
		return only(f.Askable, "涉及干部的疑点不向本人征询")
	case ActSettle:
		return only(f.TaskID != 0, "这条疑点没有保障任务")
	case ActRectified:
		return only(f.ClosedAs == model.ClosedRectification && f.RectifiedAt == nil, "这条疑点没有待完成的整改")
	case ActRefund:
		return only(f.ClosedAs != model.ClosedDataCorrection, "数据纠错的疑点没有要退缴的钱")
	case ActReopen:
		return only(f.ClosedAs != model.ClosedClue, "已移交线索的，在线索台账里办理")
	}
	return ""
}

func only(ok bool, why string) string {
	if ok {
		return ""
	}
	return why
}

// standing reports whether a warning about a project waits for an inspector
// although a later run did not find it again: its owner files the very registers
// it is read off, so what they file takes no colour away by itself.
func standing(f model.Finding) bool {
	return f.SubjectKind == model.SubjectProject && f.Status == model.FindingGenerated && f.GoneAt != nil && f.WithdrawnMark == 0
}

// dispatchable says why nobody can be sent to check a fresh finding.
func dispatchable(f model.Finding) string {
	switch {
	case f.Status != model.FindingGenerated:
		return ""
	case f.HeldReason != "":
		return "这条疑点暂缓：" + f.HeldReason
	case f.WithdrawnMark != 0:
		return "依据的数据批次已撤回，这条疑点不用再办"
	case f.GoneAt != nil && !standing(f):
		return "最近一次比对已不再成立，这条疑点不用再办"
	}
	return ""
}
