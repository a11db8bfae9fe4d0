package comparison

import (
	"database/sql"
	"testing"

	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/plainsql"
	"yangguang/service/store/dbtest/registers"
)

// BenchmarkPlainSQL runs the models of a fresh county as statements on MariaDB,
// and the pass over a snapshot of the same database. load is what the pass needs
// before it, once for all models.
func BenchmarkPlainSQL(b *testing.B) {
	db, n := dbtest.New(b), benchPayouts(b)
	if db.Name() != "mysql" {
		return // the statements are written for MariaDB
	}
	r := registers.New(b, db, benchDay.AddDate(0, 0, -1))
	r.Bulk(0, n)
	r.BulkRegisters(n)
	pool, err := db.DB()
	if err != nil {
		b.Fatal(err)
	}
	conn, err := pool.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(b.Context(), "SET @today = ?", period.Here(benchDay).String()); err != nil {
		b.Fatal(err)
	}
	if _, err := conn.ExecContext(b.Context(), "ANALYZE TABLE "+plainsql.Tables); err != nil { // the rows have just been put in
		b.Fatal(err)
	}
	for _, s := range plainsql.Statements() {
		b.Run("statement/"+s.Model, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				rows = ask(b, conn, s.Query)
			}
			b.ReportMetric(float64(rows), "hits")
		})
	}
	b.Run("statements", func(b *testing.B) {
		rows := 0
		for b.Loop() {
			rows = 0
			for _, s := range plainsql.Statements() {
				rows += ask(b, conn, s.Query)
			}
		}
		b.ReportMetric(float64(rows), "hits")
	})
	var l *snapshot.Loaded
	load := func(b *testing.B) {
		if l, err = snapshot.Load(b.Context(), db, snapshot.Options{AsOf: period.Here(benchDay)}); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			load(b)
		}
	})
	if l == nil {
		load(b)
	}
	b.Run("pass", func(b *testing.B) {
		chosen, err := bind(defaults(), map[string]string{})
		if err != nil {
			b.Fatal(err)
		}
		hits := 0
		for b.Loop() {
			found, err := evaluate(b.Context(), l, chosen, nil)
			if err != nil {
				b.Fatal(err)
			}
			hits = len(found)
		}
		b.ReportMetric(float64(hits), "hits")
	})
}

// TestStatementsAreThoseOfTheFirstRelease: the models that are measured as SQL are
// those of the first release.
func TestStatementsAreThoseOfTheFirstRelease(t *testing.T) {
	t.Parallel()
	on := map[string]bool{}
	for _, m := range defaults() {
		on[m.Key] = true
	}
	for _, s := range plainsql.Statements() {
		if !on[s.Model] {
			t.Errorf("%s is not of the first release, or stands twice", s.Model)
		}
		delete(on, s.Model)
	}
	for key := range on {
		t.Errorf("%s has no statement", key)
	}
}

// ask runs a statement and reads what it gives.
func ask(b *testing.B, pool *sql.Conn, query string) (n int) {
	b.Helper()
	rows, err := pool.QueryContext(b.Context(), query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	var who, item, count, fen, from, to sql.RawBytes
	for ; rows.Next(); n++ {
		if err := rows.Scan(&who, &item, &count, &fen, &from, &to); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return n
}
