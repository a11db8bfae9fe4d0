package complaint

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
)

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	where, args, ok := sees(by)
	if !ok {
		return nil, nil
	}
	out, err := s.requestsToday(ctx, by)
	if err != nil || by.Is(actor.RoleHead) { // a head decides on clues, not on petitions
		return out, err
	}
	open := []any{closedStates}
	sorts := []struct {
		key, cond string
		args      []any
	}{{"petitions.town", "state = ?", []any{model.PetitionTransferredDown}}}
	if by.Is(actor.RolePetition) {
		sorts = []struct {
			key, cond string
			args      []any
		}{
			{"petitions.unclaimed", "state = ?", []any{model.PetitionReceived}},
			{"petitions.mine", "state NOT IN ? AND claimed_by = ?", append(open, by.StaffID)},
			{"petitions.replied", "state NOT IN ? AND " + replied, open},
		}
	}
	now := s.clock()
	for _, q := range sorts {
		n, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(q.cond, q.args...).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("petitions today: %w", err)
		}
		late, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(q.cond, q.args...).Where(dueBefore, now, now, now).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("petitions today: %w", err)
		}
		out = append(out, agenda.Count{Key: q.key, N: int(n), Overdue: int(late)})
	}
	return out, nil
}
