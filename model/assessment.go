package model

import "time"

// Assessment is what the check centre concluded about a person's means
// (经济状况核对结论): the conclusion only. What somebody owns is never handed over.
type Assessment struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID    int64
	NameGiven   string
	Conclusion  string    // 超标 未超标
	ConcludedOn time.Time `gorm:"type:date"`
	Matter      string    // what was checked
	Explanation string    // 拆迁补偿 工伤赔偿 大病用款 共有账户 其他; "" none
	BatchID     int64
	RowNo       int
	ClosedBy    int64
}

// TableName names the table.
func (Assessment) TableName() string { return "assessments" }
