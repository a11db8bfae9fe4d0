package model

import "time"

// PayoutAsk is one payment that a household was told of, or said something to by itself: what it says of it now, and who handled it.
type PayoutAsk struct {
	PayoutID    int64 `gorm:"primaryKey;autoIncrement:false"` // payouts.id
	BatchID     int64
	PayeeID     int64
	ItemID      int64
	PeriodStart time.Time `gorm:"type:date"`
	PeriodEnd   time.Time `gorm:"type:date"`
	PaidOn      time.Time `gorm:"type:date"`
	AmountFen   int64
	Home        string // the payee's household: its village and number, or the person alone
	VillageCode string
	HandlerID   int64      // 经办人 of the roster, a person; 0 where it names none
	Bank        string     // by the first digits of the account
	ToldAt      *time.Time // when the notice was written; nil where somebody said something untold
	Said        string     // a Said constant: what all that was said of it comes to
	SaidAt      *time.Time
	CreatedAt   time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (PayoutAsk) TableName() string { return "payout_asks" }

// PayoutAnswer is what one person says of one payment.
type PayoutAnswer struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	PayoutID   int64 // unique with PersonID
	PersonID   int64
	Answer     string    // a Said constant
	CameFen    int64     // what came, of another sum; 0 where it was not said
	AnsweredAt time.Time // the last time
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (PayoutAnswer) TableName() string { return "payout_answers" }

// BankInquiry asks the bureau that pays what the bank says of one payment.
type BankInquiry struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	PayoutID       int64 // unique
	PayeeID        int64
	ItemID         int64
	HandlerID      int64
	Kind           string // SaidMissing or SaidWrong
	Bureau         string
	VillageCode    string
	State          string     // an Inquiry state
	Outcome        string     // an Outcome; "" none yet
	OutcomeOn      *time.Time `gorm:"type:date"` // the day the bank credited it
	AskedAt        time.Time
	DueAt          time.Time
	DueProvisional bool
	AnsweredBy     int64
	AnsweredAt     *time.Time
	SaidAfter      string    // what the household said to the answer: SaidReceived, SaidMissing or SaidWrong; "" nothing yet
	Rounds         int       // how often it was asked
	Version        int       // optimistic lock: every step adds one
	CreatedAt      time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt      time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (BankInquiry) TableName() string { return "bank_inquiries" }

// InquiryEvent is one step of an inquiry: of the household (StaffID 0) or of the bureau.
type InquiryEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	InquiryID  int64
	At         time.Time
	Kind       string
	Outcome    string
	StaffID    int64
	StaffName  string
	StaffRole  string
	NoteSealed []byte
	FileID     int64  // the proof; 0 without
	FileKind   string // photo or paper
}

// TableName names the table.
func (InquiryEvent) TableName() string { return "inquiry_events" }

// What a household says of a payment.
const (
	SaidReceived = "received" // 收到了
	SaidMissing  = "missing"  // 没收到
	SaidWrong    = "wrong"    // 数不对
)

// OtherBank is the bank of an account whose first digits nobody listed.
const OtherBank = "其他银行"

// States of an inquiry.
const (
	InquiryOpen     = "open"     // the bureau asks the bank
	InquiryAnswered = "answered" // the household reads it and may say something to it
	InquiryClosed   = "closed"   // the household has the money
)

// What the bank says of a payment.
const (
	OutcomeCredited   = "credited"    // 已入账
	OutcomeReturned   = "returned"    // 被银行退回
	OutcomeBadAccount = "bad_account" // 账号有误
	OutcomePending    = "pending"     // 银行还没处理
	OutcomeRight      = "right"       // 数是对的
	OutcomeShort      = "short"       // 少发了
	OutcomeDeducted   = "deducted"    // 有扣款
)
