package model

import "time"

// Item is a subsidy item (一卡通补贴项目) by its code; standards over time are in Subsidy.
type Item struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	Code      string
	Name      string
	Bureau    string
	Target    string
	Frequency string
}

// TableName names the table.
func (Item) TableName() string { return "items" }

// Subsidy is the standard of an item for one class and span of dates, as one batch stated it.
type Subsidy struct {
	ID            int64 `gorm:"primaryKey;autoIncrement:false"`
	ItemID        int64
	ItemCode      string
	Name          string
	Bureau        string
	Target        string // 个人 户 地块 学生
	Class         string
	StandardFen   int64  // 分 per unit
	Unit          string // 人月 户年 亩年 人学期 一次
	Frequency     string // 月 季 半年 年 学期 一次
	CountsIncome  bool
	EffectiveFrom time.Time  `gorm:"type:date"`
	EffectiveTo   *time.Time `gorm:"type:date"`
	Basis         string
	BatchID       int64
	RowNo         int
	ClosedBy      int64 // the batch that replaced this row; 0 while current
}

// TableName names the table.
func (Subsidy) TableName() string { return "subsidies" }

// Policy is a policy in plain words, shown to villagers.
type Policy struct {
	ID            int64 `gorm:"primaryKey;autoIncrement:false"`
	Title         string
	ItemCode      string
	Category      string
	Issuer        string
	DocNo         string
	EffectiveFrom time.Time  `gorm:"type:date"`
	EffectiveTo   *time.Time `gorm:"type:date"`
	Eligibility   string
	Standard      string
	Materials     string
	Place         string
	Phone         string
	Body          string
	BatchID       int64
	RowNo         int
	ClosedBy      int64 // the batch that replaced this row; 0 while current
}

// TableName names the table.
func (Policy) TableName() string { return "policies" }

// Payout is one payment to one person for one entitlement period. It is never updated: a correction is a new row whose RepayOf names the old batch number.
// Clustered by (person, item, period), the way it is read. ID is batch<<24|row.
type Payout struct {
	PersonID      int64     `gorm:"primaryKey;autoIncrement:false"`
	ItemID        int64     `gorm:"primaryKey;autoIncrement:false"`
	PeriodStart   time.Time `gorm:"primaryKey;type:date"` // first day of the entitlement period
	ID            int64     `gorm:"primaryKey;autoIncrement:false"`
	PeriodEnd     time.Time `gorm:"type:date"` // last day of the entitlement period
	BatchNo       string    // 批次号 of the paying bureau
	QuantityMilli int64     // thousandths of the unit: 2.5 亩 is 2500
	Class         string
	AmountFen     int64 // 分
	AccountDigest []byte
	AccountSealed []byte
	AccountTail   string // last four digits
	AccountName   string
	NameGiven     string    // the payee's name as the file has it, when it differs from the register's
	PaidOn        time.Time `gorm:"type:date"`
	Result        string    // 成功 or 退票
	VillageCode   string
	RepayOf       string // 补发原批次: the 批次号 this row pays again
	BatchID       int64
	RowNo         int
}

// TableName names the table.
func (Payout) TableName() string { return "payouts" }
