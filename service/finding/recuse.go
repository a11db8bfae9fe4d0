package finding

import (
	"context"
	"fmt"
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// sees is the part of the findings an actor may see: supervision and the heads
// all of them; a bureau, a town and a village what was sent to them, without
// what concerns themselves.
func (s *Service) sees(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		return "1 = 1", nil, nil
	case by.Is(actor.RoleBureauOfficer) && by.Bureau != "":
		where, args = "findings.dispatched_kind = ? AND findings.dispatched_bureau = ?", []any{model.DispatchBureau, by.Bureau}
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		where, args = "findings.dispatched_kind IN ? AND findings.dispatched_division LIKE ?",
			[]any{[]string{model.DispatchTown, model.DispatchVillage}, actor.DivisionPrefix(by.Division) + "%"}
	case by.Is(actor.RoleVillageCadre) && by.Division != "":
		where, args = "findings.dispatched_kind = ? AND findings.village_checks = ? AND findings.dispatched_division LIKE ?",
			[]any{model.DispatchVillage, true, actor.DivisionPrefix(by.Division) + "%"}
	default:
		return "", nil, notFound()
	}
	own, err := s.circle(ctx, by)
	if err != nil {
		return "", nil, err
	}
	if len(own) > 0 {
		where, args = where+" AND findings.person_id NOT IN ?", append(args, own)
	}
	return where, args, nil
}

// most bounds the people who may be one officer and those around them.
const most = 500

// circle is everybody whose findings this person must not see: those who may
// be themselves, their registered relatives in either direction, and the
// households of all of them. An account has a name and no ID number, so whoever
// of that name is on the treasury's lists or lives in the account's area counts
// as the person: hiding a namesake costs a second look by the office, showing
// one's own case costs more.
func (s *Service) circle(ctx context.Context, by actor.Actor) ([]int64, error) {
	db := s.DB.WithContext(ctx)
	var me []int64
	err := db.Raw(`SELECT p.id FROM people p WHERE p.name = ? AND (
 EXISTS (SELECT 1 FROM officials o WHERE o.person_id = p.id)
 OR EXISTS (SELECT 1 FROM residents r WHERE r.person_id = p.id AND r.closed_by = 0 AND r.village_code LIKE ?)) LIMIT ?`,
		by.Name, areaOf(by), most).Scan(&me).Error
	if err != nil {
		return nil, fmt.Errorf("who this is: %w", err)
	}
	if len(me) == 0 {
		return nil, nil
	}
	var near []int64
	err = db.Raw(`SELECT relative_id FROM official_relatives WHERE official_id IN ? UNION SELECT official_id FROM official_relatives WHERE relative_id IN ? LIMIT ?`,
		me, me, most).Scan(&near).Error
	if err != nil {
		return nil, fmt.Errorf("relatives: %w", err)
	}
	near = append(near, me...)
	var homes []int64
	err = db.Raw(`SELECT b.person_id FROM residents a JOIN residents b ON b.household_no = a.household_no AND b.closed_by = 0
 WHERE a.person_id IN ? AND a.closed_by = 0 AND a.household_no <> ''
 UNION SELECT b.person_id FROM rosters a JOIN rosters b ON b.household_no = a.household_no AND b.item_id = a.item_id AND b.closed_by = 0
 WHERE a.person_id IN ? AND a.closed_by = 0 AND a.household_no <> '' LIMIT ?`, near, near, 4*most).Scan(&homes).Error
	if err != nil {
		return nil, fmt.Errorf("households: %w", err)
	}
	near = append(near, homes...)
	slices.Sort(near)
	return slices.Compact(near), nil
}

// areaOf is where somebody of an account's name would live: its own area, and
// nowhere for a bureau, which has none.
func areaOf(by actor.Actor) string {
	if by.Division == "" {
		return "-"
	}
	return actor.DivisionPrefix(by.Division) + "%"
}
