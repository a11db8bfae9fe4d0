package snapshot_test

import (
	"database/sql"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

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

// perPerson is how many payouts each person has: those of a county with
// 10 million payouts and 1.86 million people.
const perPerson = 5

// fill makes n payouts without sending them one by one.
func fill(b *testing.B, db *gorm.DB, n int) {
	b.Helper()
	r := registers.New(b, db, on("2026-06-01"))
	item := r.Item("DB", "农村低保")
	digits := "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)"
	var terms, tables []string
	people := n / perPerson
	for i, power := 0, 1; power <= people; i, power = i+1, power*10 {
		terms, tables = append(terms, fmt.Sprintf("%d*t%d.d", power, i)), append(tables, fmt.Sprintf("%s t%d", digits, i))
	}
	numbers := "(SELECT " + strings.Join(terms, " + ") + " AS n FROM " + strings.Join(tables, ", ") + ") t WHERE n BETWEEN 1 AND "
	digest, month := "CAST(printf('%08d%024d', n, 0) AS BLOB)", "date('2018-01-01', '+' || m.d || ' months')"
	last, stamp := "date('2018-01-31', '+' || (m.d * 30) || ' days')", " || ' 00:00:00+00:00'"
	if db.Name() == "mysql" {
		digest, month, last, stamp = "CONCAT(LPAD(n, 8, '0'), REPEAT('0', 24))", "DATE_ADD('2018-01-01', INTERVAL m.d MONTH)", "DATE_ADD('2018-01-31', INTERVAL m.d * 30 DAY)", ""
	}
	exec := func(q string) {
		if err := db.Exec(q).Error; err != nil {
			b.Fatal(err)
		}
	}
	birth, now := "'1960-01-01"+"'"+stamp, "'2026-01-01 00:00:00'"
	name := "CONCAT('测', n % 5000)"
	if db.Name() != "mysql" {
		name = "'测' || (n % 5000)"
	}
	exec(fmt.Sprintf("INSERT INTO people (id, id_digest, id_sealed, id_grade, name, birth_on, sex, created_at) SELECT n, %s, '', 'A', %s, %s, '男', %s FROM %s%d", digest, name, birth, now, numbers, people))
	months := "(SELECT 0 AS d"
	for i := 1; i < perPerson; i++ {
		months += fmt.Sprintf(" UNION ALL SELECT %d", i)
	}
	months += ") m"
	exec(fmt.Sprintf(`INSERT INTO payouts (person_id, item_id, period_start, id, period_end, batch_no, quantity_milli, class, amount_fen, account_digest, account_sealed, account_tail, account_name, name_given, paid_on, result, village_code, repay_of, batch_id, row_no)
		SELECT n, %d, %s%s, %d + n * %d + m.d, %s%s, 'P2018', 1000, 'A', 35000, %s, %s, '0001', %s, '', %s%s, '成功', '%s', '', %d, n %% 1000000 FROM %s, (SELECT n FROM %s%d) p`,
		item, month, stamp, r.Batch<<24, perPerson, last, stamp, digest, digest, name, last, stamp, registers.Silian, r.Batch, months, numbers, people))
	exec(fmt.Sprintf("UPDATE batches SET rows_good = %d WHERE id = %d", people*perPerson, r.Batch))
}

// BenchmarkLoad is a whole snapshot; BenchmarkBareSelect reads the same columns
// of payouts in the same order and does nothing with them.
func BenchmarkLoad(b *testing.B) {
	db, n := dbtest.New(b), benchRows(b)
	fill(b, db, n)
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
