package identity

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// subject is what attempts are counted against: a WeChat account or a resident
// ID, existing or not. Only its keyed digest is stored.
type subject struct {
	digest []byte
	worth  int // how many times the limit it takes
}

// accountsToLock is how many WeChat accounts it takes to close a resident ID.
// One must not be enough: whoever knows a neighbour's number could keep them
// from their own records day after day. Fifteen guesses a day at four digits
// are still nothing.
const accountsToLock = 3

func (s *Service) accountSubject(what string, wechatUserID int64) subject {
	return subject{s.people.Index(seal.NewSecret(fmt.Sprintf("%s:user:%d", what, wechatUserID)), indexSubject), 1}
}

func (s *Service) residentSubject(what string, number seal.Secret, worth int) subject {
	return subject{s.people.Index(seal.NewSecret(what+":id:"+number.Reveal()), indexSubject), worth}
}

// reserve counts an attempt before it is made and refuses it when the day's
// attempts are used up: a hundred answers sent at once are a hundred attempts.
// giveBack takes the count away again when the answer was right.
func (s *Service) reserve(ctx context.Context, subjects []subject, limit int) error {
	now, day := s.instant(), s.today().Time()
	for _, sub := range subjects {
		a := model.BindAttempt{SubjectDigest: sub.digest, OnDay: day, Failures: 1}
		err := s.db.WithContext(ctx).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "subject_digest"}, {Name: "on_day"}},
			DoUpdates: clause.Assignments(map[string]any{"failures": gorm.Expr("bind_attempts.failures + 1")}),
		}).Create(&a).Error
		if err != nil {
			return fmt.Errorf("counting an attempt: %w", err)
		}
		a, err = gorm.G[model.BindAttempt](s.db).Where("subject_digest = ? AND on_day = ?", sub.digest, day).Take(ctx)
		if err != nil {
			return fmt.Errorf("counting attempts: %w", err)
		}
		if a.Failures > limit*sub.worth || (a.LockedUntil != nil && a.LockedUntil.After(now)) {
			return s.locked()
		}
	}
	return nil
}

// locked says until when, and where to go meanwhile.
func (s *Service) locked() error {
	return fault.Newf(fault.TooMany, "今天输错的次数太多了。为保护您的资料，请在%s零点以后再试。急用请带身份证到村委会或镇政府办理", s.reopens().Chinese())
}

// reopens is the day on which a lock of today ends, at midnight.
func (s *Service) reopens() period.Day { return s.today() + 1 }

// giveBack takes one reserved attempt away.
func giveBack(tx *gorm.DB, day period.Day, subjects []subject) error {
	for _, sub := range subjects {
		err := tx.Model(&model.BindAttempt{}).Where("subject_digest = ? AND on_day = ? AND failures > 0", sub.digest, day.Time()).
			Update("failures", gorm.Expr("failures - 1")).Error
		if err != nil {
			return fmt.Errorf("giving an attempt back: %w", err)
		}
	}
	return nil
}

// failed locks the subjects whose attempts are used up and says how many more
// there are for the one that has fewest.
func (s *Service) failed(tx *gorm.DB, subjects []subject, limit int) (left int, err error) {
	day := s.today()
	left = limit
	for _, sub := range subjects {
		most := limit * sub.worth
		err = tx.Model(&model.BindAttempt{}).Where("subject_digest = ? AND on_day = ? AND failures >= ? AND locked_until IS NULL", sub.digest, day.Time(), most).
			Update("locked_until", s.reopens().Start(period.Shanghai).UTC()).Error
		if err != nil {
			return 0, fmt.Errorf("locking: %w", err)
		}
		var made int
		err = tx.Model(&model.BindAttempt{}).Select("COALESCE(MAX(failures), 0)").Where("subject_digest = ? AND on_day = ?", sub.digest, day.Time()).Scan(&made).Error
		if err != nil {
			return 0, fmt.Errorf("counting attempts: %w", err)
		}
		left = min(left, max(0, most-made))
	}
	return left, nil
}
