package recusal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"

	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/recuse"
)

// Names of people have two to four characters here; longer ones, such as
// 欧阳 with two given names or a name with its dot, are looked for whole.
const (
	shortName = 2
	longName  = 4
)

// flat is a text without blanks and what cannot be seen, 张 三 being written too,
// and with one kind of dot in names that have one.
func flat(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r):
			return -1
		case strings.ContainsRune("·•・‧∙⋅●▪᛫", r):
			return '·'
		}
		return r
	}, norm.NFKC.String(s))
}

// wordsOf are all the stretches of a flat text that a name could be.
func wordsOf(text string) map[string]bool {
	letters := []rune(text)
	out := map[string]bool{}
	for i := range letters {
		for n := shortName; n <= longName && i+n <= len(letters); n++ {
			out[string(letters[i:i+n])] = true
		}
	}
	return out
}

// text is a text in which names are looked for.
type text struct {
	whole string
	words map[string]bool
}

func readText(s string) text {
	s = flat(s)
	return text{s, wordsOf(s)}
}

// holds reports whether a name stands in the text.
func (t text) holds(name string) bool {
	n := idnumber.NormName(name)
	switch c := len([]rune(n)); {
	case c < shortName:
		return false
	case c <= longName:
		return t.words[n]
	}
	return strings.Contains(t.whole, n)
}

// official is one employment as a text is searched for it.
type official struct {
	PersonID    int64
	Name        string
	Unit        string
	VillageCode string
}

// nameIndex is everybody paid by the treasury, by name. It is made anew when
// another list was loaded or withdrawn.
type nameIndex struct {
	mark   string
	byName map[string][]official
}

// officials gives the index as the register stands now. The map is not changed
// once it is handed out.
func (s *Service) officials(ctx context.Context, db *gorm.DB) (map[string][]official, error) {
	var now struct{ N, Last int64 }
	err := db.WithContext(ctx).Raw("SELECT COUNT(*) AS n, COALESCE(MAX(id), 0) AS last FROM batches WHERE kind = 'officials' AND status = 'loaded'").Scan(&now).Error
	if err != nil {
		return nil, fmt.Errorf("officials: %w", err)
	}
	mark := fmt.Sprint(now.N, "/", now.Last)
	if known := s.index(mark); known != nil && now.N > 0 {
		return known, nil
	}
	var found []official
	err = db.WithContext(ctx).Raw("SELECT o.person_id, p.name, o.unit, o.village_code FROM officials o JOIN people p ON p.id = o.person_id WHERE " + recuse.Loaded("o")).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("officials: %w", err)
	}
	byName := map[string][]official{}
	for _, o := range found {
		n := idnumber.NormName(o.Name)
		byName[n] = append(byName[n], o)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names = nameIndex{mark, byName}
	return byName, nil
}

// index gives the names kept under a mark. The lock is never held while the
// database is asked: the caller may be in a transaction.
func (s *Service) index(mark string) map[string][]official {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names.mark != mark {
		return nil
	}
	return s.names.byName
}

// foundIn gives the treasury's people that a matter's text names. Those who stand
// where the accused stand count wherever they work; one of the body counts when
// the unit is named too, or lies in the matter's town.
func foundIn(byName map[string][]official, accused, body text, village, town string) (named, mentioned []int64) {
	for name, list := range byName {
		inAccused, inBody := accused.holds(name), body.holds(name)
		if !inAccused && !inBody {
			continue
		}
		for _, o := range list {
			switch {
			case inAccused:
				named = append(named, o.PersonID)
			case o.VillageCode != "" && len(village) == 12 && strings.HasPrefix(o.VillageCode, village[:9]),
				town != "" && strings.Contains(o.Unit, town), namesUnit(body.whole, o.Unit), namesUnit(accused.whole, o.Unit):
				mentioned = append(mentioned, o.PersonID)
			}
		}
	}
	return unique(named), unique(mentioned)
}

// namesUnit reports whether a text names a unit, with or without the county
// before it.
func namesUnit(text, unit string) bool {
	unit = flat(unit)
	if i := strings.Index(unit, "县"); i >= 0 && len(unit) > i+len("县") {
		unit = unit[i+len("县"):]
	}
	return len([]rune(unit)) >= minUnit && strings.Contains(text, unit)
}

// villagersIn are the residents of the village, or of the town where no village
// is given, that stand where the accused stand.
func villagersIn(ctx context.Context, db *gorm.DB, accused text, village string) ([]int64, error) {
	if len(village) != 12 || len(accused.words) == 0 {
		return nil, nil
	}
	names := make([]string, 0, len(accused.words))
	for w := range accused.words {
		names = append(names, w)
	}
	slices.Sort(names)
	prefix := strings.TrimSuffix(village, "000")
	var ids []int64
	err := db.WithContext(ctx).Raw("SELECT r.person_id FROM people p JOIN residents r ON r.person_id = p.id WHERE p.name IN ? AND r.village_code LIKE ? AND "+recuse.Loaded("r")+" LIMIT ?",
		names, prefix+"%", most).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("residents: %w", err)
	}
	return unique(ids), nil
}

func unique(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
