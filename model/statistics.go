package model

import "time"

// StatisticsReport is a form of figures as it was submitted. It never changes.
type StatisticsReport struct {
	ID            int64  `gorm:"primaryKey;autoIncrement"`
	Span          string // 2026Q1 or 2026-03
	Figures       string // JSON: numbers by group and key; nothing personal
	Salt          string // drawn at random: the digest of few small numbers could be guessed
	Digest        []byte // SM3 of Salt and Figures
	SubmittedBy   int64
	SubmittedName string
	SubmittedAt   time.Time
}

// TableName names the table.
func (StatisticsReport) TableName() string { return "statistics_reports" }

// StatisticsCorrection is a later version of a submitted form, with the reason for it. It never changes.
type StatisticsCorrection struct {
	ID            int64 `gorm:"primaryKey;autoIncrement"`
	Span          string
	Version       int    // 2 is the first correction
	Reason        string // a value of the statistics' Reasons
	Figures       string
	Salt          string
	Digest        []byte
	SubmittedBy   int64
	SubmittedName string
	SubmittedAt   time.Time
}

// TableName names the table.
func (StatisticsCorrection) TableName() string { return "statistics_corrections" }
