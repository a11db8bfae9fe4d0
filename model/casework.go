package model

import "time"

// Clue is a 问题线索: a human judged the matter worth handling.
type Clue struct {
	ID                 int64 `gorm:"primaryKey;autoIncrement"`
	Number             string
	Source             string // petition or finding
	PetitionID         int64  // the row of the source: a petition's number, or a finding's; see Petition
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
	OpinionDue         *time.Time
	OpinionProvisional bool
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

// Case is a 案件: formally filed. It holds dates, numbers and outcome only; the content of the investigation stays out.
type Case struct {
	ID               int64 `gorm:"primaryKey;autoIncrement"`
	Number           string
	ClueID           int64
	State            string
	FiledOn          time.Time `gorm:"type:date"`
	FiledBy          int64
	OutcomeParty     string
	OutcomeAdmin     string
	OutcomeOther     string
	FormOfFour       int    // 1–4 of 四种形态; 0 until concluded
	FoundFen         int64  // 分
	RecoveredFen     int64  // 分
	ReturnedFen      int64  // 分
	ResultPublic     string // what the reporter is told, approved words
	ResultNoteSealed []byte
	ConcludedOn      *time.Time `gorm:"type:date"`
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
}

// TableName names the table.
func (CaseworkEvent) TableName() string { return "casework_events" }
