package model

import "time"

// States of a pre-payout list 拟发放名单.
const (
	PrepaymentChecking  = "checking"  // waits for the comparison
	PrepaymentFailed    = "failed"    // the comparison could not be made
	PrepaymentChecked   = "checked"   // the bureau answers row by row
	PrepaymentSubmitted = "submitted" // waits for the bureau's head
	PrepaymentReleased  = "released"  // may be paid
)

// Verdicts on a row of a pre-payout list. A row that passes has no PrepaymentRow unless the bureau takes it out.
const (
	VerdictPass   = "pass"   // 放行
	VerdictStop   = "stop"   // 拦截
	VerdictVerify = "verify" // 需核实
)

// Answers of a bureau to a row.
const (
	AnswerKeep     = "keep"     // pay it all the same, for the reason given
	AnswerWithdraw = "withdraw" // do not pay it
)

// PrepaymentList is the way of one batch of KIND prepayouts from the comparison to the release by the bureau's head.
type PrepaymentList struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	BatchID        int64 // unique
	Bureau         string
	State          string
	Message        string // why the comparison failed
	TotalRows      int    // of the whole list
	AmountFen      int64
	StopRows       int
	VerifyRows     int
	WithdrawnRows  int
	WithdrawnFen   int64 // what was kept from being paid
	ReleasedRows   int
	ReleasedFen    int64
	ReleasedDigest []byte // SM3 of the released list as a file
	CheckedAt      *time.Time
	CompareMillis  int64
	SubmittedBy    int64
	SubmittedName  string
	SubmittedAt    *time.Time
	DecidedBy      int64
	DecidedName    string
	DecidedAt      *time.Time
	DecideNote     string
	Version        int       // optimistic lock: every change adds one
	CreatedAt      time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt      time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (PrepaymentList) TableName() string { return "prepayment_lists" }

// PrepaymentRow is a row of a list that the comparison does not simply let pass, with what the bureau answered.
type PrepaymentRow struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	ListID       int64
	PayoutID     int64  // prepayouts.id
	RowNo        int    // of the bureau's sheet
	Sheet        string // its name where the list has several
	PersonID     int64
	ItemID       int64
	PeriodStart  time.Time `gorm:"type:date"`
	PeriodEnd    time.Time `gorm:"type:date"`
	AmountFen    int64
	Verdict      string
	Reasons      []byte // JSON [{model, title, severity, sentence, held}…]; no personal data
	Answer       string
	AnswerReason string // a code
	AnswerDoc    string // 依据文号
	NoteSealed   []byte
	AnsweredBy   int64
	AnsweredName string
	AnsweredAt   *time.Time
}

// TableName names the table.
func (PrepaymentRow) TableName() string { return "prepayment_rows" }
