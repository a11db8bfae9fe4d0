package recuse

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// most bounds the people who may be one member of staff, and those around them.
const most = 500

// Loaded is the condition that a register's row counts, for a table by its
// name or alias in the statement.
func Loaded(table string) string {
	return table + ".closed_by = 0 AND EXISTS (SELECT 1 FROM batches b WHERE b.id = " + table + ".batch_id AND b.status = '" + model.BatchLoaded + "')"
}

// Circle is everybody whose affairs a member of staff must not see or decide
// about: themselves, their registered relatives in either direction, and the
// households of all of them. Who they are an administrator has found out; until
// then whoever has the account's name and is on the treasury's lists, or lives in
// the account's area, counts as the person: hiding a namesake costs a second
// look by the office, showing one's own case costs more.
func Circle(ctx context.Context, db *gorm.DB, by actor.Actor) ([]int64, error) {
	me, err := persons(ctx, db, by)
	if err != nil || len(me) == 0 {
		return nil, err
	}
	near, err := Kin(ctx, db, me)
	if err != nil {
		return nil, err
	}
	near = append(near, me...)
	slices.Sort(near)
	return slices.Compact(near), nil
}

// persons is who a member of staff is, or may be.
func persons(ctx context.Context, db *gorm.DB, by actor.Actor) ([]int64, error) {
	if by.Kind != actor.Staff {
		return nil, nil
	}
	known, err := gorm.G[model.Staff](db).Select("person_id").Where("id = ? AND person_id <> 0", by.StaffID).Limit(1).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("who this is: %w", err)
	}
	if len(known) == 1 {
		return []int64{known[0].PersonID}, nil
	}
	area := "-" // a county's account lives nowhere
	if by.Division != "" {
		area = actor.DivisionPrefix(by.Division) + "%"
	}
	var me []int64
	err = db.WithContext(ctx).Raw("SELECT p.id FROM people p WHERE p.name = ? AND (EXISTS (SELECT 1 FROM officials o WHERE o.person_id = p.id AND "+Loaded("o")+
		") OR EXISTS (SELECT 1 FROM residents r WHERE r.person_id = p.id AND r.village_code LIKE ? AND "+Loaded("r")+")) LIMIT ?", by.Name, area, most).Scan(&me).Error
	if err != nil {
		return nil, fmt.Errorf("who this is: %w", err)
	}
	return me, nil
}

// Kin is everybody close to some people, without themselves: registered
// relatives in either direction, and the households of all of them by the
// population register and the bureaus' rosters. Spouses are in either. Whom
// people judged to be one of them, or one of these, stands beside them: rows stay
// under the number with which they came.
func Kin(ctx context.Context, db *gorm.DB, people []int64) ([]int64, error) {
	if len(people) == 0 {
		return nil, nil
	}
	db = db.WithContext(ctx)
	named := people
	people, err := judged(db, people)
	if err != nil {
		return nil, err
	}
	var near []int64
	err = db.Raw("SELECT v.relative_id FROM official_relatives v WHERE v.official_id IN ? AND "+Loaded("v")+
		" UNION SELECT v.official_id FROM official_relatives v WHERE v.relative_id IN ? AND "+Loaded("v")+" LIMIT ?", people, people, most).Scan(&near).Error
	if err != nil {
		return nil, fmt.Errorf("relatives: %w", err)
	}
	if near, err = judged(db, append(near, people...)); err != nil {
		return nil, err
	}
	var homes []int64
	err = db.Raw("SELECT z.person_id FROM residents r JOIN residents z ON z.household_no = r.household_no AND "+Loaded("z")+
		" WHERE r.person_id IN ? AND r.household_no <> '' AND "+Loaded("r")+
		" UNION SELECT z.person_id FROM rosters r JOIN rosters z ON z.household_no = r.household_no AND z.item_id = r.item_id AND "+Loaded("z")+
		" WHERE r.person_id IN ? AND r.household_no <> '' AND "+Loaded("r")+" LIMIT ?", near, near, 4*most).Scan(&homes).Error
	if err != nil {
		return nil, fmt.Errorf("households: %w", err)
	}
	if near, err = judged(db, append(near, homes...)); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(near, func(id int64) bool { return slices.Contains(named, id) }), nil
}

// judged adds to some people whoever was judged to be one of them, by either
// number, each once.
func judged(db *gorm.DB, people []int64) ([]int64, error) {
	all := slices.Clone(people)
	for met := people; len(met) > 0; { // a number may have been judged twice
		var more []int64
		err := db.Raw("SELECT former_id FROM people_aliases WHERE person_id IN ? AND former_id <> 0 UNION SELECT person_id FROM people_aliases WHERE former_id IN ?", met, met).Scan(&more).Error
		if err != nil {
			return nil, fmt.Errorf("judged IDs: %w", err)
		}
		met = slices.DeleteFunc(more, func(id int64) bool { return slices.Contains(all, id) })
		all = append(all, met...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}
