package identity

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
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
	if err := transact.Do(ctx, s.db, func(tx *gorm.DB) error { return looked(tx, by, s.instant(), screen) }); err != nil {
		return actor.Actor{}, fmt.Errorf("recognise: %w", err)
	}
	return by, nil
}

// looked writes down that somebody was taken for a person at a screen, inside tx:
// the row that the person's own page lists, the promise to tell them, the chain.
// Whoever knows a neighbour's three facts could have stood there.
func looked(tx *gorm.DB, by actor.Actor, at time.Time, screen int64) error {
	row := model.KioskLook{PersonID: by.PersonID, DeviceID: screen, At: at}
	if err := tx.Create(&row).Error; err != nil {
		return fmt.Errorf("look at a screen: %w", err)
	}
	if err := outbox.Add(tx, TopicKiosk, strconv.FormatInt(row.ID, 10), at, KioskLooked{row.ID, row.PersonID}); err != nil {
		return err
	}
	return audit.Record(tx, by, at, "identity.kiosk", fmt.Sprintf("kiosk:%d", screen), nil)
}

// TopicKiosk is the outbox topic of a look at a screen: the person's telephones
// are told.
const TopicKiosk = "identity.kiosk"

// KioskLooked is its payload.
type KioskLooked struct {
	LookID   int64 `json:"look_id"`
	PersonID int64 `json:"person_id"`
}

// KioskLook is one time that somebody was taken for a person at a screen.
type KioskLook struct {
	At      time.Time
	Village string // code
	Place   string // where in the village the screen stands
}

// mostLooks bounds the list on a person's own page.
const mostLooks = 20

// KioskLooks lists the looks of the bound person's payments at screens, the
// latest first; also those from before the binding.
func (s *Service) KioskLooks(ctx context.Context, by actor.Actor) ([]KioskLook, error) {
	if by.Kind != actor.Villager || by.WechatUserID == 0 || by.PersonID == 0 || by.Snapshot {
		return nil, nil
	}
	var rows []struct {
		At                 time.Time
		VillageCode, Place string
	}
	err := s.db.WithContext(ctx).Raw(`SELECT l.at, COALESCE(d.village_code, '') AS village_code, COALESCE(d.place, '') AS place FROM kiosk_looks AS l LEFT JOIN kiosk_devices AS d ON d.id = l.device_id
WHERE l.person_id = ? AND EXISTS (SELECT 1 FROM bindings AS m WHERE m.wechat_user_id = ? AND m.active_mark = 0 AND m.person_id = l.person_id)
ORDER BY l.at DESC, l.id DESC LIMIT ?`, by.PersonID, by.WechatUserID, mostLooks).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("looks at screens: %w", err)
	}
	out := make([]KioskLook, len(rows))
	for i, r := range rows {
		out[i] = KioskLook{At: r.At, Village: r.VillageCode, Place: r.Place}
	}
	return out, nil
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
