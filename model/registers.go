package model

import "time"

// The registers in this file say what other bureaus know about people and companies. Their rows are numbered batch<<24|row, refer to a person by number and
// carry the name of the file in NameGiven only where it differs from the person's. A row whose key a later batch states again is closed, never changed:
// ClosedBy is the batch that replaced it, 0 while current. Rows count only while their batch is loaded.
//
// Registers by the month keep the first day of 开始年月 as FromOn and the last day of 终止年月 as ToOn, both inclusive; nil is open. Registers by the day keep
// the days as given and are half open.

// Roster is one person entitled to an item (享受对象名册), by the month.
type Roster struct {
	ID            int64 `gorm:"primaryKey;autoIncrement:false"`
	ItemID        int64
	HouseholdNo   string
	PersonID      int64
	NameGiven     string
	Relation      string // to the head of the household
	Class         string
	ApprovedFen   int64      // 核定金额, on the head's row the household's monthly total; 0 where it is not given
	FromOn        time.Time  `gorm:"type:date"`
	ToOn          *time.Time `gorm:"type:date"`
	ApprovedOn    *time.Time `gorm:"type:date"`
	HandlerID     int64      // 经办人, a person; 0 where it is not given
	AccountDigest []byte     // nil without an account
	AccountSealed []byte
	AccountTail   string
	BatchID       int64
	RowNo         int
	ClosedBy      int64
}

// TableName names the table.
func (Roster) TableName() string { return "rosters" }

// Official is one employment of a person paid by the treasury (财政供养人员), by the day.
type Official struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID    int64
	NameGiven   string
	Unit        string
	Post        string
	Category    string     // 公务员 参公 事业 国企 村干部 退休 遗属 聘用
	FromOn      time.Time  `gorm:"type:date"`
	ToOn        *time.Time `gorm:"type:date"`
	VillageCode string
	BatchID     int64
	RowNo       int
	ClosedBy    int64
}

// TableName names the table.
func (Official) TableName() string { return "officials" }

// OfficialRelative says that one person is a relative of an official (公职人员家属). NameGiven is the relative's.
type OfficialRelative struct {
	ID         int64 `gorm:"primaryKey;autoIncrement:false"`
	OfficialID int64 // a person
	RelativeID int64 // a person
	NameGiven  string
	Relation   string     // of the relative to the official
	DeclaredOn *time.Time `gorm:"type:date"`
	Recorded   bool       // 近亲属备案
	BatchID    int64
	RowNo      int
	ClosedBy   int64
}

// TableName names the table.
func (OfficialRelative) TableName() string { return "official_relatives" }

// Death is a death as one source reports it.
type Death struct {
	ID             int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID       int64
	NameGiven      string
	DiedOn         time.Time  `gorm:"type:date"`
	DeregisteredOn *time.Time `gorm:"type:date"` // 注销日期
	Source         string     // 公安 民政 卫健
	Revoked        bool       // 撤销: the report was wrong
	BatchID        int64
	RowNo          int
	ClosedBy       int64
}

// TableName names the table.
func (Death) TableName() string { return "deaths" }

// Inmate is one stay in prison or compulsory treatment, by the day.
type Inmate struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID  int64
	NameGiven string
	Category  string
	InOn      time.Time  `gorm:"type:date"`
	OutOn     *time.Time `gorm:"type:date"`
	BatchID   int64
	RowNo     int
	ClosedBy  int64
}

// TableName names the table.
func (Inmate) TableName() string { return "inmates" }

// Vehicle is a motor vehicle of a person, owned from RegisteredOn until TransferredOn.
type Vehicle struct {
	ID            int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID      int64
	NameGiven     string
	Plate         string
	VehicleType   string
	UsageKind     string     // 使用性质
	RegisteredOn  time.Time  `gorm:"type:date"`
	TransferredOn *time.Time `gorm:"type:date"`
	State         string     // on the day of the extract
	ValueFen      int64      // 估值; 0 where it is not given
	BatchID       int64
	RowNo         int
	ClosedBy      int64
}

// TableName names the table.
func (Vehicle) TableName() string { return "vehicles" }

// Company is a market entity (市场主体) by its credit code.
type Company struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	Code        string
	Name        string
	Kind        string
	State       string     // 登记状态
	FoundedOn   time.Time  `gorm:"type:date"`
	DissolvedOn *time.Time `gorm:"type:date"`
	CapitalFen  int64
	BatchID     int64
	RowNo       int
	ClosedBy    int64
}

// TableName names the table.
func (Company) TableName() string { return "companies" }

// CompanyRole is what a person is to a company, by the day.
type CompanyRole struct {
	ID         int64 `gorm:"primaryKey;autoIncrement:false"`
	Code       string
	PersonID   int64
	NameGiven  string
	Role       string     // 法定代表人 股东 经营者 高管
	ShareMilli int        // thousandths of a percent: 62.5 % is 62500
	FromOn     *time.Time `gorm:"type:date"`
	ToOn       *time.Time `gorm:"type:date"`
	BatchID    int64
	RowNo      int
	ClosedBy   int64
}

// TableName names the table.
func (CompanyRole) TableName() string { return "company_roles" }

// Property is real estate of a person, owned from RegisteredOn until CancelledOn.
type Property struct {
	ID           int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID     int64
	NameGiven    string
	UnitNo       string // 不动产单元号
	Location     string
	Purpose      string     // 住宅 商业 车位 宅基地
	AreaMilli    int64      // thousandths of a square metre
	Share        string     // as given: 共有情况
	RegisteredOn time.Time  `gorm:"type:date"`
	CancelledOn  *time.Time `gorm:"type:date"`
	Acquisition  string
	BatchID      int64
	RowNo        int
	ClosedBy     int64
}

// TableName names the table.
func (Property) TableName() string { return "properties" }

// Employment is a stretch of social insurance paid by one employer, by the month.
type Employment struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID  int64
	NameGiven string
	Employer  string
	FromOn    time.Time  `gorm:"type:date"`
	ToOn      *time.Time `gorm:"type:date"`
	BaseFen   int64      // 缴费基数; 0 where it is not given
	BatchID   int64
	RowNo     int
	ClosedBy  int64
}

// TableName names the table.
func (Employment) TableName() string { return "employment" }

// Pension is a stretch of one pension, by the month.
type Pension struct {
	ID         int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID   int64
	NameGiven  string
	Scheme     string     // 职工 机关 居民
	Place      string     // 统筹地
	FromOn     time.Time  `gorm:"type:date"`
	ToOn       *time.Time `gorm:"type:date"`
	MonthlyFen int64      // 0 where it is not given
	BatchID    int64
	RowNo      int
	ClosedBy   int64
}

// TableName names the table.
func (Pension) TableName() string { return "pensions" }

// Disability is a disability certificate. Its number contains the resident ID and is kept sealed.
type Disability struct {
	ID         int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID   int64
	NameGiven  string
	CertSealed []byte
	CertTail   string // last four characters
	Category   string
	Level      int        // 1 (most severe) to 4
	IssuedOn   time.Time  `gorm:"type:date"`
	ExpiresOn  *time.Time `gorm:"type:date"`
	State      string
	BatchID    int64
	RowNo      int
	ClosedBy   int64
}

// TableName names the table.
func (Disability) TableName() string { return "disabilities" }

// Enrolment is a stretch of a pupil at one school, by the month.
type Enrolment struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID  int64
	NameGiven string
	School    string
	Stage     string // 小学 初中 高中 中职 高职 本科
	FullTime  string // 是 or 否; "" where it is not given
	State     string
	FromOn    time.Time  `gorm:"type:date"`
	ToOn      *time.Time `gorm:"type:date"`
	BatchID   int64
	RowNo     int
	ClosedBy  int64
}

// TableName names the table.
func (Enrolment) TableName() string { return "enrolments" }

// Prepayout is one payment that a bureau intends (拟发放名单): a payout that has not happened. Nothing that shows payouts shows it.
type Prepayout struct {
	PersonID      int64     `gorm:"primaryKey;autoIncrement:false"`
	ItemID        int64     `gorm:"primaryKey;autoIncrement:false"`
	PeriodStart   time.Time `gorm:"primaryKey;type:date"` // first day of the entitlement period
	ID            int64     `gorm:"primaryKey;autoIncrement:false"`
	PeriodEnd     time.Time `gorm:"type:date"` // last day of the entitlement period
	BatchNo       string    // 批次号 of the paying bureau
	QuantityMilli int64     // thousandths of the unit: 2.5 亩 is 2500
	Class         string
	AmountFen     int64
	AccountDigest []byte
	AccountSealed []byte
	AccountTail   string
	AccountName   string
	NameGiven     string
	VillageCode   string
	RepayOf       string // 补发原批次
	BatchID       int64
	RowNo         int
	Sheet         string // name of the sheet that row_no counts in, "" of a file without any
}

// TableName names the table.
func (Prepayout) TableName() string { return "prepayouts" }
