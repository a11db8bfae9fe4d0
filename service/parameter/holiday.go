package parameter

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
	"yangguang/service/kernel/workday"
)

// Calendar gives the calendar that deadlines are counted on: the announced
// holidays with the office's corrections.
func (s *Service) Calendar(ctx context.Context) (*workday.Calendar, error) {
	_, c, err := s.snapshot(ctx)
	return c, err
}

func calendarOf(rows []model.HolidayOverride, years []Value, today period.Day) (*workday.Calendar, error) {
	overrides := make([]workday.Exception, len(rows))
	for i, r := range rows {
		overrides[i] = workday.Exception{Day: period.Stored(r.OnDay), Name: r.Note, Off: r.Off}
	}
	v, _ := at(years, today)
	complete, err := parseYears(v.Text)
	if err != nil {
		return nil, fmt.Errorf("parameter %s: %w", CalendarYears, err)
	}
	c, err := workday.New(overrides, complete...)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	return c, nil
}

// Holiday is a correction of one day.
type Holiday struct {
	Day       period.Day
	Off       bool
	Note      string
	ChangedAt time.Time
}

// Holidays lists the corrections, latest day first.
func (s *Service) Holidays(ctx context.Context, by actor.Actor) ([]Holiday, error) {
	if !mayRead(by) {
		return nil, fault.New(fault.NotFound, "没有这个页面")
	}
	rows, err := gorm.G[model.HolidayOverride](s.db).Order("on_day DESC").Limit(maxRows).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", err)
	}
	out := make([]Holiday, len(rows))
	for i, r := range rows {
		out[i] = Holiday{Day: period.Stored(r.OnDay), Off: r.Off, Note: r.Note, ChangedAt: r.ChangedAt}
	}
	return out, nil
}

// SetHoliday corrects one day: a day off or a day worked. All running clocks
// move in the same transaction to where the new calendar puts their ends.
func (s *Service) SetHoliday(ctx context.Context, by actor.Actor, h Holiday) error {
	if by.Kind != actor.System && !by.Is(actor.RoleAdministrator) {
		return fault.New(fault.NotFound, "没有这个页面")
	}
	h.Note = strings.TrimSpace(h.Note)
	if n := utf8.RuneCountInString(h.Note); n == 0 || n > 50 {
		return fault.Fields(map[string]string{"note": "请写明是什么日子，例如 春节 或 春节调休上班，不超过 50 个字"})
	}
	if y := h.Day.Year(); y < 2020 || y > 2100 {
		return fault.Fields(map[string]string{"day": "请选择日期"})
	}
	at := s.now().UTC().Truncate(time.Second)
	row := model.HolidayOverride{OnDay: h.Day.Time(), Off: h.Off, Note: h.Note, ChangedBy: by.StaffID, ChangedAt: at}
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		put := clause.OnConflict{
			Columns:   []clause.Column{{Name: "on_day"}},
			DoUpdates: clause.AssignmentColumns([]string{"off", "note", "changed_by", "changed_at"}),
		}
		if err := tx.Clauses(put).Create(&row).Error; err != nil {
			return fmt.Errorf("put: %w", err)
		}
		moved, err := s.move(tx)
		if err != nil {
			return err
		}
		return audit.Record(tx, by, at, "holiday.set", "day:"+h.Day.String(), map[string]any{"off": h.Off, "clocks": moved})
	})
	if err != nil {
		return fmt.Errorf("set holiday: %w", err)
	}
	s.forget()
	return nil
}

// RemoveHoliday takes a correction back; the announced holidays hold again, for
// the running clocks too.
func (s *Service) RemoveHoliday(ctx context.Context, by actor.Actor, day period.Day) error {
	if by.Kind != actor.System && !by.Is(actor.RoleAdministrator) {
		return fault.New(fault.NotFound, "没有这个页面")
	}
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		r := tx.Where("on_day = ?", day.Time()).Delete(&model.HolidayOverride{})
		if r.Error != nil {
			return fmt.Errorf("delete: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return fault.New(fault.NotFound, "这一天没有调整过")
		}
		moved, err := s.move(tx)
		if err != nil {
			return err
		}
		return audit.Record(tx, by, s.now(), "holiday.remove", "day:"+day.String(), map[string]any{"clocks": moved})
	})
	if err != nil {
		return fmt.Errorf("remove holiday: %w", err)
	}
	s.forget()
	return nil
}
