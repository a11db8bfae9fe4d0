// Package naming reads what the rows of a list refer to by number: the names of
// people, accounts, items and places, each sort in one statement.
package naming

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
)

// People are the names of people by number.
func People(ctx context.Context, db *gorm.DB, ids []int64) (map[int64]string, error) {
	found, err := gorm.G[model.Person](db).Select("id", "name").Where("id IN ?", ids).Find(ctx)
	return byKey(found, err, "people", func(p model.Person) (int64, string) { return p.ID, p.Name })
}

// Items are the names of items by number.
func Items(ctx context.Context, db *gorm.DB, ids []int64) (map[int64]string, error) {
	found, err := gorm.G[model.Item](db).Select("id", "name").Where("id IN ?", ids).Find(ctx)
	return byKey(found, err, "items", func(i model.Item) (int64, string) { return i.ID, i.Name })
}

// Staff are the names of accounts by number.
func Staff(ctx context.Context, db *gorm.DB, ids []int64) (map[int64]string, error) {
	found, err := gorm.G[model.Staff](db).Select("id", "name").Where("id IN ?", ids).Find(ctx)
	return byKey(found, err, "staff", func(s model.Staff) (int64, string) { return s.ID, s.Name })
}

// Divisions are the names of towns and villages by code.
func Divisions(ctx context.Context, db *gorm.DB, codes []string) (map[string]string, error) {
	found, err := gorm.G[model.Division](db).Select("code", "name").Where("code IN ?", codes).Find(ctx)
	return byKey(found, err, "places", func(d model.Division) (string, string) { return d.Code, d.Name })
}

func byKey[K comparable, T any](found []T, err error, what string, of func(T) (K, string)) (map[K]string, error) {
	if err != nil {
		return nil, fmt.Errorf("names of %s: %w", what, err)
	}
	names := make(map[K]string, len(found))
	for _, row := range found {
		key, name := of(row)
		names[key] = name
	}
	return names, nil
}
