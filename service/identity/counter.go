package identity

import (
	"context"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// AtCounter finds the villager who stands at the counter of the cadre's own
// village, by name and resident ID. Anybody else's person does not exist.
func (s *Service) AtCounter(ctx context.Context, by actor.Actor, name, id seal.Secret) (person int64, err error) {
	if err := atCounter(by); err != nil {
		return 0, err
	}
	number, err := BindInput{Name: name, ID: id}.check(s.today(), false)
	if err != nil {
		return 0, err
	}
	p, err := s.villager(ctx, by, name, number)
	if err != nil {
		return 0, err
	}
	if p.ID == 0 {
		return 0, fault.Fields(map[string]string{FieldID: "本村户籍名册里没有这个姓名和身份证号的人，请对照身份证核对"})
	}
	return p.ID, nil
}
