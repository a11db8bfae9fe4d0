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
// that holds, and not the number under which a file first brought it; whoever
// was judged to be one who was judged to be a third is the third.
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
	verdicts, err := ReadVerdicts(ctx, db)
	if err != nil {
		return model.Person{}, err
	}
	last := verdicts.Meant(found[0].ID)
	if last == found[0].ID {
		return found[0], nil
	}
	third, err := gorm.G[model.Person](db).Select("id", "name").Where("id = ?", last).Take(ctx)
	if err != nil {
		return model.Person{}, fmt.Errorf("whom an ID names: %w", err)
	}
	return third, nil
}

// Verdicts say of people, by number, who they were judged to be.
type Verdicts map[int64]int64

// ReadVerdicts reads them in one statement. They are made one by one by hand, so
// there are not many.
func ReadVerdicts(ctx context.Context, db *gorm.DB) (Verdicts, error) {
	rows, err := gorm.G[model.PersonAlias](db).Select("person_id", "former_id").Where("former_id <> 0 AND former_id <> person_id").Order("made_at, former_id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("verdicts: %w", err)
	}
	out := make(Verdicts, len(rows))
	for _, r := range rows {
		out[r.FormerID] = r.PersonID
	}
	return out, nil
}

// Meant is whom a person stands for at the end of all verdicts.
func (v Verdicts) Meant(id int64) int64 {
	for range len(v) { // verdicts that contradict each other end here
		next, ok := v[id]
		if !ok {
			break
		}
		id = next
	}
	return id
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
