// Package naming reads what the rows of a list refer to by number: the names of
// people, accounts, items and places, each sort in one statement; and whom a
// resident ID names.
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

// Numbered finds whom a resident ID names, with number and name, by the digests
// of the ID; the zero person is nobody. Where people have judged whose an ID is,
// that holds, and not the number under which a file first brought it.
func Numbered(ctx context.Context, db *gorm.DB, digests [][]byte) (model.Person, error) {
	var found []model.Person
	err := db.WithContext(ctx).Raw("SELECT t.id, t.name FROM (SELECT p.id, p.name, 0 AS place FROM people_aliases a JOIN people p ON p.id = a.person_id WHERE a.id_digest IN ?"+
		" UNION ALL SELECT id, name, 1 FROM people WHERE id_digest IN ?) AS t ORDER BY t.place LIMIT 1", digests, digests).Scan(&found).Error
	if err != nil {
		return model.Person{}, fmt.Errorf("whom an ID names: %w", err)
	}
	if len(found) == 0 {
		return model.Person{}, nil
	}
	return found[0], nil
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
