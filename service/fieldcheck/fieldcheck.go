// Package fieldcheck sends people to projects 现场核查: a plan draws them by risk
// and partly by chance, the town's inspector goes there with a telephone, and
// supervision accepts what was found or sends it back.
//
// A visit is written down where there may be no network. The telephone gives it
// a number of its own, so that what is sent twice is kept once; what comes when
// the check was already visited or closed is kept as a second visit and shown
// beside the first, never lost and never put in its place unseen. When it was
// taken and when it arrived are both kept, and what was filed as it was then.
// Only accepted visits are compared (P12). Nothing here is about a villager.
//
// Nobody plans, makes or reviews checks of projects that their own companies or
// those of their kin bid for, nor sees them: a colleague does.
package fieldcheck

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
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/workday"
)

// Files keeps uploaded content sealed; rows are added inside the transaction
// of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Deps is what the service is made of.
type Deps struct {
	DB       *gorm.DB
	Files    Files
	Calendar func(ctx context.Context) (*workday.Calendar, error)
	Number   func(ctx context.Context, name string, standard int) (int, error) // the county's numbers
	// Asked counts the open questions of villagers by project, for the plan; nil
	// where there are none. It is a number and says nothing of who asked.
	Asked func(ctx context.Context) (map[string]int, error)
	// Named is what a finding is called, for whoever may see it; a finding that is
	// hidden from somebody is not found. With nil nobody sees any.
	Named func(ctx context.Context, by actor.Actor, finding int64) (string, error)
	Seed  func() int64 // draws the seed of a plan
	Now   func() time.Time
}

// Service is the capability. Make it with New.
type Service struct {
	Deps
	photos *picture.Turns
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, photos: picture.NewTurns()} }

// Parameters of the county and what holds until it sets them.
const (
	ParamTop    = "fieldcheck.top"
	ParamRandom = "fieldcheck.random_share"
	ParamDays   = "fieldcheck.days"

	StandardTop    = 20
	StandardRandom = 20 // per cent
	StandardDays   = 10 // working days
)

// TopicAccepted says that a visit counts now, or counts no more: what it says
// of its project is to be compared.
const TopicAccepted = "fieldcheck.accepted"

// AcceptedEvent is the payload of TopicAccepted.
type AcceptedEvent struct {
	Visit int64 `json:"visit"`
}

// usualModel is whose questions are asked when nobody named another.
const usualModel = "P12"

const maxWords = 500

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

// Number is how people call a check.
func Number(id int64) string { return fmt.Sprintf("XC%06d", id) }

// PlanNumber is how people call a plan.
func PlanNumber(id int64) string { return fmt.Sprintf("CY%04d", id) }

func object(id int64) string { return "fieldcheck:" + strconv.FormatInt(id, 10) }

func planObject(id int64) string { return "sampling:" + strconv.FormatInt(id, 10) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这项现场核查") }

func stale() error {
	return fault.New(fault.Conflict, "刚刚有人办过这件事，请刷新页面再办")
}

func invalid(bad map[string]string) error {
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	return nil
}

// needWords checks a text that has to be there and gives it trimmed.
func needWords(bad map[string]string, field, v string, least int, words string) string {
	v = strings.TrimSpace(v)
	switch n := utf8.RuneCountInString(v); {
	case n < least:
		bad[field] = words
	case n > maxWords:
		bad[field] = fmt.Sprintf("请不要超过%d个字", maxWords)
	}
	return v
}

// sees is the part of the checks that somebody sees, over the alias c:
// supervision and the heads all, a town's inspector the town's; nobody those of
// projects that their own companies or their kin's bid for.
func (s *Service) sees(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		where = "1 = 1"
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		where, args = "c.village_code LIKE ?", []any{actor.DivisionPrefix(by.Division) + "%"}
	default:
		return "", nil, notFound()
	}
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return "", nil, err
	}
	not, more := own.Foreign("c.project_no")
	return where + " AND " + not, append(args, more...), nil
}

// goes reports whether somebody is one of those who go there.
func goes(by actor.Actor) bool { return by.Is(actor.RoleTownInspector, actor.RoleSupervision) }

// visible finds a check within what the actor may see.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.FieldCheck, error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return model.FieldCheck{}, err
	}
	var found []model.FieldCheck
	err = s.DB.WithContext(ctx).Raw("SELECT c.* FROM field_checks AS c WHERE c.id = ? AND "+where, append([]any{id}, args...)...).Scan(&found).Error
	if err != nil {
		return model.FieldCheck{}, fmt.Errorf("field check: %w", err)
	}
	if len(found) == 0 {
		return model.FieldCheck{}, notFound()
	}
	return found[0], nil
}

// move writes the new state of a check under its version.
func move(tx *gorm.DB, c model.FieldCheck, at time.Time, set map[string]any) error {
	set["version"], set["updated_at"] = c.Version+1, at
	r := tx.Model(&model.FieldCheck{}).Where("id = ? AND version = ?", c.ID, c.Version).Updates(set)
	if errors.Is(r.Error, gorm.ErrDuplicatedKey) {
		return busy()
	}
	if r.Error != nil {
		return fmt.Errorf("field check: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return nil
}

func busy() error {
	return fault.New(fault.Conflict, "这个项目已经有一项现场核查在等人去，不用再派")
}

// townOf is the code of the town that a place lies in; "" when unknown.
func townOf(code string) string {
	if len(code) != 12 {
		return ""
	}
	return code[:9] + "000"
}
