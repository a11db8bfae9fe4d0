package model

import "time"

// Filing is the head of what an owner files about one project: the optimistic version of all its steps. What a project is stands in projects and its
// neighbours and nowhere else.
type Filing struct {
	ProjectNo string    `gorm:"primaryKey"`
	Version   int       // every step adds one
	UpdatedAt time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (Filing) TableName() string { return "filings" }

// FilingStep is one stage of a project as its owner filed it at one moment: who, when, what no register has a column for, and the batches that its
// rows are in. A step whose batch was withdrawn counts no more.
type FilingStep struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	ProjectNo  string
	Seq        int        // counted within the project
	Stage      string     // a stage of service/filing
	OnDay      *time.Time `gorm:"type:date"` // the day of what is filed
	AmountFen  int64
	DocNo      string // 文号
	Skipped    string // why the stage is left out: 直接发包 or 无; "" when it is not
	Note       string
	ScaleMilli int64 // 建设规模 in thousandths of the unit; 0 when it was not filed
	ScaleUnit  string
	BatchID    int64 // the batch of its row; 0 when it brought documents only
	MoneyID    int64 // the batch of a payment filed with it; 0 else
	StaffID    int64
	StaffName  string
	StaffRole  string
	At         time.Time
}

// TableName names the table.
func (FilingStep) TableName() string { return "filing_steps" }

// FilingFile is a document of a step. SM3 is the plain digest of the bytes as they came, so that an owner can prove what was handed in.
type FilingFile struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	ProjectNo string
	StepID    int64
	Stage     string
	Kind      string // a paper of service/filing
	Name      string // as it was called
	FileID    int64  // the original
	ShownID   int64  // of a picture, the one without metadata; 0 of a PDF
	Mime      string
	Size      int64
	SM3       []byte `gorm:"column:sm3"`
	AddedBy   int64
	AddedAt   time.Time
	PublicAt  *time.Time // since when villagers see it; nil: they do not
	PublicBy  int64
}

// TableName names the table.
func (FilingFile) TableName() string { return "filing_files" }
