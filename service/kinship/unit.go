package kinship

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// Count is how far one unit is. Its numbers add up to Total.
type Count struct {
	Code      string // "" of a bureau
	Unit      string
	Missing   int // nothing handed in yet
	Waiting   int // waits for the unit
	Returned  int
	Confirmed int
	Total     int
	Renew     int // of the confirmed, those that are to say again that it is so
}

// Board is what a confirmer, a clerk or the commission sees of the declarations.
type Board struct {
	Waiting []Entry // wait for exactly this person
	Others  []Entry // that this person entered for people without an account
	Counts  []Count // by unit, sorted by code and name; nobody is ranked
	Sum     Count
	Clerk   bool // may enter for people without an account
}

// mostCounted bounds the accounts and entries of a county.
const mostCounted = 50_000

// Board shows what is to be confirmed and how far the units are: a confirmer and
// a clerk their own unit, the commission all.
func (s *Service) Board(ctx context.Context, by actor.Actor) (Board, error) {
	where, args, may := confirms(by)
	b := Board{Clerk: clerks(by)}
	if !may && !b.Clerk && !inspects(by) {
		return b, notFound()
	}
	if may {
		var found []model.KinshipEntry
		err := s.DB.WithContext(ctx).Table("kinship_entries AS e").Select("e.*").Where("e.state = ?", model.KinshipDeclared).Where(where, args...).Order("e.declared_at, e.id").Limit(agenda.MaxTasks).Scan(&found).Error
		if err != nil {
			return b, fmt.Errorf("kinship waiting: %w", err)
		}
		if b.Waiting, err = s.covers(ctx, by, found); err != nil {
			return b, err
		}
	}
	if b.Clerk {
		found, err := gorm.G[model.KinshipEntry](s.DB).Where("staff_id IS NULL AND entered_by = ?", by.StaffID).Order("id DESC").Limit(200).Find(ctx)
		if err != nil {
			return b, fmt.Errorf("kinship entries: %w", err)
		}
		if b.Others, err = s.covers(ctx, by, found); err != nil {
			return b, err
		}
	}
	return b, s.count(ctx, by, &b)
}

// count fills in how far the units are.
func (s *Service) count(ctx context.Context, by actor.Actor, b *Board) error {
	renew, err := s.Number(ctx, ParamRenew, daysRenew)
	if err != nil {
		return err
	}
	staff, err := gorm.G[model.Staff](s.DB).Select("id", "role", "bureau", "division").Where("disabled_at IS NULL").Limit(mostCounted).Find(ctx)
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	entries, err := gorm.G[model.KinshipEntry](s.DB).Select("id", "staff_id", "unit_kind", "unit", "state", "kept_on", "confirmed_at").Limit(mostCounted).Find(ctx)
	if err != nil {
		return fmt.Errorf("kinship entries: %w", err)
	}
	towns, err := s.unitNames(ctx)
	if err != nil {
		return err
	}
	of := unitOf(by.Role, by.Bureau, by.Division)
	for _, c := range tally(staff, entries, s.today()-period.Day(renew)) {
		if !inspects(by) && c.unit != of {
			continue
		}
		c.Unit = c.unit.text(towns)
		if c.unit.kind == model.UnitTown {
			c.Code = c.unit.name
		}
		b.Counts = append(b.Counts, c.Count)
		b.Sum.add(c.Count)
	}
	return nil
}

func (c *Count) add(o Count) {
	c.Missing, c.Waiting, c.Returned, c.Confirmed, c.Total, c.Renew = c.Missing+o.Missing, c.Waiting+o.Waiting, c.Returned+o.Returned, c.Confirmed+o.Confirmed, c.Total+o.Total, c.Renew+o.Renew
}

type unitCount struct {
	unit
	Count
}

// tally counts accounts and people without one by where their declaration stands.
// kept before old has to be said again. It is pure.
func tally(staff []model.Staff, entries []model.KinshipEntry, old period.Day) []unitCount {
	byStaff := map[int64]model.KinshipEntry{}
	units := map[unit]*Count{}
	at := func(u unit) *Count {
		if units[u] == nil {
			units[u] = &Count{}
		}
		return units[u]
	}
	for _, e := range entries {
		if e.StaffID != nil {
			byStaff[*e.StaffID] = e
			continue
		}
		at(unit{e.UnitKind, e.Unit}).take(e, old)
	}
	for _, a := range staff {
		at(unitOf(actor.Role(a.Role), a.Bureau, a.Division)).take(byStaff[a.ID], old)
	}
	out := make([]unitCount, 0, len(units))
	for u, c := range units {
		out = append(out, unitCount{u, *c})
	}
	order := map[string]int{model.UnitCommission: 0, model.UnitTown: 1, model.UnitBureau: 2}
	slices.SortFunc(out, func(a, b unitCount) int {
		return cmp.Or(cmp.Compare(order[a.unit.kind], order[b.unit.kind]), cmp.Compare(a.unit.name, b.unit.name))
	})
	return out
}

// take counts one declaration; the zero entry is none.
func (c *Count) take(e model.KinshipEntry, old period.Day) {
	c.Total++
	switch {
	case e.State == model.KinshipDeclared:
		c.Waiting++
	case e.State == model.KinshipReturned:
		c.Returned++
	case e.ConfirmedAt != nil: // open again, what was confirmed still holds
		c.Confirmed++
		if e.KeptOn != nil && period.Stored(*e.KeptOn) < old {
			c.Renew++
		}
	default:
		c.Missing++
	}
}
