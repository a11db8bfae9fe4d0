// Package recusal finds out from whom a matter has to be kept 回避 (监察法§67,
// 检规§48): the accused, their registered relatives, colleagues of the same unit
// or village office, whoever says so themselves, and whoever the reporter asked
// to be kept out and the head agreed.
//
// Who is accused is found in the text before anybody opens the queue, and named
// by the petition office at triage. It is kept under the petition office's keys,
// so that the database alone does not tell. What is found errs towards keeping
// out: hiding a matter from a namesake costs a colleague's time, showing it to
// the accused's brother costs the reporter.
//
// What the registers say is added whenever they change, and taken back only by
// a person's deed.
package recusal

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// Petitions is what this service needs of the petitions themselves. It works on
// the database it is given, inside the transaction of the deed where there is one.
type Petitions interface {
	// Texts gives what a petition says, and the 12-digit codes of the village and
	// town offices that its subject alone accuses.
	Texts(ctx context.Context, db *gorm.DB, petitionID int64) (village string, offices []string, accused, body seal.Secret, err error)
	// Told writes a step into the timeline, with the request it follows from or 0;
	// what is public the reporter reads.
	Told(tx *gorm.DB, by actor.Actor, at time.Time, petitionID, approvalID int64, public string, note seal.Secret) error
	// Released takes a petition off the desk of somebody it is kept from.
	Released(tx *gorm.DB, at time.Time, petitionID, staffID int64) error
}

// Clues gives the text of a clue that came from neither petition nor finding.
type Clues interface {
	Texts(ctx context.Context, db *gorm.DB, clueID int64) (village string, title, summary seal.Secret, err error)
}

// Deps is what the service is made of. Box is the petition office's own.
type Deps struct {
	DB        *gorm.DB
	Box       *seal.Box
	Petitions Petitions
	Clues     Clues
	// Sees refuses, as if it were not there, a matter that an actor may not see.
	Sees func(ctx context.Context, by actor.Actor, object string, id int64) error
	Now  func() time.Time
}

// Service keeps matters from those who have an interest in them.
type Service struct {
	Deps
	mu    sync.Mutex
	names nameIndex // of the treasury's people
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d} }

// clock is the present, to the second and in UTC, as it is stored.
func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

// notFound is the answer for what is absent and for what is not yours.
func notFound() error { return fault.New(fault.NotFound, "没有找到这件信访件") }

// place names where the sealed text of a subject is stored: by its digest and
// petition, which are known before the row is.
func place(petitionID int64, digest []byte) string {
	return fmt.Sprintf("petition_subjects.sealed/%d/%x", petitionID, digest)
}

// purposeSubject is the purpose of the digests of subjects.
const purposeSubject = "petition_subject"
