package finding

import (
	"context"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/recuse"
)

// sees is the part of the findings an actor may see: supervision and the heads
// all of them; a bureau, a town and a village what was sent to them; nobody
// what concerns themselves.
func (s *Service) sees(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		where = "1 = 1"
	case by.Is(actor.RoleBureauOfficer) && by.Bureau != "":
		where, args = bureaus.Where("findings.dispatched_bureau", by.Bureau)
		where, args = "findings.dispatched_kind = ? AND "+where, append([]any{model.DispatchBureau}, args...)
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		where, args = "findings.dispatched_kind IN ? AND findings.dispatched_division LIKE ?",
			[]any{[]string{model.DispatchTown, model.DispatchVillage}, actor.DivisionPrefix(by.Division) + "%"}
	case by.Is(actor.RoleVillageCadre) && by.Division != "":
		where, args = "findings.dispatched_kind = ? AND findings.village_checks = ? AND findings.dispatched_division LIKE ?",
			[]any{model.DispatchVillage, true, actor.DivisionPrefix(by.Division) + "%"}
	default:
		return "", nil, notFound()
	}
	return s.without(ctx, by, where, args)
}

// without leaves out what concerns the actor: whatever the rank, nobody looks
// at the findings about themselves and their kin. Those are the findings about
// them as persons, those that a record of theirs is shown with, those about the
// accounts that their money went to, and about projects that companies of theirs
// bid for.
func (s *Service) without(ctx context.Context, by actor.Actor, where string, args []any) (string, []any, error) {
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return "", nil, err
	}
	not, more := own.Findings("findings")
	return where + " AND " + not, append(args, more...), nil
}
