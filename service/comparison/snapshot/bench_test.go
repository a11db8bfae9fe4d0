package snapshot_test

import (
	"database/sql"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"yangguang/service/comparison/snapshot"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// benchRows is how many payouts the benchmarks read; YANGGUANG_BENCH_PAYOUTS
// sets another number.
func benchRows(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("YANGGUANG_BENCH_PAYOUTS"))
	if err != nil {
		return 200_000
	}
	return n
}

// BenchmarkLoad is a whole snapshot; BenchmarkBareSelect reads the same columns
// of payouts in the same order and does nothing with them.
func BenchmarkLoad(b *testing.B) {
	db, n := dbtest.New(b), benchRows(b)
	registers.New(b, db, on("2026-06-01")).Bulk(0, n)
	b.Run("snapshot", func(b *testing.B) {
		for b.Loop() {
			l, err := snapshot.Load(b.Context(), db, snapshot.Options{AsOf: asOf})
			if err != nil || len(l.Payouts) != n {
				b.Fatal(err, len(l.Payouts))
			}
		}
		rate(b, n)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/1e6, "MB-sys")
	})
	b.Run("bare-select", func(b *testing.B) {
		pool, err := db.DB()
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if got := bare(b, pool); got != n {
				b.Fatal(got)
			}
		}
		rate(b, n)
	})
}

func rate(b *testing.B, n int) {
	b.Helper()
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func bare(b *testing.B, pool *sql.DB) int {
	b.Helper()
	var id int64
	var name, sex string
	var birth sql.NullTime
	read := func(query string, dest ...any) int {
		rows, err := pool.QueryContext(b.Context(), query)
		if err != nil {
			b.Fatal(err)
		}
		defer rows.Close()
		n := 0
		for ; rows.Next(); n++ {
			if err := rows.Scan(dest...); err != nil {
				b.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
		return n
	}
	read("SELECT id, name, birth_on, sex FROM people ORDER BY id", &id, &name, &birth, &sex)
	var person, item, quantity, fen, batch, row int64
	var from, to, paid time.Time
	var digest sql.RawBytes
	var class, accountName, nameGiven, village, batchNo, repay, result string
	return read("SELECT person_id, item_id, period_start, period_end, quantity_milli, class, amount_fen, account_digest, account_name, name_given, village_code, batch_no, repay_of, batch_id, row_no, paid_on, result"+
		" FROM payouts ORDER BY person_id, item_id, period_start, id",
		&person, &item, &from, &to, &quantity, &class, &fen, &digest, &accountName, &nameGiven, &village, &batchNo, &repay, &batch, &row, &paid, &result)
}
