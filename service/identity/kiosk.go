package identity

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// peopleAtScreen is how many times the failures of one person a screen in a
// village office may see in a day: it is one screen for a whole village.
const peopleAtScreen = 20

// Recognise finds the person that the input proves, at a screen in a village
// office: by name, resident ID and the last digits of the account, as Bind, with
// the same count of failures. Nothing is bound. The actor it gives has a person
// and no WeChat account; only what is made for such a screen takes it.
func (s *Service) Recognise(ctx context.Context, screen int64, in BindInput) (actor.Actor, error) {
	in.Method = MethodAccount
	number, err := in.check(s.today(), true)
	if err != nil {
		return actor.Actor{}, err
	}
	limit, err := s.number(ctx, ParamFailures, standardFailures)
	if err != nil {
		return actor.Actor{}, err
	}
	// The resident ID's count is that of binding: whoever tries there and here
	// has no more tries than at one of them.
	subjects := []subject{
		{s.people.Index(seal.NewSecret(fmt.Sprintf("kiosk:%d:%s", screen, number.Reveal())), indexSubject), 1},
		{s.people.Index(seal.NewSecret(fmt.Sprintf("kiosk:%d", screen)), indexSubject), peopleAtScreen},
		s.residentSubject("bind", number, accountsToLock),
	}
	if err := s.reserve(ctx, subjects, limit); err != nil {
		return actor.Actor{}, err
	}
	p, ok, err := s.proved(ctx, actor.Actor{}, in, number)
	if err == nil && !ok {
		return actor.Actor{}, s.refuseAtScreen(ctx, screen, subjects, limit)
	}
	if err := errors.Join(err, giveBack(s.db.WithContext(ctx), s.today(), subjects)); err != nil {
		return actor.Actor{}, err
	}
	by := actor.Actor{Kind: actor.Villager, PersonID: p.ID}
	if err := audit.RecordAlone(ctx, s.db, by, s.instant(), "identity.kiosk", fmt.Sprintf("kiosk:%d", screen), nil); err != nil {
		return actor.Actor{}, fmt.Errorf("recognise: %w", err)
	}
	return by, nil
}

func (s *Service) refuseAtScreen(ctx context.Context, screen int64, subjects []subject, limit int) error {
	left := 0
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) (err error) {
		if left, err = s.failed(tx, subjects, limit); err != nil {
			return err
		}
		return audit.Record(tx, actor.Actor{Kind: actor.Guest}, s.instant(), "identity.kiosk_failed", fmt.Sprintf("kiosk:%d", screen), map[string]any{"locked": left == 0})
	})
	if err != nil {
		return fmt.Errorf("recognise refused: %w", err)
	}
	if left == 0 {
		return s.locked()
	}
	return fault.Newf(fault.Invalid, "姓名、身份证号和核对的数字对不上。请对照身份证和存折再看一遍，今天还可以试%d次", left)
}
