// Package parameter keeps the numbers that the county may set: deadlines,
// limits, caps.
//
// A value is dated. A change adds a value from a day on and never touches an
// earlier one, so that a deadline computed last year can be explained next
// year. A name nobody declared in the registry does not exist, and a value
// that its type does not allow is refused. Every change is audited.
//
// The package also holds the corrections to the holiday table and gives the
// calendar that deadlines are counted on.
package parameter

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/workday"
)

// cacheFor bounds how long another process's change stays unseen.
const cacheFor = 30 * time.Second

// maxRows bounds one read of the table; a county changes a few numbers a year.
const maxRows = 5000

// Service reads and changes parameters. It is safe for several goroutines.
type Service struct {
	db    *gorm.DB
	now   func() time.Time
	extra []Extra

	mu       sync.Mutex
	loadedAt time.Time
	values   map[string][]Value // newest first
	calendar *workday.Calendar
}

// New makes the service. extra are the parameters of other capabilities; the
// page lists them after this package's own.
func New(db *gorm.DB, now func() time.Time, extra ...Extra) *Service {
	return &Service{db: db, now: now, extra: extra}
}

// Value is one dated value of a parameter.
type Value struct {
	ID          int64
	Name        string
	Text        string
	From        period.Day
	To          period.Day // the last day; period.Future while open
	Basis       string
	ConfirmedBy string // empty until the county signs it
	ConfirmedOn period.Day
	ChangedBy   int64
	ChangedAt   time.Time
}

// snapshot gives what is known, read from the database at most every cacheFor.
func (s *Service) snapshot(ctx context.Context) (map[string][]Value, *workday.Calendar, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if s.values != nil && now.Sub(s.loadedAt) < cacheFor && !now.Before(s.loadedAt) {
		return s.values, s.calendar, nil
	}
	rows, err := gorm.G[model.Parameter](s.db).Order("name, effective_from DESC, id DESC").Limit(maxRows).Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("parameters: %w", err)
	}
	values := make(map[string][]Value, len(rows))
	for _, r := range rows {
		values[r.Name] = append(values[r.Name], valueOf(r))
	}
	days, err := gorm.G[model.HolidayOverride](s.db).Order("on_day").Limit(maxRows).Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("holiday overrides: %w", err)
	}
	calendar, err := calendarOf(days, values[CalendarYears], s.today())
	if err != nil {
		return nil, nil, err
	}
	s.values, s.calendar, s.loadedAt = values, calendar, now
	return values, calendar, nil
}

// forget makes the next read see the change just made here.
func (s *Service) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values = nil
}

func (s *Service) today() period.Day { return period.Here(s.now()) }

func valueOf(r model.Parameter) Value {
	v := Value{
		ID: r.ID, Name: r.Name, Text: r.Value, From: period.Stored(r.EffectiveFrom), To: period.Future,
		Basis: r.Basis, ConfirmedBy: r.ConfirmedBy, ChangedBy: r.ChangedBy, ChangedAt: r.ChangedAt,
	}
	if r.EffectiveTo != nil {
		v.To = period.Stored(*r.EffectiveTo)
	}
	if r.ConfirmedOn != nil {
		v.ConfirmedOn = period.Stored(*r.ConfirmedOn)
	}
	return v
}
