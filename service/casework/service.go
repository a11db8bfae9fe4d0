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
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Petitions is told what became of the matter, inside the same transaction, so
// that the reporter hears of it.
type Petitions interface {
	CaseResult(ctx context.Context, tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, words string, book timer.Book) error
	// Quarter is the quarterly word to the petition office.
	Quarter(ctx context.Context, tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, note seal.Secret) error
}

// Deps are what the service needs.
type Deps struct {
	DB        *gorm.DB
	Box       *seal.Box // not the petition office's: this ledger is read by others
	Petitions Petitions
	Recusal   Recusal // nil: nobody is kept out of what is registered directly
	Clocks    func(ctx context.Context) (timer.Book, error)
	Number    func(ctx context.Context, name string, standard int) (int, error) // the county's numbers; nil: all standard
	Now       func() time.Time
}

// Recusal keeps a clue that came from elsewhere from those whom its text
// concerns, inside the transaction that registers it.
type Recusal interface {
	Clue(ctx context.Context, tx *gorm.DB, at time.Time, clueID int64, village string, title, summary seal.Secret) error
}

// Service keeps the ledger.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// The objects of events, audit entries, clocks and approvals.
const (
	objectClue = model.ObjectClue
	objectCase = model.ObjectCase
)

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这条线索") }

func noCase() error { return fault.New(fault.NotFound, "没有找到这个案件") }

func stale() error { return fault.New(fault.Conflict, "刚刚被别人改过，请刷新页面再办") }

// place names where a clue's sealed column is stored: by the clue's number,
// which is known before the row is.
func place(column, number string) string { return column + "/" + number }

func placeID(column string, id int64) string { return column + "/" + strconv.FormatInt(id, 10) }

func placeEvent(object string, id int64) string {
	return "casework_events.note/" + object + "/" + strconv.FormatInt(id, 10)
}

// sees is the part of the ledger an actor may see: case management and the
// heads all of it, a supervision office what was handed to it, a member of a
// team what the team works on; nobody what they have an interest in.
func sees(by actor.Actor) (where string, args []any, ok bool) {
	hide, hidden := recuse.Hide("clues", objectClue, by)
	const handed = "clues.state NOT IN ?"
	waiting := []string{model.ClueRegistered, model.ClueAssignProposed}
	switch {
	case by.Is(actor.RoleCaseManagement, actor.RoleHead):
		return hide, hidden, true
	case by.Is(actor.RoleSupervision) && by.Bureau != "":
		return handed + " AND (clues.unit = ? OR " + inTeam + ") AND " + hide, append([]any{waiting, by.Bureau, objectClue, by.StaffID}, hidden...), true
	case by.Is(actor.RoleSupervision): // a county with a single office
		return handed + " AND " + hide, append([]any{waiting}, hidden...), true
	}
	return "", nil, false
}

const inTeam = "EXISTS (SELECT 1 FROM team_members m WHERE m.object = ? AND m.object_id = clues.id AND m.staff_id = ? AND m.left_at IS NULL)"

// seesCases is the part of the register of cases an actor may see: that of its
// clues, and for the trial office what went to trial.
func seesCases(by actor.Actor) (where string, args []any, ok bool) {
	hide, hidden := recuse.Hide("cases", objectCase, by)
	where, args, ok = sees(by)
	if by.Is(actor.RoleTrial) {
		where, args = recuse.Hide("clues", objectClue, by)
		where, ok = where+" AND cases.trial_at IS NOT NULL", true
	}
	return "EXISTS (SELECT 1 FROM clues WHERE clues.id = cases.clue_id AND " + where + ") AND " + hide, append(append([]any{}, args...), hidden...), ok
}

// visible finds a clue within what the actor may see.
func visible(ctx context.Context, db *gorm.DB, by actor.Actor, id int64) (model.Clue, error) {
	where, args, ok := sees(by)
	if !ok {
		return model.Clue{}, notFound()
	}
	c, err := gorm.G[model.Clue](db).Where("clues.id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, notFound()
	}
	if err != nil {
		return c, fmt.Errorf("clue: %w", err)
	}
	return c, nil
}

// visibleCase finds a case within what the actor may see, and its clue.
func visibleCase(ctx context.Context, db *gorm.DB, by actor.Actor, id int64) (model.Case, model.Clue, error) {
	where, args, ok := seesCases(by)
	if !ok {
		return model.Case{}, model.Clue{}, noCase()
	}
	k, err := gorm.G[model.Case](db).Where("cases.id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return k, model.Clue{}, noCase()
	}
	if err != nil {
		return k, model.Clue{}, fmt.Errorf("case: %w", err)
	}
	c, err := gorm.G[model.Clue](db).Where("id = ?", k.ClueID).Take(ctx)
	if err != nil {
		return k, c, fmt.Errorf("clue of case: %w", err)
	}
	return k, c, nil
}
