// Package finding is what people do with a 疑点 after the comparison made it:
// dispatch, check in the field, answer, review, close, exempt, hand over.
//
// A finding proves nothing, and no step but a person's moves it. Every step is
// one transaction: the row under its version, an event of the timeline and an
// audit entry. What somebody wrote is sealed. Whoever checks findings never sees
// one about themselves, their registered relatives or their own household, and
// of a complaint there is no sign anywhere in here.
package finding

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
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// Clues takes a finding over as a clue 问题线索, inside the same transaction.
type Clues interface {
	RegisterFinding(tx *gorm.DB, by actor.Actor, at time.Time, findingID int64, village string, title, summary seal.Secret) (id int64, number string, err error)
}

// Switch turns comparison models on and off, from today on.
type Switch interface {
	Pause(ctx context.Context, by actor.Actor, model, reason string) error
	Enable(ctx context.Context, by actor.Actor, model, reason string) error
}

// Deps is what the service is made of. Box is the one of people.
type Deps struct {
	DB       *gorm.DB
	Box      *seal.Box
	Files    attach.Files
	Clues    Clues
	Switch   Switch // nil: models are only reported as paused
	Calendar func(ctx context.Context) (*workday.Calendar, error)
	Number   func(ctx context.Context, name string, standard int) (int, error) // the county's numbers; nil: all standard
	Now      func() time.Time
	// Volunteered says what somebody gave back of their own accord of the money a
	// finding is about, in sentences that name nobody; nil: nothing is known.
	Volunteered func(ctx context.Context, person, item int64, span period.Interval) ([]string, error)
	// Reach is a line that says how far the data go that findings rest on: it
	// stands below a ledger's table in a workbook. nil: none.
	Reach func(ctx context.Context) (string, error)
}

// Service keeps the findings' life cycle.
type Service struct {
	Deps
	attached *attach.Taker
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{d, attach.New(d.Files, "finding", map[string]int{KindPhoto: MaxPhotos, KindVoice: 1, KindPaper: MaxPapers})}
}

// The county's numbers and what holds until it sets one.
const (
	ParamDispatch = "finding.dispatch" // working days from found to dispatched
	ParamFeedback = "finding.feedback" // working days from dispatched to answered
	ParamReview   = "finding.review"   // working days from answered to reviewed
	ParamHearing  = "finding.hearing"  // days a household has to answer
	ParamFloor    = "model.floor"      // per cent of precision below which a model pauses
	ParamJudged   = "model.judged"     // judged findings before the floor counts

	daysDispatch = 3
	daysFeedback = 15
	daysReview   = 5
	daysHearing  = 15
	floorPercent = 5
	floorJudged  = 20
)

// maxNote is how long a text may be.
const maxNote = 2000

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

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

// due is so many working days from today.
func (s *Service) due(ctx context.Context, name string, standard int) (workday.Due, error) {
	n, err := s.number(ctx, name, standard)
	if err != nil {
		return workday.Due{}, err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return workday.Due{}, fmt.Errorf("calendar: %w", err)
	}
	return cal.Add(period.Here(s.clock()), n), nil
}

func notFound() error { return fault.New(fault.NotFound, "没有找到这条疑点") }

func stale() error {
	return fault.New(fault.Conflict, "这条疑点刚刚被别人办过，请刷新页面再办")
}

// object names a finding in the audit chain.
func object(id int64) string { return "finding:" + strconv.FormatInt(id, 10) }

// place names where a sealed column of a finding, or of a row that hangs on
// it, is stored.
func place(column string, id int64) string { return column + "/" + strconv.FormatInt(id, 10) }

const (
	columnDispatch = "findings.dispatch_note_sealed"
	columnFeedback = "findings.feedback_sealed"
	columnReview   = "findings.review_note_sealed"
	columnProposal = "findings.proposal_sealed"
	columnEvent    = "finding_events.note_sealed"
	columnQuestion = "finding_hearings.question_sealed"
	columnAnswer   = "finding_hearings.answer_sealed"
	columnDecision = "finding_hearings.decision_sealed"
	columnPayer    = "refunds.payer_sealed"
	columnRefund   = "refunds.note_sealed"
)

// deed is one step on a finding.
type deed struct {
	by     actor.Actor
	at     time.Time
	act    Action
	note   seal.Secret
	set    map[string]any
	detail map[string]any // for the audit chain; nothing personal
}

// advance takes one step inside tx and gives the number of its event. f is the
// row as it was read; it is not changed, for a transaction may run again.
func (s *Service) advance(tx *gorm.DB, f model.Finding, d deed) (int64, error) {
	to, err := next(f.Status, d.act, d.by.Role)
	if err != nil {
		return 0, err
	}
	set := map[string]any{"status": to, "version": f.Version + 1, "updated_at": d.at}
	for k, v := range d.set {
		set[k] = v
	}
	r := tx.Model(&model.Finding{}).Where("id = ? AND version = ?", f.ID, f.Version).Updates(set)
	if r.Error != nil {
		return 0, fmt.Errorf("finding %s: %w", d.act, r.Error)
	}
	if r.RowsAffected != 1 {
		return 0, stale()
	}
	e := model.FindingEvent{
		FindingID: f.ID, At: d.at, Kind: string(d.act), FromStatus: f.Status, ToStatus: to,
		StaffID: d.by.StaffID, StaffName: d.by.Name, StaffRole: string(d.by.Role), NoteSealed: s.Box.Seal(d.note, place(columnEvent, f.ID)),
	}
	if d.by.Kind == actor.Villager {
		e.StaffName, e.StaffRole = "本户", "household"
	}
	if err := tx.Create(&e).Error; err != nil {
		return 0, fmt.Errorf("finding event: %w", err)
	}
	return e.ID, audit.Record(tx, d.by, d.at, "finding."+string(d.act), object(f.ID), d.detail)
}

// at finds a finding the actor may take a step on now.
func (s *Service) at(ctx context.Context, by actor.Actor, id int64, version int, act Action) (model.Finding, error) {
	f, err := s.visible(ctx, by, id)
	if err != nil {
		return f, err
	}
	if f.Version != version {
		return f, stale()
	}
	if _, err := next(f.Status, act, by.Role); err != nil {
		return f, err
	}
	if why := agrees(f, act); why != "" {
		return f, fault.New(fault.Conflict, why)
	}
	return f, nil
}

// visible finds a finding within what the actor may see.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.Finding, error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return model.Finding{}, err
	}
	f, err := gorm.G[model.Finding](s.DB).Where("id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return f, notFound()
	}
	if err != nil {
		return f, fmt.Errorf("finding: %w", err)
	}
	return f, nil
}

// needNote checks a text that has to be there.
func needNote(bad map[string]string, field string, v seal.Secret, words string) {
	switch n := utf8.RuneCountInString(strings.TrimSpace(v.Reveal())); {
	case n < 2:
		bad[field] = words
	case n > maxNote:
		bad[field] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
}

func trimmed(v seal.Secret) seal.Secret { return seal.NewSecret(strings.TrimSpace(v.Reveal())) }

func invalid(bad map[string]string) error {
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	return nil
}
