package importer

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	driver "github.com/go-sql-driver/mysql"

	"yangguang/service/kernel/idnumber"
	"yangguang/service/store/dbtest"
)

// importRows is how many payouts the benchmark's file has: 100,000, or what
// YANGGUANG_BENCH_PAYOUTS says if that is less.
func importRows() int {
	n, err := strconv.Atoi(os.Getenv("YANGGUANG_BENCH_PAYOUTS"))
	if err != nil {
		return 100_000
	}
	return min(n, 100_000)
}

// importPeople is how many people the payouts of the file go to: five each.
func importPeople(rows int) int { return max(1, rows/5) }

func importNumber(p int) string {
	first := fmt.Sprintf("450923%04d%02d%02d%03d", 1940+p%60, 1+p/60%12, 1+p/720%28, p/20160%1000)
	return first + string(idnumber.CheckDigit(first))
}

// residentsFile is the population register of the people paid.
func residentsFile(people int) string {
	var b strings.Builder
	b.WriteString("身份证号,姓名,户编号,与户主关系,村代码,组,手机号\n")
	for p := range people {
		fmt.Fprintf(&b, "%s,测某,H%d,户主,450923108210,1组,\n", importNumber(p), p)
	}
	return b.String()
}

// payoutsFile has so many rows; nth makes files of the same size that differ.
func payoutsFile(rows, nth int) []byte {
	var b bytes.Buffer
	b.WriteString(payoutHead)
	people := importPeople(rows)
	for i := range rows {
		month := fmt.Sprintf("2025-%02d", 1+i/people%12)
		fmt.Fprintf(&b, "P%d,MZ01,%s,%s,%s,测某,1,A,350,62220212%010d8,测某,%s-10,成功,\n", nth, month, month, importNumber(i%people), i%people, month)
	}
	return b.Bytes()
}

// BenchmarkImportPayouts hands the file to the importer: received and sealed,
// checked, persons found, numbers sealed and indexed, written and made visible.
// bare puts the same cells into a table of texts without an index: with LOAD
// DATA LOCAL on MariaDB, with a prepared statement of many rows in one
// transaction on SQLite.
func BenchmarkImportPayouts(b *testing.B) {
	rows := importRows()
	rate := func(b *testing.B) {
		b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	}
	b.Run("importer", func(b *testing.B) {
		s, _ := newService(b)
		for _, f := range []struct{ kind, text string }{{"divisions", fileDivisions}, {"subsidies", fileSubsidies}, {"residents", residentsFile(importPeople(rows))}} {
			mustRun(b, s, f.kind, f.text)
		}
		nth := 0
		for b.Loop() {
			nth++
			b.StopTimer()
			file := string(payoutsFile(rows, nth))
			b.StartTimer()
			if got := mustRun(b, s, "payouts", file); got.RowsGood != rows {
				b.Fatal(got.RowsGood)
			}
		}
		rate(b)
	})
	b.Run("bare", func(b *testing.B) {
		db := dbtest.New(b)
		columns := strings.Count(payoutHead, ",") + 1
		definition := make([]string, columns)
		for i := range definition {
			definition[i] = fmt.Sprintf("c%d VARCHAR(64)", i)
		}
		if err := db.Exec("CREATE TABLE bare_payouts (" + strings.Join(definition, ", ") + ")").Error; err != nil {
			b.Fatal(err)
		}
		pool, err := db.DB()
		if err != nil {
			b.Fatal(err)
		}
		nth := 0
		for b.Loop() {
			nth++
			b.StopTimer()
			file := payoutsFile(rows, nth)
			b.StartTimer()
			if db.Name() == "mysql" {
				loadData(b, pool, file)
			} else {
				insertMany(b, pool, file, columns)
			}
		}
		rate(b)
		if got := count(b, db, "SELECT COUNT(*) FROM bare_payouts"); got != int64(rows*nth) {
			b.Fatalf("%d rows of %d", got, rows*nth)
		}
	})
}

func loadData(b *testing.B, pool *sql.DB, file []byte) {
	b.Helper()
	driver.RegisterReaderHandler("payouts", func() io.Reader { return bytes.NewReader(file) })
	defer driver.DeregisterReaderHandler("payouts")
	if _, err := pool.ExecContext(b.Context(), "LOAD DATA LOCAL INFILE 'Reader::payouts' INTO TABLE bare_payouts FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\n' IGNORE 1 LINES"); err != nil {
		b.Fatal(err)
	}
}

// insertMany writes 500 rows with each statement.
func insertMany(b *testing.B, pool *sql.DB, file []byte, columns int) {
	b.Helper()
	const many = 500
	tx, err := pool.BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	row := "(?" + strings.Repeat(",?", columns-1) + ")"
	full, err := tx.PrepareContext(b.Context(), "INSERT INTO bare_payouts VALUES "+row+strings.Repeat(","+row, many-1))
	if err != nil {
		b.Fatal(err)
	}
	defer full.Close()
	r := csv.NewReader(bytes.NewReader(file))
	if _, err := r.Read(); err != nil {
		b.Fatal(err)
	}
	cells := make([]any, 0, many*columns)
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range record {
			cells = append(cells, c)
		}
		if len(cells) == many*columns {
			if _, err := full.ExecContext(b.Context(), cells...); err != nil {
				b.Fatal(err)
			}
			cells = cells[:0]
		}
	}
	if n := len(cells) / columns; n > 0 {
		if _, err := tx.ExecContext(b.Context(), "INSERT INTO bare_payouts VALUES "+row+strings.Repeat(","+row, n-1), cells...); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
