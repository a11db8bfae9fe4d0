// Package casework keeps the ledger of clues 问题线索 and cases 案件: who has
// which, what is proposed and decided, and what came of it.
//
// A clue exists because a person judged a matter worth handling; a case exists
// because the head approved its opening. The content of an investigation stays
// out of this register: it holds states, dates, numbers and outcomes. Who
// reported a matter is not here at all.
package casework

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// Petitions is told what became of the matter, inside the same transaction, so
// that the reporter hears of it.
type Petitions interface {
	CaseResult(ctx context.Context, tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, words string, due workday.Due) error
}

// Service keeps the ledger.
type Service struct {
	db        *gorm.DB
	box       *seal.Box
	petitions Petitions
	calendar  func(ctx context.Context) (*workday.Calendar, error)
	now       func() time.Time
}

// New makes the service. box is not the petition office's: this ledger is read
// by others.
func New(db *gorm.DB, box *seal.Box, petitions Petitions, calendar func(ctx context.Context) (*workday.Calendar, error), now func() time.Time) *Service {
	return &Service{db, box, petitions, calendar, now}
}

// The objects of events and audit entries.
const (
	objectClue = "clue"
	objectCase = "case"
)

func (s *Service) clock() time.Time { return s.now().UTC().Truncate(time.Second) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这条线索") }

func stale() error {
	return fault.New(fault.Conflict, "这条线索刚刚被别人改过，请刷新页面再办")
}

// place names where a clue's sealed column is stored: by the clue's number,
// which is known before the row is.
func place(column, number string) string { return column + "/" + number }

func placeEvent(object string, id int64) string {
	return "casework_events.note/" + object + "/" + strconv.FormatInt(id, 10)
}

// sees is the part of the ledger an actor may see: case management and the
// heads all of it, a supervision office what was assigned to it.
func sees(by actor.Actor) (where string, args []any, ok bool) {
	switch {
	case by.Is(actor.RoleCaseManagement, actor.RoleHead):
		return "1 = 1", nil, true
	case by.Is(actor.RoleSupervision) && by.Bureau != "":
		return "state <> ? AND unit = ?", []any{model.ClueRegistered, by.Bureau}, true
	case by.Is(actor.RoleSupervision): // a county with a single office
		return "state <> ?", []any{model.ClueRegistered}, true
	}
	return "", nil, false
}

// visible finds a clue within what the actor may see.
func visible(ctx context.Context, db *gorm.DB, by actor.Actor, id int64) (model.Clue, error) {
	where, args, ok := sees(by)
	if !ok {
		return model.Clue{}, notFound()
	}
	c, err := gorm.G[model.Clue](db).Where("id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, notFound()
	}
	if err != nil {
		return c, fmt.Errorf("clue: %w", err)
	}
	return c, nil
}

// deed is one step on a clue or a case.
type deed struct {
	by     actor.Actor
	at     time.Time
	act    Action
	note   seal.Secret
	set    map[string]any
	detail map[string]any // for the audit chain; nothing personal
}

// advance takes one step on a clue inside tx. c is the row as it was read; it
// is not changed, for a transaction may run again.
func advance(tx *gorm.DB, box *seal.Box, c model.Clue, d deed) error {
	to, err := next(c.State, d.act, d.by.Role)
	if err != nil {
		return err
	}
	set := map[string]any{"state": to, "version": c.Version + 1, "updated_at": d.at}
	for k, v := range d.set {
		set[k] = v
	}
	r := tx.Model(&model.Clue{}).Where("id = ? AND version = ?", c.ID, c.Version).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("clue %s: %w", d.act, r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return record(tx, box, objectClue, c.ID, c.State, to, d)
}

// record writes the event and the audit entry.
func record(tx *gorm.DB, box *seal.Box, object string, id int64, from, to string, d deed) error {
	e := model.CaseworkEvent{
		Object: object, ObjectID: id, At: d.at, Kind: string(d.act), FromState: from, ToState: to,
		StaffID: d.by.StaffID, StaffName: d.by.Name, StaffRole: string(d.by.Role), NoteSealed: box.Seal(d.note, placeEvent(object, id)),
	}
	if err := tx.Create(&e).Error; err != nil {
		return fmt.Errorf("casework event: %w", err)
	}
	return audit.Record(tx, d.by, d.at, object+"."+string(d.act), object+":"+strconv.FormatInt(id, 10), d.detail)
}
