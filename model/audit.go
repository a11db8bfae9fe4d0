package model

import "time"

// AuditEntry is one link of the audit chain: Hash = SM3(PrevHash · fields).
type AuditEntry struct {
	Seq      int64 `gorm:"primaryKey;autoIncrement:false"`
	At       time.Time
	Actor    string
	Action   string
	Object   string
	Detail   string
	PrevHash []byte
	Hash     []byte
}

// TableName names the table.
func (AuditEntry) TableName() string { return "audit_entries" }

// AuditHead is the single row (ID 1) whose lock serialises the chain.
type AuditHead struct {
	ID   int64 `gorm:"primaryKey;autoIncrement:false"`
	Seq  int64
	Hash []byte
}

// TableName names the table.
func (AuditHead) TableName() string { return "audit_heads" }
