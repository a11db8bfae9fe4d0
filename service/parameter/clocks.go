package parameter

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/timer"
)

// timerUnits are the units of a deadline as a clock counts them.
var timerUnits = map[Unit]timer.Unit{WorkDays: timer.WorkDays, Days: timer.Days, Months: timer.Months}

// Clocks gives the calendar and the limits of all clocks that hold today, to be
// read before the transaction that starts one.
func (s *Service) Clocks(ctx context.Context) (timer.Book, error) {
	b := timer.Book{Limits: map[timer.Kind]timer.Limit{timer.Quarter: {Unit: timer.Quarters}}}
	var err error
	if b.Calendar, err = s.Calendar(ctx); err != nil {
		return b, err
	}
	if b.Warn, err = s.Current(ctx, "deadline.warn"); err != nil {
		return b, err
	}
	for _, c := range []struct {
		to   *int
		name string
	}{
		{&b.Colours.Dispatch, "colour.dispatch"}, {&b.Colours.Finish, "colour.finish"},
		{&b.Colours.Extensions, "colour.extensions"}, {&b.Colours.Dissatisfied, "colour.dissatisfied"},
	} {
		if *c.to, err = s.Current(ctx, c.name); err != nil {
			return b, err
		}
	}
	for _, k := range timer.Kinds() {
		if k == timer.Quarter {
			continue
		}
		span, err := s.Span(ctx, string(k), s.today())
		if err != nil {
			return b, err
		}
		b.Limits[k] = timer.Limit{Amount: span.N, Unit: timerUnits[span.Unit]}
	}
	return b, nil
}

// move moves all running clocks to where the calendar puts them that stands in
// the database inside tx, and says how many moved.
func (s *Service) move(tx *gorm.DB) (int, error) {
	var rows []model.Parameter
	if err := tx.Where("name = ?", CalendarYears).Order("effective_from DESC, id DESC").Limit(maxRows).Find(&rows).Error; err != nil {
		return 0, fmt.Errorf("parameter %s: %w", CalendarYears, err)
	}
	years := make([]Value, len(rows))
	for i, r := range rows {
		years[i] = valueOf(r)
	}
	var days []model.HolidayOverride
	if err := tx.Order("on_day").Limit(maxRows).Find(&days).Error; err != nil {
		return 0, fmt.Errorf("holiday overrides: %w", err)
	}
	c, err := calendarOf(days, years, s.today())
	if err != nil {
		return 0, err
	}
	return timer.Recompute(tx, c)
}
