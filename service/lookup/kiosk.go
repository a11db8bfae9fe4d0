package lookup

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/idnumber"
)

// AtKiosk gives a year of payments of a person who proved who they are at a
// screen in a village office, and their masked name. Such an actor has a person
// and no WeChat account; anybody else is refused. Only the person's own are shown.
func (s *Service) AtKiosk(ctx context.Context, by actor.Actor, year int) (m Money, maskedName string, err error) {
	if by.Kind != actor.Villager || by.WechatUserID != 0 || by.PersonID == 0 || by.Snapshot {
		return Money{}, "", errUnbound
	}
	p, err := gorm.G[model.Person](s.db).Select("name").Where("id = ?", by.PersonID).Take(ctx)
	if err != nil {
		return Money{}, "", fmt.Errorf("at a kiosk: %w", err)
	}
	catalog, err := s.items(ctx)
	if err != nil {
		return Money{}, "", err
	}
	m = Money{Whose: Self}
	rows, err := s.query(ctx, nil, payoutsOf, []int64{by.PersonID})
	if err != nil {
		return Money{}, "", err
	}
	m.sum(rows, year, catalog)
	s.Count(CountPayouts, "")
	return m, idnumber.MaskName(p.Name), nil
}
