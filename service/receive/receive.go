// Package receive asks the household whether what was paid to it came.
//
// Who is told of a payment, or looks at it, says 收到了, 没收到 or 数不对 with one
// tap; one row per payment and person, and it may be changed while nothing was
// decided on it. 没收到 and 数不对 become one inquiry to the bureau that pays, with
// a clock; the bureau says what the bank says of it, the household reads that in
// plain words and says whether the money is there now.
//
// What a payment's household says is counted by village, item, handler and bank,
// each with one statement. Nobody sees what concerns themselves, their kin and
// their own handling. The comparison reads the answers as they stand: a model
// and nobody here makes a finding of them.
package receive

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// Homes knows with whom a villager lives.
type Homes interface {
	// Home gives everybody registered in the bound person's household, the person
	// with an empty name and the others masked. An ended binding is an error of
	// kind Unauthenticated.
	Home(ctx context.Context, by actor.Actor) (map[int64]string, error)
}

// Files keeps uploaded content sealed; rows are added inside the transaction
// of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Deps is what the service is made of. Box is the one of people.
type Deps struct {
	DB       *gorm.DB
	Box      *seal.Box
	Files    Files
	Homes    Homes
	Calendar func(ctx context.Context) (*workday.Calendar, error)
	Number   func(ctx context.Context, name string, standard int) (int, error)
	Text     func(ctx context.Context, name string, on period.Day) (string, error) // the county's parameters; see Definitions
	Now      func() time.Time
}

// Service takes what households say of their payments.
type Service struct {
	Deps
	photos *picture.Turns
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, photos: picture.NewTurns()} }

const (
	maxNote    = 500
	columnNote = "inquiry_events.note_sealed"
	// mostAsked bounds the payments that one page shows to a household.
	mostAsked = 60
	// mostRounds is how often one payment is asked for at the bank.
	mostRounds = 3
)

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

// Number is how people call an inquiry.
func Number(id int64) string { return fmt.Sprintf("CX%06d", id) }

func object(id int64) string { return "inquiry:" + strconv.FormatInt(id, 10) }

func place(column string, id int64) string { return column + "/" + strconv.FormatInt(id, 10) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这一笔") }

func stale() error {
	return fault.New(fault.Conflict, "这一笔刚刚被别人办过，请刷新页面再办")
}

func trimmed(v seal.Secret) seal.Secret { return seal.NewSecret(strings.TrimSpace(v.Reveal())) }

// payoutKey stands for a payment in addresses. It needs no signature: whoever
// uses it is asked for what they may see.
func payoutKey(id int64) string { return strconv.FormatInt(id, 36) }

func payoutID(key string) (int64, error) {
	id, err := strconv.ParseInt(key, 36, 64)
	if err != nil || len(key) > 13 || id <= 0 {
		return 0, notFound()
	}
	return id, nil
}

// loaded is the condition that the batch of a table's row counts.
func loaded(table string) string {
	return "EXISTS (SELECT 1 FROM batches b WHERE b.id = " + table + ".batch_id AND b.status = '" + model.BatchLoaded + "')"
}

// sees is the part of a table with bureau, village, payee and handler that an
// actor may see: supervision and the heads all of it, a bureau what it pays, a
// town's inspector the town's; nobody what concerns themselves and their kin, nor
// what they handled.
func (s *Service) sees(ctx context.Context, by actor.Actor, table string, ofBureau func(bureau string) (string, []any)) (where string, args []any, err error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		where = "1 = 1"
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) && by.Bureau != "":
		where, args = ofBureau(by.Bureau)
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		where, args = table+".village_code LIKE ?", []any{actor.DivisionPrefix(by.Division) + "%"}
	default:
		return "", nil, notFound()
	}
	own, err := recuse.Circle(ctx, s.DB, by)
	if err != nil {
		return "", nil, err
	}
	if len(own) > 0 {
		where, args = where+" AND "+table+".payee_id NOT IN ? AND "+table+".handler_id NOT IN ?", append(args, own, own)
	}
	return where, args, nil
}

func (s *Service) number(ctx context.Context, name string, standard int) (int, error) {
	n, err := s.Number(ctx, name, standard)
	if err != nil {
		return 0, fmt.Errorf("parameter: %w", err)
	}
	return n, nil
}
