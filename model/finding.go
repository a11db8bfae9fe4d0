package model

import "time"

// ComparisonRun is one run of the comparison engine. Its results and its row in status RunDone become visible in one transaction: a run that was
// stopped leaves nothing but a row that says so.
type ComparisonRun struct {
	ID            int64     `gorm:"primaryKey;autoIncrement"`
	Kind          string    // a Run kind
	Status        string    // a Run status
	AsOf          time.Time `gorm:"type:date"`
	Scope         string    // "" everything; else words for it, such as "batch 12"
	BatchID       int64     // the batch that caused it; 0 when none
	Batches       []byte    // JSON [[id, digest]…] of the loaded batches, in order of number
	BatchesDigest []byte    // SM3 of Batches: equal digests read equal data
	Models        []byte    // JSON {key: {version, held, hits, findings}}
	Parameters    []byte    // JSON {name: value} of every parameter the models read
	ParameterHash string    // of Parameters: the parameter version of its findings
	People        int
	Payouts       int
	Hits          int // after the weak ones without company were dropped
	Created       int // findings made
	Updated       int // findings seen again
	Gone          int // findings that no longer hold
	LoadMillis    int64
	CompareMillis int64
	ApplyMillis   int64
	PeakBytes     int64
	Message       string // why it failed, in words for the office
	Stage         string // what it is doing, while it runs
	StageDone     int
	StageTotal    int
	WaitingKey    *string // unique: what a waiting run is, so that there is one of it; nil once it has begun
	StartedBy     string  // actor.ID
	StartedAt     time.Time
	FinishedAt    *time.Time
	ReadAt        *time.Time // when the snapshot was read; nil of runs of old
	Inputs        []byte     // JSON {source: digest} of what is read and may change in place; nil of runs of old
	ResultDigest  []byte     // SM3 over its RunPrints; nil of runs of old
	Program       string     // the build that made it
	Rules         string     // 16 hex digits of SM3 over the sources of the rules; "" of runs of old
	RepeatOf      int64      // of RunRepeat, the run that it repeats; 0 else
	Outcome       string     // of RunRepeat, an Outcome; "" else
}

// TableName names the table.
func (ComparisonRun) TableName() string { return "comparison_runs" }

// RunPrints are the results of one model in one run, as prints: 16 bytes each in ascending order, the first eight those of the finding's fingerprint, the
// others over its period, its sum and its severity. They say whether a run that is made again finds the same.
type RunPrints struct {
	RunID  int64  `gorm:"primaryKey;autoIncrement:false"`
	Model  string `gorm:"primaryKey"`
	Prints []byte
}

// TableName names the table.
func (RunPrints) TableName() string { return "run_prints" }

// Finding is a 疑点: what one model says of one subject, one item and one unbroken stretch of periods. It is a question and proves nothing. The first part
// is the comparison engine's, the second the life cycle's; neither side writes the other's columns, except that the engine makes the row (generated).
type Finding struct {
	ID               int64  `gorm:"primaryKey;autoIncrement"`
	Fingerprint      []byte // unique: SM3 of model, subject, item, first period and a counter; stays when the period grows
	Model            string // S01
	ModelVersion     string // 16 hex digits of SM3 over the model's key, parameters and cases
	ParameterVersion string // 16 hex digits of SM3 over the values it was made with
	Title            string // of the model when it was made
	Askable          bool   // whether the household may be asked (never about cadres)
	VillageChecks    bool   // whether the village may check it
	Owed             string // what the household has not been paid: an Owed constant; "" else
	FirstRunID       int64
	LastRunID        int64
	FirstSeenAt      time.Time
	LastSeenAt       time.Time
	SubjectKind      string     // person, account, fund, project or village
	PersonID         int64      // 0 unless the subject is a person
	SubjectNo        string     // 指标文号, 项目编号 or the code of a village; of an account the last four digits
	SubjectDigest    []byte     // of an account, its keyed digest; nil else
	ItemID           int64      // 0 when about no item
	HouseholdNo      string     // 户编号 of the roster; "" when about no household
	VillageCode      string     // of the subject; "" when unknown
	Bureau           string     // of the item or the project; "" when neither
	PeriodStart      time.Time  `gorm:"type:date"`
	PeriodEnd        *time.Time `gorm:"type:date"` // the last day; nil while open
	AmountFen        int64
	Severity         int // 0 蓝 1 黄 2 橙 3 红
	Sentence         string
	HeldReason       string     // why it is held back (a register missing or stale); "" when it may be worked on
	EvidenceDigest   []byte     // of all that the engine says of it, evidence included, so that an unchanged finding is not written again
	EvidenceCount    int        // of the records, with those that are not listed
	EvidenceRestFen  int64      // what the payments that are not listed sum up to
	GoneAt           *time.Time // a full run did not find it any more
	WithdrawnMark    int64      // the withdrawn batch its evidence rested on; 0 when none
	WithdrawnAt      *time.Time

	Status               string // a Finding status
	DispatchedKind       string // a Dispatch kind
	DispatchedBureau     string
	DispatchedDivision   string // 12-digit code of the town or village
	DispatchedBy         int64
	DispatchedAt         *time.Time
	DispatchNoteSealed   []byte
	DueAt                *time.Time // for the answer
	DueProvisional       bool
	FeedbackVerdict      string // a Verdict
	FeedbackReason       string // code of the reason for a refutation
	FeedbackSealed       []byte // what the answer says
	FeedbackBy           int64
	FeedbackAt           *time.Time
	ReviewDueAt          *time.Time
	ReviewDueProvisional bool
	ReviewNoteSealed     []byte
	ReviewedBy           int64
	ReviewedAt           *time.Time
	ClosedAs             string // a Closed way
	ClosedBy             int64
	ClosedAt             *time.Time
	RectifyDueAt         *time.Time // 督促整改 by
	RectifiedAt          *time.Time
	ClueID               int64
	ClueNumber           string
	ExemptReason         string
	ExemptDocument       string
	ExemptUntil          *time.Time `gorm:"type:date"` // the last day; nil: only the period of the finding
	ExemptBy             int64
	ExemptAt             *time.Time
	Proposal             string // what waits for the head or was approved: a Proposal; "" none
	ProposalSealed       []byte // of a clue: its title, a line break, its summary
	ProposedBy           int64
	FinalVerdict         string    // the reviewer's Verdict; "" until judged
	FinalReason          string    // code of the reason for a refutation
	JudgedQuarter        string    // 2026Q1, the quarter of the final verdict
	StopPayment          bool      // closed with the advice to stop the payments 停发建议
	TaskID               int64     // the livelihood task through which it is handled; 0 when by itself
	Version              int       // optimistic lock of the life cycle: every change of this part adds one; the engine's does not
	UpdatedAt            time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (Finding) TableName() string { return "findings" }

// FindingEvidence is one matched record of a finding. Fields never hold a resident ID, an account number or a telephone.
type FindingEvidence struct {
	FindingID int64  `gorm:"primaryKey;autoIncrement:false"`
	Seq       int    `gorm:"primaryKey;autoIncrement:false"`
	Kind      string // KIND
	BatchID   int64
	RowNo     int
	PersonID  int64  // whose record it is, whose name pages look up; 0 nobody's
	Fields    []byte // JSON [[name, value]…] in the order to show
}

// TableName names the table.
func (FindingEvidence) TableName() string { return "finding_evidence" }

// FindingEvent is one step of a finding, by people or by the engine (StaffID 0).
type FindingEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	FindingID  int64
	At         time.Time
	Kind       string
	FromStatus string
	ToStatus   string
	StaffID    int64
	StaffName  string
	StaffRole  string
	Note       string // of the engine: which run, which batch; never personal
	NoteSealed []byte
}

// TableName names the table.
func (FindingEvent) TableName() string { return "finding_events" }

// FindingFile ties a stored file to a finding: a photo of a field check, a household's photo or voice, a document.
type FindingFile struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	FindingID int64
	EventID   int64 // the step it came with; 0 when none
	HearingID int64 // the hearing it answers; 0 when none
	FileID    int64
	Kind      string // photo, voice or document
	AddedBy   int64
	AddedAt   time.Time
}

// TableName names the table.
func (FindingFile) TableName() string { return "finding_files" }

// FindingHearing is a question to a household before its money stops, its answer, and what a person decided after it; or, with Owed, word of what
// it may be owed, which stops nothing and sets it no day.
type FindingHearing struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	FindingID      int64
	PersonID       int64 // who is asked
	QuestionSealed []byte
	AskedBy        int64
	AskedAt        time.Time
	DueAt          time.Time
	DueProvisional bool
	Answer         string // "" none yet, agreed (没有意见) or objected (这不对)
	AnswerSealed   []byte
	AnsweredAt     *time.Time
	AnsweredVia    string // wechat, h5 or office
	Decision       string // "" none yet, stop or go_on; with Owed pay or none
	DecisionSealed []byte // names the answer
	DecidedBy      int64
	DecidedAt      *time.Time
	Owed           string // of the finding
	Version        int
}

// TableName names the table.
func (FindingHearing) TableName() string { return "finding_hearings" }

// Refund is money to be paid back (退缴) on account of a finding.
type Refund struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	FindingID   int64
	PersonID    int64 // who pays; 0 when a company or a unit does
	PayerSealed []byte
	OrderedFen  int64
	OrderedBy   int64
	OrderedAt   time.Time
	DueOn       *time.Time `gorm:"type:date"`
	PaidFen     int64
	PaidOn      *time.Time `gorm:"type:date"`
	Receipt     string     // number of the voucher
	ReturnedFen int64
	ReturnedTo  string     // 财政专户, the household it belongs to, …
	ReturnedOn  *time.Time `gorm:"type:date"`
	NoteSealed  []byte
	Version     int
	UpdatedAt   time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (Refund) TableName() string { return "refunds" }

// ModelReview is what people decided about a model whose precision fell below the floor.
type ModelReview struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	Model     string
	Decision  string // resume, stop or pause
	Reason    string
	Judged    int // how many findings of it had been judged by then
	Confirmed int
	StaffID   int64
	StaffName string
	At        time.Time
}

// TableName names the table.
func (ModelReview) TableName() string { return "model_reviews" }
