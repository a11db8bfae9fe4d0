package complaint

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// Board puts up in the office, inside tx, that a reporter urges.
type Board interface {
	Urged(tx *gorm.DB, at time.Time, petitionID int64, to timer.Desk) error
}

// paramUrge is the county's number of days after which a reporter may urge again.
const (
	paramUrge    = "petition.urge"
	standardUrge = 7
)

// Urge lets the reporter press for their petition 催一下: once in so many days,
// and not before the day has passed by which the office said that it looks.
// The office learns that somebody urges, not who.
func (s *Service) Urge(ctx context.Context, by actor.Actor, h Handle) error {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return err
	}
	days, err := s.number(ctx, paramUrge, standardUrge)
	if err != nil {
		return err
	}
	due, err := s.promised(ctx, p)
	if err != nil {
		return err
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		// Whoever presses twice at a time waits here for the first.
		var q model.Petition
		if err := transact.Locked(tx).Where("id = ?", p.ID).Take(&q).Error; err != nil {
			return fmt.Errorf("urge: %w", err)
		}
		if _, err := next(q.State, ActUrge, RoleReporter); err != nil {
			return fault.Wrap(fault.Conflict, "这件事现在不用催：已经办完或者没有受理", err)
		}
		if period.Here(at) <= due.looked {
			return fault.New(fault.Conflict, fmt.Sprintf("还没有到催的时候：工作人员最晚%s看完，过了这天还没有消息再来催", due.looked.Chinese()))
		}
		last, err := lastUrge(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		if again := urgeAgain(last, days); period.Here(at) < again {
			return fault.New(fault.Conflict, fmt.Sprintf("您催过了，工作人员已经看到。每%d天可以催一次，%s以后可以再催", days, again.Chinese()))
		}
		d := deed{by: guest, role: RoleReporter, at: at, act: ActUrge, public: "您催了一次，工作人员已经收到提醒。"}
		if err := record(tx, s.Box, q, q.State, d); err != nil {
			return err
		}
		if s.Board == nil {
			return nil
		}
		return s.Board.Urged(tx, at, p.ID, deskOf(q))
	})
}

// Urging is whether a reporter may press for a petition now.
type Urging struct {
	May   bool
	Again period.Day // urged already: may again from this day on; 0 otherwise
}

// urging says whether the reporter of a petition may urge now; may is what the
// state allows, looked the day by which the office said that it looks.
func (s *Service) urging(ctx context.Context, p model.Petition, may bool, looked period.Day) (Urging, error) {
	if !may || period.Here(s.clock()) <= looked {
		return Urging{}, nil
	}
	days, err := s.number(ctx, paramUrge, standardUrge)
	if err != nil {
		return Urging{}, err
	}
	last, err := lastUrge(ctx, s.DB, p.ID)
	if err != nil {
		return Urging{}, err
	}
	if again := urgeAgain(last, days); period.Here(s.clock()) < again {
		return Urging{Again: again}, nil
	}
	return Urging{May: true}, nil
}

// urgeAgain is the day from which a reporter may urge again; 0 for one who
// never did. It is a pure rule.
func urgeAgain(last time.Time, days int) period.Day {
	if last.IsZero() {
		return 0
	}
	return period.Here(last) + period.Day(days) //nolint:gosec // a few days
}

// lastUrge is when the reporter urged last; the zero time when never.
func lastUrge(ctx context.Context, db *gorm.DB, petitionID int64) (time.Time, error) {
	found, err := gorm.G[model.PetitionEvent](db).Select("at").Where("petition_id = ? AND kind = ?", petitionID, ActUrge).Order("id DESC").Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return found[0].At, nil
}
