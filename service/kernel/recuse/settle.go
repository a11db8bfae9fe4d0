package recuse

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
)

// computed are the reasons that follow from the registers; the others are
// somebody's word.
var computed = []string{Accused, Relative, SameUnit, SameVillage}

// Lift says who is let in again when the registers do not name them any more:
// LiftNobody, LiftAll, or the number of one member of staff.
type Lift int64

// LiftNobody only adds, LiftAll also takes back.
const (
	LiftNobody Lift = 0
	LiftAll    Lift = -1
)

// Settle keeps a matter from the staff given with their reasons, inside tx, and
// lets those in whom lift says and the registers do not name any more. Lifting
// takes a person's deed, for a register that is missing for an hour must not
// open anything. What somebody declared, or the reporter was granted, stays.
func Settle(tx *gorm.DB, at time.Time, object string, id int64, kept map[int64]string, lift Lift) error {
	if lift != LiftNobody {
		q := tx.Where("object = ? AND object_id = ? AND reason IN ?", object, id, computed)
		if ids := keys(kept); len(ids) > 0 {
			q = q.Where("staff_id NOT IN ?", ids)
		}
		if lift != LiftAll {
			q = q.Where("staff_id = ?", int64(lift))
		}
		if err := q.Delete(&model.Conflict{}).Error; err != nil {
			return fmt.Errorf("conflicts: %w", err)
		}
	}
	for _, staff := range keys(kept) {
		if err := Put(tx, at, object, id, staff, kept[staff]); err != nil {
			return err
		}
	}
	return nil
}

// Insist keeps a matter from a member of staff for a reason that no register
// can take back, inside tx.
func Insist(tx *gorm.DB, at time.Time, object string, id, staffID int64, reason string) error {
	if err := Put(tx, at, object, id, staffID, reason); err != nil {
		return err
	}
	err := tx.Model(&model.Conflict{}).Where("object = ? AND object_id = ? AND staff_id = ? AND reason IN ?", object, id, staffID, computed).
		Update("reason", reason).Error
	if err != nil {
		return fmt.Errorf("conflict: %w", err)
	}
	return nil
}

// keys are the members of staff, always in the same order.
func keys(m map[int64]string) []int64 { return slices.Sorted(maps.Keys(m)) }
