package model

import "time"

// Batch is one file handed in by a bureau. Rows of a batch are visible only while Status is "loaded", so a batch appears and disappears whole.
type Batch struct {
	ID             int64  `gorm:"primaryKey;autoIncrement"`
	Kind           string // a KIND of the data set contract, such as "payouts"
	Origin         string // an Origin: a file, or one row filled in on line
	FileName       string
	FileDigest     []byte
	FileSize       int64
	FileID         int64  // the stored original; 0 where there is no file
	Status         string // a BatchStatus
	WithdrawnMark  int64  // 0 while live, the batch ID after withdrawal: the same file may come again
	Bureau         string
	AsOf           time.Time `gorm:"type:date"` // the day the data describe (截至)
	Progress       int       // rows read so far while checking or loading
	RowsTotal      int
	RowsGood       int
	RowsBad        int
	FullList       bool  // everybody who is in force is in the file: who is not has ended (RegisterEnding)
	Ends           int   // rows that a full list ends: as counted by the check, then as it was done; less than 0 where that cannot be told
	InForce        int   // of how many rows in force those are
	AmountFen      int64 // sum of the money column, 分; 0 where the kind has none
	Message        string
	Sheets         []byte // JSON of the names of its sheets, nil where it has one: RowNo numbers rows across them (sheetrow)
	PreviewSealed  []byte // JSON of the first rows and of what was left out, to look at before confirming
	CreatedBy      int64
	CreatedAt      time.Time `gorm:"autoCreateTime:false"`
	LoadedAt       *time.Time
	WithdrawnBy    int64
	WithdrawnAt    *time.Time
	WithdrawReason string
}

// TableName names the table.
func (Batch) TableName() string { return "batches" }

// Where the rows of a batch come from.
const (
	OriginFile  = ""   // a file that was handed in
	OriginFiled = "填报" // one row that was filled in on line
)

// ImportError is one row that did not pass, kept sealed so that the bureau gets it back to mend.
type ImportError struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	BatchID     int64
	Sheet       string
	RowNo       int
	ColumnName  string
	ValueSealed []byte
	Rule        string
	Message     string
	RowSealed   []byte
}

// TableName names the table.
func (ImportError) TableName() string { return "import_errors" }

// RowExtra keeps the columns of a row that the program does not know, so that nothing handed in is lost.
type RowExtra struct {
	BatchID      int64 `gorm:"primaryKey;autoIncrement:false"`
	RowNo        int   `gorm:"primaryKey"`
	FieldsSealed []byte
}

// TableName names the table.
func (RowExtra) TableName() string { return "row_extras" }

// RegisterEnding says that a full list did not have a row which was in force: the row's end became EndedOn, or stayed what it was where that is earlier.
// It counts while the list's batch is loaded; without any that counts the row's end is Former again.
type RegisterEnding struct {
	RowID   int64      `gorm:"primaryKey;autoIncrement:false"` // of a register; no two of them number a row alike
	BatchID int64      `gorm:"primaryKey;autoIncrement:false"` // the full list
	EndedOn time.Time  `gorm:"type:date"`                      // as the register's own column counts: the last day of a month, or the day from which it is not
	Former  *time.Time `gorm:"type:date"`                      // the end that the row came with
}

// TableName names the table.
func (RegisterEnding) TableName() string { return "register_endings" }
