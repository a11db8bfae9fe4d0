package model

import "time"

// StatisticsReport is a form of figures as it was submitted. It never changes.
type StatisticsReport struct {
	ID            int64  `gorm:"primaryKey;autoIncrement"`
	Span          string // 2026Q1 or 2026-03
	Figures       string // JSON: numbers by group and key; nothing personal
	Digest        []byte // SM3 of Figures
	SubmittedBy   int64
	SubmittedName string
	SubmittedAt   time.Time
}

// TableName names the table.
func (StatisticsReport) TableName() string { return "statistics_reports" }
