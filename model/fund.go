package model

import "time"

// PayoutDay sums up what one batch of payouts paid of one item on one day. A batch never changes, so neither does the sum; it counts while the batch is loaded.
type PayoutDay struct {
	BatchID     int64     `gorm:"primaryKey;autoIncrement:false"`
	ItemID      int64     `gorm:"primaryKey;autoIncrement:false"`
	PaidOn      time.Time `gorm:"primaryKey;type:date"`
	PaidFen     int64     // of what succeeded
	PaidRows    int
	BouncedRows int
}

// TableName names the table.
func (PayoutDay) TableName() string { return "payout_days" }
