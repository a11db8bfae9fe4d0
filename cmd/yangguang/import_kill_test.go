package main

import (
	"math/rand/v2"
	"os/exec"
	"testing"
	"time"
)

// killImports kills imports of one file: afterwards the batch is invisible or
// complete, and the same command again goes on with it once the dead process's
// lease has run out.
func killImports(t *testing.T, c *victim, binary string) {
	load := func() *exec.Cmd {
		return exec.CommandContext(t.Context(), binary, "import", leftKind, c.left, "--config", c.config, "--as-of", countyAsOf, "--skip-bad")
	}
	start := time.Now()
	if out, err := load().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took, want := time.Since(start), c.imported(t)
	if want.batches != 1 || want.rows < 100 || want.promises == 0 {
		t.Fatalf("a whole import leaves %+v", want)
	}
	before, after := 0, 0
	c.forgetImport(t)
	random := rand.New(rand.NewPCG(countySeed, kills))
	for i := range kills {
		moment := took*time.Duration(i)/kills + time.Duration(random.Int64N(int64(took/kills)))
		killed := killAt(t, load(), moment)
		switch got := c.imported(t); {
		case got == want:
			after++
			c.forgetImport(t)
		case got == visible{}:
			before++ // what lies about is left to the next one
		default:
			t.Fatalf("killed after %v of %v (%v): %+v is neither nothing nor %+v", moment, took, killed, got, want)
		}
	}
	t.Logf("an import of %v, killed %d times: %d times nothing of it was visible, %d times all", took, kills, before, after)
	if out, err := load().CombinedOutput(); err != nil {
		t.Fatalf("after the last kill: %v\n%s", err, out)
	}
	if got := c.imported(t); got != want {
		t.Errorf("after the last kill an import leaves %+v, want %+v", got, want)
	}
}

// visible is what an import shows.
type visible struct{ batches, rows, promises int64 }

func (c *victim) imported(t *testing.T) visible {
	t.Helper()
	var v visible
	for sql, n := range map[string]*int64{
		"SELECT COUNT(*) FROM batches WHERE kind = 'insurance' AND status = 'loaded'":                                                &v.batches,
		"SELECT COUNT(*) FROM insurance i JOIN batches b ON b.id = i.batch_id AND b.status = 'loaded' WHERE i.closed_by = 0":         &v.rows,
		"SELECT COUNT(*) FROM outbox_events WHERE topic = 'import.loaded' AND CAST(payload AS CHAR) LIKE '%\"kind\":\"insurance\"%'": &v.promises,
	} {
		if err := c.db.Raw(sql).Scan(n).Error; err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// forgetImport takes the import away.
func (c *victim) forgetImport(t *testing.T) {
	t.Helper()
	for _, sql := range []string{"DELETE FROM insurance", "DELETE FROM batches WHERE kind = 'insurance'", "DELETE FROM leases",
		"DELETE FROM outbox_events WHERE topic = 'import.loaded' AND CAST(payload AS CHAR) LIKE '%\"kind\":\"insurance\"%'"} {
		if err := c.db.Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
}
