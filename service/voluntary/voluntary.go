// Package voluntary takes down money that officials give back of their own
// accord 主动退缴, for themselves or their relatives, and keeps the county's
// notices of the periods in which they may.
//
// The words of a notice, what it promises above all, are the county's; the
// program promises nothing. Whoever has an account declares for themselves, the
// counter of the commission for who has none. The payment is found right by case
// management, by two people where the county wants two, and then has a receipt.
// A declaration is seen by whoever made it, by case management and by heads, and
// by nobody else; every look is recorded. Whoever has an interest in one neither
// sees nor confirms it. It stands as a note on the finding it belongs to and
// closes none. What was confirmed by mistake is voided by somebody else, with the
// reason: it is kept, in no figure any more, and whoever declared it is told.
package voluntary

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// Deps is what the service is made of. Box is the one of people.
type Deps struct {
	DB    *gorm.DB
	Box   *seal.Box
	Files attach.Files
	// Owner reports whether an administrator found out who the owner of an account
	// is, and whether that is whom this ID number names.
	Owner  func(ctx context.Context, staffID int64, number seal.Secret) (known, same bool, err error)
	Number func(ctx context.Context, name string, standard int) (int, error) // the county's numbers
	Now    func() time.Time
}

// Service is the capability. Make it with New.
type Service struct {
	Deps
	attached *attach.Taker
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{d, attach.New(d.Files, "voluntary", map[string]int{attach.Photo: MaxPhotos, attach.Paper: MaxPapers})}
}

// ParamSecond names the county's switch: 1 wants a second person to confirm a
// payment.
const ParamSecond = "voluntary.second"

const standardSecond = 1

// maxText bounds a text somebody writes.
const maxText = 2000

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

func object(id int64) string { return "voluntary:" + strconv.FormatInt(id, 10) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这份退缴声明") }

func stale() error {
	return fault.New(fault.Conflict, "这份声明刚刚有人办过，请刷新页面再办")
}

// place names where a sealed column of a declaration is stored: by its number,
// which is known before the row is.
func place(column, number string) string { return "voluntary_returns." + column + "/" + number }

func placeNote(id int64) string { return fmt.Sprintf("voluntary_events.note/%d", id) }

func trimmed(v seal.Secret) seal.Secret { return seal.NewSecret(strings.TrimSpace(v.Reveal())) }

func textLength(v seal.Secret) int { return utf8.RuneCountInString(v.Reveal()) }

// desk reports whether an actor works on all declarations.
func desk(by actor.Actor) bool { return by.Is(actor.RoleCaseManagement, actor.RoleHead) }

// counter reports whether an actor enters for people without an account.
func counter(by actor.Actor) bool { return by.Is(actor.RoleCaseManagement, actor.RoleSupervision) }

// sees is the part of the declarations an actor may see: their own and those
// they entered; case management and heads all, but none about their own circle.
func (s *Service) sees(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	if by.Kind != actor.Staff {
		return "", nil, notFound()
	}
	const mine = "(v.staff_id = ? OR v.entered_by = ?)"
	args = []any{by.StaffID, by.StaffID}
	if !desk(by) {
		return mine, args, nil
	}
	near, err := recuse.Circle(ctx, s.DB, by)
	if err != nil {
		return "", nil, err
	}
	if len(near) == 0 {
		return "1 = 1", nil, nil
	}
	return "(" + mine + " OR v.person_id NOT IN ? AND v.declarer_id NOT IN ?)", append(args, near, near), nil
}

// one finds a declaration that the actor may see.
func (s *Service) one(ctx context.Context, by actor.Actor, id int64) (model.VoluntaryReturn, error) {
	var v model.VoluntaryReturn
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return v, err
	}
	err = s.DB.WithContext(ctx).Table("voluntary_returns AS v").Select("v.*").Where("v.id = ?", id).Where(where, args...).Take(&v).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return v, notFound()
	}
	if err != nil {
		return v, fmt.Errorf("voluntary: %w", err)
	}
	return v, nil
}

// deed is one step on a declaration.
type deed struct {
	by    actor.Actor
	at    time.Time
	act   Action
	to    string
	note  seal.Secret
	set   map[string]any
	files []attach.Stored
}

// advance takes one step inside tx: the row under its version, an event with
// its files, an audit entry.
func (s *Service) advance(tx *gorm.DB, v model.VoluntaryReturn, d deed) error {
	set := map[string]any{"state": d.to, "version": v.Version + 1, "updated_at": d.at}
	for k, x := range d.set {
		set[k] = x
	}
	r := tx.Model(&model.VoluntaryReturn{}).Where("id = ? AND version = ?", v.ID, v.Version).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("voluntary %s: %w", d.act, r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return s.event(tx, v.ID, v.State, d)
}

func (s *Service) event(tx *gorm.DB, id int64, from string, d deed) error {
	e := model.VoluntaryEvent{ReturnID: id, At: d.at, Kind: string(d.act), FromState: from, ToState: d.to, StaffID: d.by.StaffID, StaffName: d.by.Name, StaffRole: string(d.by.Role),
		NoteSealed: s.Box.Seal(d.note, placeNote(id))}
	if err := tx.Create(&e).Error; err != nil {
		return fmt.Errorf("voluntary event: %w", err)
	}
	if err := s.attach(tx, d.files, model.VoluntaryFile{ReturnID: id, EventID: e.ID, AddedBy: d.by.StaffID, AddedAt: d.at}); err != nil {
		return err
	}
	return audit.Record(tx, d.by, d.at, "voluntary."+string(d.act), object(id), nil)
}
