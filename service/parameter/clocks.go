package parameter

import (
	"context"

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
