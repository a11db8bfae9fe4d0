package model

import "time"

// Staff is an office account. One account has one role.
type Staff struct {
	ID            int64  `gorm:"primaryKey;autoIncrement"`
	Login         string // lower case
	Name          string
	Role          string
	Division      string // 12-digit code the account is bound to; empty is the whole county
	Bureau        string
	PasswordHash  string
	MustChange    bool
	TOTPSealed    []byte
	TOTPConfirmed bool
	TOTPLastStep  int64 // last accepted time step: a code works once
	Failures      int
	LockedUntil   *time.Time
	DisabledAt    *time.Time
	Waits         bool  // disabled until a security administrator enables it
	SessionEpoch  int64 // sign-out everywhere adds one; older sessions end
	LastSeenAt    *time.Time
	CreatedAt     time.Time `gorm:"autoCreateTime:false"`
	PersonID      int64     // whom of the registers an administrator found the owner to be; 0 until then
	PersonBy      int64
	PersonAt      *time.Time
	IDDigest      []byte // of the number on the ID card that an administrator saw; nil until then
}

// TableName names the table.
func (Staff) TableName() string { return "staff" }

// Remark is a cadre's remark that a row of the village's lists is wrong.
type Remark struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	Kind         string
	ObjectID     int64
	VillageCode  string
	Summary      string
	TextSealed   []byte
	StaffID      int64
	Bureau       string
	Status       string
	AnswerSealed []byte
	AnsweredBy   int64
	AnsweredAt   *time.Time
	CreatedAt    time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (Remark) TableName() string { return "remarks" }
