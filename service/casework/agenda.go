package casework

import (
	"context"
	"errors"
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
	var out []agenda.Count
	add := func(key string, states ...string) error {
		n, err := gorm.G[model.Clue](s.db).Where(where, args...).Where("state IN ?", states).Count(ctx, "*")
		if err != nil {
			return fmt.Errorf("clues today: %w", err)
		}
		late, err := gorm.G[model.Clue](s.db).Where(where, args...).Where("state IN ?", states).
			Where("state IN ? AND opinion_due <= ?", []string{model.ClueAssigned, model.ClueReturned}, s.clock()).Count(ctx, "*")
		if err != nil {
			return fmt.Errorf("clues today: %w", err)
		}
		out = append(out, agenda.Count{Key: key, N: int(n), Overdue: int(late)})
		return nil
	}
	var err error
	switch {
	case by.Is(actor.RoleCaseManagement):
		err = add("clues.unassigned", model.ClueRegistered)
	case by.Is(actor.RoleHead):
		err = add("clues.decide", model.ClueProposed)
	default:
		err = errors.Join(add("clues.mine", model.ClueAssigned, model.ClueReturned), add("cases.open", model.ClueFiled))
	}
	return out, err
}
