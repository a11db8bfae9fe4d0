package recuse

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
)

// Refused writes into the audit chain that a member of staff reached for a
// matter that is not there for them. The entry says whether the matter is kept
// from them; a number that never was is written down as well, so that the answer
// to both takes the same work.
func Refused(ctx context.Context, db *gorm.DB, by actor.Actor, at time.Time, object string, id int64) error {
	if by.Kind != actor.Staff {
		return nil
	}
	hidden, err := Hidden(ctx, db, object, id, by.StaffID)
	if err != nil {
		return err
	}
	return audit.RecordAlone(ctx, db, by, at, object+".refused", object+":"+strconv.FormatInt(id, 10), map[string]any{"kept": hidden})
}

// Unit is a group of accounts that a matter can be given to.
type Unit struct {
	Role     actor.Role
	Bureau   string // "" is any
	Division string // the 12-digit code the accounts are bound to; "" is any
}

// UnitKept reports whether every account of a unit that is in use is kept from
// a matter, so that the unit cannot be chosen. A unit without accounts is not
// kept out: it works on paper.
func UnitKept(ctx context.Context, db *gorm.DB, object string, id int64, u Unit) (bool, error) {
	where, args := "role = ? AND disabled_at IS NULL", []any{string(u.Role)}
	if u.Bureau != "" {
		where, args = where+" AND bureau = ?", append(args, u.Bureau)
	}
	if u.Division != "" {
		where, args = where+" AND division = ?", append(args, u.Division)
	}
	var n struct{ Accounts, Kept int64 }
	err := db.WithContext(ctx).Model(&model.Staff{}).
		Select("COUNT(*) AS accounts, COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM conflicts c WHERE c.object = ? AND c.object_id = ? AND c.staff_id = staff.id) THEN 1 ELSE 0 END), 0) AS kept", object, id).
		Where(where, args...).Scan(&n).Error
	if err != nil {
		return false, fmt.Errorf("unit: %w", err)
	}
	return n.Accounts > 0 && n.Accounts == n.Kept, nil
}
