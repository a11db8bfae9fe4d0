package casework

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// Candidate is somebody who may be in a team.
type Candidate struct {
	ID   int64
	Name string
	Unit string
}

// candidates lists the accounts of a role that may work on a matter: those
// that are in use, and that neither the matter nor its clue is kept from. A
// trial is not in the hands of whoever verified the clue.
func (s *Service) candidates(ctx context.Context, role actor.Role, object string, id, clue int64) ([]Candidate, error) {
	found, err := gorm.G[model.Staff](s.DB).Select("id", "name", "bureau").Where("role = ? AND disabled_at IS NULL", string(role)).
		Where("NOT EXISTS (SELECT 1 FROM conflicts WHERE conflicts.staff_id = staff.id AND (conflicts.object = ? AND conflicts.object_id = ? OR conflicts.object = ? AND conflicts.object_id = ?))",
			object, id, objectClue, clue).
		Where("? = ? OR NOT EXISTS (SELECT 1 FROM team_members m WHERE m.staff_id = staff.id AND m.object = ? AND m.object_id = ?)", object, objectClue, objectClue, clue).
		Order("bureau, id").Limit(200).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	out := make([]Candidate, len(found))
	for i, f := range found {
		out[i] = Candidate{f.ID, f.Name, f.Bureau}
	}
	return out, nil
}

// chosen makes the rows of a team of those that may be in it.
func chosen(bad map[string]string, may []Candidate, ids []int64, one model.TeamMember) []model.TeamMember {
	var rows []model.TeamMember
	for _, id := range ids {
		i := slices.IndexFunc(may, func(c Candidate) bool { return c.ID == id })
		if i < 0 {
			bad["team"] = "选的人里有不能参加的，请重新选"
			return nil
		}
		if slices.ContainsFunc(rows, func(r model.TeamMember) bool { return r.StaffID == id }) {
			continue
		}
		r := one
		r.StaffID, r.Name, r.Leads = id, may[i].Name, len(rows) == 0
		rows = append(rows, r)
	}
	if len(rows) < smallest {
		bad["team"] = fmt.Sprintf("至少选%d个人", smallest)
	}
	return rows
}

func replaceTeam(tx *gorm.DB, rows []model.TeamMember) error {
	one := rows[0]
	err := tx.Model(&model.TeamMember{}).Where("object = ? AND object_id = ? AND left_at IS NULL", one.Object, one.ObjectID).Update("left_at", one.JoinedAt).Error
	if err != nil {
		return fmt.Errorf("team: %w", err)
	}
	fresh := slices.Clone(rows)
	if err := tx.Create(&fresh).Error; err != nil {
		return fmt.Errorf("team: %w", err)
	}
	return nil
}

func (s *Service) teamOf(ctx context.Context, object string, id int64) ([]model.TeamMember, error) {
	found, err := gorm.G[model.TeamMember](s.DB).Where("object = ? AND object_id = ? AND left_at IS NULL", object, id).Order("id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("team: %w", err)
	}
	return found, nil
}
