package model

import "time"

// Reminder is a notice inside the office: a clock is about to end, it has
// ended, or a reporter urges. It is put to a role, or to one person of it.
type Reminder struct {
	ID       int64  `gorm:"primaryKey;autoIncrement"`
	Dedupe   string // what it is about and which end of the clock: nothing is reminded of twice
	Sort     string // warn, overdue or urge
	Object   string
	ObjectID int64
	TimerID  int64  // 0 of an urge
	Kind     string // of the clock; "" of an urge
	ToRole   string
	ToStaff  int64 // 0 is everybody of the role who may see the matter
	At       time.Time
	SeenAt   *time.Time
	SeenBy   int64
}

// TableName names the table.
func (Reminder) TableName() string { return "reminders" }

// The sorts of a reminder.
const (
	ReminderWarn    = "warn"
	ReminderOverdue = "overdue"
	ReminderUrge    = "urge"
)
