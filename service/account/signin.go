package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Step is what a session has to do next.
type Step string

// The steps of signing in, in their order.
const (
	StepSetUp    Step = "set_up"   // pair an authenticator app first
	StepCode     Step = "code"     // give a one-time code
	StepPassword Step = "password" // choose an own password
	StepDone     Step = "done"
)

// Credentials are what the sign-in form carries. Address is the network
// address it came from; it is counted and not stored.
type Credentials struct {
	Login    string
	Password seal.Secret
	Address  string
}

// Session is what a browser's session has to remember. SecondFactor is false
// until a one-time code was given; the session may do nothing else before.
type Session struct {
	StaffID      int64
	Epoch        int64
	SecondFactor bool
}

// Standing is who a session is, read afresh.
type Standing struct {
	Actor actor.Actor
	Login string
	Next  Step
}

// refused is the one answer to everything that can be wrong with a password.
func refused(failures, minutes int) error {
	return fault.Newf(fault.Invalid, "登录名或密码不对，或者账号暂时不能登录。连续输错 %d 次会锁定 %d 分钟；忘记密码请联系系统管理员", failures, minutes)
}

// limits are today's numbers.
type limits struct{ failures, lockMinutes, lockMaxHours, perAddress int }

func (s *Service) limits(ctx context.Context) (l limits, err error) {
	for _, p := range []struct {
		name string
		into *int
	}{
		{"signin.failures", &l.failures},
		{"signin.lock_minutes", &l.lockMinutes},
		{"signin.lock_max_hours", &l.lockMaxHours},
		{"signin.per_address", &l.perAddress},
	} {
		if *p.into, err = s.parameters.Current(ctx, p.name); err != nil {
			return l, fmt.Errorf("sign-in limits: %w", err)
		}
	}
	return l, nil
}

// SignIn checks login and password and begins a session that still lacks its
// second factor. Every reason to refuse gives the same words in the same time.
func (s *Service) SignIn(ctx context.Context, in Credentials) (Session, error) {
	l, err := s.limits(ctx)
	if err != nil {
		return Session{}, err
	}
	if err := s.slowDown(ctx, in.Address, l); err != nil {
		return Session{}, err
	}
	login := strings.ToLower(strings.TrimSpace(in.Login))
	found, err := gorm.G[model.Staff](s.db).Select("id", "password_hash").Where("login = ?", login).Limit(1).Find(ctx)
	if err != nil {
		return Session{}, fmt.Errorf("sign in: %w", err)
	}
	var one model.Staff
	if len(found) == 1 {
		one = found[0]
	}
	ok, err := s.hasher.matches(ctx, in.Password, one.PasswordHash)
	if err != nil {
		return Session{}, fmt.Errorf("sign in: %w", err)
	}
	return s.settle(ctx, one.ID, ok, "signin.failed", l, refused(l.failures, l.lockMinutes))
}

func (s *Service) slowDown(ctx context.Context, address string, l limits) error {
	ok, wait, err := s.limiter.Allow(ctx, "signin", address, l.perAddress, 10*time.Minute)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "登录暂时不可用，请稍后再试", err)
	}
	if !ok {
		return fault.Newf(fault.TooMany, "这个网络登录次数太多，请 %d 分钟后再试", int(wait/time.Minute)+1)
	}
	return nil
}

// settle counts one attempt at account id. Attempts are settled one after the
// other under the row's lock, so guessing in parallel gains nothing: once the
// account is locked even the right answer is refused.
func (s *Service) settle(ctx context.Context, id int64, ok bool, failure string, l limits, answer error) (Session, error) {
	at := s.at()
	var refuse bool
	var session Session
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		refuse, session = false, Session{}
		row, err := lockStaff(tx, id)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			refuse = true // recorded too, or the answer would come faster
			return audit.Record(tx, actor.Actor{Kind: actor.Guest}, at, failure, "staff:unknown", nil)
		}
		if err != nil {
			return err
		}
		if ok && usable(row, at) {
			session = Session{StaffID: row.ID, Epoch: row.SessionEpoch}
			return nil
		}
		refuse = true
		return fail(tx, row, at, failure, l)
	})
	if err != nil {
		return Session{}, fmt.Errorf("sign in: %w", err)
	}
	if refuse {
		return Session{}, answer
	}
	return session, nil
}

// lockStaff reads a row that nobody else may change until tx ends.
func lockStaff(tx *gorm.DB, id int64) (model.Staff, error) {
	var row model.Staff
	err := transact.Locked(tx).Where("id = ?", id).Take(&row).Error
	return row, err
}

func usable(row model.Staff, at time.Time) bool {
	return row.DisabledAt == nil && (row.LockedUntil == nil || !at.Before(*row.LockedUntil))
}

// fail counts a failure and locks the account from the limit on, twice as long
// each time. While it is locked nothing is counted: guessing on does not keep
// the owner out for longer.
func fail(tx *gorm.DB, row model.Staff, at time.Time, action string, l limits) error {
	by := actor.Actor{Kind: actor.Guest}
	if !usable(row, at) {
		return audit.Record(tx, by, at, action, object(row.ID), map[string]any{"locked": true})
	}
	failures := row.Failures + 1
	set := map[string]any{"failures": failures}
	if wait := lockFor(failures, l); wait > 0 {
		set["locked_until"] = at.Add(wait)
	}
	r := tx.Model(&model.Staff{}).Where("id = ?", row.ID).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("count failure: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return errors.New("count failure: the account is gone")
	}
	return audit.Record(tx, by, at, action, object(row.ID), map[string]any{"failures": failures, "locked": set["locked_until"] != nil})
}

// lockFor is how long an account is locked after so many failures in a row.
func lockFor(failures int, l limits) time.Duration {
	if failures < l.failures {
		return 0
	}
	wait := time.Duration(l.lockMinutes) * time.Minute << min(failures-l.failures, 16)
	return min(wait, time.Duration(l.lockMaxHours)*time.Hour)
}

// Check tells who a session is and what it has to do next. It reads the
// account's row every time: a disabled account and an old epoch are out at once.
func (s *Service) Check(ctx context.Context, in Session) (Standing, error) {
	row, err := s.load(ctx, in)
	if err != nil {
		return Standing{}, err
	}
	st := Standing{Actor: actorOf(row), Login: row.Login, Next: StepDone}
	switch {
	case !row.TOTPConfirmed:
		st.Next = StepSetUp
	case !in.SecondFactor:
		st.Next = StepCode
	case row.MustChange:
		st.Next = StepPassword
	}
	return st, nil
}

// SessionActor tells who a complete session is. It reads the account's row, one
// indexed query, so that what happened to the account holds at once.
func (s *Service) SessionActor(ctx context.Context, staffID, epoch int64) (actor.Actor, error) {
	st, err := s.Check(ctx, Session{StaffID: staffID, Epoch: epoch, SecondFactor: true})
	if err != nil {
		return actor.Actor{}, err
	}
	if st.Next != StepDone {
		return actor.Actor{}, errSignedOut()
	}
	return st.Actor, nil
}

// load reads the row of a session that still holds.
func (s *Service) load(ctx context.Context, in Session) (model.Staff, error) {
	if in.StaffID == 0 {
		return model.Staff{}, errSignedOut()
	}
	row, err := gorm.G[model.Staff](s.db).
		Select("id", "login", "name", "role", "division", "bureau", "must_change", "totp_sealed", "totp_confirmed", "locked_until", "disabled_at", "session_epoch").
		Where("id = ?", in.StaffID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, errSignedOut()
	}
	if err != nil {
		return row, fmt.Errorf("session: %w", err)
	}
	if row.DisabledAt != nil || row.SessionEpoch != in.Epoch {
		return row, errSignedOut()
	}
	return row, nil
}

func actorOf(row model.Staff) actor.Actor {
	return actor.Actor{
		Kind: actor.Staff, StaffID: row.ID, Role: actor.Role(row.Role), Name: row.Name,
		Division: row.Division, Bureau: row.Bureau,
	}
}

// SignOut records that a session ended; the caller forgets the session.
func (s *Service) SignOut(ctx context.Context, by actor.Actor) error {
	return audit.RecordAlone(ctx, s.db, by, s.at(), "signout", object(by.StaffID), nil)
}

// SignOutEverywhere ends every session of the account that asks.
func (s *Service) SignOutEverywhere(ctx context.Context, by actor.Actor) error {
	if by.Kind != actor.Staff {
		return errSignedOut()
	}
	return s.change(ctx, by, by.StaffID, "signout.everywhere", map[string]any{"session_epoch": gorm.Expr("session_epoch + 1")}, nil)
}

// change updates named columns of one account and records it.
func (s *Service) change(ctx context.Context, by actor.Actor, id int64, action string, set map[string]any, detail map[string]any) error {
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		r := tx.Model(&model.Staff{}).Where("id = ?", id).Updates(set)
		if r.Error != nil {
			return fmt.Errorf("update: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return errNoAccount()
		}
		return audit.Record(tx, by, s.at(), action, object(id), detail)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	return nil
}
