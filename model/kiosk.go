package model

import "time"

// KioskDevice is a screen in a village office on which villagers look things up. What its cookie holds is known by its keyed digest only.
type KioskDevice struct {
	ID            int64 `gorm:"primaryKey;autoIncrement"`
	VillageCode   string
	Place         string // where it stands: 村委会大厅
	CodeDigest    []byte // of the code that is typed on it once; nil when it was, or ran out
	CodeExpiresAt time.Time
	TokenDigest   []byte // nil until the code was typed
	AddedBy       int64
	AddedAt       time.Time
	EnrolledAt    *time.Time
	RevokedBy     int64
	RevokedAt     *time.Time
}

// TableName names the table.
func (KioskDevice) TableName() string { return "kiosk_devices" }

// KioskLook is one time that somebody proved at a screen to be a person and looked that person's payments up: the person is told of each.
type KioskLook struct {
	ID       int64 `gorm:"primaryKey;autoIncrement"`
	PersonID int64
	DeviceID int64
	At       time.Time
}

// TableName names the table.
func (KioskLook) TableName() string { return "kiosk_looks" }
