package importer

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
)

// townHeaders are the columns beside a village's name that say its town.
var townHeaders = []string{"乡镇", "所属乡镇", "所在乡镇", "乡镇名称", "镇", "镇名", "乡", "街道", "乡镇街道"}

// named finds the codes of villages and items that a file calls by their names,
// as most that bureaus keep themselves do.
type named struct {
	db     *gorm.DB
	column string             // of villages in the kind; "" for one without
	items  bool               // the kind has items
	codes  map[string]string  // of items by name, "" for one that two have; nil before they are read
	byName map[string][]place // villages by the name without 村委会 and the like; nil before they are read
	towns  []model.Division
}

// place is a village with the code of its town.
type place struct{ code, town string }

func namedIn(db *gorm.DB, k kind.Kind) *named {
	v := &named{db: db}
	for _, c := range k.Columns {
		switch {
		case len(c.Called) == 0:
		case c.Type == kind.Division:
			v.column = c.Name
		case c.Name == colItem:
			v.items = true
		}
	}
	return v
}

// take puts codes in the place of names.
func (v *named) take(ctx context.Context, rec sheet.Record) (sheet.Record, error) {
	if err := v.item(ctx, rec); err != nil {
		return rec, err
	}
	return v.village(ctx, rec)
}

// item puts the code in the place of an item's name. What is no name stays: then
// the check says that there is no such code.
func (v *named) item(ctx context.Context, rec sheet.Record) error {
	name := spaceless(rec.Get(colItem))
	if !v.items || !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return nil
	}
	if v.codes == nil {
		rows, err := gorm.G[model.Item](v.db).Select("code", "name").Find(ctx)
		if err != nil {
			return fmt.Errorf("items: %w", err)
		}
		v.codes = make(map[string]string, 2*len(rows))
		for _, r := range rows {
			short := spaceless(r.Name)
			if _, twice := v.codes[short]; twice {
				r.Code = ""
			}
			v.codes[short] = r.Code
		}
		for _, r := range rows { // a code may look like a name
			v.codes[r.Code] = r.Code
		}
	}
	if code := v.codes[name]; code != "" {
		rec.Put(colItem, code)
	}
	return nil
}

// village puts the code in the place of a village's name. A name that nobody
// has, or several have, is the row's mistake.
func (v *named) village(ctx context.Context, rec sheet.Record) (sheet.Record, error) {
	if v.column == "" {
		return rec, nil
	}
	name := rec.Get(v.column)
	if name == "" || strings.Trim(name, "0123456789") == "" {
		return rec, nil
	}
	if err := v.read(ctx); err != nil {
		return rec, err
	}
	found := v.find(name, townIn(rec))
	switch len(found) {
	case 1:
		rec.Put(v.column, found[0].code)
	case 0:
		rec.Errors = append(rec.Errors, rowError(rec, v.column, ruleUnknown, "没有叫这个名字的村。改过名、并了村的，请填现在的村名，或者填12位村代码；行政区划里还没有这个村的，请系统管理员先导入行政区划"))
	default:
		rec.Errors = append(rec.Errors, rowError(rec, v.column, ruleUnknown, fmt.Sprintf("有%d个村叫这个名字，请填12位村代码，或者加一列“乡镇”", len(found))))
	}
	return rec, nil
}

// townIn is the town that a row names beside its village; "" none. Of several
// columns that say one, it is the first of townHeaders with something in it: the
// file is read twice and has to be understood in one way.
func townIn(rec sheet.Record) string {
	town, best := "", len(townHeaders)
	extra := rec.Extra()
	for _, header := range slices.Sorted(maps.Keys(extra)) {
		at := slices.Index(townHeaders, kind.Header(header))
		if at >= 0 && at < best && spaceless(extra[header]) != "" {
			town, best = extra[header], at
		}
	}
	return town
}

// find lists the villages that a name may mean: with its town before it or
// beside it, with or without 村委会 behind.
func (v *named) find(name, town string) []place {
	town = shortTown(town)
	found := v.byName[shortVillage(name)]
	for _, t := range v.towns {
		rest, ok := strings.CutPrefix(name, t.Name)
		if !ok || rest == "" {
			continue
		}
		for _, p := range v.byName[shortVillage(rest)] {
			if p.town == t.Code && !slices.Contains(found, p) {
				found = append(slices.Clone(found), p)
			}
		}
	}
	if town == "" || len(found) == 0 {
		return found
	}
	return slices.DeleteFunc(slices.Clone(found), func(p place) bool {
		return !slices.ContainsFunc(v.towns, func(t model.Division) bool { return t.Code == p.town && shortTown(t.Name) == town })
	})
}

func (v *named) read(ctx context.Context) error {
	if v.byName != nil {
		return nil
	}
	rows, err := gorm.G[model.Division](v.db).Where("level IN ?", []string{"town", "village"}).Order("code").Find(ctx)
	if err != nil {
		return fmt.Errorf("villages: %w", err)
	}
	v.byName = map[string][]place{}
	for _, r := range rows {
		if r.Level == "town" {
			v.towns = append(v.towns, r)
			continue
		}
		short := shortVillage(r.Name)
		v.byName[short] = append(v.byName[short], place{r.Code, r.ParentCode})
	}
	return nil
}

// shortVillage is the name of a village as it is compared: 四联, 四联村 and
// 四联村委会 are one.
func shortVillage(name string) string {
	return cutSuffix(cutSuffix(spaceless(name), "村民委员会", "居民委员会", "村委会", "居委会"), "社区", "村")
}

// shortTown is the same for a town.
func shortTown(name string) string {
	return cutSuffix(spaceless(name), "人民政府", "街道办事处", "街道", "镇", "乡")
}

func spaceless(s string) string { return strings.ReplaceAll(kind.Clean(s), " ", "") }

// cutSuffix cuts the first ending that stands behind something.
func cutSuffix(s string, endings ...string) string {
	for _, e := range endings {
		if cut, ok := strings.CutSuffix(s, e); ok && cut != "" {
			return cut
		}
	}
	return s
}
