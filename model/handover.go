package model

import "time"

// ReceiptProof is the signed receipt of a petition as it was issued. It holds
// digests only.
type ReceiptProof struct {
	PetitionID int64 `gorm:"primaryKey;autoIncrement:false"`
	Token      string
}

// TableName names the table.
func (ReceiptProof) TableName() string { return "receipt_proofs" }

// HandoverKey is the public key of an office that sealed matters are handed to.
// Its private half was never here.
type HandoverKey struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	Office      string
	PublicKey   string // PEM
	Fingerprint string
	ValidFrom   time.Time `gorm:"type:date"`
	AddedBy     int64
	AddedAt     time.Time
	RetiredAt   *time.Time
}

// TableName names the table.
func (HandoverKey) TableName() string { return "handover_keys" }

// SealedHandover is a petition that was sealed up (检规§15): where its parcel
// lies until it is handed over, and when that was done. Afterwards only times
// are left.
type SealedHandover struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID   int64
	KeyID        int64  // whom the parcel is for; 0 once it was handed over
	Path         string // "" once it was handed over
	Size         int64
	Digest       []byte // SM3 of the parcel, read out when it is handed over; nil afterwards
	SealedBy     int64
	SealedAt     time.Time
	DownloadedAt *time.Time
	HandedAt     *time.Time
	ReportedAt   *time.Time
}

// TableName names the table.
func (SealedHandover) TableName() string { return "sealed_handovers" }

// FileLeftover is a file that has to go from the disk: written down in the
// transaction that takes its row away, so that a process that is killed leaves
// nothing behind for good.
type FileLeftover struct {
	ID    int64  `gorm:"primaryKey;autoIncrement"`
	Store string // petitions, handover, or journal: the database's own, without a path
	Path  string
}

// TableName names the table.
func (FileLeftover) TableName() string { return "file_leftovers" }

// Door is one matter that is not the commission's, and whose it is.
type Door struct {
	ID        int64  `gorm:"primaryKey;autoIncrement"`
	Position  int    // the order on the page
	Matter    string // in villagers' words
	Office    string
	Phone     string
	Address   string
	Hours     string
	Shown     bool
	ChangedBy int64
	ChangedAt time.Time
}

// TableName names the table.
func (Door) TableName() string { return "doors" }

// Referral is what a bureau was told of a petition out of scope: words that the
// petition office chose, and who wrote it only if they agreed.
type Referral struct {
	ID              int64  `gorm:"primaryKey;autoIncrement"`
	Number          string // its own: the bureau does not learn the petition's
	PetitionID      int64
	Bureau          string
	TextSealed      []byte
	WhoSealed       []byte // name and telephone; nil unless the reporter agreed
	State           string // sent, taken, returned, answered or passed
	SentBy          int64
	SentAt          time.Time
	TakenBy         int64
	TakenAt         *time.Time
	TakenSealed     []byte // the bureau's words on taking it, or on returning it
	AnsweredBy      int64
	AnsweredAt      *time.Time
	AnswerSealed    []byte
	ExtendedAt      *time.Time
	ExtensionSealed []byte // the reason
	PassedAt        *time.Time
	Version         int
}

// TableName names the table.
func (Referral) TableName() string { return "referrals" }

// The states of a referral.
const (
	ReferralSent     = "sent"     // lies at the bureau
	ReferralTaken    = "taken"    // the bureau said that it handles it
	ReferralReturned = "returned" // not that bureau's either
	ReferralAnswered = "answered" // the result waits for the petition office
	ReferralPassed   = "passed"   // the reporter was told
)
