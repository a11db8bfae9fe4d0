package recusal

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
)

// most bounds the people of one matter: beyond it a text is no accusation.
const most = 500

// retired are the categories of those who are paid and work nowhere.
var retired = []string{"退休", "遗属"}

// people reads what the registers say of some people: name, work, home.
func people(ctx context.Context, db *gorm.DB, day time.Time, ids []int64) ([]Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	db = db.WithContext(ctx)
	found := map[int64]*Person{}
	var names []struct {
		ID   int64
		Name string
	}
	if err := db.Raw("SELECT id, name FROM people WHERE id IN ?", ids).Scan(&names).Error; err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	for _, n := range names {
		found[n.ID] = &Person{ID: n.ID, Name: n.Name}
	}
	var work []struct {
		PersonID                    int64
		Unit, Category, VillageCode string
		ToOn                        *time.Time
	}
	err := db.Raw("SELECT o.person_id, o.unit, o.category, o.village_code, o.to_on FROM officials o WHERE o.person_id IN ? AND "+recuse.Loaded("o"), ids).Scan(&work).Error
	if err != nil {
		return nil, fmt.Errorf("officials: %w", err)
	}
	for _, w := range work {
		p := found[w.PersonID]
		if p == nil {
			continue
		}
		p.Official = true
		if slices.Contains(retired, w.Category) || w.ToOn != nil && !w.ToOn.After(day) {
			continue
		}
		p.Units = append(p.Units, w.Unit)
		if w.Category == "村干部" && w.VillageCode != "" {
			p.Offices = append(p.Offices, w.VillageCode)
		}
	}
	var homes []struct {
		PersonID    int64
		VillageCode string
	}
	if err := db.Raw("SELECT r.person_id, r.village_code FROM residents r WHERE r.person_id IN ? AND "+recuse.Loaded("r"), ids).Scan(&homes).Error; err != nil {
		return nil, fmt.Errorf("residents: %w", err)
	}
	for _, h := range homes {
		if p := found[h.PersonID]; p != nil {
			p.Lives = append(p.Lives, h.VillageCode)
		}
	}
	out := make([]Person, 0, len(found))
	for _, id := range slices.Sorted(maps.Keys(found)) {
		out = append(out, *found[id])
	}
	return out, nil
}

// accounts reads every account, also one that is disabled: it may be enabled.
func accounts(ctx context.Context, db *gorm.DB) ([]Account, error) {
	found, err := gorm.G[model.Staff](db).Select("id", "name", "role", "division", "bureau", "person_id").Order("id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	out := make([]Account, len(found))
	for i, s := range found {
		out[i] = Account{ID: s.ID, Name: s.Name, Role: actor.Role(s.Role), Division: s.Division, Bureau: s.Bureau, PersonID: s.PersonID}
	}
	return out, nil
}

// towns reads the names of the county's towns.
func towns(ctx context.Context, db *gorm.DB) (Towns, error) {
	found, err := gorm.G[model.Division](db).Select("code", "name").Where("level = ?", "town").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("towns: %w", err)
	}
	out := Towns{}
	for _, d := range found {
		out[d.Code] = d.Name
	}
	return out, nil
}
