package account

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/naming"
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
// alone. Somebody whom no register knows yet is known by the card alone, under
// the account's own name. The number itself is not kept with the account, only
// its keyed digest. The fields of its errors are name and id.
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
	typed := seal.NewSecret(r.Number)
	found, err := naming.Numbered(ctx, s.db, s.box.Indexes(typed, seal.PurposeResidentID))
	if err != nil {
		return fmt.Errorf("identify: %w", err)
	}
	person := found.ID
	if person != 0 && !idnumber.SameName(found.Name, name.Reveal()) {
		return fault.Fields(map[string]string{"id": "这个身份证号在全县名册里不是这个姓名，请对照身份证核对"})
	}
	at := s.at()
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		row, err := target(tx, by, id)
		if err != nil {
			return err
		}
		if person == 0 && !idnumber.SameName(row.Name, name.Reveal()) {
			return fault.Fields(map[string]string{"name": "全县名册里没有这个人，只能按身份证登记，姓名要和账号上的一样。账号的姓名不对的，请先停用，另开账号"})
		}
		set := map[string]any{"person_id": person, "person_by": by.StaffID, "person_at": at, "id_digest": s.box.Index(typed, seal.PurposeResidentID)}
		if err := tx.Model(&model.Staff{}).Where("id = ?", row.ID).Updates(set).Error; err != nil {
			return fmt.Errorf("identify: %w", err)
		}
		if err := promise(tx, id, "identify", at, id); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "staff.identify", object(id), map[string]any{"again": row.PersonAt != nil && row.PersonID != person, "registered": person != 0})
	})
}

// Owner reports whether an administrator found out who the owner of an account
// is, and whether that is whom this ID number names.
func (s *Service) Owner(ctx context.Context, id int64, number seal.Secret) (known, same bool, err error) {
	found, err := gorm.G[model.Staff](s.db).Select("id", "person_id", "id_digest").Where("id = ?", id).Limit(1).Find(ctx)
	if err != nil {
		return false, false, fmt.Errorf("owner: %w", err)
	}
	if len(found) == 0 || found[0].PersonID == 0 && len(found[0].IDDigest) == 0 {
		return false, false, nil
	}
	if number.Empty() {
		return true, false, nil
	}
	digests := s.box.Indexes(number, seal.PurposeResidentID)
	for _, d := range digests {
		if bytes.Equal(d, found[0].IDDigest) {
			return true, true, nil
		}
	}
	var n int64
	err = s.db.WithContext(ctx).Raw("SELECT COUNT(*) FROM people p WHERE p.id = ? AND p.id <> 0 AND (p.id_digest IN ? OR p.id IN (SELECT a.person_id FROM people_aliases a WHERE a.id_digest IN ?))", found[0].PersonID, digests, digests).Scan(&n).Error
	if err != nil {
		return false, false, fmt.Errorf("owner: %w", err)
	}
	return true, n > 0, nil
}

// Known ties an account to a person of the registers inside tx, because an
// administrator saw the card, its owner declared the number, and the unit
// confirmed it. It never undoes what an administrator found out, nor takes the
// place of it: an account whose owner nobody identified may have a namesake's
// declaration, and another person is a conflict; both are settled there.
func (s *Service) Known(tx *gorm.DB, by actor.Actor, at time.Time, id, person int64) error {
	var found []model.Staff
	if err := tx.Select("id", "person_id", "id_digest").Where("id = ?", id).Find(&found).Error; err != nil {
		return fmt.Errorf("account: %w", err)
	}
	switch {
	case len(found) == 0 || found[0].PersonID == person:
		return nil
	case found[0].PersonID != 0:
		return fault.New(fault.Conflict, "账号上登记的是另一个人，和申报的身份证号对不上。请系统管理员核对账号以后再确认")
	case len(found[0].IDDigest) == 0:
		return fault.New(fault.Conflict, "这个账号是谁，系统管理员还没有照身份证核实。请系统管理员在“账号”里核实本人身份以后再确认")
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
