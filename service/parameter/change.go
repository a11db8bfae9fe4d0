package parameter

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// Change is a new value from a day on.
type Change struct {
	Name        string
	Value       string
	From        period.Day
	Basis       string // the document or decision it rests on
	ConfirmedBy string // who signed for the county; empty while nobody has
}

// Change adds a dated value. Only an administrator may, and only for days that
// have not passed: what held in the past stays what it was. What a policy said
// from a day on is entered with that day.
func (s *Service) Change(ctx context.Context, by actor.Actor, c Change) error {
	if by.Kind != actor.System && !by.Is(actor.RoleAdministrator) {
		return fault.New(fault.NotFound, "没有这个参数")
	}
	row, err := s.check(c)
	if err != nil {
		return err
	}
	row.ChangedBy, row.ChangedAt = by.StaffID, s.now().UTC().Truncate(time.Second)
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		row.ID = 0
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("create: %w", err)
		}
		detail := map[string]any{"value": row.Value, "from": c.From.String()}
		if row.Name == CalendarYears { // what was 暂定 may be certain now
			moved, err := s.move(tx)
			if err != nil {
				return err
			}
			detail["clocks"] = moved
		}
		return audit.Record(tx, by, row.ChangedAt, "parameter.change", "parameter:"+row.Name, detail)
	})
	if err != nil {
		return fmt.Errorf("parameter change: %w", err)
	}
	s.forget()
	return nil
}

func (s *Service) check(c Change) (model.Parameter, error) {
	d, ok := s.byName(c.Name)
	if !ok {
		return model.Parameter{}, fault.New(fault.NotFound, "没有这个参数")
	}
	wrong := map[string]string{}
	value, err := d.Clean(c.Value)
	if err != nil {
		wrong = fault.Of(err).Fields
	} else if utf8.RuneCountInString(value) > maxValue {
		wrong["value"] = "请不要超过 255 个字"
	}
	if c.From < s.today() && !d.Dated {
		wrong["from"] = "生效日期不能早于今天：已经过去的日子按当时的参数算"
	}
	basis, confirmedBy := strings.TrimSpace(c.Basis), strings.TrimSpace(c.ConfirmedBy)
	switch n := utf8.RuneCountInString(basis); {
	case n == 0:
		wrong["basis"] = "请写明依据，例如文件名和文号"
	case n > 200:
		wrong["basis"] = "请不要超过 200 个字"
	}
	if utf8.RuneCountInString(confirmedBy) > 30 {
		wrong["confirmed_by"] = "请只写签批人姓名，不超过 30 个字"
	}
	if len(wrong) > 0 {
		return model.Parameter{}, fault.Fields(wrong)
	}
	row := model.Parameter{Name: d.Name, Value: value, EffectiveFrom: c.From.Time(), Basis: basis, ConfirmedBy: confirmedBy}
	if confirmedBy != "" {
		on := s.today().Time()
		row.ConfirmedOn = &on
	}
	return row, nil
}
