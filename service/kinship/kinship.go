// Package kinship keeps what officials declare of their own relatives
// 公职人员及家属信息库, and lets each of them see who looked.
//
// An official declares; the unit confirms or sends back; only what is confirmed
// enters the register of relatives, through a batch of one row, so that there is
// no second truth: before, it counts for nothing. A correction takes the former
// row back. Once a year the official says that it is still so.
//
// Whoever else opens an entry gives a reason, is in the audit chain before
// anything is shown, and stands in the list on the official's own page, by role
// and unit. A look for a running clue or case that is about the official or their
// relatives is listed when that is closed, or some days later; nothing else is
// kept from the list.
package kinship

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
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Row is one row of the register of relatives.
type Row struct {
	Title  string
	Filing string // the line it belongs to
	Values map[string]string
}

// Registers takes rows into the register and takes them back, inside the
// caller's transaction.
type Registers interface {
	Enter(tx *gorm.DB, by actor.Actor, r Row) (batch int64, err error)
	Revoke(tx *gorm.DB, by actor.Actor, batch int64, reason string) error
}

// Matters knows the clues and cases that a look may be for.
type Matters interface {
	// Running finds the clue of this number, or that of the case of this number,
	// which is not closed and which the actor may see; 0 is none.
	Running(ctx context.Context, by actor.Actor, number string) (clueID int64, clueNumber string, err error)
	// About reports whether a clue is about one of some people, or names one.
	About(ctx context.Context, clueID int64, people []int64, names []string) (bool, error)
	// Closed tells which of the clues of these numbers are closed.
	Closed(ctx context.Context, numbers []string) (map[string]bool, error)
}

// Accounts writes down whom of the registers an account belongs to, inside the
// caller's transaction.
type Accounts interface {
	// Owner reports whether an administrator found out who the owner of an account
	// is, and whether that is whom this ID number names.
	Owner(ctx context.Context, staffID int64, number seal.Secret) (known, same bool, err error)
	Known(tx *gorm.DB, by actor.Actor, at time.Time, staffID, personID int64) error
}

// Deps is what the service is made of. Box is the one of people.
type Deps struct {
	DB        *gorm.DB
	Box       *seal.Box
	Registers Registers
	Accounts  Accounts
	Matters   Matters
	Number    func(ctx context.Context, name string, standard int) (int, error) // the county's numbers
	Now       func() time.Time
}

// Service is the capability. Make it with New.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// The county's numbers and what holds until it sets one.
const (
	ParamRenew = "kinship.renew" // days until an official has to say again that it is so
	ParamLater = "kinship.later" // days until a look for a running matter is listed

	daysRenew = 365
	daysLater = 90
)

// The bounds of a declaration.
const (
	maxRelatives = 40
	maxReason    = 100
	minReason    = 4
)

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

// Code is how people call an entry without a name.
func Code(id int64) string { return fmt.Sprintf("JS%06d", id) }

func object(id int64) string { return "kinship:" + strconv.FormatInt(id, 10) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这份申报") }

func stale() error {
	return fault.New(fault.Conflict, "这份申报刚刚改动过，请刷新页面再办")
}

// The places of what is sealed: by digests, which are known before the row is.
func placeOwn(digest []byte) string { return fmt.Sprintf("kinship_entries.id/%x", digest) }

func placeReturned(id int64) string { return fmt.Sprintf("kinship_entries.returned/%d", id) }

func placeLine(column string, entry int64, digest []byte) string {
	return fmt.Sprintf("kinship_relatives.%s/%d/%x", column, entry, digest)
}

func placeOpening(column string, entry int64, at time.Time) string {
	return fmt.Sprintf("kinship_openings.%s/%d/%d", column, entry, at.Unix())
}

// unit is where somebody works, as far as this package goes.
type unit struct{ kind, name string }

// unitOf is the unit of an account: a bureau's its bureau, a village's and a
// town's the town, everybody else the commission.
func unitOf(role actor.Role, bureau, division string) unit {
	switch {
	case (role == actor.RoleBureauOfficer || role == actor.RoleBureauHead) && bureau != "":
		return unit{model.UnitBureau, bureau}
	case (role == actor.RoleVillageCadre || role == actor.RoleTownInspector) && len(division) == 12:
		return unit{model.UnitTown, division[:9] + "000"}
	}
	return unit{model.UnitCommission, ""}
}

// Commission is how the commission itself is called in lists.
const Commission = "纪委监委机关"

// unitNames gives the names of towns by their codes.
func (s *Service) unitNames(ctx context.Context) (map[string]string, error) {
	found, err := gorm.G[model.Division](s.DB).Select("code", "name").Where("level = ?", "town").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("towns: %w", err)
	}
	out := map[string]string{}
	for _, d := range found {
		out[d.Code] = d.Name
	}
	return out, nil
}

func (u unit) text(towns map[string]string) string {
	switch u.kind {
	case model.UnitTown:
		if n := towns[u.name]; n != "" {
			return n
		}
		return u.name
	case model.UnitCommission:
		return Commission
	}
	return u.name
}

// confirms is the part of the entries that an actor confirms: a bureau's head
// those of the bureau, a town's inspector those of the town, a head those of the
// commission; case management those of whoever confirms others, and of a unit that
// has nobody to confirm. Nobody confirms their own, or what they entered.
func confirms(by actor.Actor) (where string, args []any, ok bool) {
	const others = "(e.staff_id IS NULL OR e.staff_id <> ?) AND e.entered_by <> ? AND "
	args = []any{by.StaffID, by.StaffID}
	u := unitOf(by.Role, by.Bureau, by.Division)
	switch {
	case by.Is(actor.RoleBureauHead) && u.kind == model.UnitBureau:
		return others + "e.unit_kind = 'bureau' AND e.unit = ? AND e.role <> 'bureau_head'", append(args, u.name), true
	case by.Is(actor.RoleTownInspector) && u.kind == model.UnitTown:
		return others + "e.unit_kind = 'town' AND e.unit = ? AND e.role <> 'town_inspector'", append(args, u.name), true
	case by.Is(actor.RoleHead):
		return others + "e.unit_kind = 'commission'", args, true
	case by.Is(actor.RoleCaseManagement):
		return others + "(e.role IN ('bureau_head', 'town_inspector', 'head')" +
			" OR e.unit_kind = 'bureau' AND NOT EXISTS (SELECT 1 FROM staff h WHERE h.role = 'bureau_head' AND h.bureau = e.unit AND h.disabled_at IS NULL)" +
			" OR e.unit_kind = 'town' AND NOT EXISTS (SELECT 1 FROM staff h WHERE h.role = 'town_inspector' AND h.disabled_at IS NULL AND SUBSTR(h.division, 1, 9) = SUBSTR(e.unit, 1, 9)))", args, true
	}
	return "", nil, false
}

// inspects reports whether an actor may open entries of the whole county.
func inspects(by actor.Actor) bool {
	return by.Is(actor.RoleSupervision, actor.RoleCaseManagement, actor.RoleHead)
}

// owner reports whether an entry is the actor's to write: their own, or one that
// they entered for somebody without an account.
func owner(by actor.Actor, e model.KinshipEntry) bool {
	if by.Kind != actor.Staff {
		return false
	}
	if e.StaffID != nil {
		return *e.StaffID == by.StaffID
	}
	return e.EnteredBy == by.StaffID
}

// access is what an actor is to an entry.
type access struct{ owner, confirms, opens bool }

// one finds an entry that the actor may at least ask for. What they may not ask
// for does not exist.
func (s *Service) one(ctx context.Context, by actor.Actor, id int64) (model.KinshipEntry, access, error) {
	e, err := gorm.G[model.KinshipEntry](s.DB).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return e, access{}, notFound()
	}
	if err != nil {
		return e, access{}, fmt.Errorf("kinship: %w", err)
	}
	a := access{owner: owner(by, e), opens: inspects(by)}
	if where, args, ok := confirms(by); ok && !a.owner {
		var n int64
		if err := s.DB.WithContext(ctx).Table("kinship_entries AS e").Where("e.id = ?", id).Where(where, args...).Count(&n).Error; err != nil {
			return e, a, fmt.Errorf("kinship: %w", err)
		}
		a.confirms = n > 0
	}
	a.opens = a.opens || a.confirms
	if !a.owner && !a.opens {
		return e, a, notFound()
	}
	return e, a, nil
}
