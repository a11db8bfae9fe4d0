package complaint

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
)

// requested is what waits for a role's word on a request that somebody else
// made, as a condition. What waits for a second person is counted by itself.
const requested = "petitions.id IN (SELECT a.object_id FROM approvals a WHERE a.object = 'petition' AND a.waiting = 1 AND a.kind NOT IN ('petition.identity','petition.answer') AND a.to_role = ? AND a.asked_by <> ?)"

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	where, args, ok := sees(by)
	if !ok {
		return nil, nil
	}
	open := []any{closedStates}
	type sort struct {
		key, cond string
		args      []any
	}
	var sorts []sort
	switch by.Role {
	case actor.RolePetition:
		sorts = []sort{
			{"petitions.unclaimed", "state = ?", []any{model.PetitionReceived}},
			{"petitions.mine", "state NOT IN ? AND claimed_by = ?", append(open, by.StaffID)},
			{"petitions.objections", "state = ?", []any{model.PetitionObjection}},
			{"petitions.replied", "state NOT IN ? AND " + replied, open},
			{"petitions.calls", toCall + " AND claimed_by <> ?", []any{by.StaffID}},
		}
	case actor.RoleHead:
		sorts = []sort{{"petitions.requests", requested, []any{string(by.Role), by.StaffID}}}
	case actor.RoleSupervision:
		sorts = []sort{{"petitions.handed", "state = ?", []any{model.PetitionHandedOver}}}
	default:
		sorts = []sort{{"petitions.town", "state = ?", []any{model.PetitionTransferredDown}}}
	}
	now := s.clock()
	var out []agenda.Count
	for _, q := range sorts {
		n, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(q.cond, q.args...).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("petitions today: %w", err)
		}
		late, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(q.cond, q.args...).Where(dueBefore, now).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("petitions today: %w", err)
		}
		out = append(out, agenda.Count{Key: q.key, N: int(n), Overdue: int(late)})
	}
	requests, err := s.requestsToday(ctx, by)
	return append(out, requests...), err
}
