package lookup

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/idnumber"
)

// Division is one unit of the county.
type Division struct {
	Code   string
	Name   string // as the statistics bureau has it: 四联村委会
	Short  string // as people say it: 四联村
	Level  string // county, town or village
	Parent string
}

// The levels of a division.
const (
	LevelCounty  = "county"
	LevelTown    = "town"
	LevelVillage = "village"
)

// Tree is the county's divisions at one time. Nothing in it changes.
type Tree struct {
	county   Division
	towns    []Division
	villages map[string][]Division // by town
	byCode   map[string]Division
	byName   map[string][]Division // by what findKey makes of a name
}

// Divisions gives the county's towns and villages, at most five minutes old.
func (s *Service) Divisions(ctx context.Context) (*Tree, error) {
	return s.divisions.or(struct{}{}, func() (*Tree, error) {
		rows, err := gorm.G[model.Division](s.db).Select("code", "name", "level", "parent_code").
			Where("valid_to IS NULL OR valid_to > ?", s.today().Time()).Order("code").Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("divisions: %w", err)
		}
		return newTree(rows), nil
	})
}

func newTree(rows []model.Division) *Tree {
	t := &Tree{villages: map[string][]Division{}, byCode: map[string]Division{}, byName: map[string][]Division{}}
	for _, r := range rows {
		d := Division{Code: r.Code, Name: r.Name, Short: ShortName(r.Name), Level: r.Level, Parent: r.ParentCode}
		t.byCode[d.Code] = d
		switch d.Level {
		case LevelCounty:
			t.county = d
		case LevelTown:
			t.towns = append(t.towns, d)
		case LevelVillage:
			t.villages[d.Parent] = append(t.villages[d.Parent], d)
		}
	}
	for _, d := range t.byCode {
		if d.Level == LevelCounty {
			continue
		}
		for _, key := range findKeys(t.byCode[d.Parent], d) {
			t.byName[key] = append(t.byName[key], d)
		}
	}
	for _, found := range t.byName {
		sortByCode(found)
	}
	return t
}

// suffixes are what a name may end in, longest first; people leave them out.
var suffixes = []string{"村民委员会", "社区居民委员会", "居民委员会", "村委会", "社区居委会", "居委会", "村委", "居委", "社区", "村", "镇", "乡"}

// committees are the endings that no one says.
var committees = [][2]string{
	{"社区居民委员会", "社区"}, {"社区居委会", "社区"}, {"村民委员会", "村"}, {"居民委员会", "社区"}, {"村委会", "村"}, {"居委会", "社区"}, {"村委", "村"}, {"居委", "社区"},
}

// ShortName is a village's name as people say it: 四联村委会 is 四联村, and
// 李村村委会 is 李村.
func ShortName(name string) string {
	for _, c := range committees {
		if stem, ok := strings.CutSuffix(name, c[0]); ok && stem != "" {
			if strings.HasSuffix(stem, "村") || strings.HasSuffix(stem, c[1]) {
				return stem
			}
			return stem + c[1]
		}
	}
	return name
}

// findKey is a name without what people leave out.
func findKey(name string) string {
	name = idnumber.NormName(name)
	for again := true; again; {
		again = false
		for _, s := range suffixes {
			if stem, ok := strings.CutSuffix(name, s); ok && stem != "" {
				name, again = stem, true
				break
			}
		}
	}
	return name
}

// findKeys are the ways to name a division: alone, and behind its town.
func findKeys(parent, d Division) []string {
	own := findKey(d.Name)
	if d.Level != LevelVillage {
		return []string{own}
	}
	return []string{own, findKey(parent.Name) + own}
}

func sortByCode(list []Division) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j].Code < list[j-1].Code; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// County is the county itself; it is empty before divisions are imported.
func (t *Tree) County() Division { return t.county }

// Towns lists the towns by code.
func (t *Tree) Towns() []Division { return t.towns }

// Villages lists the villages of a town by code.
func (t *Tree) Villages(town string) []Division { return t.villages[town] }

// Get gives the division of a code.
func (t *Tree) Get(code string) (Division, bool) {
	d, ok := t.byCode[code]
	return d, ok
}

// Village gives the village of a code, and not a town.
func (t *Tree) Village(code string) (Division, bool) {
	d, ok := t.byCode[code]
	return d, ok && d.Level == LevelVillage
}

// FullName is the town and village as people say them: 江宁镇四联村. It is
// empty for an unknown code.
func (t *Tree) FullName(code string) string {
	d, ok := t.byCode[code]
	if !ok {
		return ""
	}
	if d.Level == LevelVillage {
		return t.byCode[d.Parent].Name + d.Short
	}
	return d.Name
}

// Find gives the towns and villages of a name, by code; several villages may
// share one. 村委会 and the like may be missing, the town may stand before it.
func (t *Tree) Find(name string) []Division {
	name = strings.TrimPrefix(idnumber.NormName(name), t.county.Name)
	if name == "" {
		return nil
	}
	if found := t.byName[findKey(name)]; len(found) > 0 {
		return found
	}
	for _, town := range t.towns { // 江宁镇四联村: the town's own ending stands in the middle
		if rest, ok := strings.CutPrefix(name, town.Name); ok && rest != "" {
			return t.byName[findKey(town.Name)+findKey(rest)]
		}
	}
	return nil
}

// Find finds a village by the name people call it, for answers in the chat: ok
// is false when there is none, or more than one.
func (s *Service) Find(ctx context.Context, name string) (code, fullName string, ok bool, err error) {
	tree, err := s.Divisions(ctx)
	if err != nil {
		return "", "", false, err
	}
	found := tree.Find(name)
	if len(found) != 1 || found[0].Level != LevelVillage {
		return "", "", false, nil
	}
	return found[0].Code, tree.FullName(found[0].Code), true, nil
}

// Search gives the villages whose name contains words, at most limit, by code.
func (t *Tree) Search(words string, limit int) []Division {
	words = idnumber.NormName(words)
	found := t.Find(words)
	if words == "" || len(found) > 0 {
		return found
	}
	for _, town := range t.towns {
		for _, v := range t.villages[town.Code] {
			if strings.Contains(town.Name+v.Short, words) && len(found) < limit {
				found = append(found, v)
			}
		}
	}
	return found
}
