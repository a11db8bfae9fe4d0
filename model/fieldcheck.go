package model

import "time"

// SamplingPlan is one drawing of the projects that are to be looked at on the spot 现场核查: by what numbers it was drawn and who agreed to it. With
// the same seed, numbers and projects the same are drawn.
type SamplingPlan struct {
	ID            int64 `gorm:"primaryKey;autoIncrement"`
	Seed          int64 // of the random part
	Top           int   // how many are drawn in all
	RandomShare   int   // per cent of them that are drawn by chance
	Days          int   // working days the towns have
	Candidates    int   // how many projects were weighed
	State         string
	Note          string
	MadeBy        int64
	MadeByName    string
	MadeAt        time.Time
	DecidedBy     int64
	DecidedByName string
	DecidedAt     *time.Time
	DecidedNote   string
	Version       int // optimistic lock: every step adds one
}

// TableName names the table.
func (SamplingPlan) TableName() string { return "sampling_plans" }

// SamplingRow is one project of a plan with the reasons for which it was drawn.
type SamplingRow struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	PlanID      int64
	Rank        int `gorm:"column:place"`
	ProjectNo   string
	ProjectName string
	VillageCode string
	Score       int
	Reasons     string // in words, one a line
	ByChance    bool
	CheckID     int64 `gorm:"column:task_id"` // the check it became; 0 until then, and when one was open already
}

// TableName names the table.
func (SamplingRow) TableName() string { return "sampling_rows" }

// FieldCheck asks a town to look at one project on the spot.
type FieldCheck struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	ProjectNo      string
	OpenNo         *string // unique: the project's number until the check is done with
	PlanID         int64   // 0 when it was asked for by hand
	FindingID      int64   // the finding it was asked for; 0 none
	Model          string  // the model whose questions are asked there
	Why            string
	VillageCode    string
	TownCode       string
	State          string // a Field state
	DueAt          time.Time
	DueProvisional bool
	VisitID        int64 // the visit that was accepted last; 0 none
	MadeBy         int64
	MadeByName     string
	MadeAt         time.Time
	ClosedAt       *time.Time // accepted or called off
	ClosedWhy      string     // why it was called off
	Version        int        // optimistic lock: every step adds one
	UpdatedAt      time.Time  `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (FieldCheck) TableName() string { return "field_checks" }

// FieldVisit is what one person saw at a project. It is never changed, only reviewed; what was filed is kept with it as it was then.
type FieldVisit struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	CheckID        int64 `gorm:"column:task_id"`
	ProjectNo      string
	UUID           string `gorm:"column:uuid"` // unique: made on the telephone, so that what is sent twice is kept once
	StaffID        int64
	StaffName      string
	StaffRole      string
	Verdict        string // a Field verdict
	PercentFound   *int   // nil when not said
	FoundMilli     *int64 // thousandths of the unit; nil when not measured
	Unit           string
	Note           string
	Longitude      string // of the telephone; "" when it did not say
	Latitude       string
	AccuracyM      *int // metres
	DistanceM      *int // from the filed coordinates; nil when either is missing
	FiledPercent   *int // thousandths of a per cent, as in project_progress; nil when nothing was reported
	FiledMilli     *int64
	FiledUnit      string
	FiledLongitude string
	FiledLatitude  string
	OnDay          time.Time `gorm:"type:date"` // the day it counts for: of CapturedAt, and none after it arrived
	CapturedAt     time.Time // when it was written down, by the telephone's clock
	ArrivedAt      time.Time // when it came here
	Queued         bool      // it waited on the telephone
	Second         bool      // the check had been visited or closed when it came
	State          string    // a Visit state
	ReviewedBy     int64
	ReviewedByName string
	ReviewedAt     *time.Time
	ReviewNote     string
}

// TableName names the table.
func (FieldVisit) TableName() string { return "field_visits" }

// FieldFile is a photo of a visit: the original sealed, what is shown without metadata, and what the original said of time and place.
type FieldFile struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	VisitID   int64
	CheckID   int64 `gorm:"column:task_id"`
	Seq       int
	FileID    int64 // the original
	ShownID   int64
	ThumbID   int64
	TakenAt   *time.Time
	FromExif  bool   // TakenAt stood in the photo; else the telephone said so
	Longitude string // out of the photo; "" when it did not say
	Latitude  string
	DistanceM *int // of the photo from the filed coordinates
	AddedAt   time.Time
}

// TableName names the table.
func (FieldFile) TableName() string { return "field_files" }

// States of a sampling plan.
const (
	SamplingProposed = "proposed" // 待同意
	SamplingAgreed   = "agreed"   // 已下达
	SamplingDropped  = "dropped"  // 不同意
)

// States of a field check.
const (
	FieldOpen     = "open"     // 待核查
	FieldArrived  = "arrived"  // 待审核: somebody was there
	FieldReturned = "returned" // 退回重查
	FieldAccepted = "accepted" // 已认可
	FieldClosed   = "closed"   // 已撤销, with a reason
)

// States of a visit.
const (
	VisitArrived  = "arrived"  // 待审核
	VisitAccepted = "accepted" // 认可: it counts
	VisitReturned = "returned" // 退回
	VisitAside    = "aside"    // 只作参考
)

// Verdicts of a visit.
const (
	FieldSame     = "same"     // 与备案一致
	FieldDiffers  = "differs"  // 不一致
	FieldMissing  = "missing"  // 找不到
	FieldNotBegun = "notbegun" // 没有开工
)

// LivelihoodVeto is what two people saw in a household of an item of the list 一票否决 that no register tells.
type LivelihoodVeto struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	HouseholdNo string
	Item        string    // 1, 6 or 7 of the list
	Answer      string    // yes, no or unclear
	OnDay       time.Time `gorm:"type:date"`
	StaffID     int64     // who wrote it down
	StaffName   string
	StaffRole   string
	Companion   string // who was there, too
	NoteSealed  []byte
	FileID      int64 // the photo; 0 none
	At          time.Time
}

// TableName names the table.
func (LivelihoodVeto) TableName() string { return "livelihood_vetoes" }
