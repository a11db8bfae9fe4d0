package timer

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// Colour is how urgent a whole matter is; a Lamp is how one clock stands.
type Colour string

// The three colours, and none.
const (
	ColourNone   Colour = ""
	ColourBlue   Colour = "blue"   // nobody decided where it goes
	ColourYellow Colour = "yellow" // handed over, and not finished
	ColourRed    Colour = "red"    // late, extended too often, or twice not to the reporter's satisfaction
)

// Text is the colour with what it means.
func (c Colour) Text() string {
	switch c {
	case ColourBlue:
		return "蓝：未分派"
	case ColourYellow:
		return "黄：未办结"
	case ColourRed:
		return "红：要督办"
	case ColourNone:
	}
	return ""
}

// Thresholds are the county's numbers for the colours.
type Thresholds struct {
	Dispatch     int // working days until it has to be dispatched
	Finish       int // days after the hand-over until it should be finished
	Extensions   int // as many are allowed; one more is red
	Dissatisfied int // so many answers of 不满意 are red
}

// StandardThresholds hold where the county has set nothing.
var StandardThresholds = Thresholds{Dispatch: 3, Finish: 7, Extensions: 2, Dissatisfied: 2}

// Facts is what the colour of a matter follows from. A fact ceases only when
// the thing is done: moving a matter about, extending or handing it over again
// changes none of them.
type Facts struct {
	Received     period.Day
	Dispatched   bool       // somebody decided where it goes
	HandedOver   period.Day // first handed over since it was opened; 0 when it never was
	Finished     bool       // it has its result
	Settled      bool       // nothing is left to do, whatever the reporter thinks of it
	Late         bool       // a clock that runs has ended, be it before it was extended
	Extensions   int        // of all its clocks together
	Dissatisfied int        // how often the reporter said 不满意
}

// Colour is the colour of a matter. It is a pure rule: red goes before yellow,
// yellow before blue.
func (b Book) Colour(f Facts, now time.Time) Colour {
	t, today := b.Colours, period.Here(now)
	if t == (Thresholds{}) {
		t = StandardThresholds
	}
	switch {
	case f.Late, !f.Finished && f.Extensions > t.Extensions, !f.Settled && f.Dissatisfied >= t.Dissatisfied:
		return ColourRed
	case f.Finished:
		return ColourNone
	case f.HandedOver != 0 && today > f.HandedOver+period.Day(t.Finish): //nolint:gosec // a few days
		return ColourYellow
	case !f.Dispatched && today > b.Calendar.Add(f.Received, t.Dispatch).Day:
		return ColourBlue
	}
	return ColourNone
}

// Past is what the clocks of a matter say about its colour.
type Past struct {
	Late       bool
	Extensions int
}

// Pasts gives what the clocks of some matters of one sort say about their
// colours, in one statement.
func Pasts(ctx context.Context, db *gorm.DB, object string, ids []int64, now time.Time) (map[int64]Past, error) {
	out := map[int64]Past{}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []struct {
		ObjectID         int64
		Extensions, Late int
	}
	err := db.WithContext(ctx).Model(&model.Timer{}).
		Select("object_id, SUM(extensions) AS extensions, SUM(CASE WHEN running = 1 AND (due_at < ? OR late_at IS NOT NULL) THEN 1 ELSE 0 END) AS late", now).
		Where("object = ? AND object_id IN ?", object, ids).Group("object_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("timers: %w", err)
	}
	for _, r := range rows {
		out[r.ObjectID] = Past{Late: r.Late > 0, Extensions: r.Extensions}
	}
	return out, nil
}

// MarkLate remembers inside tx that a running clock had ended before it was
// given more time: late it stays until it stops.
func MarkLate(tx *gorm.DB, ref Ref, k Kind, at time.Time) error {
	err := tx.Model(&model.Timer{}).Where("object = ? AND object_id = ? AND kind = ? AND running = 1 AND late_at IS NULL AND due_at < ?", ref.Object, ref.ID, k, at).
		Update("late_at", at).Error
	if err != nil {
		return fmt.Errorf("timer %s: %w", k, err)
	}
	return nil
}
