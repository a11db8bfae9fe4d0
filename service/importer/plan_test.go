package importer

import (
	"regexp"
	"slices"
	"testing"

	"yangguang/service/store"
	"yangguang/service/store/dbtest"
)

var indexOfOlder = regexp.MustCompile(`SEARCH o USING (?:COVERING )?INDEX (\w+)`)

// TestAnImportFindsOlderRowsByTheirKey: SQLite has no statistics here, and where
// an index begins with a column that many rows share, an import would compare
// each of its rows with all of them.
func TestAnImportFindsOlderRowsByTheirKey(t *testing.T) {
	if dbtest.Options(t).Driver != store.SQLite {
		return // MariaDB keeps statistics
	}
	db := dbtest.New(t)
	coarse := []string{"year", "class", "item_id", "batch_id", "closed_by", "status", "category", "scheme"}
	for _, s := range Successions() {
		if s.Table == "policies" || s.Table == "subsidies" {
			continue // some dozens in all
		}
		var steps []struct{ Detail string }
		r := register{table: s.Table, key: s.Key}
		if err := db.Raw("EXPLAIN QUERY PLAN "+r.older(), 1, 1).Scan(&steps).Error; err != nil {
			t.Fatal(err)
		}
		found := ""
		for _, step := range steps {
			if m := indexOfOlder.FindStringSubmatch(step.Detail); m != nil {
				found = m[1]
			}
		}
		if found == "" {
			t.Errorf("%s: no index finds the older rows: %v", s.Table, steps)
			continue
		}
		var columns []struct{ Name string }
		if err := db.Raw("SELECT name FROM pragma_index_info(?) ORDER BY seqno", found).Scan(&columns).Error; err != nil {
			t.Fatal(err)
		}
		if first := columns[0].Name; !slices.Contains(s.Key, first) || slices.Contains(coarse, first) {
			t.Errorf("%s: older rows are found by %s, which begins with %s", s.Table, found, first)
		}
	}
}
