package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/county"
	"yangguang/config"
	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/matching"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// countySeed and countyScale are the county that every model is measured on.
const (
	countySeed  = 7
	countyScale = 0.02
)

// TestEveryPlantIsFoundAndNoInnocent imports a synthetic county through the
// importer, runs every model over it and compares the export with the truth:
// whatever was planted is found, and nothing else.
func TestEveryPlantIsFoundAndNoInnocent(t *testing.T) {
	dir := t.TempDir()
	asOf, err := time.Parse(time.DateOnly, countyAsOf)
	if err != nil {
		t.Fatal(err)
	}
	files, err := writeCounty(filepath.Join(dir, "county"), filepath.Join(dir, "truth"), county.Options{Seed: countySeed, Scale: countyScale, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	in := openCounty(t)
	importCounty(t, in, filepath.Join(dir, "county"), files)
	s := in.newComparison(in.newParameters())
	q := comparison.Request{Choice: comparison.Choice{All: true}, AsOf: period.Stored(asOf)}
	first, err := s.Compare(t.Context(), actor.Sys("test"), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range first.Models {
		if m.Held != "" && m.Key != "L01" { // nobody hands in lists that were to be paid
			t.Errorf("%s is held back: %s", m.Key, m.Held)
		}
	}
	found := exported(t, in.db, s)
	truth := readTruth(t, filepath.Join(dir, "truth"))
	measure(t, slices.DeleteFunc(slices.Clone(truth), toBePaid), found)
	checkProposed(t, in, s, slices.DeleteFunc(slices.Clone(truth), func(c county.Fact) bool { return !toBePaid(c) }))

	checkStatements(t, in, slices.DeleteFunc(slices.Clone(truth), toBePaid))

	checkPool(t, in)

	second, err := s.Compare(t.Context(), actor.Sys("test"), q)
	if err != nil {
		t.Fatal(err)
	}
	if second.Created != 0 || second.Gone != 0 || second.Hits != first.Hits || !bytes.Equal(second.DataDigest, first.DataDigest) || second.ParameterHash != first.ParameterHash {
		t.Errorf("the same data and parameters, another result: %+v\n%+v", first, second)
	}
	if again := exported(t, in.db, s); !slices.EqualFunc(found, again, func(a, b foundRow) bool {
		return a.print == b.print && a.amount == b.amount && a.start == b.start && a.end == b.end
	}) {
		t.Error("a second run over the same data changed the findings")
	}
	in.now = func() time.Time { return asOf }
	measureList(t, in, truth)
	checkMoney(t, in)
	checkLivelihood(t, in, s, q)
}

// checkPool looks at rows that were given back for one wrong digit: some of them
// are in the pool, and whoever is in them is nobody's finding.
func checkPool(t testing.TB, in *infra) {
	t.Helper()
	imports, err := in.importer()
	if err != nil {
		t.Fatal(err)
	}
	var batches []int64
	if err := in.db.Raw("SELECT MAX(id) FROM batches WHERE kind IN ('officials', 'households', 'payouts') GROUP BY kind").Scan(&batches).Error; err != nil {
		t.Fatal(err)
	}
	pool := matching.New(in.db, in.people, importer.Title, refusals(imports), in.now)
	for _, id := range batches {
		if err := pool.Look(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	var n struct{ Pairs, Slips, Found int }
	err = in.db.Raw(`SELECT COUNT(*) AS pairs, COALESCE(SUM(CASE WHEN g.id_grade = 'R' AND m.grade = 'C' THEN 1 ELSE 0 END), 0) AS slips,
		(SELECT COUNT(*) FROM findings f JOIN people r ON r.id = f.person_id AND r.id_grade = 'R') AS found FROM match_pairs m JOIN people g ON g.id = m.person_id`).Scan(&n).Error
	if err != nil || n.Slips < len(batches) || n.Found != 0 {
		t.Errorf("the pool: %+v of %d files, %v", n, len(batches), err)
	}
}

// openCounty opens the engine under test without Redis and pages.
func openCounty(t testing.TB) *infra {
	t.Helper()
	o := dbtest.Options(t)
	db := dbtest.Open(t, o)
	var log bytes.Buffer
	return &infra{cfg: &config.Config{FilesDir: filepath.Join(t.TempDir(), "files")}, log: newLog(&log, 0), now: time.Now, db: db, people: registers.Box(t)}
}

// importCounty loads every file the way the command does.
func importCounty(t testing.TB, in *infra, dir string, files []county.File) {
	t.Helper()
	s, err := in.importer()
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, k := range importer.Kinds() {
		order = append(order, k.Key)
	}
	slices.SortStableFunc(files, func(a, b county.File) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	for _, f := range files {
		asOf, err := period.ParseDay(f.AsOf)
		if err != nil {
			t.Fatal(err)
		}
		if err := importOne(t.Context(), s, filepath.Join(dir, f.Name), importer.Upload{Kind: f.Kind, Name: f.Name, AsOf: asOf}, f.Refused); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func importOne(ctx context.Context, s *importer.Service, path string, u importer.Upload, refused int) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	u.File = f
	b, err := s.Run(ctx, actor.Sys("test"), u, true, nil)
	if err != nil {
		return err
	}
	if !b.Loaded() || refused >= 0 && b.RowsBad != refused {
		return fmt.Errorf("%s, %d rows refused, want %d: %s", b.StatusLabel(), b.RowsBad, refused, b.Message)
	}
	return nil
}

// toBePaid reports whether a fact is about a list that is to be paid.
func toBePaid(c county.Fact) bool { return c.Trap == "proposed" }

// checkProposed checks the lists that are to be paid: each plant is a row that
// its model stops.
func checkProposed(t testing.TB, in *infra, s *comparison.Service, facts []county.Fact) {
	t.Helper()
	batches, err := gorm.G[model.Batch](in.db).Select("id").Where("kind = 'prepayouts'").Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stopped := map[string]bool{} // model and resident ID
	for _, b := range batches {
		checked, err := s.CheckList(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		var rows []struct {
			ID                 int64
			IDSealed, IDDigest []byte
		}
		if err := in.db.Raw("SELECT p.id, e.id_sealed, e.id_digest FROM prepayouts p JOIN people e ON e.id = p.person_id WHERE p.batch_id = ?", b.ID).Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			id, err := in.people.Open(r.IDSealed, seal.PlaceResidentID(r.IDDigest))
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range checked.Rows[r.ID] {
				stopped[h.Model+id.Reveal()] = true
			}
		}
	}
	for _, c := range facts {
		if c.Role == "violation" && !stopped[c.Model+c.SubjectID] {
			t.Errorf("missed before it is paid: %s %s %s", c.Model, c.SubjectID, c.Note)
		}
	}
}

func readTruth(t testing.TB, path string) []county.Fact {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var facts []county.Fact
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var fact county.Fact
		if err := json.Unmarshal(lines.Bytes(), &fact); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		facts = append(facts, fact)
	}
	return facts
}

// foundRow is a line of the export, with the item that it does not name.
type foundRow struct {
	model, subject, item, start, end, amount, print, evidence string
	matched                                                   bool
}

func (f *foundRow) String() string {
	return fmt.Sprintf("%s %s %s %s~%s %s分", f.model, f.subject, f.item, f.start, f.end, f.amount)
}

func exported(t testing.TB, db *gorm.DB, s *comparison.Service) []foundRow {
	t.Helper()
	var out bytes.Buffer
	if _, err := s.Export(t.Context(), actor.Sys("test"), "与真值核对", &out); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(out.String(), "\uFEFF")
	if !ok {
		t.Error("the export has no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], ","); got != "model,title,subject_id,subject_name,period_start,period_end,amount_fen,severity,status,first_seen,last_seen,fingerprint,evidence" {
		t.Fatalf("header %s", got)
	}
	items := map[string]string{}
	var codes []struct{ Fingerprint, Code string }
	if err := db.Raw("SELECT LOWER(HEX(f.fingerprint)) AS fingerprint, i.code AS code FROM findings f JOIN items i ON i.id = f.item_id").Scan(&codes).Error; err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		items[c.Fingerprint] = c.Code
	}
	var found []foundRow
	for _, r := range rows[1:] {
		found = append(found, foundRow{model: r[0], subject: r[2], item: items[r[11]], start: r[4], end: r[5], amount: r[6], print: r[11], evidence: r[12]})
	}
	return found
}

// about reports whether a finding is about what a fact says.
func about(f *foundRow, c *county.Fact) bool {
	subjects := append([]string{c.SubjectID}, c.SubjectAny...)
	if f.model != c.Model || !slices.Contains(subjects, f.subject) || c.ItemCode != "" && f.item != "" && f.item != c.ItemCode {
		return false
	}
	month := func(s string) string { return s[:min(7, len(s))] }
	return (c.PeriodStart == "" || f.end == "" || month(f.end) >= month(c.PeriodStart)) && (c.PeriodEnd == "" || month(f.start) <= month(c.PeriodEnd))
}

// measure tells for each model what was missed and what was reported of
// innocents.
func measure(t testing.TB, facts []county.Fact, found []foundRow) {
	t.Helper()
	type tally struct{ planted, missed, alarms, innocents int }
	models := map[string]*tally{}
	of := func(key string) *tally {
		if models[key] == nil {
			models[key] = &tally{}
		}
		return models[key]
	}
	for i := range facts {
		c := &facts[i]
		hit := false
		for k := range found {
			if f := &found[k]; c.Role != "innocent" && about(f, c) {
				f.matched, hit = true, true
			}
		}
		switch c.Role {
		case "violation":
			of(c.Model).planted++
			if !hit {
				of(c.Model).missed++
				t.Errorf("missed: %s %s %s %s~%s (%s) %s", c.Model, c.SubjectID, c.ItemCode, c.PeriodStart, c.PeriodEnd, c.Trap, c.Note)
			}
		case "innocent":
			of(c.Model).innocents++
		}
	}
	for k := range found {
		f := &found[k]
		if f.matched {
			continue
		}
		of(f.model).alarms++
		trap := ""
		for i := range facts {
			if c := &facts[i]; c.Role == "innocent" && about(f, c) {
				trap = "，陷阱 " + c.Trap + " " + c.Note
			}
		}
		t.Errorf("false alarm: %s%s\n\t%.300s", f, trap, f.evidence)
	}
	for key, m := range models {
		t.Logf("%-4s planted %3d missed %3d; innocents %3d, false alarms %3d", key, m.planted, m.missed, m.innocents, m.alarms)
	}
}
