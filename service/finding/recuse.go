package finding

import (
	"context"
	"fmt"

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
// them as persons, those that a record of theirs is shown with, about the accounts that their money went to, and about
// projects that companies of theirs bid for.
func (s *Service) without(ctx context.Context, by actor.Actor, where string, args []any) (string, []any, error) {
	own, err := recuse.Circle(ctx, s.DB, by)
	if err != nil || len(own) == 0 {
		return where, args, err
	}
	where += " AND findings.person_id NOT IN ? AND findings.id NOT IN (SELECT finding_id FROM finding_evidence WHERE person_id IN ?)"
	args = append(args, own, own)
	db := s.DB.WithContext(ctx)
	var accounts [][]byte
	err = db.Raw("SELECT account_digest FROM payouts WHERE person_id IN ? AND account_digest IS NOT NULL UNION SELECT account_digest FROM rosters WHERE person_id IN ? AND account_digest IS NOT NULL LIMIT ?",
		own, own, most).Scan(&accounts).Error
	if err != nil {
		return "", nil, fmt.Errorf("own accounts: %w", err)
	}
	if len(accounts) > 0 {
		where, args = where+" AND (findings.subject_digest IS NULL OR findings.subject_digest NOT IN ?)", append(args, accounts)
	}
	var projects []string
	err = db.Raw("SELECT j.project_no FROM projects j JOIN company_roles c ON c.code = j.winner_code WHERE c.person_id IN ? AND "+recuse.Loaded("c")+
		" UNION SELECT d.project_no FROM bids d JOIN company_roles c ON c.code = d.bidder_code WHERE c.person_id IN ? AND "+recuse.Loaded("c")+" LIMIT ?", own, own, most).Scan(&projects).Error
	if err != nil {
		return "", nil, fmt.Errorf("own projects: %w", err)
	}
	if len(projects) > 0 {
		where, args = where+" AND (findings.subject_kind <> ? OR findings.subject_no NOT IN ?)", append(args, model.SubjectProject, projects)
	}
	return where, args, nil
}

// most bounds the accounts and projects around one member of staff.
const most = 2000
