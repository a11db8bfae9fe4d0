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
