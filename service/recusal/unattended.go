package recusal

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
)

// Unattended is an open matter that is kept from every account that could handle
// it: it stands in nobody's list and its clocks run out unseen.
type Unattended struct {
	Object string // one of the model's Object names
	Number string
	Lacks  recuse.Unit // whose accounts are all kept out
}

// mostUnattended bounds how many matters of one sort are looked at.
const mostUnattended = 1000

// openMatter is a matter from which somebody is kept, as far as it says whose it is.
type openMatter struct {
	ID             int64
	Number, State  string
	Unit, Division string
}

// openMatters finds those of each sort, the oldest first.
var openMatters = []struct{ object, query string }{
	{model.ObjectPetition, "SELECT x.id, x.number, x.state, x.assigned_unit AS unit, x.assigned_division AS division FROM petitions x WHERE x.state NOT IN ('archived','withdrawn','sealed_up','duplicate')"},
	{model.ObjectClue, "SELECT x.id, x.number, x.state, x.unit FROM clues x WHERE x.state <> 'closed'"},
	{model.ObjectCase, "SELECT x.id, x.number, x.state, c.unit FROM cases x JOIN clues c ON c.id = x.clue_id WHERE x.state NOT IN ('archived','cancelled')"},
}

// FindUnattended lists the open matters that nobody is left to handle, with two
// statements for each sort of matter and one for the accounts.
func FindUnattended(ctx context.Context, db *gorm.DB) ([]Unattended, error) {
	staff, err := gorm.G[model.Staff](db).Select("id", "role", "division", "bureau").Where("disabled_at IS NULL").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	var out []Unattended
	for _, m := range openMatters {
		var found []openMatter
		err := db.WithContext(ctx).Raw(m.query+" AND EXISTS (SELECT 1 FROM conflicts k WHERE k.object = ? AND k.object_id = x.id) ORDER BY x.id LIMIT ?", m.object, mostUnattended).Scan(&found).Error
		if err != nil {
			return nil, fmt.Errorf("%ss: %w", m.object, err)
		}
		ids := make([]int64, len(found))
		for i, f := range found {
			ids[i] = f.ID
		}
		kept, err := gorm.G[model.Conflict](db).Select("object_id", "staff_id").Where("object = ? AND object_id IN ?", m.object, ids).Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("conflicts: %w", err)
		}
		out = append(out, unattended(m.object, found, staff, kept)...)
	}
	return out, nil
}

// unattended is the rule of FindUnattended. It is pure.
func unattended(object string, found []openMatter, staff []model.Staff, kept []model.Conflict) []Unattended {
	from := map[int64][]int64{}
	for _, k := range kept {
		from[k.ObjectID] = append(from[k.ObjectID], k.StaffID)
	}
	var out []Unattended
	for _, m := range found {
		for _, u := range handlers(object, m) {
			accounts, left := 0, 0
			for _, s := range staff {
				if s.Role != string(u.Role) || u.Bureau != "" && s.Bureau != u.Bureau || u.Division != "" && s.Division != u.Division {
					continue
				}
				accounts++
				if !slices.Contains(from[m.ID], s.ID) {
					left++
				}
			}
			// A town or an office without any account works on paper.
			onPaper := accounts == 0 && (u.Division != "" || u.Bureau != "")
			if left == 0 && !onPaper {
				out = append(out, Unattended{object, m.Number, u})
			}
		}
	}
	return out
}

// handlers says whose accounts it takes to handle a matter as it stands now. It
// is a pure rule.
func handlers(object string, m openMatter) []recuse.Unit {
	supervision := recuse.Unit{Role: actor.RoleSupervision, Bureau: m.Unit}
	head := recuse.Unit{Role: actor.RoleHead}
	switch object {
	case model.ObjectPetition:
		office := recuse.Unit{Role: actor.RolePetition}
		switch m.State {
		case model.PetitionTransferredDown:
			return []recuse.Unit{office, {Role: actor.RoleTownInspector, Division: m.Division}}
		case model.PetitionHandedOver:
			return []recuse.Unit{office, supervision}
		}
		return []recuse.Unit{office}
	case model.ObjectClue:
		switch m.State {
		case model.ClueRegistered, model.ClueAssignProposed, model.ClueHeld:
			return []recuse.Unit{{Role: actor.RoleCaseManagement}, head}
		}
		return []recuse.Unit{supervision, head}
	}
	switch m.State {
	case model.CaseToTrial, model.CaseTrialAccepted, model.CaseTrial, model.CaseSanction, model.CaseAppealed:
		return []recuse.Unit{{Role: actor.RoleTrial}, head}
	}
	return []recuse.Unit{supervision, head}
}
