package model

import "time"

// Petition is a 信访举报件. Written once; what changes is its handling. It never holds who sent it: that is Reporter.
type Petition struct {
	ID                int64  `gorm:"primaryKey;autoIncrement"`
	Number            string // internal 信访件编号; never shown to the reporter
	ReceiptDigest     []byte // keyed digest of the receipt number, the reporter's only handle
	ReceiptSealed     []byte
	SubmitKey         []byte // digest of the form's one-time token: a double submission hits the unique index
	Channel           string // a Channel
	Mode              string // a ReporterMode
	Subject           string // what it is about, in villagers' words (a Subject)
	VillageCode       string
	Place             string
	Happened          string
	AccusedSealed     []byte
	BodySealed        []byte
	AboutKind         string // payout, project or empty
	AboutSealed       []byte // what the payout or project was, as text, sealed
	State             string // a PetitionState
	Category          string // 业务类别, set at triage (a PetitionCategory)
	OutcomeNoteSealed []byte
	DuplicateOf       int64
	RepeatOf          int64      // the earlier petition of the same real-name reporter; 0 for a first one
	Joined            bool       // 我也是: sent to be handled along with DuplicateOf
	KnownAt           *time.Time // when the office said that everybody may know it is being handled
	RepeatsTold       int        // of how many repeats whoever handles it was told
	AssignedTo        string     // office, town, organ or bureau
	AssignedUnit      string
	AssignedDivision  string
	ClaimedBy         int64
	ClaimedAt         *time.Time
	AnsweredAt        *time.Time // when the reporter was told whether it is taken up
	PhotoCount        int
	HasVoice          bool
	Rating            string
	RatingNoteSealed  []byte
	RatedAt           *time.Time
	Rating2           string // after the second look; "bad" turns the matter red
	Rating2NoteSealed []byte
	Rated2At          *time.Time
	AppealKind        string // an AppealKind, of an appeal
	Version           int    // optimistic lock: every change adds one
	ReceivedAt        time.Time
	UpdatedAt         time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
	ClosedAt          *time.Time
	WithdrawnAt       *time.Time
	OwnHead           bool // about a leader of this commission: kept from all of them
}

// TableName names the table.
func (Petition) TableName() string { return "petitions" }

// Reporter is who sent a petition, sealed with the petition office's own key. An anonymous petition has no row.
type Reporter struct {
	PetitionID       int64  `gorm:"primaryKey;autoIncrement:false"`
	Sealed           []byte // JSON of name, phone, resident ID; sealed with the petition office's key
	PersonDigest     []byte // digest under the petition office's index key, so that the database alone does not tell whose petition it is
	WechatDigest     []byte
	WechatSealed     []byte // openid for notices, sealed with the petition office's key
	VerifiedAt       *time.Time
	VerifiedBy       int64
	VerifyNoteSealed []byte
	ShareAgreed      bool       // a bureau that the matter is forwarded to may be told who it is
	VerifyHow        string     // telephone or meeting (检规§24)
	VerifiedOn       *time.Time `gorm:"type:date"` // the day of the call or meeting
}

// TableName names the table.
func (Reporter) TableName() string { return "reporters" }

// IdentityOpening records every time a reporter's identity was opened, by whom and why; the reporter is told.
type IdentityOpening struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID int64
	OpenedBy   int64
	Reason     string // in clear, of openings before two persons were needed; the request holds it since
	At         time.Time
	GrantID    int64
}

// TableName names the table.
func (IdentityOpening) TableName() string { return "identity_openings" }

// IdentityGrant lets one member of staff see who a reporter is until a time, because a second person agreed to it.
type IdentityGrant struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID  int64
	ApprovalID  int64
	StaffID     int64 // who asked, and nobody else
	GrantedBy   int64
	GrantedName string
	GrantedAt   time.Time
	UntilAt     time.Time
	OpenedAt    *time.Time // the first look
}

// TableName names the table.
func (IdentityGrant) TableName() string { return "identity_grants" }

// AnswerWording is one version of words that the office may begin an answer with. The newest version of a name is offered, unless it was withdrawn.
type AnswerWording struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	Name      string
	Version   int
	Action    string // the step it belongs to
	Title     string
	Body      string
	Withdrawn bool
	StaffID   int64
	StaffName string
	At        time.Time
}

// TableName names the table.
func (AnswerWording) TableName() string { return "answer_wordings" }

// PetitionEvent is one step of a petition. PublicText is what the reporter may read; Note is for the office.
type PetitionEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID int64
	At         time.Time
	Kind       string
	FromState  string
	ToState    string
	StaffID    int64
	StaffName  string
	StaffRole  string
	PublicText string
	NoteSealed []byte
	ApprovalID int64 // the request that was agreed to, 0 when the step takes none
}

// TableName names the table.
func (PetitionEvent) TableName() string { return "petition_events" }

// PetitionMessage is one message of the talk between reporter and office.
type PetitionMessage struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID int64
	At         time.Time
	FromSide   string // reporter or office
	StaffID    int64
	BodySealed []byte
	SubmitKey  []byte
}

// TableName names the table.
func (PetitionMessage) TableName() string { return "petition_messages" }

// PetitionFile ties a stored file to a petition, to one of its messages (MessageID 0: the petition itself) or to its result.
type PetitionFile struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID int64
	MessageID  int64
	FileID     int64
	Kind       string
	WithResult bool // the office gave it with its closing words
}

// TableName names the table.
func (PetitionFile) TableName() string { return "petition_files" }

// Objection is a word against a result: the reporter's objection, or
// the first 不满意. Either has the matter looked at again.
type Objection struct {
	ID            int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID    int64
	ThroughID     int64 // the petition merged into PetitionID whose reporter said it; 0 is PetitionID's own
	At            time.Time
	Kind          string // objection or dissatisfied
	Side          string // who wrote it down: reporter or office
	How           string // how it reached the office; "" by the page
	FromState     string // where it came from: feedback or notified
	TextSealed    []byte
	SubmitKey     []byte
	Outcome       string // explained, reopened or "" while it waits
	OutcomeSealed []byte
	DecidedBy     int64
	DecidedAt     *time.Time
}

// TableName names the table.
func (Objection) TableName() string { return "petition_objections" }

// PetitionCall is a closed petition of the random sample whose reporter is to
// be asked, by somebody else than its handler, how it went.
type PetitionCall struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID int64
	PickedAt   time.Time
	CalledAt   *time.Time
	CalledBy   int64
	Reached    bool
	Rating     string
	NoteSealed []byte
}

// TableName names the table.
func (PetitionCall) TableName() string { return "petition_calls" }
