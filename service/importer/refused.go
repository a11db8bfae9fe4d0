package importer

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sheetrow"
)

// Refusal is what a row that was given back for nothing but its resident ID says
// of whom it is about.
type Refusal struct {
	Row     int         // across the sheets, see package sheetrow
	Number  seal.Secret // as the file has it, without what is invisible; empty where it has none
	Key     seal.Secret // stands for all of this: the same words again are the same person
	Name    string
	Village string      // "" where the file does not say
	Birth   *period.Day // of a column that says it, else of the number; nil where neither does
}

// identityOf is the column of the person that rows of a kind are about; ok is
// false for kinds whose rows name none.
func identityOf(k kind.Kind) (c idColumn, ok bool) {
	for _, col := range k.Columns {
		switch {
		case k.Key == "relatives" && strings.HasPrefix(col.Name, "公职人员"): // about the relative
		case col.Type == kind.ID && c.id == "":
			c.id = col.Name
		case col.Type == kind.Name && c.name == "":
			c.name = col.Name
		}
	}
	return c, c.id != "" && c.name != "" && k.Key != "residents"
}

// Personal reports whether rows of a kind are about somebody whom they name, so
// that one refused for the resident ID may be judged to be theirs.
func Personal(kindKey string) bool {
	k, ok := kind.Lookup(kindKey)
	if !ok {
		return false
	}
	_, ok = identityOf(k)
	return ok
}

// unusable are the rules for which a resident ID is not used; one that occurs
// twice is good.
var unusable = []string{kind.RuleRequired, kind.RuleSyntax, kind.RuleDigits, kind.RuleGarbled, kind.RuleLength, kind.RuleCell}

// refusal reads a row whose resident ID cannot be used; ok is false where the
// row does not say a name.
func refusal(rec sheet.Record, c idColumn) (r Refusal, ok bool) {
	number := idnumber.Normalize(strings.TrimPrefix(kind.Clean(rec.Given(c.id)), "?")) // the mark of a row given back
	extra := rec.Extra()
	r = Refusal{Row: rec.Row, Number: seal.NewSecret(number), Name: rec.Get(c.name), Village: rec.Get(colVillage)}
	if r.Village == "" {
		r.Village = idnumber.Code(extra[colVillage])
	}
	born := ""
	for _, text := range []string{extra["出生日期"], extra["出生年月日"], birthIn(number)} {
		if day, err := period.ParseDay(text); err == nil && r.Birth == nil {
			r.Birth, born = &day, day.String()
		}
	}
	r.Key = seal.NewSecret(strings.Join([]string{"refused", number, idnumber.NormName(r.Name), r.Village, born}, "|"))
	return r, r.Name != ""
}

// birthIn is the birthday in a number that may be wrong elsewhere.
func birthIn(number string) string {
	switch len(number) {
	case 18:
		return number[6:14]
	case 15:
		return "19" + number[6:12]
	}
	return ""
}

// Refusals lists the rows of a batch, at most some, that were given back for
// nothing but the resident ID of whom they are about.
func (s *Service) Refusals(ctx context.Context, batch int64, most int) ([]Refusal, error) {
	b, err := gorm.G[model.Batch](s.db).Select("id", "kind", "sheets").Where("id = ?", batch).Take(ctx)
	if err != nil {
		return nil, fmt.Errorf("refused rows: %w", err)
	}
	k, err := lookupKind(b.Kind)
	if err != nil {
		return nil, err
	}
	c, ok := identityOf(k)
	if !ok {
		return nil, nil
	}
	var rows []model.ImportError
	err = s.db.WithContext(ctx).Raw("SELECT e.sheet, e.row_no, e.row_sealed FROM import_errors e WHERE e.batch_id = ? AND e.column_name = ? AND e.rule IN ? AND e.row_sealed IS NOT NULL"+
		" AND NOT EXISTS (SELECT 1 FROM import_errors o WHERE o.batch_id = e.batch_id AND o.sheet = e.sheet AND o.row_no = e.row_no AND o.id <> e.id) ORDER BY e.id LIMIT ?", batch, c.id, unusable, most).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("refused rows: %w", err)
	}
	sheets := sheetrow.Read(b.Sheets)
	var out []Refusal
	for _, row := range rows {
		kept, err := s.box.Open(row.RowSealed, errorPlace("row", batch, row.RowNo))
		if err != nil {
			return nil, fmt.Errorf("refused rows: %w", err)
		}
		var values map[string]string
		if err := json.Unmarshal([]byte(kept.Reveal()), &values); err != nil {
			return nil, fmt.Errorf("refused row %d of batch %d: %w", row.RowNo, batch, err)
		}
		rec := sheet.Entered(k, values, s.today())
		rec.Row = sheetrow.Of(slices.Index(sheets, row.Sheet), row.RowNo)
		if r, ok := refusal(rec, c); ok {
			out = append(out, r)
		}
	}
	return out, nil
}

// judged knows of refused rows whose they are, once people have said so.
type judged struct {
	s       *Service
	column  idColumn
	may     bool
	numbers map[digest]seal.Secret // of the register's person; nil before they are read
}

func (s *Service) judged(k kind.Kind) *judged {
	c, ok := identityOf(k)
	return &judged{s: s, column: c, may: ok}
}

// take lets a row pass that was refused for its resident ID alone, when people
// have judged a row of the same words: it is of the person in the register.
func (j *judged) take(ctx context.Context, rec sheet.Record) (sheet.Record, error) {
	if !j.may || len(rec.Errors) == 0 || slices.ContainsFunc(rec.Errors, func(e sheet.RowError) bool { return e.Column != j.column.id }) {
		return rec, nil
	}
	if err := j.read(ctx); err != nil {
		return rec, err
	}
	if len(j.numbers) == 0 {
		return rec, nil
	}
	if r, ok := refusal(rec, j.column); ok {
		for _, x := range j.s.box.Indexes(r.Key, seal.PurposeResidentID) {
			if n, ok := j.numbers[digest(x)]; ok {
				rec.Mean(j.column.id, n.Reveal())
				break
			}
		}
	}
	return rec, nil
}

// read reads whose the judged rows are. They are judged one by one by hand, so
// there are not many.
func (j *judged) read(ctx context.Context) error {
	if j.numbers != nil {
		return nil
	}
	j.numbers = map[digest]seal.Secret{}
	var rows []struct{ IDDigest, PersonDigest, PersonSealed []byte }
	err := j.s.db.WithContext(ctx).Raw("SELECT a.id_digest, p.id_digest AS person_digest, p.id_sealed AS person_sealed FROM people_aliases a"+
		" JOIN people f ON f.id = a.former_id AND f.id_grade = ? JOIN people p ON p.id = a.person_id", model.GradeRefused).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("judged rows: %w", err)
	}
	for _, r := range rows {
		n, err := j.s.box.Open(r.PersonSealed, seal.PlaceResidentID(r.PersonDigest))
		if err != nil {
			return fmt.Errorf("judged rows: %w", err)
		}
		j.numbers[digest(r.IDDigest)] = n
	}
	return nil
}
