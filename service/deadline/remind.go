package deadline

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// escalation is who hears of a clock that has ended (domain guide §6.4): the
// heads, case management, or the desk itself where the guide names no other.
func escalation(k timer.Kind) actor.Role {
	switch k {
	case timer.Opinion, timer.Verification, timer.HoldReview:
		return actor.RoleCaseManagement
	case timer.InquiryReply, timer.InquiryReport, timer.Quarter, timer.OutsideTell, timer.OutsideDone:
		return ""
	case timer.Screen, timer.TellAccepted, timer.TellResult, timer.ReportUp, timer.Transfer, timer.Assigned, timer.Trial, timer.Review, timer.Recheck, timer.PartyReview:
	}
	return actor.RoleHead
}

// batch is how many clocks are read at a time.
const batch = 100

// Run reminds until ctx ends.
func (s *Service) Run(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if _, err := s.Once(ctx); err != nil && ctx.Err() == nil {
			s.Failed(ctx, err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Once writes the reminders that are due now and says how many. Any number of
// processes may do it at a time, and be killed at any moment: a clock's mark and
// its reminder are one transaction.
func (s *Service) Once(ctx context.Context) (int, error) {
	b, err := s.Book(ctx)
	if err != nil {
		return 0, err
	}
	now := s.clock()
	if err := s.recompute(ctx, b, now); err != nil {
		return 0, err
	}
	written, last := 0, int64(0)
	for {
		due, err := gorm.G[model.Timer](s.DB).
			Where("running = 1 AND id > ? AND (warned_at IS NULL AND due_at <= ? OR overdue_at IS NULL AND due_at < ?)", last, b.Soon(now), now).
			Order("id").Limit(batch).Find(ctx)
		if err != nil {
			return written, fmt.Errorf("clocks that end: %w", err)
		}
		var failed error
		for _, t := range due {
			n, err := s.remind(ctx, t, now)
			failed = errors.Join(failed, err) // the others are reminded of all the same
			written, last = written+n, t.ID
		}
		if failed != nil || len(due) < batch {
			return written, failed
		}
	}
}

// remind marks one clock and writes what it is time for, in one transaction.
func (s *Service) remind(ctx context.Context, t model.Timer, now time.Time) (int, error) {
	m, ok := s.Matters[t.Object]
	if !ok {
		return 0, nil
	}
	written := 0
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		written = 0
		desk, err := m.Desk(tx, t.ObjectID, timer.Kind(t.Kind))
		if err != nil {
			return err
		}
		warned, err := mark(tx, t, "warned_at", now)
		if err != nil {
			return err
		}
		if warned {
			if err := put(tx, t, model.ReminderWarn, desk, now); err != nil {
				return err
			}
			written++
		}
		if !now.After(t.DueAt) {
			return nil
		}
		late, err := mark(tx, t, "overdue_at", now)
		if err != nil || !late {
			return err
		}
		if role := escalation(timer.Kind(t.Kind)); role != "" {
			desk = timer.Desk{Role: role}
		}
		written++
		return put(tx, t, model.ReminderOverdue, desk, now)
	})
	if err != nil {
		return 0, fmt.Errorf("reminder of clock %d: %w", t.ID, err)
	}
	return written, nil
}

// mark sets one of a clock's marks inside tx and reports whether this call did:
// the clock still runs to the same end, and nobody was faster.
func mark(tx *gorm.DB, t model.Timer, column string, now time.Time) (bool, error) {
	r := tx.Model(&model.Timer{}).Where("id = ? AND running = 1 AND due_at = ? AND "+column+" IS NULL", t.ID, t.DueAt).Update(column, now)
	return r.RowsAffected == 1, r.Error
}

func put(tx *gorm.DB, t model.Timer, sort string, to timer.Desk, now time.Time) error {
	r := model.Reminder{
		Dedupe: sort + "/" + strconv.FormatInt(t.ID, 10) + "/" + period.Here(t.DueAt).String(), Sort: sort, Object: t.Object, ObjectID: t.ObjectID,
		TimerID: t.ID, Kind: t.Kind, ToRole: string(to.Role), ToStaff: to.StaffID, At: now,
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&r).Error
}

// recompute puts the clocks where the calendar wants them, once a day: a clock
// may have started by a calendar that somebody changed in that moment, and a
// year may be announced from a day on.
func (s *Service) recompute(ctx context.Context, b timer.Book, now time.Time) error {
	today := int64(period.Here(now))
	if s.recomputed.Load() == today {
		return nil
	}
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		moved, err := timer.Recompute(tx, b.Calendar)
		if err != nil || moved == 0 {
			return err
		}
		return audit.Record(tx, actor.Sys("deadline"), now, "clocks.recompute", "timers", map[string]any{"clocks": moved})
	})
	if err != nil {
		return err
	}
	s.recomputed.Store(today)
	return nil
}

// Board puts up notices for others, inside their transactions.
type Board struct{}

// Urged puts up that a reporter urges. It does not say who that is: nobody is
// told.
func (Board) Urged(tx *gorm.DB, at time.Time, petitionID int64, to timer.Desk) error {
	r := model.Reminder{
		Dedupe: model.ReminderUrge + "/" + strconv.FormatInt(petitionID, 10) + "/" + strconv.FormatInt(at.Unix(), 10), Sort: model.ReminderUrge,
		Object: model.ObjectPetition, ObjectID: petitionID, ToRole: string(to.Role), ToStaff: to.StaffID, At: at,
	}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&r).Error; err != nil {
		return fmt.Errorf("reminder: %w", err)
	}
	return nil
}
