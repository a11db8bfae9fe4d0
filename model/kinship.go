package model

import "time"

// States of what an official declares of their relatives.
const (
	KinshipOpen      = "open"      // being written, or changed since it was confirmed
	KinshipDeclared  = "declared"  // waits for the unit
	KinshipConfirmed = "confirmed" // the unit confirmed it: its rows are in the register
	KinshipReturned  = "returned"  // the unit sent it back
)

// States of one relative in it.
const (
	RelativeDraft   = "draft"   // not confirmed: counts for nothing
	RelativeCurrent = "current" // in the register
	RelativeEnding  = "ending"  // in the register until the unit confirms that it goes
	RelativeGone    = "gone"
)

// Kinds of unit that an official belongs to.
const (
	UnitBureau     = "bureau"
	UnitTown       = "town"
	UnitCommission = "commission"
)

// KinshipEntry is one official with what they declare 公职人员及家属信息库. What holds of their relatives stands in official_relatives and nowhere else.
type KinshipEntry struct {
	ID             int64  `gorm:"primaryKey;autoIncrement"`
	StaffID        *int64 // nil for an official without an account
	Name           string
	Role           string // of the account; "" without one
	Post           string
	UnitKind       string
	Unit           string // a bureau's name, a town's 12-digit code, "" for the commission
	IDDigest       []byte
	IDSealed       []byte
	PersonID       int64 // 0 until confirmed
	State          string
	Alone          bool // declared that there is nobody to name
	EnteredBy      int64
	DeclaredAt     *time.Time
	ConfirmedBy    int64
	ConfirmedAt    *time.Time // the latest time; nil before the first
	KeptOn         *time.Time `gorm:"type:date"` // when the official last said that it is so
	ReturnedSealed []byte     // why the unit sent it back
	Version        int
	CreatedAt      time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt      time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (KinshipEntry) TableName() string { return "kinship_entries" }

// KinshipRelative is one relative as the official declared it. BatchID is the batch that brought it into the register; 0 before.
type KinshipRelative struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	EntryID    int64
	IDDigest   []byte
	IDSealed   []byte
	NameSealed []byte
	WorkSealed []byte
	Relation   string
	Recorded   bool // 近亲属备案
	State      string
	ReplacesID int64 // the line that this one corrects; 0 none
	BatchID    int64
	DeclaredOn *time.Time `gorm:"type:date"` // nil before it was handed in
	CreatedAt  time.Time  `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (KinshipRelative) TableName() string { return "kinship_relatives" }

// KinshipOpening is one look at an entry by somebody else than who it is about; EntryID 0 is a search. ShownOn is the day from which that person sees it on their own page.
type KinshipOpening struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	EntryID      int64
	StaffID      int64
	StaffRole    string
	StaffUnit    string
	ReasonSealed []byte
	MatterSealed []byte // the number of the clue or case it was for; nil: none
	At           time.Time
	ShownOn      time.Time `gorm:"type:date"`
}

// TableName names the table.
func (KinshipOpening) TableName() string { return "kinship_openings" }
