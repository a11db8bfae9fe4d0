package model

import "time"

// LivelihoodTask is one thing to be put right in a household (保障监督): it is made of one finding of a Q model and asks one bureau once.
type LivelihoodTask struct {
	ID             int64  `gorm:"primaryKey;autoIncrement"`
	Fingerprint    []byte // unique: of the finding it was made of
	FindingID      int64
	Model          string // Q02
	Kind           string // a Livelihood kind
	PersonID       int64  // the head of the household, or the child or person in question
	HouseholdNo    string // 户编号; "" where the registers name none
	VillageCode    string // "" when unknown
	TownCode       string // 12-digit code of its town; "" when unknown
	Bureau         string // who puts it right
	Severity       int    // of the finding when the task was made
	State          string // a Livelihood state
	DueAt          time.Time
	DueProvisional bool
	Way            string // how it was put right: a code that belongs to the kind; "" when nobody said
	Project        string // 项目编号 or name of the water works that put it right; "" none was named
	Jobs           int    // people who found work, of an income task
	RemediedBy     int64
	RemediedAt     *time.Time
	Reason         string // why nothing is to be done: a Livelihood reason; "" else
	AskedBy        int64  // who asked to have it struck off
	AskedAt        *time.Time
	MetBy          string // how it was checked: a Livelihood check; "" until met
	VisitedBy      int64  // who went there; 0 for the registers
	VerifiedAt     *time.Time
	ClosedAt       *time.Time // met, not needed or withdrawn
	Rounds         int        // how often it came back
	RunID          int64      // the run that the registers last spoke of it in
	Version        int        // optimistic lock: every step adds one
	CreatedAt      time.Time  `gorm:"autoCreateTime:false"`
	UpdatedAt      time.Time  `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (LivelihoodTask) TableName() string { return "livelihood_tasks" }

// LivelihoodEvent is one step of a task, by people or by a run (StaffID 0).
type LivelihoodEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	TaskID     int64
	At         time.Time
	Kind       string
	FromState  string
	ToState    string
	StaffID    int64
	StaffName  string
	StaffRole  string
	Note       string // of a run: never personal
	NoteSealed []byte
}

// TableName names the table.
func (LivelihoodEvent) TableName() string { return "livelihood_events" }

// LivelihoodFile ties a stored file to a step: proof of a remedy, a photo of a visit.
type LivelihoodFile struct {
	ID      int64 `gorm:"primaryKey;autoIncrement"`
	TaskID  int64
	EventID int64
	FileID  int64
	Kind    string // photo or paper
	AddedBy int64
	AddedAt time.Time
}

// TableName names the table.
func (LivelihoodFile) TableName() string { return "livelihood_files" }

// Kinds of livelihood tasks.
const (
	LivelihoodIncome    = "income"    // 收入和就业, Q01
	LivelihoodHousing   = "housing"   // 住房, Q02
	LivelihoodWater     = "water"     // 饮水, Q03
	LivelihoodSchool    = "school"    // 义务教育, Q04
	LivelihoodInsurance = "insurance" // 基本医疗, Q05
	LivelihoodWrongIn   = "wrong_in"  // 错评, Q06 and Q08
	LivelihoodWrongOut  = "wrong_out" // 漏评漏保, Q07
)

// States of a livelihood task.
const (
	LivelihoodOpen      = "open"       // 待办: the bureau puts it right
	LivelihoodReopened  = "reopened"   // 退回重办: a check said it is not right yet
	LivelihoodRemedied  = "remedied"   // 待复核: the bureau says it is done
	LivelihoodAsking    = "asking"     // 待同意: the bureau asks to have it struck off
	LivelihoodMet       = "met"        // 已达标
	LivelihoodNotNeeded = "not_needed" // 不需办, with a reason
	LivelihoodWithdrawn = "withdrawn"  // 已撤销: what it rested on was taken back
)

// How a task was found to be met.
const (
	LivelihoodByRegister = "register" // a run does not find it any more
	LivelihoodByVisit    = "visit"    // somebody went there
)
