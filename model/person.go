package model

import "time"

// Person is a natural person. The resident ID is here only, sealed, with its keyed digest for equality; every other table refers to the number ID.
type Person struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	IDDigest  []byte
	IDSealed  []byte
	IDGrade   string // A valid 18-digit, B upgraded from 15 digits (domain guide §2.2), X other papers, or GradeRefused
	Name      string
	BirthOn   *time.Time `gorm:"type:date"` // from the ID; nil for other papers
	Sex       string
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
}

// GradeRefused is the grade of somebody who stands in a row that was given back for its resident ID: IDDigest is of all that the row says of them. No row
// is theirs, and they are there only to be judged.
const GradeRefused = "R"

// TableName names the table.
func (Person) TableName() string { return "people" }

// PersonRename keeps the name that a person had until a batch brought another: a run of the comparison that is made again reads it.
type PersonRename struct {
	ID       int64 `gorm:"primaryKey;autoIncrement"`
	PersonID int64
	Name     string // until then; "" where the person was known by number only
	BatchID  int64  // that brought the other
}

// TableName names the table.
func (PersonRename) TableName() string { return "person_renames" }

// Resident is one row of the population register 户籍人口: true from ValidFrom until ValidTo (half open) as far as batch BatchID says.
// Current rows have ClosedBy 0 and a loaded batch.
type Resident struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID    int64
	HouseholdNo string
	Relation    string
	VillageCode string
	GroupNo     string
	PhoneSealed []byte
	PhoneTail   string // last four digits, for "a code was sent to …1234"
	Status      string
	BatchID     int64
	RowNo       int
	ValidFrom   time.Time  `gorm:"type:date"`
	ValidTo     *time.Time `gorm:"type:date"`
	ClosedBy    int64      // the batch that replaced this row; 0 while current
}

// TableName names the table.
func (Resident) TableName() string { return "residents" }
