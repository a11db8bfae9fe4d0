// Package recuse keeps matters from members of staff who have an interest in
// them: the accused, their registered relatives, colleagues of the same unit
// or village office, and whoever the reporter asked to be kept out (监察法§67).
//
// A matter that is kept from somebody does not exist for them: every statement
// that reads, lists, counts or searches matters carries the condition of Hide.
package recuse

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// The reasons for which a matter is kept from somebody.
const (
	Accused     = "accused"
	Relative    = "relative"
	SameUnit    = "same_unit"
	SameVillage = "same_village"
	Requested   = "requested" // the reporter asked, and it was granted
	Declared    = "declared"  // the member of staff said so
)

// Hide is the condition that leaves out what is kept from an actor. table is
// the name or alias of the table of matters in the statement, such as
// "petitions"; object is one of the model's Object names.
func Hide(table, object string, by actor.Actor) (where string, args []any) {
	return "NOT EXISTS (SELECT 1 FROM conflicts WHERE conflicts.object = ? AND conflicts.object_id = " + table + ".id AND conflicts.staff_id = ?)",
		[]any{object, by.StaffID}
}

// NotForHeads is the condition on the table petitions that leaves what a leader
// of the commission may see at all: nothing about a leader, and nothing that was
// sealed up (检规§15). It takes one argument, false. Hide leaves out what was kept
// from an account; this holds for accounts that are made later, too.
const NotForHeads = "petitions.own_head = ? AND petitions.state <> '" + model.PetitionSealedUp + "'"

// Hidden reports whether one matter is kept from a member of staff.
func Hidden(ctx context.Context, db *gorm.DB, object string, id, staffID int64) (bool, error) {
	n, err := gorm.G[model.Conflict](db).Where("object = ? AND object_id = ? AND staff_id = ?", object, id, staffID).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("conflicts: %w", err)
	}
	return n > 0, nil
}

// Put keeps a matter from a member of staff, inside tx. The first reason stays.
func Put(tx *gorm.DB, at time.Time, object string, id, staffID int64, reason string) error {
	c := model.Conflict{Object: object, ObjectID: id, StaffID: staffID, Reason: reason, At: at}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&c).Error; err != nil {
		return fmt.Errorf("conflict: %w", err)
	}
	return nil
}

// Inherit keeps a matter that grew out of another from the same people, inside tx.
func Inherit(tx *gorm.DB, at time.Time, fromObject string, fromID int64, toObject string, toID int64) error {
	var found []model.Conflict
	if err := tx.Where("object = ? AND object_id = ?", fromObject, fromID).Find(&found).Error; err != nil {
		return fmt.Errorf("conflicts: %w", err)
	}
	for _, c := range found {
		if err := Put(tx, at, toObject, toID, c.StaffID, c.Reason); err != nil {
			return err
		}
	}
	return nil
}
