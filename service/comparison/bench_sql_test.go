package comparison

import (
	"database/sql"
	"testing"

	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// Conditions of the statements below: a payout that reached whom it names, a
// line of a register that holds.
const (
	sqlPaid = " p.result <> '退票' AND p.name_given = '' AND p.batch_id IN (SELECT id FROM batches WHERE status = 'loaded') "
	sqlHeld = " AND r.closed_by = 0 AND r.name_given = '' AND r.batch_id IN (SELECT id FROM batches WHERE status = 'loaded') "
	sqlSums = " p.person_id, p.item_id, COUNT(*), SUM(p.amount_fen), MIN(p.period_start), MAX(p.period_end) "
	sqlEach = " GROUP BY p.person_id, p.item_id"
)

// plain are models as somebody would write them for MariaDB without the engine.
// They say what the model says of a person who is paid, and leave out what it
// knows besides: households, grace for a category, corrections, evidence,
// sentences. The first eight are switched on in a fresh county; the others
// of those walk households, land or the county and are no statement of a few
// lines.
var plain = []struct{ key, query string }{
	{"S01", "SELECT" + sqlSums + "FROM payouts p JOIN deaths r ON r.person_id = p.person_id" + sqlHeld + "WHERE" + sqlPaid +
		"AND r.revoked = 0 AND p.period_start > LAST_DAY(r.died_on)" + sqlEach},
	{"S02", "SELECT" + sqlSums + "FROM payouts p JOIN officials r ON r.person_id = p.person_id" + sqlHeld + "JOIN items i ON i.id = p.item_id WHERE" + sqlPaid +
		"AND r.category IN ('公务员', '参公', '事业', '国企', '退休') AND i.name LIKE '%低保%' AND p.period_start >= r.from_on AND (r.to_on IS NULL OR p.period_start <= r.to_on)" + sqlEach},
	{"S05", "SELECT" + sqlSums + "FROM payouts p JOIN inmates r ON r.person_id = p.person_id" + sqlHeld + "WHERE" + sqlPaid +
		"AND p.period_start > r.in_on AND (r.out_on IS NULL OR p.period_start < r.out_on)" + sqlEach},
	{"S06", "SELECT" + sqlSums + "FROM payouts p JOIN vehicles r ON r.person_id = p.person_id" + sqlHeld + "JOIN items i ON i.id = p.item_id WHERE" + sqlPaid +
		"AND (r.vehicle_type LIKE '%汽车%' OR r.vehicle_type LIKE '%轿车%') AND r.value_fen > 3000000 AND i.name LIKE '%低保%' AND p.period_start >= r.registered_on AND (r.transferred_on IS NULL OR p.period_start < r.transferred_on)" + sqlEach},
	{"S11", "SELECT" + sqlSums + "FROM payouts p JOIN items i ON i.id = p.item_id JOIN payouts q ON q.person_id = p.person_id AND q.item_id <> p.item_id" +
		" AND q.period_start <= p.period_end AND q.period_end >= p.period_start AND q.result <> '退票' AND q.name_given = '' JOIN items k ON k.id = q.item_id WHERE" + sqlPaid +
		"AND i.name LIKE '%低保%' AND k.name LIKE '%特困%'" + sqlEach},
	{"S21", "SELECT" + sqlSums + "FROM payouts p JOIN pensions r ON r.person_id = p.person_id" + sqlHeld + "JOIN items i ON i.id = p.item_id WHERE" + sqlPaid +
		"AND r.scheme IN ('职工', '机关') AND i.name LIKE '%居民养老%' AND p.period_start >= r.from_on AND (r.to_on IS NULL OR p.period_start <= r.to_on)" + sqlEach},
	{"S24", "SELECT" + sqlSums + "FROM payouts p WHERE" + sqlPaid + "AND p.quantity_milli <> 0 AND EXISTS (SELECT 1 FROM subsidies s WHERE s.item_id = p.item_id AND s.class = p.class AND s.closed_by = 0)" +
		" AND NOT EXISTS (SELECT 1 FROM subsidies s WHERE s.item_id = p.item_id AND s.class = p.class AND s.closed_by = 0 AND s.effective_from <= p.period_end AND (s.effective_to IS NULL OR s.effective_to >= p.period_start)" +
		" AND ABS(p.amount_fen - ROUND(s.standard_fen * p.quantity_milli / 1000)) <= 1)" + sqlEach},
	{"S25", "SELECT p.account_digest, 0, COUNT(DISTINCT p.person_id), SUM(p.amount_fen), MIN(p.period_start), MAX(p.period_end) FROM payouts p WHERE" + sqlPaid +
		"GROUP BY p.account_digest HAVING COUNT(DISTINCT p.person_id) >= 3"},
	{"S26", "SELECT" + sqlSums + "FROM payouts p JOIN people r ON r.id = p.person_id WHERE" + sqlPaid + "AND p.account_name <> '' AND p.account_name <> r.name" + sqlEach},
	{"S29", "SELECT p.person_id, p.item_id, COUNT(*), SUM(p.amount_fen), p.period_start, p.period_end FROM payouts p WHERE" + sqlPaid +
		"AND p.amount_fen > 0 GROUP BY p.person_id, p.item_id, p.period_start, p.period_end, p.class, p.quantity_milli, p.amount_fen HAVING COUNT(*) > 1"},
}

// BenchmarkPlainSQL runs ten models as statements on MariaDB, and
// the pass over a snapshot of the same database. load is what the pass needs
// before it once for all models.
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
	for _, p := range plain {
		b.Run("statement/"+p.key, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				rows = ask(b, pool, p.query)
			}
			b.ReportMetric(float64(rows), "hits")
		})
	}
	b.Run("statements", func(b *testing.B) {
		rows := 0
		for b.Loop() {
			rows = 0
			for _, p := range plain {
				rows += ask(b, pool, p.query)
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
	var ten []rule.Model
	for _, p := range plain {
		m, ok := rule.Lookup(p.key)
		if !ok {
			b.Fatal(p.key)
		}
		ten = append(ten, m)
	}
	for _, c := range []struct {
		name   string
		models []rule.Model
	}{{"pass/same", ten}, {"pass/switched-on", defaults()}} {
		b.Run(c.name, func(b *testing.B) {
			chosen, err := bind(c.models, map[string]string{})
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
}

// ask runs a statement and reads what it gives.
func ask(b *testing.B, pool *sql.DB, query string) (n int) {
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
