// Package livelihood sees to it that what a household lacks is put right
// (保障监督): each fresh finding of the models Q01–Q08 becomes one task of one
// bureau, which remedies it with proof; a later run over the registers, or a
// visit with a photo, says whether it is right now.
//
// A bureau is asked once for each thing: a finding with a task is not dispatched
// besides. Every step is one transaction: the row under its version, an event and
// an audit entry. What somebody wrote is sealed. Nobody sees a task about
// themselves, their relatives or their households. All views count with one
// statement over the table, so they add up. The package also shows what is known
// of one household over the years, to who gives a reason.
package livelihood

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
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// Findings is what tasks do to the findings they were made of, in the
// transaction of the task.
type Findings interface {
	Taken(tx *gorm.DB, by actor.Actor, at time.Time, findings []int64) error
	Settled(tx *gorm.DB, by actor.Actor, at time.Time, finding int64, verdict, reason string) error
}

// Deps is what the service is made of. Box is the one of people.
type Deps struct {
	DB       *gorm.DB
	Box      *seal.Box
	Files    attach.Files
	Findings Findings
	Calendar func(ctx context.Context) (*workday.Calendar, error)
	Text     func(ctx context.Context, name string, on period.Day) (string, error) // the county's parameters; see Definitions
	Now      func() time.Time
}

// Service keeps livelihood tasks and shows households.
type Service struct {
	Deps
	attached *attach.Taker
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{d, attach.New(d.Files, "livelihood", map[string]int{KindPhoto: MaxPhotos, KindPaper: MaxPapers})}
}

const (
	maxNote     = 2000
	columnEvent = "livelihood_events.note_sealed"
)

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

// Number is how people call a task.
func Number(id int64) string { return fmt.Sprintf("BZ%06d", id) }

func object(id int64) string { return "livelihood:" + strconv.FormatInt(id, 10) }

func place(column string, id int64) string { return column + "/" + strconv.FormatInt(id, 10) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这项任务") }

func stale() error {
	return fault.New(fault.Conflict, "这项任务刚刚被别人办过，请刷新页面再办")
}

func trimmed(v seal.Secret) seal.Secret { return seal.NewSecret(strings.TrimSpace(v.Reveal())) }

// needNote checks a text that has to be there.
func needNote(bad map[string]string, v seal.Secret, least int, words string) {
	switch n := utf8.RuneCountInString(v.Reveal()); {
	case n < least:
		bad["note"] = words
	case n > maxNote:
		bad["note"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
}

func invalid(bad map[string]string) error {
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	return nil
}

// sees is the part of the tasks an actor may see: supervision and the heads all
// of them, a bureau its own, a town's inspector the town's; nobody what concerns
// themselves and their kin.
func (s *Service) sees(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		where = "1 = 1"
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) && by.Bureau != "":
		where, args = bureaus.Where("livelihood_tasks.bureau", by.Bureau)
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		where, args = "livelihood_tasks.village_code LIKE ?", []any{actor.DivisionPrefix(by.Division) + "%"}
	default:
		return "", nil, notFound()
	}
	own, err := recuse.Circle(ctx, s.DB, by)
	if err != nil {
		return "", nil, err
	}
	if len(own) > 0 {
		where, args = where+" AND livelihood_tasks.person_id NOT IN ?", append(args, own)
	}
	return where, args, nil
}

// visible finds a task within what the actor may see.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.LivelihoodTask, error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return model.LivelihoodTask{}, err
	}
	t, err := gorm.G[model.LivelihoodTask](s.DB).Where("id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return t, notFound()
	}
	if err != nil {
		return t, fmt.Errorf("livelihood task: %w", err)
	}
	return t, nil
}

// deed is one step on a task.
type deed struct {
	by     actor.Actor
	at     time.Time
	act    Action
	note   seal.Secret
	set    map[string]any
	detail map[string]any // for the audit chain; nothing personal
}

// advance takes one step inside tx and gives the number of its event.
func (s *Service) advance(tx *gorm.DB, t model.LivelihoodTask, d deed) (int64, error) {
	to, err := next(t.State, d.act, d.by.Role)
	if err != nil {
		return 0, err
	}
	set := map[string]any{"state": to, "version": t.Version + 1, "updated_at": d.at}
	for k, v := range d.set {
		set[k] = v
	}
	r := tx.Model(&model.LivelihoodTask{}).Where("id = ? AND version = ?", t.ID, t.Version).Updates(set)
	if r.Error != nil {
		return 0, fmt.Errorf("livelihood %s: %w", d.act, r.Error)
	}
	if r.RowsAffected != 1 {
		return 0, stale()
	}
	e := model.LivelihoodEvent{TaskID: t.ID, At: d.at, Kind: string(d.act), FromState: t.State, ToState: to,
		StaffID: d.by.StaffID, StaffName: d.by.Name, StaffRole: string(d.by.Role), NoteSealed: s.Box.Seal(d.note, place(columnEvent, t.ID))}
	if err := tx.Create(&e).Error; err != nil {
		return 0, fmt.Errorf("livelihood event: %w", err)
	}
	return e.ID, audit.Record(tx, d.by, d.at, "livelihood."+string(d.act), object(t.ID), d.detail)
}

// at finds a task the actor may take a step on now.
func (s *Service) at(ctx context.Context, by actor.Actor, id int64, version int, act Action) (model.LivelihoodTask, error) {
	t, err := s.visible(ctx, by, id)
	if err != nil {
		return t, err
	}
	if t.Version != version {
		return t, stale()
	}
	_, err = next(t.State, act, by.Role)
	return t, err
}
