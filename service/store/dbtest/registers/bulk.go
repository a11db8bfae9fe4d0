package registers

import (
	"fmt"
	"strings"
	"time"

	"yangguang/model"
)

// PerPerson is how many payouts each person of a Bulk has: those of a county
// with 10 million payouts and 1.86 million people.
const PerPerson = 5

// What a Bulk is paid.
const (
	bulkAllowance = "农村低保"
	bulkPension   = "城乡居民养老"
)

// dialect writes the SQL that a Bulk is made with.
type dialect struct {
	mysql bool
	stamp string // what SQLite's dates carry after the day
}

func (r *Registers) dialect() dialect {
	if r.db.Name() == "mysql" {
		return dialect{mysql: true}
	}
	return dialect{stamp: " || ' 00:00:00+00:00'"}
}

func (d dialect) date(text string) string { return "'" + text + "'" + d.stamp }

func (d dialect) digest() string {
	if d.mysql {
		return "CONCAT(LPAD(n, 8, '0'), REPEAT('0', 24))"
	}
	return "CAST(printf('%08d%024d', n, 0) AS BLOB)"
}

func (d dialect) name() string {
	if d.mysql {
		return "CONCAT('测', n % 5000)"
	}
	return "'测' || (n % 5000)"
}

// month is the first and the last day of the month that is m.d months after
// January 2018.
func (d dialect) month() (first, last string) {
	if d.mysql {
		return "DATE_ADD('2018-01-01', INTERVAL m.d MONTH)", "LAST_DAY(DATE_ADD('2018-01-01', INTERVAL m.d MONTH))"
	}
	return "date('2018-01-01', '+' || m.d || ' months')" + d.stamp, "date('2018-01-01', '+' || (m.d + 1) || ' months', '-1 day')" + d.stamp
}

// numbers is a table of one column n, first to last.
func numbers(first, last int) string {
	digits := "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)"
	var terms, tables []string
	for i, power := 0, 1; power <= last; i, power = i+1, power*10 {
		terms, tables = append(terms, fmt.Sprintf("%d*t%d.d", power, i)), append(tables, fmt.Sprintf("%s t%d", digits, i))
	}
	return fmt.Sprintf("(SELECT n FROM (SELECT %s AS n FROM %s) t WHERE n BETWEEN %d AND %d) p", strings.Join(terms, " + "), strings.Join(tables, ", "), first, last)
}

func (r *Registers) exec(q string) {
	r.t.Helper()
	if err := r.db.Exec(q).Error; err != nil {
		r.t.Fatalf("%v: %s", err, q)
	}
}

// bulkItem is an item of the catalogue with the standard that a Bulk is paid by.
func (r *Registers) bulkItem(code, name string) int64 {
	r.t.Helper()
	var known []model.Item
	if err := r.db.Where("code = ?", code).Find(&known).Error; err != nil {
		r.t.Fatal(err)
	}
	if len(known) > 0 {
		return known[0].ID
	}
	id := r.Item(code, name)
	r.create(&model.Subsidy{ID: r.rowID(), ItemID: id, ItemCode: code, Name: name, Target: "个人", Class: "A", StandardFen: 35000, Unit: "人月", Frequency: "月",
		EffectiveFrom: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), BatchID: r.Batch, RowNo: r.row})
	return id
}

// Bulk makes payouts without sending them one by one, those of a benchmark from
// the one after from up to to: PerPerson months of one item a person, every
// third person a pension. The people come with it; called again with what it
// has made so far as from it goes on.
func (r *Registers) Bulk(from, to int) {
	r.t.Helper()
	allowance, pension := r.bulkItem("DB", bulkAllowance), r.bulkItem("YL", bulkPension)
	d := r.dialect()
	first, last := d.month()
	people := numbers(from/PerPerson+1, to/PerPerson)
	r.exec(fmt.Sprintf("INSERT INTO people (id, id_digest, id_sealed, id_grade, name, birth_on, sex, created_at) SELECT n, %s, '', 'A', %s, %s, '男', '2026-01-01 00:00:00' FROM %s",
		d.digest(), d.name(), d.date("1960-01-01"), people))
	months := "(SELECT 0 AS d"
	for i := 1; i < PerPerson; i++ {
		months += fmt.Sprintf(" UNION ALL SELECT %d", i)
	}
	months += ") m"
	r.exec(fmt.Sprintf(`INSERT INTO payouts (person_id, item_id, period_start, id, period_end, batch_no, quantity_milli, class, amount_fen, account_digest, account_sealed, account_tail, account_name, name_given, paid_on, result, village_code, repay_of, batch_id, row_no)
		SELECT n, CASE WHEN n %% 3 = 0 THEN %d ELSE %d END, %s, %d + n * %d + m.d, %s, 'P2018', 1000, 'A', 35000, %s, %s, '0001', %s, '', %s, '成功', '%s', '', %d, n %% 1000000 FROM %s, %s`,
		pension, allowance, first, r.Batch<<24, PerPerson, last, d.digest(), d.digest(), d.name(), last, Silian, r.Batch, months, people))
	r.exec(fmt.Sprintf("UPDATE batches SET rows_good = %d WHERE id = %d", to/PerPerson*PerPerson, r.Batch))
}

// BulkList makes a loaded list of about n prepayouts to people of a Bulk of
// that many payouts, all over the table, and gives its batch.
func (r *Registers) BulkList(n, payouts int) int64 {
	r.t.Helper()
	list := r.NewBatch(model.BatchLoaded)
	if err := r.db.Model(&model.Batch{}).Where("id = ?", list).Updates(map[string]any{"kind": "prepayouts", "rows_good": n}).Error; err != nil {
		r.t.Fatal(err)
	}
	d, item := r.dialect(), r.bulkItem("DB", bulkAllowance)
	step := max(1, payouts/PerPerson/n)
	r.exec(fmt.Sprintf(`INSERT INTO prepayouts (person_id, item_id, period_start, id, period_end, batch_no, quantity_milli, class, amount_fen, account_digest, account_sealed, account_tail, account_name, name_given, village_code, repay_of, batch_id, row_no)
		SELECT n * %d, %d, %s, %d + n, %s, 'P202606', 1000, 'A', 35000, %s, '', '0001', %s, '', '%s', '', %d, n FROM %s`,
		step, item, d.date("2026-06-01"), list<<24, d.date("2026-06-30"), strings.ReplaceAll(d.digest(), "n,", fmt.Sprintf("n * %d,", step)), strings.ReplaceAll(d.name(), "n %", fmt.Sprintf("n * %d %%", step)),
		Silian, list, numbers(1, min(n, payouts/PerPerson))))
	return list
}
