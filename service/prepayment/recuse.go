package prepayment

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
)

// foreign narrows rows, by the name or alias of their table, to those that do
// not concern the actor: a row about an officer or their kin is seen and answered
// by another officer of the bureau.
func (s *Service) foreign(ctx context.Context, by actor.Actor, table string) (where string, args []any, err error) {
	own, err := recuse.Circle(ctx, s.db, by)
	if err != nil || len(own) == 0 {
		return "1 = 1", nil, err
	}
	return table + ".person_id NOT IN ?", []any{own}, nil
}

// kept counts the rows of a list that concern the actor.
func (s *Service) kept(ctx context.Context, by actor.Actor, listID int64) (int, error) {
	where, args, err := s.foreign(ctx, by, "prepayment_rows")
	if err != nil || len(args) == 0 {
		return 0, err
	}
	n, err := gorm.G[model.PrepaymentRow](s.db).Where("list_id = ?", listID).Where("NOT ("+where+")", args...).Count(ctx, "id")
	if err != nil {
		return 0, fmt.Errorf("own rows: %w", err)
	}
	return int(n), nil
}
