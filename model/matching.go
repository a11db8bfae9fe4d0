package model

import "time"

// PersonAlias says that a resident ID that is not the person's own in the people table means that person all the same: later rows with it are the person's.
type PersonAlias struct {
	IDDigest []byte `gorm:"primaryKey"`
	PersonID int64  // whom the ID means
	FormerID int64  // the person number that rows with this ID got before; 0 when none
	Basis    string
	MadeBy   int64
	MadeAt   time.Time
}

// TableName names the table.
func (PersonAlias) TableName() string { return "people_aliases" }

// MatchPair is two persons who may be one (人工比对池), for a human to judge; no finding rests on it.
type MatchPair struct {
	ID            int64  `gorm:"primaryKey;autoIncrement"`
	Grade         string // C or D of domain guide §2.2
	Kind          string // of the file that brought PersonID
	BatchID       int64
	RowNo         int
	PersonID      int64 // of the row; unknown to the population register
	OtherPersonID int64 // of the population register
	Reason        string
	Verdict       string // "" while open, then same, different or undecided
	JudgedBy      int64
	JudgedAt      *time.Time
	CreatedAt     time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (MatchPair) TableName() string { return "match_pairs" }

// RowGrade marks a row of a batch that was matched to its person by a resident ID that the row does not hold as it is: match grade B of domain guide §2.2.
// Evidence that quotes the row says so.
type RowGrade struct {
	BatchID    int64  `gorm:"primaryKey;autoIncrement:false"`
	RowNo      int    `gorm:"primaryKey;autoIncrement:false"`
	ColumnName string `gorm:"primaryKey"` // of the ID; "" where the pair was judged after the row was loaded
	How        string // a Row grade
}

// TableName names the table.
func (RowGrade) TableName() string { return "row_grades" }

// How a row was matched.
const (
	RowUpgraded = "upgraded" // the file has 15 digits
	RowJudged   = "judged"   // people judged that the ID stands for the person
)

// HeaderAlias remembers which column a bureau means with a header that the tables of package kind do not know.
type HeaderAlias struct {
	Bureau     string `gorm:"primaryKey"`
	Kind       string `gorm:"primaryKey"`
	Header     string `gorm:"primaryKey"` // as kind.Header gives it
	ColumnName string
	MadeBy     int64
	MadeAt     time.Time
}

// TableName names the table.
func (HeaderAlias) TableName() string { return "header_aliases" }

// BatchQuality is how good the identities of a loaded batch are, looked at once after it was loaded.
type BatchQuality struct {
	BatchID      int64 `gorm:"primaryKey;autoIncrement:false"`
	Persons      int   // persons that its rows are about; 0 for a kind without persons
	PersonsKnown int   // of them, those whom the population register has
	IDRefused    int   // rows that were refused for a resident ID
	MadeAt       time.Time
}

// TableName names the table.
func (BatchQuality) TableName() string { return "batch_qualities" }
