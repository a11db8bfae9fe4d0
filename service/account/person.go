package account

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// TopicChanged promises that matters are kept anew from whom they concern: an
// account came, or turned out to be somebody else. Performed by recusal.
const TopicChanged = "staff.changed"

// changed is its payload: the account that may be let in again, or 0.
type changed struct {
	Lift int64 `json:"lift"`
}

// promise writes the promise inside tx. The time makes each one its own.
func promise(tx *gorm.DB, id int64, what string, at time.Time, lift int64) error {
	return outbox.Add(tx, TopicChanged, fmt.Sprintf("%s/%d/%d", what, id, at.Unix()), at, changed{lift})
}

// Identify writes down who the owner of an account is: the person of the
// registers with this name and ID number, both of which have to agree. From then
// on the registers say which matters the account is kept from, and not the name
// alone. The number itself is not kept with the account. The fields of its
// errors are name and id.
func (s *Service) Identify(ctx context.Context, by actor.Actor, id int64, name, number seal.Secret) error {
	if !mayManage(by) {
		return errNoAccount()
	}
	wrong := map[string]string{}
	if idnumber.NormName(name.Reveal()) == "" {
		wrong["name"] = "请填写姓名，和身份证上的一样"
	}
	r, err := idnumber.ParseResident(number.Reveal(), period.Here(s.at()))
	if err != nil {
		wrong["id"] = fault.Of(err).Public
	}
	if len(wrong) > 0 {
		return fault.Fields(wrong)
	}
	found, err := gorm.G[model.Person](s.db).Select("id", "name").
		Where("id_digest IN ?", s.box.Indexes(seal.NewSecret(r.Number), seal.PurposeResidentID)).Limit(1).Find(ctx)
	if err != nil {
		return fmt.Errorf("identify: %w", err)
	}
	if len(found) == 0 || !idnumber.SameName(found[0].Name, name.Reveal()) {
		return fault.Fields(map[string]string{"id": "全县名册里没有这个姓名和身份证号的人，请对照身份证核对；名册里确实没有的不用登记"})
	}
	at := s.at()
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		row, err := target(tx, by, id)
		if err != nil {
			return err
		}
		set := map[string]any{"person_id": found[0].ID, "person_by": by.StaffID, "person_at": at}
		if err := tx.Model(&model.Staff{}).Where("id = ?", row.ID).Updates(set).Error; err != nil {
			return fmt.Errorf("identify: %w", err)
		}
		if err := promise(tx, id, "identify", at, id); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "staff.identify", object(id), map[string]any{"again": row.PersonID != 0 && row.PersonID != found[0].ID})
	})
}

// Known ties an account to a person of the registers inside tx, because its
// owner declared the number and the unit confirmed it. It never undoes what an
// administrator found out: another person is a conflict, to be settled there.
func (s *Service) Known(tx *gorm.DB, by actor.Actor, at time.Time, id, person int64) error {
	var found []model.Staff
	if err := tx.Select("id", "person_id").Where("id = ?", id).Find(&found).Error; err != nil {
		return fmt.Errorf("account: %w", err)
	}
	switch {
	case len(found) == 0 || found[0].PersonID == person:
		return nil
	case found[0].PersonID != 0:
		return fault.New(fault.Conflict, "账号上登记的是另一个人，和申报的身份证号对不上。请系统管理员核对账号以后再确认")
	}
	r := tx.Model(&model.Staff{}).Where("id = ? AND person_id = 0", id).Updates(map[string]any{"person_id": person, "person_by": by.StaffID, "person_at": at})
	if r.Error != nil {
		return fmt.Errorf("account: %w", r.Error)
	}
	if err := promise(tx, id, "declared", at, 0); err != nil {
		return err
	}
	return audit.Record(tx, by, at, "staff.declared", object(id), nil)
}
