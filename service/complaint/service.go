// Package complaint receives what villagers report and tells them how it went.
//
// A petition 信访件 is written once and never edited; what changes is its
// handling. Everything a person wrote is sealed with the petition office's own
// key before it reaches the database or the disk. Who a real-name reporter is
// stands in a table of its own; the only way to it is SeeIdentity, which
// takes a second person's consent, records every look and tells the reporter. Of an anonymous reporter
// nothing is written anywhere: no WeChat account, no address, no browser.
//
// Every step is one transaction: the deed, its event in the timeline, its audit
// entry and the notice it promises.
package complaint

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Files keeps uploaded content sealed; rows are added inside the transaction
// of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Clues takes a petition over as a clue 问题线索, and says who works on it.
type Clues interface {
	Register(tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, village string, title, summary seal.Secret) (number string, err error)
	Reads(ctx context.Context, by actor.Actor, petitionID int64) (bool, error)
}

// People knows who is bound by real name, and their name and telephone.
type People interface {
	// Current is the actor of a WeChat account as its binding stands now.
	Current(ctx context.Context, wechatUserID int64) (actor.Actor, error)
	Contact(ctx context.Context, personID int64) (name, phone seal.Secret, err error)
}

// Deps is what the service is made of. Box is the petition office's own.
type Deps struct {
	DB       *gorm.DB
	Box      *seal.Box
	Files    Files
	Clues    Clues
	People   People
	Recusal  Recusal // nil: nobody is kept out
	Clocks   func(ctx context.Context) (timer.Book, error)
	Offices  func(ctx context.Context) ([]string, error)                       // who a petition may be handed over to; nil: anybody
	Draw     func(n int) int                                                   // a number from 0 up to n, by chance; nil: drawn
	Number   func(ctx context.Context, name string, standard int) (int, error) // the county's numbers; nil: all standard
	Board    Board                                                             // where it is put up that a reporter urges; nil puts up nothing
	Hotlines []string                                                          // the office's own telephones, which an answer may name
	Now      func() time.Time

	Signer     *proof.Signer                   // of receipts; nil: they are not signed
	Recipients Recipients                      // of what is sealed up
	Parcels    Parcels                         // where it waits
	Scrub      func(ctx context.Context) error // has the database forget what was deleted; may be nil
}

// Service receives and handles petitions.
type Service struct {
	Deps
	photos *picture.Turns
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, photos: picture.NewTurns()} }

// Purposes of the keyed digests under the petition box.
const (
	purposeReceipt = "receipt"
	purposeSubmit  = "submit"
	purposePerson  = "reporter_person"
	purposeWechat  = "reporter_wechat"
)

// place names where a petition's sealed column is stored. The row number does
// not exist yet when the row is sealed; the receipt's digest does, and stays.
func place(column string, receiptDigest []byte) string {
	return "petitions." + column + "/" + hex.EncodeToString(receiptDigest)
}

// placeMessage is place for a message, known by the digest of its form.
func placeMessage(submitKey []byte) string {
	return "petition_messages.body/" + hex.EncodeToString(submitKey)
}

// placeOf is place for the rows that hang on a petition: reporters and events.
func placeOf(column string, petitionID int64) string {
	return column + "/" + strconv.FormatInt(petitionID, 10)
}

// number is the county's value of a parameter, or the standard one.
func (s *Service) number(ctx context.Context, name string, standard int) (int, error) {
	if s.Number == nil {
		return standard, nil
	}
	n, err := s.Number(ctx, name, standard)
	if err != nil {
		return 0, fmt.Errorf("parameter %s: %w", name, err)
	}
	return n, nil
}

// clock is the present, to the second and in UTC, as it is stored.
func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

// notFound is the one answer for what is absent and for what is not yours.
func notFound() error { return fault.New(fault.NotFound, "没有找到这件信访件") }

// object names a petition in the audit chain.
func object(id int64) string { return fmt.Sprintf("petition:%d", id) }
