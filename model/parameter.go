package model

import "time"

// Parameter is one dated value of a rule's number; ConfirmedBy is empty until the county signs it.
type Parameter struct {
	ID            int64 `gorm:"primaryKey;autoIncrement"`
	Name          string
	Value         string     // as text; its reader knows the type
	EffectiveFrom time.Time  `gorm:"type:date"`
	EffectiveTo   *time.Time `gorm:"type:date"`
	Basis         string
	ConfirmedBy   string
	ConfirmedOn   *time.Time `gorm:"type:date"`
	ChangedBy     int64
	ChangedAt     time.Time
}

// TableName names the table.
func (Parameter) TableName() string { return "parameters" }

// NumberSeries hands out running numbers such as 信访件编号; its row is locked while one is taken.
type NumberSeries struct {
	Name      string `gorm:"primaryKey"`
	NextValue int64
}

// TableName names the table.
func (NumberSeries) TableName() string { return "number_series" }

// HolidayOverride corrects the holiday table for one day.
type HolidayOverride struct {
	OnDay     time.Time `gorm:"primaryKey;type:date"`
	Off       bool
	Note      string
	ChangedBy int64
	ChangedAt time.Time
}

// TableName names the table.
func (HolidayOverride) TableName() string { return "holiday_overrides" }
