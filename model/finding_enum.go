package model

// Run kinds.
const (
	RunFull      = "full"      // everything
	RunPartial   = "partial"   // everybody, and only some of the models that are switched on
	RunTouched   = "touched"   // the people of a batch and what hangs on them
	RunPrepayout = "prepayout" // a list that is to be paid; makes no findings
	RunRepeat    = "repeat"    // an earlier run made again; makes no findings
)

// What a run that was made again comes to.
const (
	OutcomeSame    = "same"    // the same results
	OutcomeDiffers = "differs" // others
	OutcomeCannot  = "cannot"  // what it rested on is not there any more
)

// Run statuses.
const (
	RunWaiting = "waiting" // to be taken by a worker
	RunRunning = "running"
	RunDone    = "done"
	RunFailed  = "failed"
	RunStopped = "stopped" // its process ended before it was done; nothing of it was kept
)

// Finding statuses, the life cycle of domain guide §2.5.
const (
	FindingGenerated  = "generated"  // 待分办
	FindingDispatched = "dispatched" // 已下发: a bureau or a town checks it
	FindingAnswered   = "answered"   // 已反馈
	FindingReviewing  = "reviewing"  // 复核中: a proposal waits for the head
	FindingClosed     = "closed"     // 已办结, see ClosedAs
	FindingExempted   = "exempted"   // 已豁免
)

// Verdicts of whoever checked a finding.
const (
	VerdictTrue      = "true"       // 属实
	VerdictFalse     = "false"      // 不属实, with a reason code
	VerdictAllowed   = "allowed"    // 政策允许
	VerdictDataError = "data_error" // 数据错误
)

// Ways to close a finding.
const (
	ClosedDataCorrection = "data_correction" // 数据纠错
	ClosedRectification  = "rectification"   // 督促整改
	ClosedClue           = "clue"            // 线索移交
)

// Proposals that need the head's approval.
const (
	ProposalClue   = "clue"
	ProposalExempt = "exempt"
)

// Whom a finding is dispatched to.
const (
	DispatchBureau  = "bureau"
	DispatchTown    = "town"
	DispatchVillage = "village"
)

// Answers to a hearing, and what was decided after it.
const (
	HearingAgreed   = "agreed"
	HearingObjected = "objected"
	HearingStop     = "stop"
	HearingGoOn     = "go_on"
	HearingPay      = "pay"  // of what is owed: the bureau is to pay or to see to it
	HearingNone     = "none" // nothing is owed
)

// What a household has not been paid, by a finding of a reverse model.
const (
	OwedPayment = "payment" // approved and not paid 应发未发
	OwedBenefit = "benefit" // on no roster although it may be entitled 应保未保
)

// Decisions about a model below the floor.
const (
	ReviewResume = "resume"
	ReviewStop   = "stop"
	ReviewPause  = "pause" // by the program itself, when the floor was reached
)

// Kinds of subjects of a finding.
const (
	SubjectPerson  = "person"
	SubjectAccount = "account"
	SubjectFund    = "fund"
	SubjectProject = "project"
	SubjectVillage = "village"
	SubjectBank    = "bank"
)
