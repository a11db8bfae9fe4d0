package model

import "time"

// The objects that timers, approvals and conflicts belong to.
const (
	ObjectPetition = "petition"
	ObjectClue     = "clue"
	ObjectCase     = "case"
)

// Timer is one clock that runs, or ran, on a matter (domain guide §6.4).
type Timer struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	Object      string
	ObjectID    int64
	Kind        string    // T0 … T13
	StartedOn   time.Time `gorm:"type:date"` // the day it counts from; not counted itself
	Amount      int       // the limit that held on that day
	Unit        string    // workdays, days or months
	Extra       int       // what extensions added, in the same unit
	Extensions  int
	DueAt       time.Time
	Provisional bool // a year without announced holidays took part
	StartedAt   time.Time
	EndedAt     *time.Time
	Running     *int       // 1 while it runs, nil after: one running clock of a kind and matter
	WarnedAt    *time.Time // when the handler was reminded
	OverdueAt   *time.Time // when the head was told that it is late
	LateAt      *time.Time // when it was extended after its end had passed: late it stays until it is done
}

// TableName names the table.
func (Timer) TableName() string { return "timers" }

// Approval is a request that somebody else has to agree to before a step is taken.
type Approval struct {
	ID            int64 `gorm:"primaryKey;autoIncrement"`
	Object        string
	ObjectID      int64
	Kind          string // what is asked, such as petition.return
	TimerID       int64  // the clock that more time is asked for; 0 asks for something else
	ToRole        string // who decides
	AskedBy       int64
	AskedName     string
	AskedAt       time.Time
	ReasonSealed  []byte
	DetailsSealed []byte // JSON: what is done once it is agreed
	State         string // open, agreed, refused or withdrawn
	Waiting       *int   // 1 while open, nil after: one open request of a kind and matter
	DecidedBy     int64
	DecidedName   string
	DecidedAt     *time.Time
	WordsSealed   []byte // of whoever decided
}

// TableName names the table.
func (Approval) TableName() string { return "approvals" }

// The states of an approval.
const (
	ApprovalOpen      = "open"
	ApprovalAgreed    = "agreed"
	ApprovalRefused   = "refused"
	ApprovalWithdrawn = "withdrawn"
)

// Conflict keeps a matter from a member of staff who has an interest in it (监察法§67).
type Conflict struct {
	ID       int64 `gorm:"primaryKey;autoIncrement"`
	Object   string
	ObjectID int64
	StaffID  int64
	Reason   string // accused, relative, same_unit, same_village, requested or declared
	At       time.Time
}

// TableName names the table.
func (Conflict) TableName() string { return "conflicts" }
