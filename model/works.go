package model

import "time"

// The registers in this file follow money and tenders of projects. What is said at the head of registers.go holds for them too.

// Fund is an allotment of money for a subsidy item or a project, and its arrival.
type Fund struct {
	ID        int64  `gorm:"primaryKey;autoIncrement:false"`
	DocNo     string // 指标文号
	Name      string
	ItemCode  string // of a subsidy item or a project
	AmountFen int64
	IssuedOn  time.Time `gorm:"type:date"`
	ArrivedOn time.Time `gorm:"type:date"`
	ArrivedAt string    // 县 镇 部门
	BatchID   int64
	RowNo     int
	ClosedBy  int64
}

// TableName names the table.
func (Fund) TableName() string { return "funds" }

// ProjectFund is money that came to a project or was paid out of it.
type ProjectFund struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	ProjectNo string
	OnDay     time.Time `gorm:"type:date"`
	AmountFen int64
	Kind      string // 到账 or 拨付
	PayeeCode string // credit code of who was paid
	Voucher   string
	BatchID   int64
	RowNo     int
	ClosedBy  int64
}

// TableName names the table.
func (ProjectFund) TableName() string { return "project_funds" }

// Bid is one company's bid for a project. Phone and deposit account are compared for equality only and kept as keyed digests.
type Bid struct {
	ID            int64 `gorm:"primaryKey;autoIncrement:false"`
	ProjectNo     string
	BidderCode    string
	BidFen        int64
	ScoreMilli    int64  // thousandths of a point; 0 where it is not given
	Place         int    // 名次; 0 where it is not given
	PhoneDigest   []byte // nil without a phone
	PhoneTail     string
	DepositDigest []byte // nil without an account
	DepositTail   string
	Rejected      bool // 是否否决
	BatchID       int64
	RowNo         int
	ClosedBy      int64
}

// TableName names the table.
func (Bid) TableName() string { return "bids" }

// FieldResult is what an office found at a project before there were telephones for it: a line of a paper or a workbook of field checks 现场核查结果. P12
// reads it beside the visits by telephone. Where the file does not say what was filed, what the registers say is held against it when it is compared.
type FieldResult struct {
	ID                int64 `gorm:"primaryKey;autoIncrement:false"`
	ProjectNo         string
	OnDay             time.Time `gorm:"type:date"`
	Verdict           string    // a Field verdict
	FoundMilli        *int64    // thousandths of the unit; nil when nothing was measured
	FiledMilli        *int64    // what the file says was filed, in the same unit
	Unit              string
	PercentFoundMilli *int // thousandths of a per cent; nil when not said
	FiledPercent      *int // thousandths of a per cent that the file says were reported
	Longitude         string
	Latitude          string
	AccuracyM         *int // metres
	Office            string
	Inspectors        string
	Note              string
	BatchID           int64
	RowNo             int
	ClosedBy          int64
}

// TableName names the table.
func (FieldResult) TableName() string { return "field_results" }
