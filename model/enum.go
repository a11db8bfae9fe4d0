package model

// Batch states. Rows of a batch are visible only in BatchLoaded.
const (
	BatchUploaded  = "uploaded"  // stored; waits to be read
	BatchChecked   = "checked"   // read and validated; waits for confirmation
	BatchLoading   = "loading"   // rows are being written, invisible; a stopped load starts again
	BatchLoaded    = "loaded"    // visible
	BatchRefused   = "refused"   // the file itself cannot be read
	BatchWithdrawn = "withdrawn" // taken back as a whole
)

// Petition channels 渠道 (domain guide §6.1: 来信/来访/来电/网络, WeChat a part of the last).
const (
	ChannelWechat = "wechat"
	ChannelH5     = "h5"
	ChannelLetter = "letter"
	ChannelVisit  = "visit"
	ChannelCall   = "call"
)

// Reporter modes. A name typed into a form is only claimed; a person verifies it (检规§24).
const (
	ReporterAnonymous    = "anonymous"
	ReporterRealClaimed  = "real_claimed"
	ReporterRealVerified = "real_verified"
)

// Petition states, the names of domain guide §6.3.
const (
	PetitionReceived         = "received"          // 已接收
	PetitionScreening        = "screening"         // claimed by the petition office
	PetitionNeedInfo         = "need_info"         // asked the reporter for more; stops no clock
	PetitionAccepted         = "accepted"          // 已受理
	PetitionRejected         = "rejected"          // 不予受理, the reporter still to be told
	PetitionNotified         = "notified"          // told that it was rejected or forwarded
	PetitionDuplicate        = "duplicate"         // of another one; kept
	PetitionForwarded        = "forwarded"         // 业务范围外, to a bureau; the reporter still to be told
	PetitionTransferredDown  = "transferred_town"  // to the town's own commission
	PetitionTransferredOther = "transferred_other" // to another commission or organ
	PetitionSealedUp         = "sealed_up"         // 检规§15: handed up unread; only number and time stay
	PetitionSuggestion       = "suggestion"        // 批评建议
	PetitionAnswered         = "answered"          // a suggestion that was answered
	PetitionAppeal           = "appeal"            // 申诉
	PetitionHandedOver       = "handed_over"       // a supervision office has it
	PetitionReturned         = "returned"          // that office gave it back, with the head's approval
	PetitionLinkedClue       = "linked_clue"       // became a clue
	PetitionClosed           = "closed"            // 已办结, the result still to be told
	PetitionFeedback         = "feedback"          // the result was told
	PetitionArchived         = "archived"          // 归档
	PetitionObjection        = "objection"         // the reporter objects; looked at again
	PetitionWithdrawn        = "withdrawn"         // taken back by the reporter
)

// Sources of a clue.
const (
	ClueFromPetition   = "petition"
	ClueFromFinding    = "finding"     // 大数据比对
	ClueFromProject    = "project"     // supervision of a project
	ClueFromFieldCheck = "field_check" // seen on the spot
	ClueFromOrgan      = "organ"       // sent by another organ
	ClueFromLeader     = "leader"      // handed down by a leader or a superior
)

// Clue states, domain guide §6.3. A state names the stage that a clue is in.
const (
	ClueRegistered     = "registered"      // C1
	ClueAssignProposed = "assign_proposed" // C2: case management proposes who handles it
	ClueAssignApproved = "assign_approved" // C3: the head agreed; the office has not signed for it
	ClueAssigned       = "assigned"        // C4: a supervision office has it
	ClueProposed       = "proposed"        // C5: an opinion waits for the head
	ClueReturned       = "returned"        // the head sent the opinion back
	ClueApproved       = "approved"        // C6: the opinion holds
	ClueTalkPlan       = "talk_plan"       // 谈话函询: the plan waits for the head
	ClueTalkApproved   = "talk_approved"
	ClueTalkSent       = "talk_sent"    // the letter is out
	ClueTalkReplied    = "talk_replied" // answered in writing, or talked
	ClueTalkReported   = "talk_reported"
	ClueVerifyPlan     = "verify_plan" // 初步核实: the plan waits for the head
	ClueVerifyApproved = "verify_approved"
	ClueVerifyRunning  = "verify_running"
	ClueVerifyReported = "verify_reported"
	ClueHeld           = "held"  // 暂存待查
	ClueFiled          = "filed" // a case was proposed or opened
	ClueClosed         = "closed"
)

// Opinions on a clue: the four ways of 执规§21, and 立案 after verification.
const (
	OpinionTalk   = "talk"      // 谈话函询
	OpinionVerify = "verify"    // 初步核实
	OpinionHold   = "hold"      // 暂存待查
	OpinionEnd    = "end"       // 予以了结
	OpinionFile   = "file_case" // 立案
)

// How a clue was closed.
const (
	ClosedEnded    = "ended"     // 予以了结
	ClosedCleared  = "cleared"   // 了结澄清, after a talk or an inquiry
	ClosedMeasure  = "measure"   // 提醒批评、责令检查、诫勉, after a talk or an inquiry
	ClosedReminded = "reminded"  // 谈话提醒, after verification
	ClosedParty    = "party_org" // 移送党组织处理
	ClosedCase     = "case"      // by the outcome of its case
)

// Case states, K1–K10 and what lies beside them. A state names the stage that a
// case is in: what the stage asks for has still to be done.
const (
	CaseProposed      = "proposed"       // K1 立案呈批
	CaseFiled         = "filed"          // K2 立案
	CaseInvestigating = "investigating"  // K3 审查调查
	CaseToTrial       = "to_trial"       // K4 移送审理
	CaseTrialAccepted = "trial_accepted" // K5 受理
	CaseSupplement    = "supplement"     // K5 退回补证
	CaseTrial         = "trial"          // K6 审理
	CaseSanction      = "sanction"       // K7 处分、处置审批
	CaseAnnounced     = "announced"      // K8 决定宣布、送达
	CaseExecuting     = "executing"      // K9 执行
	CaseArchived      = "archived"       // K10 归档
	CaseCancelled     = "cancelled"      // 撤案
	CaseTransferred   = "transferred"    // 移送司法
	CaseAppealed      = "appealed"       // 申诉
)

// Notice states.
const (
	NoticePending  = "pending"
	NoticeSent     = "sent"
	NoticeReadOnly = "read_only" // the user does not take messages; it waits in the message list
	NoticeFailed   = "failed"
)
