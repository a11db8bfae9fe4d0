package model

import "time"

// States of a model that the county wrote itself.
const (
	CustomDraft     = "draft"     // being written
	CustomSubmitted = "submitted" // waits for a second person
	CustomReturned  = "returned"  // the second person wants it changed
	CustomApproved  = "approved"  // runs
	CustomRetired   = "retired"   // replaced by a newer version, or switched off
)

// CustomModel is one version of a comparison model that the county wrote itself. What was approved is never changed: a change is a new version.
type CustomModel struct {
	ID           int64  `gorm:"primaryKey;autoIncrement"`
	ModelKey     string // Z01
	Version      int    // 1, 2, …
	Title        string
	Says         string
	Basis        string
	Severity     int    // a rule.Severity: 0 蓝 … 3 红
	Items        string // JSON list
	Registers    string // JSON list
	Expression   string
	Questions    string // JSON list
	State        string
	Note         string // why it was returned or retired
	AuthorID     int64
	AuthorName   string
	ApproverID   int64
	ApproverName string
	DecidedAt    *time.Time
	RowVersion   int       // optimistic lock: every change adds one
	CreatedAt    time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt    time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (CustomModel) TableName() string { return "custom_models" }
