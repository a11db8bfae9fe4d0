// Package timer keeps the clocks of a matter: what the law or the county gives
// so many days for, from when, until when, and whether it was done.
//
// A clock starts and stops inside the transaction of the step that starts or
// stops it. The limit that held on the day it started stays its limit; only a
// change of the calendar moves its end (Recompute), or an extension (Extend).
// At most one clock of a kind runs on a matter.
package timer

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
	"yangguang/service/kernel/workday"
)

// Kind is a clock of domain guide §6.4.
type Kind string

// The clocks. The names are those of their parameters.
const (
	Screen        Kind = "T0"         // received → screened
	TellAccepted  Kind = "T1"         // received → acceptance told; real-name, first time
	TellResult    Kind = "T2"         // closed → result told
	ReportUp      Kind = "T2u"        // received → reported up
	Transfer      Kind = "T3"         // received → transferred, accepted by the lower organ
	Opinion       Kind = "T4"         // the office has the clue → opinion
	InquiryReply  Kind = "T5"         // letter of inquiry received → reply
	InquiryReport Kind = "T6"         // reply or talk → report
	Verification  Kind = "T7"         // preliminary verification
	Assigned      Kind = "T8"         // 交办件
	Trial         Kind = "T9"         // 审理
	Review        Kind = "T10"        // 复审
	Recheck       Kind = "T11"        // 复核
	PartyReview   Kind = "T11.party"  // party appeal re-examined
	Quarter       Kind = "T12"        // quarterly feedback: the end of the quarter
	OutsideTell   Kind = "T13"        // forwarded out of scope → told
	OutsideDone   Kind = "T13.handle" // forwarded out of scope → finished
	HoldReview    Kind = "hold"       // 暂存待查 looked at again
)

// Kinds lists every clock.
func Kinds() []Kind {
	return []Kind{
		Screen, TellAccepted, TellResult, ReportUp, Transfer, Opinion, InquiryReply, InquiryReport, Verification, Assigned, Trial, Review,
		Recheck, PartyReview, Quarter, OutsideTell, OutsideDone, HoldReview,
	}
}

// Unit is what a limit is counted in.
type Unit string

// The units. A quarter's limit has no amount.
const (
	WorkDays Unit = "workdays"
	Days     Unit = "days"
	Months   Unit = "months"
	Quarters Unit = "quarter"
)

// Limit is how long a clock may run.
type Limit struct {
	Amount int
	Unit   Unit
}

// Due is the end of a limit that began on a day.
func (l Limit) Due(c *workday.Calendar, from period.Day) workday.Due {
	switch l.Unit {
	case Months:
		return c.AddMonths(from, l.Amount)
	case Days:
		return c.AddDays(from, l.Amount)
	case Quarters:
		m := from.Month()
		return c.AddDays((m + 2 - (m % 3)).Last(), 0)
	case WorkDays:
	}
	return c.Add(from, l.Amount)
}

// Book is what it takes to compute clocks, read before a transaction begins.
type Book struct {
	Calendar *workday.Calendar
	Limits   map[Kind]Limit
	Warn     int // working days before the end at which a clock turns yellow
	Colours  Thresholds
}

// Ref is a matter: a petition, clue or case, by one of the model's Object names.
type Ref struct {
	Object string
	ID     int64
}

// Start starts a clock inside tx that counts from a day; at is now. A clock of
// the kind that runs already goes on as it is.
func Start(tx *gorm.DB, b Book, ref Ref, k Kind, from period.Day, at time.Time) error {
	l, ok := b.Limits[k]
	if !ok {
		return fmt.Errorf("timer %s: no limit is known", k)
	}
	n, err := running(tx, ref, k)
	if err != nil || n > 0 {
		return err
	}
	one, due := 1, l.Due(b.Calendar, from)
	t := model.Timer{
		Object: ref.Object, ObjectID: ref.ID, Kind: string(k), StartedOn: from.Time(), Amount: l.Amount, Unit: string(l.Unit),
		DueAt: due.At().UTC(), Provisional: due.Provisional, StartedAt: at, Running: &one,
	}
	if err := tx.Create(&t).Error; err != nil {
		return fmt.Errorf("timer %s: %w", k, err)
	}
	return nil
}

func running(tx *gorm.DB, ref Ref, k Kind) (int64, error) {
	var n int64
	err := tx.Model(&model.Timer{}).Where("object = ? AND object_id = ? AND kind = ? AND running = 1", ref.Object, ref.ID, k).Count(&n).Error
	if err != nil {
		return 0, fmt.Errorf("timer %s: %w", k, err)
	}
	return n, nil
}

// Stop ends the clocks of these kinds inside tx, every one when none is named.
// What does not run is left alone.
func Stop(tx *gorm.DB, ref Ref, at time.Time, kinds ...Kind) error {
	q := tx.Model(&model.Timer{}).Where("object = ? AND object_id = ? AND running = 1", ref.Object, ref.ID)
	if len(kinds) > 0 {
		q = q.Where("kind IN ?", kinds)
	}
	if err := q.Updates(map[string]any{"ended_at": at, "running": nil}).Error; err != nil {
		return fmt.Errorf("timer: %w", err)
	}
	return nil
}

// Extend gives a running clock more time, in its own unit, inside tx. It
// reports false when no clock of the kind runs.
func Extend(tx *gorm.DB, b Book, ref Ref, k Kind, more int) (bool, error) {
	var found []model.Timer
	if err := transact.Locked(tx).Where("object = ? AND object_id = ? AND kind = ? AND running = 1", ref.Object, ref.ID, k).Find(&found).Error; err != nil {
		return false, fmt.Errorf("timer %s: %w", k, err)
	}
	if len(found) == 0 {
		return false, nil
	}
	t := found[0]
	t.Extra += more
	due := end(t, b.Calendar)
	r := tx.Model(&model.Timer{}).Where("id = ? AND running = 1 AND extensions = ?", t.ID, t.Extensions).Updates(map[string]any{
		"extra": t.Extra, "extensions": t.Extensions + 1, "due_at": due.At().UTC(), "provisional": due.Provisional, "warned_at": nil, "overdue_at": nil,
	})
	if r.Error != nil {
		return false, fmt.Errorf("timer %s: %w", k, r.Error)
	}
	return r.RowsAffected == 1, nil
}

// end is when a clock ends by a calendar. An extension counts on from the end
// of the limit it extends.
func end(t model.Timer, c *workday.Calendar) workday.Due {
	due := Limit{t.Amount, Unit(t.Unit)}.Due(c, period.Stored(t.StartedOn))
	if t.Extra == 0 {
		return due
	}
	more := Limit{t.Extra, Unit(t.Unit)}.Due(c, due.Day)
	more.Provisional = more.Provisional || due.Provisional
	return more
}

// End is when a clock ends by a calendar if it gets so much more time, in its
// own unit.
func End(t model.Timer, c *workday.Calendar, more int) workday.Due {
	t.Extra += more
	return end(t, c)
}

// Recompute moves the ends of all running clocks to where the calendar puts
// them now, inside tx, and says how many moved. A clock whose end moved is
// reminded of again.
func Recompute(tx *gorm.DB, c *workday.Calendar) (int, error) {
	var found []model.Timer
	if err := transact.Locked(tx).Where("running = 1").Find(&found).Error; err != nil {
		return 0, fmt.Errorf("timers: %w", err)
	}
	moved := 0
	for _, t := range found {
		due := end(t, c)
		at := due.At().UTC()
		if at.Equal(t.DueAt) && due.Provisional == t.Provisional {
			continue
		}
		set := map[string]any{"due_at": at, "provisional": due.Provisional}
		if !at.Equal(t.DueAt) {
			set["warned_at"], set["overdue_at"] = nil, nil
		}
		if err := tx.Model(&model.Timer{}).Where("id = ? AND running = 1 AND extra = ?", t.ID, t.Extra).Updates(set).Error; err != nil {
			return moved, fmt.Errorf("timers: %w", err)
		}
		moved++
	}
	return moved, nil
}
