package model

import "time"

// CounterLookup is one time that a village office looked up a villager's payments for them, with their consent.
type CounterLookup struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	PersonID     int64
	VillageCode  string
	StaffID      int64
	At           time.Time
	Year         int // whose payments were shown; 0 is the latest
	ReasonSealed []byte
	FileID       int64  // the photo of the signed consent; 0 when a code was given
	Consent      string // paper, text or page: how they consented
}

// TableName names the table.
func (CounterLookup) TableName() string { return "counter_lookups" }
