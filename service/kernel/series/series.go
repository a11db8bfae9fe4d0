// Package series hands out running numbers without gaps or doubles.
package series

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
)

// Next takes the next number of the series inside tx, starting at 1. The row is
// locked until tx ends; a rolled-back transaction gives its number back.
func Next(tx *gorm.DB, name string) (int64, error) {
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&model.NumberSeries{Name: name, NextValue: 1}).Error; err != nil {
		return 0, fmt.Errorf("series %s: %w", name, err)
	}
	r := tx.Model(&model.NumberSeries{}).Where("name = ?", name).Update("next_value", gorm.Expr("next_value + 1"))
	if r.Error != nil {
		return 0, fmt.Errorf("series %s: %w", name, r.Error)
	}
	if r.RowsAffected != 1 {
		return 0, errors.New("series " + name + ": row is gone")
	}
	var s model.NumberSeries
	if err := tx.Where("name = ?", name).Take(&s).Error; err != nil {
		return 0, fmt.Errorf("series %s: %w", name, err)
	}
	return s.NextValue - 1, nil
}
