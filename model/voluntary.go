package model

import "time"

// ObjectVoluntaryPeriod names a period of 主动退缴 in approvals.
const ObjectVoluntaryPeriod = "voluntary_period"

// States of a period in which money may be given back.
const (
	PeriodDraft  = "draft"  // being written, or refused
	PeriodAsked  = "asked"  // waits for a head
	PeriodAgreed = "agreed" // stands as it is
)

// VoluntaryPeriod is the notice of a period 主动退缴期限. What it promises are the county's words; the program promises nothing.
type VoluntaryPeriod struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	Title     string
	DocNo     string
	Notice    string
	Promise   string
	FromOn    time.Time `gorm:"type:date"`
	ToOn      time.Time `gorm:"type:date"` // the last day
	State     string
	CreatedBy int64
	AgreedBy  int64
	AgreedAt  *time.Time
	Version   int
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (VoluntaryPeriod) TableName() string { return "voluntary_periods" }

// States of money that somebody gives back of their own accord.
const (
	VoluntaryDeclared  = "declared"  // not paid yet
	VoluntaryPaid      = "paid"      // waits for the commission
	VoluntaryChecked   = "checked"   // one person found the payment right, a second has to
	VoluntaryConfirmed = "confirmed" // the receipt is out
	VoluntaryReturned  = "returned"  // sent back
	VoluntaryCancelled = "cancelled" // taken back before it was paid
	VoluntaryVoided    = "voided"    // confirmed by mistake; whoever declared it has not been told yet
	VoluntaryVoidTold  = "void_told" // the same, and they know
)

// VoluntaryReturn is one declaration 主动退缴. Who declared it and for whom is sealed.
type VoluntaryReturn struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	Number         string
	ReceiptNo      string // "" until confirmed
	PeriodID       int64  // the period that the day lies in: of the payment, before it of the declaration; 0 outside any
	StaffID        int64  // the declarer's account; 0 at the counter
	EnteredBy      int64
	WhoDigest      []byte // finds one declarer's declarations
	DeclarerID     int64  // a person of the registers; 0 unknown
	NameSealed     []byte
	IDSealed       []byte // nil where the account tells who it is
	UnitKind       string
	Unit           string
	Whom           string // self spouse child parent sibling other
	PersonID       int64  // who got the money, of the registers; 0 unknown
	WhomNameSealed []byte
	WhomIDSealed   []byte
	ItemID         int64 // 0 what is in no catalogue
	ItemText       string
	SpanFrom       time.Time `gorm:"type:date"`
	SpanTo         time.Time `gorm:"type:date"` // the last day
	AmountFen      int64
	ReasonSealed   []byte
	DeclaredOn     time.Time `gorm:"type:date"`
	State          string
	PaidFen        int64
	PaidOn         *time.Time `gorm:"type:date"`
	Voucher        string
	FirstBy        int64
	ConfirmedBy    int64
	ConfirmedAt    *time.Time
	Version        int
	CreatedAt      time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt      time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (VoluntaryReturn) TableName() string { return "voluntary_returns" }

// VoluntaryEvent is one step of a declaration.
type VoluntaryEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	ReturnID   int64
	At         time.Time
	Kind       string
	FromState  string
	ToState    string
	StaffID    int64
	StaffName  string
	StaffRole  string
	NoteSealed []byte
}

// TableName names the table.
func (VoluntaryEvent) TableName() string { return "voluntary_events" }

// VoluntaryFile is a proof of payment.
type VoluntaryFile struct {
	ID       int64 `gorm:"primaryKey;autoIncrement"`
	ReturnID int64
	EventID  int64
	FileID   int64
	Kind     string
	AddedBy  int64
	AddedAt  time.Time
}

// TableName names the table.
func (VoluntaryFile) TableName() string { return "voluntary_files" }
