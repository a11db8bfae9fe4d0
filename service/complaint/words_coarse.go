package complaint

import "yangguang/model"

// Coarse is all a villager learns of a petition's state.
type Coarse string

// The coarse states of table 6.5 of the domain guide, and one's own withdrawal.
const (
	CoarseReceived   Coarse = "已接收"
	CoarseAccepted   Coarse = "已受理"
	CoarseNotOurs    Coarse = "不属受理范围"
	CoarseInProgress Coarse = "办理中"
	CoarseDone       Coarse = "已办结"
	CoarseWithdrawn  Coarse = "已撤回"
	CoarseHandedUp   Coarse = "已按规定转交"
)

// coarse hides which desk has a petition, and whether it became a clue. It needs
// the state and whether there was a result.
func coarse(p model.Petition) Coarse {
	switch p.State {
	case model.PetitionReceived, model.PetitionScreening, model.PetitionNeedInfo:
		return CoarseReceived
	case model.PetitionAccepted:
		return CoarseAccepted
	case model.PetitionRejected, model.PetitionForwarded, model.PetitionNotified:
		return CoarseNotOurs
	case model.PetitionArchived:
		if p.ClosedAt == nil { // archived after it was rejected
			return CoarseNotOurs
		}
		return CoarseDone
	case model.PetitionClosed, model.PetitionFeedback, model.PetitionAnswered:
		return CoarseDone
	case model.PetitionWithdrawn:
		return CoarseWithdrawn
	case model.PetitionSealedUp:
		return CoarseHandedUp
	}
	return CoarseInProgress
}

// meaning says what the state means for the person and what happens next.
func meaning(p model.Petition) string {
	switch p.State {
	case model.PetitionReceived, model.PetitionScreening:
		return "我们已经收到，工作人员正在看。看完会在这里告诉您受不受理。"
	case model.PetitionNeedInfo:
		return "有的情况还不清楚，请看下面的留言，在本页补充说明或照片。"
	case model.PetitionAccepted:
		return "您反映的事已经受理，正在安排办理。有新的进展会写在下面。"
	case model.PetitionRejected:
		return "这件事不归我们管，原因写在下面。"
	case model.PetitionForwarded:
		return "这件事归别的部门管，我们已经转过去，有答复会写在下面。"
	case model.PetitionNotified:
		if p.AssignedTo == assignedBureau {
			return "这件事归别的部门管，我们已经转过去，有答复会写在下面。您有不同意见，可以在本页提出。"
		}
		return "这件事不归我们管，原因写在下面。您有不同意见，可以在本页提出。"
	case model.PetitionClosed, model.PetitionFeedback:
		if !mayRate(p) {
			return "这件事已经办完，结果写在下面。有不同意见或者新的证据，可以在本页提出。"
		}
		return "这件事已经办完，结果写在下面。请说说您满不满意；有不同意见或者新的证据，也可以在本页提出。"
	case model.PetitionAnswered:
		return "您提的意见建议已经答复，写在下面。"
	case model.PetitionArchived:
		if p.ClosedAt == nil {
			return "这件事不归我们管，原因写在下面。"
		}
		return "这件事已经办完，结果写在下面。有新的证据，可以在本页补充。"
	case model.PetitionObjection:
		return "这件事正在再看一遍，看完会在这里告诉您。"
	case model.PetitionSealedUp:
		return "您反映的事已经密封转交给有权处理的机关。您写的内容这里已经全部清除，只留编号和时间。"
	case model.PetitionWithdrawn:
		return "您已经撤回，不再办理。以后还可以重新投诉。"
	}
	return "这件事正在办理。办完会在这里告诉您结果。"
}
