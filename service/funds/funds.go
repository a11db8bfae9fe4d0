// Package funds shows the way of public money: by which document it came, where
// it stood, to whom it was paid, and what lies idle.
//
// It keeps no money of its own: every figure follows from the registers, by the
// rules of Account.Chain, and each view is a sum over the same pieces, so that no
// view loses or doubles a fen. How long money may lie is judged by the county's
// numbers of the models that look for it. Payments to households are sums by item
// and day and name nobody. Besides, it draws who stands behind the companies
// that bid for a project.
package funds

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// Lag says for how many days money waited until a day, and in which colour: 0 is
// no warning, then 黄, 橙, 红.
type Lag func(arrived, until period.Day) (days, colour int)

// Lags are the county's measures, one for money to persons, one for projects.
type Lags struct{ Subsidy, Project Lag }

// Deps is what the service is made of.
type Deps struct {
	DB   *gorm.DB
	Lags func(ctx context.Context) (Lags, error)
	Now  func() time.Time
	// Reach is a line that says how far the data go: it stands below the table in
	// a workbook. nil: none.
	Reach func(ctx context.Context) (string, error)
}

// Service is the capability. Make it with New.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

func errAbsent() error {
	return fault.New(fault.NotFound, "没有找到这笔资金，请从资金流向里选")
}

// scope is the part of the money that somebody sees: inspectors of the county
// and heads all, a bureau the items and projects it is in charge of and the
// projects it builds, a town the projects in it.
type scope struct {
	all      bool
	bureau   string
	division string
}

func scopeOf(by actor.Actor) (scope, error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		return scope{all: true}, nil
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) && by.Bureau != "":
		return scope{bureau: by.Bureau, division: by.Division}, nil
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		return scope{division: by.Division}, nil
	}
	return scope{}, errAbsent()
}

// projects is the condition over the alias p.
func (x scope) projects() (where string, args []any) {
	where = "1 = 1"
	if x.bureau != "" {
		where, args = bureaus.Where("p.bureau", x.bureau)
		where, args = "("+where+" OR p.owner_unit = ?)", append(args, x.bureau)
	}
	if x.division != "" {
		where, args = where+" AND p.village_code LIKE ?", append(args, actor.DivisionPrefix(x.division)+"%")
	}
	return where, args
}

// item reports whether the money of a bureau's item is seen: it is the whole
// county's, not a town's.
func (x scope) item(bureau string) bool {
	return x.all || bureaus.In(bureau, x.bureau) && x.division == ""
}

func (s *Service) lags(ctx context.Context) (Lags, error) {
	l, err := s.Lags(ctx)
	if err != nil {
		return l, fmt.Errorf("funds: how long money may lie: %w", err)
	}
	return l, nil
}
