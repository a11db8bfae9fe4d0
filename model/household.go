package model

import "time"

// The registers in this file are about households, by the number the bureau gives them. What is said at the head of registers.go holds for them too.

// Parcel is a piece of land of a household. PersonID is the person it is registered to.
type Parcel struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	HouseholdNo string
	PersonID    int64
	ParcelNo    string
	Category    string // 承包地 公益林 退耕
	AreaMilli   int64  // thousandths of a 亩
	Basis       string
	BatchID     int64
	RowNo       int
	ClosedBy    int64
}

// TableName names the table.
func (Parcel) TableName() string { return "parcels" }

// AidedHousehold is a household that was poor or is watched (脱贫户, 监测户). PersonID is its head.
type AidedHousehold struct {
	ID           int64 `gorm:"primaryKey;autoIncrement:false"`
	HouseholdNo  string
	PersonID     int64
	NameGiven    string
	VillageCode  string
	Category     string     // 户类型
	IdentifiedOn time.Time  `gorm:"type:date"`
	LiftedOn     *time.Time `gorm:"type:date"` // 脱贫日期
	Cause        string     // 致贫原因
	BatchID      int64
	RowNo        int
	ClosedBy     int64
}

// TableName names the table.
func (AidedHousehold) TableName() string { return "aided_households" }

// Indicator is how a household stands in one year (两不愁三保障).
type Indicator struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	HouseholdNo string
	Year        int
	IncomeFen   int64 // net income per head
	// The parts of the income; nil where the file does not tell them.
	IncomeWagesFen, IncomeBusinessFen, IncomePropertyFen, IncomeTransferFen *int64
	HousingGrade                                                            string // A B C D
	RebuildAccepted                                                         string // 危改验收: 是 否 无; "" where it is not given
	WaterMet                                                                bool
	// The four values of the water: 是 or 否, "" where the file does not tell them.
	WaterQuantity, WaterQuality, WaterAccess, WaterSupply string
	SchoolingMet                                          bool
	InsuranceMet                                          bool
	VerifiedOn                                            *time.Time `gorm:"type:date"`
	Verifier                                              string
	BatchID                                               int64
	RowNo                                                 int
	ClosedBy                                              int64
}

// TableName names the table.
func (Indicator) TableName() string { return "indicators" }

// Insurance says that a person has health insurance in a year.
type Insurance struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID  int64
	NameGiven string
	Scheme    string
	Year      int
	Aided     bool // 资助参保
	BatchID   int64
	RowNo     int
	ClosedBy  int64
}

// TableName names the table.
func (Insurance) TableName() string { return "insurance" }
