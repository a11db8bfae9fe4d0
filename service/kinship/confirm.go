package kinship

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// confirm prepares the unit's word: what is new enters the register, what was
// corrected or taken out goes from it, and the account is tied to the person.
func (s *Service) confirm(ctx context.Context, by actor.Actor, e model.KinshipEntry, set map[string]any) (func(tx *gorm.DB) error, error) {
	number, err := s.Box.Open(e.IDSealed, placeOwn(e.IDDigest))
	if err != nil {
		return nil, fmt.Errorf("kinship: %w", err)
	}
	lines, err := s.lines(ctx, e)
	if err != nil {
		return nil, err
	}
	if err := s.stranger(ctx, by, e, number); err != nil {
		return nil, err
	}
	wrong, err := s.stolen(ctx, e, number) // an administrator may have found out who it is since it was handed in
	if err != nil {
		return nil, err
	}
	if wrong != "" {
		return nil, fault.New(fault.Conflict, "账号是谁，系统管理员还没有照身份证核实，或者核实的是另一个人，和申报的身份证号对不上。请系统管理员核对账号以后再确认")
	}
	rows := map[int64]Row{}
	for _, l := range lines {
		if l.State != model.RelativeDraft {
			continue
		}
		one, err := s.line(l, false)
		if err != nil {
			return nil, err
		}
		rows[l.ID] = row(e, l, number, one)
	}
	at := s.clock()
	set["confirmed_by"], set["confirmed_at"], set["returned_sealed"] = by.StaffID, at, nil
	return func(tx *gorm.DB) error {
		for _, l := range lines {
			if err := s.settle(tx, by, l, lines, rows[l.ID]); err != nil {
				return err
			}
		}
		p, err := s.person(ctx, tx, number)
		if err != nil || p.ID == 0 {
			return err
		}
		if err := tx.Model(&model.KinshipEntry{}).Where("id = ?", e.ID).Update("person_id", p.ID).Error; err != nil {
			return fmt.Errorf("kinship: %w", err)
		}
		if e.StaffID == nil {
			return nil
		}
		return s.Accounts.Known(tx, by, at, *e.StaffID, p.ID)
	}, nil
}

// stranger refuses whoever is the official, has their name, or is close to them.
// Of somebody without an account only the registers tell who it is.
func (s *Service) stranger(ctx context.Context, by actor.Actor, e model.KinshipEntry, number seal.Secret) error {
	if idnumber.SameName(e.Name, by.Name) {
		return fault.New(fault.Forbidden, "申报人和您同名，请由别人确认")
	}
	p, err := s.person(ctx, s.DB, number)
	if err != nil {
		return err
	}
	if p.ID == 0 {
		if e.StaffID == nil {
			return fault.New(fault.Conflict, "全县名册里没有这个身份证号，确认不了是谁。号码填错的请退回；没有错的，等名册导入以后再确认")
		}
		return nil
	}
	near, err := recuse.Circle(ctx, s.DB, by)
	if err != nil {
		return err
	}
	if slices.Contains(near, p.ID) {
		return fault.New(fault.Forbidden, "您是申报人本人或者亲属，请由别人确认")
	}
	return nil
}

// row is a relative as a row of the register.
func row(e model.KinshipEntry, l model.KinshipRelative, number seal.Secret, r Relative) Row {
	recorded, declared := "否", ""
	if r.Recorded {
		recorded = "是"
	}
	if l.DeclaredOn != nil {
		declared = period.Stored(*l.DeclaredOn).String()
	}
	return Row{Title: "填报 " + Code(e.ID) + " 家属", Filing: fmt.Sprintf("kinship/%d/%d", e.ID, l.ID), Values: map[string]string{
		"公职人员身份证号": number.Reveal(), "家属身份证号": r.Number.Reveal(), "家属姓名": r.Name.Reveal(), "关系": r.Relation, "申报日期": declared, "近亲属备案": recorded,
	}}
}

// settle does with one relative what the declaration says, inside tx.
func (s *Service) settle(tx *gorm.DB, by actor.Actor, l model.KinshipRelative, lines []model.KinshipRelative, r Row) error {
	switch l.State {
	case model.RelativeEnding:
		if err := s.Registers.Revoke(tx, by, l.BatchID, "家属申报：填错，去掉"); err != nil {
			return err
		}
		return move(tx, l.ID, model.RelativeGone)
	case model.RelativeDraft:
	default:
		return nil
	}
	if i := slices.IndexFunc(lines, func(o model.KinshipRelative) bool { return l.ReplacesID != 0 && o.ID == l.ReplacesID }); i >= 0 {
		if err := s.Registers.Revoke(tx, by, lines[i].BatchID, "家属申报：更正"); err != nil {
			return err
		}
		if err := move(tx, lines[i].ID, model.RelativeGone); err != nil {
			return err
		}
	}
	batch, err := s.Registers.Enter(tx, by, r)
	if fault.Is(err, fault.Invalid) {
		return fault.Wrap(fault.Conflict, "有一位亲属的信息登记不进去，请退回修改", err)
	}
	if err != nil {
		return err
	}
	err = tx.Model(&model.KinshipRelative{}).Where("id = ?", l.ID).Updates(map[string]any{"state": model.RelativeCurrent, "batch_id": batch}).Error
	if err != nil {
		return fmt.Errorf("kinship relative: %w", err)
	}
	return nil
}
