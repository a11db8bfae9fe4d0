package model

import "time"

// Division is one unit of the administrative division: county, town or village, keyed by its 12-digit statistical code (names repeat, codes do not).
type Division struct {
	Code       string `gorm:"primaryKey"`
	Name       string
	Level      string
	ParentCode string
	ValidFrom  *time.Time `gorm:"type:date"`
	ValidTo    *time.Time `gorm:"type:date"`
	BatchID    int64
}

// TableName names the table.
func (Division) TableName() string { return "divisions" }
