package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/county"
	"yangguang/model"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

// kills is at how many moments of a run the process is killed.
const kills = 20

// TestKilledLeavesBeforeOrAfter kills the program itself, kill -9, at moments
// spread over what it does.
func TestKilledLeavesBeforeOrAfter(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "yangguang")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c := newVictim(t)
	t.Run("comparison", func(t *testing.T) { killRuns(t, c, binary) })
	t.Run("import", func(t *testing.T) { killImports(t, c, binary) })
}

// killRuns kills comparison runs: afterwards there is no finding or every one,
// and a run that was killed can be made at once.
func killRuns(t *testing.T, c *victim, binary string) {
	compare := func() *exec.Cmd {
		return exec.CommandContext(t.Context(), binary, "compare", "--config", c.config, "--all", "--as-of", countyAsOf)
	}
	start := time.Now()
	if out, err := compare().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took, want := time.Since(start), c.state(t)
	if want.findings == 0 || want.evidence == 0 || want.events != want.findings {
		t.Fatalf("a whole run leaves %+v", want)
	}
	before, after := 0, 0
	random := rand.New(rand.NewPCG(countySeed, kills))
	for i := range kills {
		c.forget(t)
		moment := took*time.Duration(i)/kills + time.Duration(random.Int64N(int64(took/kills)))
		killed := killAt(t, compare(), moment)
		switch got := c.state(t); {
		case got == want:
			after++
		case got == stored{}:
			before++
		default:
			t.Fatalf("killed after %v of %v (%v): %+v is neither nothing nor %+v", moment, took, killed, got, want)
		}
	}
	t.Logf("a run of %v, killed %d times: %d times nothing of it was there, %d times all", took, kills, before, after)
	if out, err := compare().CombinedOutput(); err != nil {
		t.Fatalf("after the last kill: %v\n%s", err, out)
	}
	if got := c.state(t); got != want {
		t.Errorf("after the last kill a run leaves %+v, want %+v", got, want)
	}
	running, err := gorm.G[model.ComparisonRun](c.db).Where("status = ?", model.RunRunning).Count(t.Context(), "*")
	if err != nil || running != 0 {
		t.Errorf("%d runs still count as under way, %v", running, err)
	}
}

// killAt starts a process, kills it after a while and reports whether it was
// still there.
func killAt(t *testing.T, cmd *exec.Cmd, after time.Duration) bool {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- cmd.Wait() }()
	select {
	case err := <-over:
		if err != nil {
			t.Errorf("the run failed by itself: %v", err)
		}
		return false
	case <-time.After(after):
	}
	if err := cmd.Process.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	<-over
	return true
}

// victim is a county in a database that a process of its own opens.
type victim struct {
	db     *gorm.DB
	config string
	left   string // the file of a kind that was not loaded: leftKind
}

// leftKind is the kind of file that is left for imports to be killed.
const leftKind = "insurance"

// stored is what a run leaves.
type stored struct{ findings, evidence, events int64 }

func newVictim(t *testing.T) *victim {
	t.Helper()
	dir := t.TempDir()
	asOf, err := time.Parse(time.DateOnly, countyAsOf)
	if err != nil {
		t.Fatal(err)
	}
	files, err := writeCounty(filepath.Join(dir, "county"), "", county.Options{Seed: countySeed, Scale: countyScale / 4, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	o := dbtest.Options(t)
	db := dbtest.Open(t, o)
	c := &victim{db: db, config: filepath.Join(dir, "config.yaml")}
	keys := freshKeys()
	text, err := yaml.Marshal(map[string]any{"database": map[string]string{"driver": o.Driver, "dsn": o.DSN}, "keys": keys, "files_dir": filepath.Join(dir, "files")})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(c.config, text, 0o600); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	in := openCounty(t)
	in.db, in.log = db, newLog(&log, 0)
	in.people = boxOf(t, keys)
	for i := range files {
		files[i].Refused = -1 // which rows pass is another test's matter
	}
	files = slices.DeleteFunc(files, func(f county.File) bool {
		if f.Kind == leftKind {
			c.left = filepath.Join(dir, "county", f.Name)
		}
		return f.Kind == leftKind
	})
	importCounty(t, in, filepath.Join(dir, "county"), files)
	return c
}

func boxOf(t *testing.T, k keyFile) *seal.Box {
	t.Helper()
	s, err := seal.ParseKeys(k.PeopleSeal, 16)
	if err != nil {
		t.Fatal(err)
	}
	i, err := seal.ParseKeys(k.PeopleIndex, 32)
	if err != nil {
		t.Fatal(err)
	}
	b, err := seal.NewBox(s, i)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (c *victim) state(t *testing.T) stored {
	t.Helper()
	var s stored
	for table, n := range map[string]*int64{"findings": &s.findings, "finding_evidence": &s.evidence, "finding_events": &s.events} {
		if err := c.db.Table(table).Count(n).Error; err != nil {
			t.Fatal(err)
		}
	}
	var done int64
	if err := c.db.Model(&model.ComparisonRun{}).Where("status = ? AND created > 0", model.RunDone).Count(&done).Error; err != nil {
		t.Fatal(err)
	}
	if (done > 0) != (s.findings > 0) {
		t.Fatalf("%d runs are done, and there are %d findings", done, s.findings)
	}
	return s
}

// forget takes the findings and the runs away.
func (c *victim) forget(t *testing.T) {
	t.Helper()
	for _, table := range []string{"findings", "finding_evidence", "finding_events", "comparison_runs", "run_prints"} {
		if err := c.db.Exec("DELETE FROM " + table).Error; err != nil {
			t.Fatal(err)
		}
	}
}
