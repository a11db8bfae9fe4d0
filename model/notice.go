package model

import "time"

// Notice is one message to one WeChat user; it holds no personal content. It is also the villager's message list.
type Notice struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	WechatUserID int64
	PersonID     int64
	Kind         string
	Dedupe       string // unique: one notice per user and cause
	BatchID      int64
	Text         string
	Link         string
	Status       string // pending, sent, read-only (not subscribed) or failed
	Attempts     int
	LastError    string
	CreatedAt    time.Time `gorm:"autoCreateTime:false"`
	SentAt       *time.Time
	ReadAt       *time.Time
}

// TableName names the table.
func (Notice) TableName() string { return "notices" }

// OutboxEvent is a promise made in the transaction of a deed and performed by the worker at least once.
type OutboxEvent struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	Topic     string
	Dedupe    string // unique within the topic; a promise made twice is one promise
	Payload   []byte // JSON; never personal data in clear
	Attempts  int
	NotBefore time.Time
	LastError string
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
	DoneAt    *time.Time
}

// TableName names the table.
func (OutboxEvent) TableName() string { return "outbox_events" }

// Lease gives one holder a piece of background work until a time.
type Lease struct {
	Name    string `gorm:"primaryKey"`
	Holder  string
	UntilAt time.Time
}

// TableName names the table.
func (Lease) TableName() string { return "leases" }
