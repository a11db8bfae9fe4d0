package model

import "time"

// PetitionSubject is somebody or something a petition is about. Its digest and text are under the petition office's keys: the database alone does not tell who.
type PetitionSubject struct {
	ID            int64 `gorm:"primaryKey;autoIncrement"`
	PetitionID    int64
	Kind          string // person, unit, village or namesake
	Source        string // found in the text, or named by a person
	SubjectDigest []byte // keyed digest of kind and key: the same person in two petitions is the same digest
	Sealed        []byte // JSON of key and label
	AddedBy       int64  // 0 when the program found it
	AddedAt       time.Time
}

// TableName names the table.
func (PetitionSubject) TableName() string { return "petition_subjects" }

// The kinds of subjects. A namesake is a member of staff whose name stands in the text and who is somebody else: it accuses nobody.
const (
	SubjectIsPerson   = "person"
	SubjectIsUnit     = "unit"
	SubjectIsVillage  = "village"
	SubjectIsNamesake = "namesake"
)

// How a petition's subject came to be known.
const (
	SubjectFound = "found"
	SubjectNamed = "named"
)
