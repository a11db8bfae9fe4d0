package store

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
)

// before is every migration of SQLite up to a version.
func before(t *testing.T, version string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := fs.Glob(embedded, "migrations/sqlite/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.TrimPrefix(name, "migrations/sqlite/") >= version {
			continue
		}
		body, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: body}
	}
	return out
}

// TestRunningDeadlinesOfCluesBecomeClocks: what an office has to say within a
// month before the upgrade, it has to say by the same day after it.
func TestRunningDeadlinesOfCluesBecomeClocks(t *testing.T) {
	ctx, db := t.Context(), openEmpty(t)
	if err := migrate(ctx, db, before(t, "0430")); err != nil {
		t.Fatal(err)
	}
	at, due := time.Date(2026, 3, 31, 20, 0, 0, 0, time.UTC), time.Date(2026, 4, 30, 15, 59, 59, 0, time.UTC) // 1 April here
	for id, state := range map[int64]string{1: "assigned", 2: "proposed", 3: "returned", 4: "closed", 5: "registered"} {
		err := db.Exec(`INSERT INTO clues (id, number, source, petition_id, title_sealed, summary_sealed, village_code, state, unit, opinion, proposed_by, decided_by,
 opinion_due, opinion_provisional, created_by, version, created_at, updated_at) VALUES (?, ?, 'petition', ?, x'01', x'01', '', ?, '', '', 0, 0, ?, ?, 0, 1, ?, ?)`,
			id, "线索"+state, id, state, due, id == 1, at, at).Error
		if err != nil {
			t.Fatal(err)
		}
		for _, earlier := range []time.Duration{48 * time.Hour, 0} { // the last office counts
			err := db.Exec(`INSERT INTO casework_events (object, object_id, at, kind, from_state, to_state, staff_id, staff_name, staff_role) VALUES ('clue', ?, ?, 'assign', '', '', 1, '', '')`,
				id, at.Add(-earlier)).Error
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := Migrate(ctx, db); err != nil {
		t.Fatal(err)
	}
	found, err := gorm.G[model.Timer](db).Where("object = 'clue'").Order("object_id").Find(ctx)
	if err != nil || len(found) != 3 {
		t.Fatalf("%d clocks, %v", len(found), err)
	}
	day := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	for i, c := range found {
		if c.ObjectID != int64(i+1) || c.Kind != "T4" || !c.StartedOn.Equal(day) || !c.StartedAt.Equal(at) || !c.DueAt.Equal(due) || c.Provisional != (i == 0) || c.Running == nil || c.Amount != 1 || c.Unit != "months" {
			t.Errorf("%+v", c)
		}
	}
}
