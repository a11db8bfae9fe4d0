// Package meeting keeps the joint meeting 联席会议: what the bureaus and the
// commission bring before it, to whom the meeting gives each matter and by
// when, and whether it was put right.
//
// A unit sees what it raised and what it is responsible for; the commission and
// its heads see everything. A matter counts as mended only when the commission
// confirmed it, with the proof in hand. Every figure is a sum over one
// statement and leads to the list of what it counts. Every step is one
// transaction: the row under its version, an event and an audit entry. What
// somebody wrote is sealed; titles name nobody.
package meeting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// Findings says what a finding is called to whoever may see it.
type Findings interface {
	Named(ctx context.Context, by actor.Actor, id int64) (title string, err error)
}

// Deps is what the service is made of. Box is the one of people.
type Deps struct {
	DB       *gorm.DB
	Box      *seal.Box
	Files    attach.Files
	Findings Findings
	Now      func() time.Time
}

// Service keeps joint meetings and their issues.
type Service struct {
	Deps
	attached *attach.Taker
}

// How many files one report may bring.
const (
	MaxPhotos = 6
	MaxPapers = 3
)

// New makes the service.
func New(d Deps) *Service {
	return &Service{d, attach.New(d.Files, "meeting", map[string]int{attach.Photo: MaxPhotos, attach.Paper: MaxPapers})}
}

// Commission is the unit in whose name the commission raises an issue.
const Commission = "纪委监委"

const maxNote = 2000

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

// Number is how people call an issue.
func Number(id int64) string { return fmt.Sprintf("LX%06d", id) }

func object(id int64) string { return "meeting_issue:" + strconv.FormatInt(id, 10) }

func place(column string, id int64) string { return column + "/" + strconv.FormatInt(id, 10) }

const (
	columnFacts   = "meeting_issues.facts_sealed"
	columnEvent   = "meeting_events.note_sealed"
	columnMinutes = "meetings.minutes_sealed"
)

func notFound() error { return fault.New(fault.NotFound, "没有找到这个问题") }

func noMeeting() error { return fault.New(fault.NotFound, "没有找到这次会议") }

func stale() error {
	return fault.New(fault.Conflict, "这个问题刚刚被别人办过，请刷新页面再办")
}

func trimmed(v seal.Secret) seal.Secret { return seal.NewSecret(strings.TrimSpace(v.Reveal())) }

// needText checks a text that has to be there.
func needText(bad map[string]string, field string, v seal.Secret, least int, words string) {
	switch n := utf8.RuneCountInString(v.Reveal()); {
	case n < least:
		bad[field] = words
	case n > maxNote:
		bad[field] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
}

func invalid(bad map[string]string) error {
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	return nil
}

// keeps reports whether an actor keeps the meeting.
func keeps(by actor.Actor) bool { return by.Is(actor.RoleSupervision, actor.RoleCaseManagement) }

// member reports whether an actor is of a bureau that takes part.
func member(by actor.Actor) bool {
	return by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) && by.Bureau != ""
}

// unitOf is the unit in whose name an actor raises an issue; "" for whom none.
func unitOf(by actor.Actor) string {
	switch {
	case keeps(by):
		return Commission
	case member(by):
		return by.Bureau
	}
	return ""
}

// sees is the part of the issues that an actor may see: nothing that comes from
// a finding about themselves, their kin, their accounts or projects of their
// companies.
func (s *Service) sees(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	switch {
	case keeps(by), by.Is(actor.RoleHead):
		where = "1 = 1"
	case member(by):
		where, args = "(meeting_issues.raised_unit = ? OR meeting_issues.unit = ?)", []any{by.Bureau, by.Bureau}
	default:
		return "", nil, notFound()
	}
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return "", nil, err
	}
	if not, more := own.Findings("f"); len(more) > 0 {
		where, args = where+" AND (meeting_issues.finding_id = 0 OR NOT EXISTS (SELECT 1 FROM findings f WHERE f.id = meeting_issues.finding_id AND NOT ("+not+")))", append(args, more...)
	}
	return where, args, nil
}

// visible finds an issue within what the actor may see.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.MeetingIssue, error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return model.MeetingIssue{}, err
	}
	i, err := gorm.G[model.MeetingIssue](s.DB).Where("id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return i, notFound()
	}
	if err != nil {
		return i, fmt.Errorf("meeting issue: %w", err)
	}
	return i, nil
}

// Units lists the units that issues can be given to: those with accounts.
func (s *Service) Units(ctx context.Context) ([]string, error) {
	var names []string
	err := s.DB.WithContext(ctx).Model(&model.Staff{}).Where("role IN ? AND disabled_at IS NULL AND bureau <> ''", []string{string(actor.RoleBureauOfficer), string(actor.RoleBureauHead)}).
		Distinct().Order("bureau").Limit(200).Pluck("bureau", &names).Error
	if err != nil {
		return nil, fmt.Errorf("units: %w", err)
	}
	return names, nil
}

func (s *Service) isUnit(ctx context.Context, name string) (bool, error) {
	names, err := s.Units(ctx)
	return slices.Contains(names, name), err
}
