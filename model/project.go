package model

import "time"

// Project is one project as one batch stated it. The current row of a project number has ClosedBy 0 and a loaded batch.
type Project struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	ProjectNo   string
	Name        string
	Kind        string
	VillageCode string
	Bureau      string
	OwnerUnit   string
	ApprovalNo  string
	ApprovedOn  time.Time `gorm:"type:date"`
	EstimateFen int64
	PlannedFen  int64
	FiscalFen   int64
	Procurement string
	BidMethod   string
	NoticeOn    *time.Time `gorm:"type:date"`
	BidOn       *time.Time `gorm:"type:date"`
	ControlFen  int64
	WinnerCode  string
	WinnerName  string
	WinFen      int64
	ContractFen int64
	ContractOn  *time.Time `gorm:"type:date"`
	PlanStart   time.Time  `gorm:"type:date"`
	PlanEnd     time.Time  `gorm:"type:date"`
	RealStart   *time.Time `gorm:"type:date"`
	RealEnd     *time.Time `gorm:"type:date"`
	AcceptedOn  *time.Time `gorm:"type:date"`
	SettledFen  int64
	Longitude   string
	Latitude    string
	BatchID     int64
	RowNo       int
	ClosedBy    int64 // the batch that replaced this row; 0 while current
}

// TableName names the table.
func (Project) TableName() string { return "projects" }

// ProjectProgress is one report of how far a project is.
type ProjectProgress struct {
	ID           int64 `gorm:"primaryKey;autoIncrement:false"`
	ProjectNo    string
	OnDay        time.Time `gorm:"type:date"`
	PercentMilli int       // thousandths of a percent: 62.5 % is 62500
	Note         string
	Reporter     string
	BatchID      int64
	RowNo        int
}

// TableName names the table.
func (ProjectProgress) TableName() string { return "project_progress" }

// ProjectPhoto is a picture of a project that villagers may see.
type ProjectPhoto struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	ProjectNo string
	FileID    int64
	Caption   string
	TakenOn   *time.Time `gorm:"type:date"`
	AddedBy   int64
	AddedAt   time.Time
}

// TableName names the table.
func (ProjectPhoto) TableName() string { return "project_photos" }
