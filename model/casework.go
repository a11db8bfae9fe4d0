package model

import "time"

// Clue is a 问题线索: a human judged the matter worth handling.
type Clue struct {
	ID                 int64 `gorm:"primaryKey;autoIncrement"`
	Number             string
	Source             string
	PetitionID         int64  // the row of the source: a petition's number, or a finding's, see Petition; a clue entered directly has the digest of its form
	SourceRefSealed    []byte // of a clue entered directly: who sent it, with its paper's number
	Superior           bool   // 交办件: whoever sent it wants the result by a day
	TitleSealed        []byte
	SummarySealed      []byte
	VillageCode        string
	State              string
	Unit               string
	Opinion            string // one of the four ways of 执规§21
	OpinionNoteSealed  []byte
	ProposedBy         int64
	ProposedAt         *time.Time
	DecidedBy          int64
	DecidedAt          *time.Time
	DecisionNoteSealed []byte
	StudiedOn          *time.Time `gorm:"type:date"` // 集体研究 before the opinion
	StudySealed        []byte     // who took part and what was said
	ClosedAs           string     // one of the Closed values; "" until closed
	ClosedAt           *time.Time
	Slander            string // "reported": 疑似诬告, reported to the city; "" is not
	CreatedBy          int64
	Version            int       // optimistic lock: every change adds one
	CreatedAt          time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt          time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (Clue) TableName() string { return "clues" }

// Petition is the petition a clue came from, 0 when it came from elsewhere.
func (c Clue) Petition() int64 {
	if c.Source == ClueFromPetition {
		return c.PetitionID
	}
	return 0
}

// Finding is the finding a clue came from, 0 when it came from elsewhere.
func (c Clue) Finding() int64 {
	if c.Source == ClueFromFinding {
		return c.PetitionID
	}
	return 0
}

// Case is a 案件. It holds dates, numbers and outcome only; the content of the investigation stays out.
type Case struct {
	ID               int64  `gorm:"primaryKey;autoIncrement"`
	Number           string // 呈批 until the opening is approved, then the number of the register
	ClueID           int64
	State            string
	FiledOn          time.Time  `gorm:"type:date"` // the day of 立案; the day it was proposed until FiledAt
	FiledAt          *time.Time // when the opening was approved; nil is not opened
	FiledBy          int64
	OutcomeParty     string
	OutcomeAdmin     string
	OutcomeOther     string
	FormOfFour       int    // 1–4 of 四种形态; 0 until proposed
	PersonRank       string // township, ordinary, village or other
	Complex          bool   // not a simple case: the town has no power
	SanctionLevel    string // who approves: town_commission, town_party or county
	FoundFen         int64  // 分
	OrderedFen       int64  // 分, to be paid in
	RecoveredFen     int64  // 分, paid in
	ReturnedFen      int64  // 分, given back to households
	ResultPublic     string // what the reporter is told, approved words
	ResultNoteSealed []byte
	ConcludedOn      *time.Time `gorm:"type:date"` // the day of the decision
	TrialAt          *time.Time // when it first went to trial; the trial office sees nothing before
	AppealKind       string     // T10, T11 or T11.party; "" is none
	Version          int        // optimistic lock: every change adds one
	CreatedAt        time.Time  `gorm:"autoCreateTime:false"`
	UpdatedAt        time.Time  `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (Case) TableName() string { return "cases" }

// CaseworkEvent is one step of a clue or a case.
type CaseworkEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	Object     string
	ObjectID   int64
	At         time.Time
	Kind       string
	FromState  string
	ToState    string
	StaffID    int64
	StaffName  string
	StaffRole  string
	NoteSealed []byte
	ApprovalID int64      // the approval asked for or decided by this step; 0 is none
	Reference  string     // the number of the step's paper
	OnDay      *time.Time `gorm:"type:date"` // the day of the step, where it is another than At's
}

// TableName names the table.
func (CaseworkEvent) TableName() string { return "casework_events" }

// ClueTalk is one round of 谈话函询 on a clue.
type ClueTalk struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	ClueID       int64
	Kind         string // letter or talk
	PlanSealed   []byte
	PlannedBy    int64
	SentOn       *time.Time `gorm:"type:date"` // the letter, or the talk
	LetterNo     string
	RepliedOn    *time.Time `gorm:"type:date"`
	Commented    bool       // the head of the person's party organisation signed the reply
	Opinion      string     // clear, measure, again or verify
	Measure      string
	ReportSealed []byte
	CreatedAt    time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (ClueTalk) TableName() string { return "clue_talks" }

// ClueCheck is one 初步核实 of a clue. What was done to find out stays out of it.
type ClueCheck struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	ClueID       int64
	PlanSealed   []byte
	PlannedBy    int64
	LeadsParty   bool       // the person heads the next-level party committee
	SecretaryOn  *time.Time `gorm:"type:date"` // the party secretary's approval
	SecretaryNo  string
	StartedOn    *time.Time `gorm:"type:date"`
	Opinion      string     // file, end, remind, hold or party
	ReportSealed []byte
	DraftedAt    *time.Time
	CreatedAt    time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (ClueCheck) TableName() string { return "clue_checks" }

// TeamMember is a member of staff in the team of a verification or a trial.
type TeamMember struct {
	ID       int64  `gorm:"primaryKey;autoIncrement"`
	Object   string // clue or case
	ObjectID int64
	StaffID  int64
	Name     string
	Leads    bool
	JoinedAt time.Time
	LeftAt   *time.Time // nil is a member
	SignedAt *time.Time // the report, as it is now
}

// TableName names the table.
func (TeamMember) TableName() string { return "team_members" }

// ClueEvidence is one line of the list of evidence: that there is a paper, not what it says.
type ClueEvidence struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	ClueID      int64
	Number      string
	TitleSealed []byte
	DatedOn     *time.Time `gorm:"type:date"`
	AddedBy     int64
	AddedAt     time.Time
}

// TableName names the table.
func (ClueEvidence) TableName() string { return "clue_evidence" }

// Clarification is a notice that clears the name of somebody wrongly accused 澄清.
type Clarification struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	ClueID      int64
	Scope       string // self, unit or village
	WordsSealed []byte // of the notice
	ToldSealed  []byte // what the reporter is told
	State       string // asked, agreed, refused, done or withdrawn
	AskedBy     int64
	AskedAt     time.Time
	DoneOn      *time.Time `gorm:"type:date"`
	DoneBy      int64
}

// TableName names the table.
func (Clarification) TableName() string { return "clarifications" }

// CaseReturn is money given back to one household, and what the household says to it.
type CaseReturn struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	CaseID       int64
	VillageCode  string
	PersonID     int64
	NameGiven    string
	AmountFen    int64     // 分
	ReturnedOn   time.Time `gorm:"type:date"`
	AddedBy      int64
	AddedAt      time.Time
	Answer       string // received, not_received or wrong; "" is none yet
	AnswerSealed []byte
	AnsweredAt   *time.Time
	Version      int // optimistic lock: every change adds one

	AnsweredPersonID int64      // who of the household tapped; 0 before that was kept
	VoidedAt         *time.Time // when it was agreed that it was entered by mistake; it counts no more
	VoidedBy         int64      // who agreed
	VoidReasonSealed []byte
}

// TableName names the table.
func (CaseReturn) TableName() string { return "case_returns" }
