package lookup

import (
	"path/filepath"
	"strings"
	"testing"

	"yangguang/service/store"
)

// TestHouseholdBeginsWithThePerson asks SQLite how it would look a household up:
// by the person and the household's number, and never through everybody.
func TestHouseholdBeginsWithThePerson(t *testing.T) {
	db, err := store.Open(t.Context(), store.Options{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "plan.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := store.Close(db); err != nil {
			t.Error(err)
		}
	}()
	if err := store.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	var steps []struct{ Detail string }
	if err := db.WithContext(t.Context()).Raw("EXPLAIN QUERY PLAN "+membersOf, 1, 1).Scan(&steps).Error; err != nil {
		t.Fatal(err)
	}
	var plan strings.Builder
	for _, s := range steps {
		plan.WriteString(s.Detail + "\n")
	}
	for _, want := range []string{"own USING INDEX ix_residents_person_id", "r USING INDEX ix_residents_household_no"} {
		if !strings.Contains(plan.String(), want) {
			t.Errorf("want %q in:\n%s", want, &plan)
		}
	}
}
