package board

import (
	"context"
	"fmt"
	"slices"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// printers may print a sheet: a cadre of the own village, the others of every
// village their account covers.
var printers = []actor.Role{actor.RoleVillageCadre, actor.RoleTownInspector, actor.RoleBureauOfficer, actor.RoleSupervision}

// may refuses whoever must not print for a village. A cadre's account without a
// place would otherwise cover the whole county.
func may(by actor.Actor, village string, roles []actor.Role) error {
	if !by.Is(roles...) || len(village) != 12 || !by.Covers(village) || by.Is(actor.RoleVillageCadre) && by.Division == "" {
		return errNotHere
	}
	return nil
}

// PrintVillages lists the villages that an account may print for.
func (s *Service) PrintVillages(ctx context.Context, by actor.Actor) ([]Place, error) {
	if !by.Is(printers...) || by.Is(actor.RoleVillageCadre) && by.Division == "" {
		return nil, errNotHere
	}
	return s.Villages(ctx, by.Division)
}

// SheetQuery asks for the sheet of a village.
type SheetQuery struct {
	Village string
	Quarter Span
	Item    string // code; "" is every item
}

// Sheet is what hangs on the village's wall for a quarter, cut into pages.
type Sheet struct {
	Place   Place
	Quarter Span
	Count   int
	Amount  money.Fen
	Money   Money
	More    bool   // there are more projects than these
	QR      string // leads to the village's page; "" while the county has no address
	Address string
	Printed period.Day
	Pages   []SheetPage
}

// Sheet makes the sheet of a village and records who prints it.
func (s *Service) Sheet(ctx context.Context, by actor.Actor, q SheetQuery) (Sheet, error) {
	if err := may(by, q.Village, printers); err != nil {
		return Sheet{}, err
	}
	if !slices.Contains(s.Quarters(), q.Quarter) {
		return Sheet{}, fault.Fields(map[string]string{"span": "请选择一个季度"})
	}
	place, err := s.village(ctx, q.Village)
	if err != nil {
		return Sheet{}, err
	}
	out := Sheet{Place: place, Quarter: q.Quarter, Printed: s.today(), Address: s.Page("/h5/villages/" + q.Village)}
	if out.QR, err = picture(out.Address); err != nil {
		return Sheet{}, err
	}
	first, last := q.Quarter.Days()
	lists, err := s.Lists(ctx, by, q.Village, q.Item, first, last)
	if err != nil {
		return Sheet{}, err
	}
	for _, l := range lists {
		out.Count, out.Amount = out.Count+l.Count, out.Amount+l.Amount
	}
	projects, more, err := s.projects(ctx, q.Village)
	if err != nil {
		return Sheet{}, err
	}
	answers, err := s.answers(ctx, projects)
	if err != nil {
		return Sheet{}, err
	}
	out.More, out.Money, out.Pages = more, moneyOf(projects), pages(lists, projects, answers)
	err = audit.RecordAlone(ctx, s.DB, by, s.instant(), "board.sheet", "village:"+q.Village,
		map[string]any{"quarter": q.Quarter.String(), "item": q.Item, "payments": out.Count, "pages": len(out.Pages)})
	if err != nil {
		return Sheet{}, fmt.Errorf("sheet: %w", err)
	}
	return out, nil
}
