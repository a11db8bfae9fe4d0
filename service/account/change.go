package account

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// NewPassword is what the password page carries.
type NewPassword struct {
	Current seal.Secret
	New     seal.Secret
	Again   seal.Secret
}

// ChangePassword sets the account's own password. Every other session of the
// account ends; the Session returned holds on.
func (s *Service) ChangePassword(ctx context.Context, in Session, p NewPassword) (Session, error) {
	row, err := s.load(ctx, in)
	if err != nil {
		return Session{}, err
	}
	if !row.TOTPConfirmed || !in.SecondFactor {
		return Session{}, fault.New(fault.Unauthenticated, "请先输入动态口令")
	}
	if wrong := checkNew(row.Login, p); len(wrong) > 0 {
		return Session{}, fault.Fields(wrong)
	}
	if err := s.confirmCurrent(ctx, row.ID, p.Current); err != nil {
		return Session{}, err
	}
	hash, err := s.hasher.make(ctx, p.New)
	if err != nil {
		return Session{}, fmt.Errorf("change password: %w", err)
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		r := tx.Model(&model.Staff{}).Where("id = ? AND session_epoch = ?", row.ID, in.Epoch).
			Updates(map[string]any{"password_hash": hash, "must_change": false, "session_epoch": in.Epoch + 1})
		if r.Error != nil {
			return fmt.Errorf("update: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return errSignedOut()
		}
		return audit.Record(tx, actorOf(row), s.at(), "password.change", object(row.ID), nil)
	})
	if err != nil {
		return Session{}, fmt.Errorf("change password: %w", err)
	}
	in.Epoch++
	return in, nil
}

// confirmCurrent compares the present password; wrong ones count as failures.
func (s *Service) confirmCurrent(ctx context.Context, id int64, current seal.Secret) error {
	l, err := s.limits(ctx)
	if err != nil {
		return err
	}
	row, err := gorm.G[model.Staff](s.db).Select("id", "password_hash").Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return errSignedOut()
	}
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	ok, err := s.hasher.matches(ctx, current, row.PasswordHash)
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	answer := fault.Fields(map[string]string{"current": "现在的密码不对"})
	_, err = s.settle(ctx, id, ok, "password.failed", l, answer)
	return err
}

func checkNew(login string, p NewPassword) map[string]string {
	wrong := map[string]string{}
	if p.Current.Empty() {
		wrong["current"] = "请填现在的密码"
	}
	if problem := CheckPassword(login, p.New); problem != "" {
		wrong["new"] = problem
	} else if p.New.Reveal() == p.Current.Reveal() {
		wrong["new"] = "新密码不能和现在的密码一样"
	}
	if p.Again.Reveal() != p.New.Reveal() {
		wrong["again"] = "两次填的新密码不一样"
	}
	return wrong
}

// mayManage reports whether by is one who looks after accounts.
func mayManage(by actor.Actor) bool {
	return by.Kind == actor.System || by.Is(actor.RoleAdministrator)
}

// guarded are the roles whose accounts an administrator cannot put to use
// alone: they read petitions, approve, or watch the administrator.
func guarded(r actor.Role) bool {
	return r != actor.RoleVillageCadre && r != actor.RoleBureauOfficer
}

// inBureau are the roles that belong to a bureau.
func inBureau(r actor.Role) bool {
	return r == actor.RoleBureauOfficer || r == actor.RoleBureauHead
}
