package kinship

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
)

// The keys of what waits.
const (
	keyMine    = "kinship.mine"
	keyConfirm = "kinship.confirm"
)

// Today counts what waits for the actor: their own declaration, and those that
// they confirm.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	var out []agenda.Count
	own, err := s.ownTasks(ctx, by)
	if err != nil {
		return nil, err
	}
	if len(own) > 0 {
		out = append(out, agenda.Count{Key: keyMine, N: len(own)})
	}
	if where, args, ok := confirms(by); ok {
		var n int64
		if err := s.DB.WithContext(ctx).Table("kinship_entries AS e").Where("e.state = ?", model.KinshipDeclared).Where(where, args...).Count(&n).Error; err != nil {
			return nil, fmt.Errorf("kinship today: %w", err)
		}
		out = append(out, agenda.Count{Key: keyConfirm, N: int(n)})
	}
	return out, nil
}

// Work lists the same one by one.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	out, err := s.ownTasks(ctx, by)
	if err != nil {
		return nil, err
	}
	where, args, ok := confirms(by)
	if !ok {
		return out, nil
	}
	var found []model.KinshipEntry
	err = s.DB.WithContext(ctx).Table("kinship_entries AS e").Select("e.id, e.declared_at").Where("e.state = ?", model.KinshipDeclared).Where(where, args...).Order("e.declared_at, e.id").Limit(agenda.MaxTasks).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("kinship work: %w", err)
	}
	for _, e := range found {
		t := agenda.Task{Key: keyConfirm, Title: "确认家属申报 " + Code(e.ID), URL: fmt.Sprintf("/office/kinship/of/%d", e.ID), Due: period.Past}
		if e.DeclaredAt != nil {
			t.Since = period.Here(*e.DeclaredAt)
		}
		out = append(out, t)
	}
	return out, nil
}

// ownTasks is what the actor has to do about their own declaration.
func (s *Service) ownTasks(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if by.Kind != actor.Staff {
		return nil, nil
	}
	found, err := gorm.G[model.KinshipEntry](s.DB).Select("id", "state", "kept_on", "confirmed_at", "updated_at").Where("staff_id = ?", by.StaffID).Limit(1).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("kinship: %w", err)
	}
	renew, err := s.Number(ctx, ParamRenew, daysRenew)
	if err != nil {
		return nil, err
	}
	var e model.KinshipEntry
	if len(found) == 1 {
		e = found[0]
	}
	t := agenda.Task{Key: keyMine, URL: "/office/kinship", Due: period.Past, Since: s.today()}
	if e.ID != 0 {
		t.Since = period.Here(e.UpdatedAt)
	}
	switch {
	case e.ID == 0, e.State == model.KinshipOpen && e.ConfirmedAt == nil:
		t.Title = "申报本人的家属信息"
	case e.State == model.KinshipReturned:
		t.Title = "修改退回的家属申报"
	case e.State == model.KinshipOpen:
		t.Title = "家属信息的改动还没有交"
	case e.State == model.KinshipConfirmed && e.KeptOn != nil && period.Stored(*e.KeptOn)+period.Day(renew) <= s.today():
		t.Title, t.Due = "确认家属信息有没有变化", period.Stored(*e.KeptOn)+period.Day(renew)
	default:
		return nil, nil
	}
	return []agenda.Task{t}, nil
}
