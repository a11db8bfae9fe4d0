package sheet

import (
	"encoding/json"
	"fmt"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/seal"
)

// Restore makes a refused record again from what Record.JSON kept of it, to be
// given back with WriteErrors. Its values count as handed in, not as checked; amounts in 万元 come back in yuan.
func Restore(k kind.Kind, sheet string, row int, kept seal.Secret, errs []RowError) (Record, error) {
	var all map[string]string
	if err := json.Unmarshal([]byte(kept.Reveal()), &all); err != nil {
		return Record{}, fmt.Errorf("sheet: kept row %d: %w", row, err)
	}
	rec := Record{Sheet: sheet, Row: row, Errors: errs, kind: &k, values: make([]string, len(k.Columns)), given: make([]string, len(k.Columns))}
	for i, c := range k.Columns {
		rec.given[i] = all[c.Name]
		delete(all, c.Name)
		if wan := all[c.Name+wanSuffix]; wan != "" && c.Type == kind.Money {
			rec.given[i] = inYuan(c, wan)
			delete(all, c.Name+wanSuffix)
		}
	}
	if len(all) > 0 {
		rec.extra = all
	}
	return rec, nil
}
