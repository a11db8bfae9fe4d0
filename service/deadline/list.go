package deadline

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// When is how urgent the end of a clock is.
type When string

// The urgencies, in the order of the page.
const (
	Overdue  When = "overdue"
	Today    When = "today"
	ThisWeek When = "week"
	Later    When = "later"
)

// Whens lists the urgencies in their order.
func Whens() []When { return []When{Overdue, Today, ThisWeek, Later} }

// Text is the urgency in words.
func (w When) Text() string {
	switch w {
	case Overdue:
		return "已超期"
	case Today:
		return "今天到期"
	case ThisWeek:
		return "本周到期"
	case Later:
		return "以后到期"
	}
	return ""
}

// span is the ends of an urgency as seen at a moment: after after, up to and with by.
func (w When) span(now time.Time) (after, by time.Time) {
	today := period.Here(now)
	sunday := today + period.Day((7-int(today.Weekday()))%7) //nolint:gosec // at most six
	switch w {
	case Overdue:
		return time.Unix(0, 0).UTC(), now.Add(-time.Second)
	case Today:
		return now.Add(-time.Second), end(today)
	case ThisWeek:
		return end(today), end(sunday)
	case Later:
	}
	return end(sunday), now.AddDate(100, 0, 0)
}

func end(d period.Day) time.Time { return d.End(period.Shanghai).UTC() }

// when is the urgency of one end.
func when(at, now time.Time) When {
	for _, w := range Whens() {
		if after, by := w.span(now); at.After(after) && !at.After(by) {
			return w
		}
	}
	return Later
}

// Filter narrows the list.
type Filter struct {
	When   When       // "" is all
	Day    period.Day // 0 is every day
	Object string     // one of the model's Object names; "" is all
}

// Row is one running clock.
type Row struct {
	TimerID int64
	Object  string
	ID      int64 // of the matter
	timer.Matter
	timer.Clock
	When When
	Mine bool // the matter is on the actor's own desk
	Asks bool // whoever may ask for more time is of the actor's role
}

// List is one page of running clocks and how many there are of each urgency.
type List struct {
	page.Page[Row]
	Counts map[When]int
}

// List gives the running clocks of what an actor may see, the earliest end first.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter, r page.Request) (List, error) {
	out := List{Counts: map[When]int{}}
	where, args, ok := s.seen(by)
	if !ok {
		return out, notFound()
	}
	b, err := s.Book(ctx)
	if err != nil {
		return out, err
	}
	now := s.clock()
	where = "running = 1 AND " + where
	if f.Object != "" {
		where, args = where+" AND object = ?", append(args, f.Object)
	}
	if out.Counts, err = s.counts(ctx, where, args, now); err != nil {
		return out, err
	}
	total := 0
	for w, n := range out.Counts {
		if f.When == "" || f.When == w {
			total += n
		}
	}
	if f.When != "" {
		after, until := f.When.span(now)
		where, args = where+" AND due_at > ? AND due_at <= ?", append(args, after, until)
	}
	if f.Day != 0 {
		where, args = where+" AND due_at > ? AND due_at <= ?", append(args, end(f.Day-1), end(f.Day))
		n, err := gorm.G[model.Timer](s.DB).Where(where, args...).Count(ctx, "*")
		if err != nil {
			return out, fmt.Errorf("clocks: %w", err)
		}
		total = int(n)
	}
	found, err := gorm.G[model.Timer](s.DB).Where(where, args...).Order("due_at, id").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return out, fmt.Errorf("clocks: %w", err)
	}
	rows, err := s.rows(ctx, by, b, found, now)
	out.Page = page.Of(r, rows, total)
	return out, err
}

// counts says how many clocks there are of each urgency, in one statement.
func (s *Service) counts(ctx context.Context, where string, args []any, now time.Time) (map[When]int, error) {
	var sums struct{ Overdue, Today, Week, Later int64 }
	sum := func(name string) string {
		return "COALESCE(SUM(CASE WHEN due_at > ? AND due_at <= ? THEN 1 ELSE 0 END), 0) AS " + name
	}
	var bounds []any
	for _, w := range Whens() {
		after, until := w.span(now)
		bounds = append(bounds, after, until)
	}
	err := s.DB.WithContext(ctx).Model(&model.Timer{}).Select(sum("overdue")+", "+sum("today")+", "+sum("week")+", "+sum("later"), bounds...).
		Where(where, args...).Scan(&sums).Error
	if err != nil {
		return nil, fmt.Errorf("clocks: %w", err)
	}
	return map[When]int{Overdue: int(sums.Overdue), Today: int(sums.Today), ThisWeek: int(sums.Week), Later: int(sums.Later)}, nil
}

// rows adds to clocks what their matters are called.
func (s *Service) rows(ctx context.Context, by actor.Actor, b timer.Book, found []model.Timer, now time.Time) ([]Row, error) {
	refs := make([]timer.Ref, len(found))
	for i, t := range found {
		refs[i] = timer.Ref{Object: t.Object, ID: t.ObjectID}
	}
	titles, err := s.titles(ctx, b, refs, now)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(found))
	for i, t := range found {
		m := titles[refs[i]]
		rows[i] = Row{
			TimerID: t.ID, Object: t.Object, ID: t.ObjectID, Matter: m, Clock: b.Stand(t, now), When: when(t.DueAt, now),
			Mine: m.StaffID != 0 && m.StaffID == by.StaffID,
			Asks: m.Desk != nil && by.Is(m.Desk(timer.Kind(t.Kind)).Role),
		}
	}
	return rows, nil
}

// DayCount is how many clocks end on a day.
type DayCount struct {
	Day     period.Day
	N       int
	Off     bool   // a day off
	Holiday string // its name, if it has one
}

// Month gives a month's days with how many clocks of what the actor may see end
// on each.
func (s *Service) Month(ctx context.Context, by actor.Actor, m period.Month) ([]DayCount, error) {
	where, args, ok := s.seen(by)
	if !ok {
		return nil, notFound()
	}
	b, err := s.Book(ctx)
	if err != nil {
		return nil, err
	}
	var found []struct {
		DueAt time.Time
		N     int
	}
	// All ends of a day are its last second, so that there are as many groups as days.
	err = s.DB.WithContext(ctx).Model(&model.Timer{}).Select("due_at, COUNT(*) AS n").
		Where("running = 1 AND due_at > ? AND due_at <= ?", end(m.First()-1), end(m.Last())).Where(where, args...).
		Group("due_at").Order("due_at").Limit(62).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("clocks of a month: %w", err)
	}
	n := map[period.Day]int{}
	for _, f := range found {
		n[period.Here(f.DueAt)] += f.N
	}
	var out []DayCount
	for d := m.First(); d <= m.Last(); d++ {
		working, _ := b.Calendar.Working(d)
		out = append(out, DayCount{Day: d, N: n[d], Off: !working, Holiday: b.Calendar.Name(d)})
	}
	return out, nil
}
