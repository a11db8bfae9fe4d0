package registers

import (
	"fmt"
	"strings"
	"time"

	"yangguang/model"
)

// bulkPaid are items that some of a Bulk's people are paid besides, one month
// each: every so many persons, and which of them.
var bulkPaid = []struct {
	code, name  string
	every, rest int
}{
	{"GD", "耕地地力保护补贴", 2, 0}, {"HL", "重度残疾人护理补贴", 100, 5}, {"SH", "困难残疾人生活补贴", 100, 7}, {"TK", "农村特困供养", 400, 9}, {"YD", "雨露计划补助", 120, 17},
	{"YM", "库区移民直补", 200, 11}, {"WF", "农村危房改造补助", 150, 13}, {"HG", "公益性岗位补贴", 300, 19},
}

// BulkRegisters adds the registers of the people of a Bulk of n payouts: what a
// county has of each, and of each a few rows at the time of the payouts.
func (r *Registers) BulkRegisters(n int) {
	r.t.Helper()
	b := bulk{r, r.dialect(), n}
	for _, p := range bulkPaid {
		b.pay(p.code, p.name, p.every, p.rest)
	}
	b.people()
	b.land()
	b.works()
	d := b.d
	// Every five thousandth person is paid one month twice, every ten thousandth on another's account.
	r.exec(fmt.Sprintf(`INSERT INTO payouts (person_id, item_id, period_start, id, period_end, batch_no, quantity_milli, class, amount_fen, account_digest, account_sealed, account_tail, account_name, name_given, paid_on, result, village_code, repay_of, batch_id, row_no)
		SELECT person_id, item_id, period_start, id + %d, period_end, batch_no, quantity_milli, class, amount_fen, account_digest, account_sealed, account_tail, account_name, name_given, paid_on, result, village_code, repay_of, batch_id, row_no
		FROM payouts WHERE person_id %% 5000 = 7 AND period_start = %s`, 1<<23, d.date("2018-03-01")))
	r.exec("UPDATE payouts SET account_name = '测他', amount_fen = amount_fen + 1000 WHERE person_id % 10000 = 9")
}

// bulk adds to the people of a Bulk of n payouts.
type bulk struct {
	r *Registers
	d dialect
	n int
}

// batch makes the batch of a register.
func (b bulk) batch(kind string, rows int) int64 {
	b.r.t.Helper()
	b.r.serial++
	id := b.r.NewBatch(model.BatchLoaded)
	if err := b.r.db.Model(&model.Batch{}).Where("id = ?", id).Updates(map[string]any{"kind": kind, "rows_good": rows}).Error; err != nil {
		b.r.t.Fatal(err)
	}
	return id
}

// pay pays an item once to every so many persons.
func (b bulk) pay(code, name string, every, rest int) {
	b.r.t.Helper()
	people := b.n / PerPerson
	item, batch := b.r.bulkItem(code, name), b.batch("payouts", people/every)
	b.r.exec(fmt.Sprintf(`INSERT INTO payouts (person_id, item_id, period_start, id, period_end, batch_no, quantity_milli, class, amount_fen, account_digest, account_sealed, account_tail, account_name, name_given, paid_on, result, village_code, repay_of, batch_id, row_no)
		SELECT n, %d, %s, %d + n, %s, 'Q2018', 1000, 'A', 35000, %s, '', '0001', %s, '', %s, '成功', '%s', '', %d, n %% 1000000 FROM %s WHERE n %% %d = %d`,
		item, b.d.date("2018-02-01"), batch<<24, b.d.date("2018-02-28"), b.d.digest(), b.d.name(), b.d.date("2018-03-05"), Silian, batch, numbers(1, people), every, rest))
}

// add adds a register: every so many persons have a row, of those every fiftieth
// one of early 2018. <day> in values stands for that day.
func (b bulk) add(kind, table, columns, values string, every, rest int) {
	b.r.t.Helper()
	people := b.n / PerPerson
	batch := b.batch(kind, people/every)
	on := fmt.Sprintf("CASE WHEN n %% %d = %d THEN %s ELSE %s END", every*50, rest, b.d.date("2018-01-10"), b.d.date("2019-01-10"))
	b.r.exec(fmt.Sprintf("INSERT INTO %s (id, %s, batch_id, row_no, closed_by) SELECT %d + n, %s, %d, n %% 1000000, 0 FROM %s WHERE n %% %d = %d",
		table, columns, batch<<24, strings.ReplaceAll(values, "<day>", on), batch, numbers(1, people), every, rest))
}

// of is add for a register of persons.
func (b bulk) of(table, columns, values string, every, rest int) {
	b.r.t.Helper()
	b.add(table, table, "person_id, name_given, "+columns, "n, '', "+values, every, rest)
}

// spread is a day of eight years that a person's number chooses.
func (d dialect) spread() string {
	if d.mysql {
		return "DATE_ADD('2016-01-01', INTERVAL n * 7 % 2900 DAY)"
	}
	return "date('2016-01-01', '+' || (n * 7 % 2900) || ' days')" + d.stamp
}

// people adds the registers of persons.
func (b bulk) people() {
	b.r.t.Helper()
	b.of("deaths", "died_on, source, revoked", "<day>, '公安', 0", 30, 1)
	b.of("officials", "unit, post, category, from_on, village_code", "'某局', '', '公务员', <day>, ''", 50, 2)
	b.of("inmates", "category, in_on", "'服刑', <day>", 500, 3)
	b.of("vehicles", "plate, vehicle_type, usage_kind, registered_on, state, value_fen", "'', '小型轿车', '非营运', <day>, '正常', 8000000", 10, 4)
	b.of("pensions", "scheme, place, from_on, monthly_fen", "'职工', '', <day>, 300000", 60, 6)
	b.of("properties", "unit_no, location, purpose, area_milli, share, registered_on, acquisition", "CONCAT('U', n), '', '住宅', 60000, '', <day>, '购买'", 40, 8)
	b.of("employment", "employer, from_on, base_fen", "'某公司', <day>, 300000", 20, 10)
	b.of("company_roles", "code, role, share_milli", "CONCAT('C', n), '经营者', 0", 33, 12)
	b.of("disabilities", "cert_sealed, cert_tail, category, level, issued_on, state", "'', '', '肢体', 1, "+b.d.date("2017-01-10")+", '正常'", 50, 5)
	b.of("enrolments", "school, stage, full_time, state, from_on", "'某校', '中职', '是', '在籍', "+b.d.date("2017-09-01"), 120, 17)
	b.of("aided_households", "household_no, village_code, category, identified_on, cause", fmt.Sprintf("CONCAT('T', n), '%s', '脱贫户', %s, ''", Silian, b.d.date("2016-01-01")), 20, 17)
	b.add("relatives", "official_relatives", "official_id, relative_id, name_given, relation, recorded", "n - 1, n, '', '父母', 1", 50, 3)
	b.add("companies", "companies", "code, name, kind, state, founded_on, capital_fen", "CONCAT('C', n), '某店', '有限责任公司', '存续', <day>, 10000000", 33, 12)
}

// land adds the population register and the rosters, four to a household and
// two, and land.
func (b bulk) land() {
	b.r.t.Helper()
	b.add("residents", "residents", "person_id, household_no, relation, village_code, group_no, phone_tail, status, valid_from",
		fmt.Sprintf("n, CONCAT('H', n - n %% 4), '', '%s', '', '', '正常', %s", Silian, b.d.date("2018-01-01")), 1, 0)
	for k, relation := range []string{"户主", "配偶"} {
		b.add("rosters", "rosters", "item_id, household_no, person_id, name_given, relation, class, approved_fen, from_on, handler_id, account_tail",
			fmt.Sprintf("%d, CONCAT('D', n - n %% 3), n, '', '%s', 'A', 0, %s, 0, ''", b.r.bulkItem("DB", bulkAllowance), relation, b.d.date("2017-01-01")), 3, k+1)
	}
	b.add("parcels", "parcels", "household_no, person_id, parcel_no, category, area_milli, basis", "CONCAT('H', n - n % 4), n, CONCAT('450923108210', n), '承包地', 3000, ''", 2, 0)
}

// works adds projects and the money of items.
func (b bulk) works() {
	b.r.t.Helper()
	every := max(1, b.n/PerPerson/5000) // some 5,000 projects
	b.add("projects", "projects", "project_no, name, kind, village_code, bureau, owner_unit, approval_no, approved_on, estimate_fen, planned_fen, fiscal_fen, procurement, bid_method, control_fen,"+
		" winner_code, winner_name, win_fen, contract_fen, bid_on, plan_start, plan_end, settled_fen, longitude, latitude, accepted_on",
		strings.ReplaceAll("CONCAT('X', n), '某路', '道路', CONCAT('450923', 100 + n % 20, '201'), '县交通局', CONCAT('业主', n % 97), '', <on>, 100000000, 100000000, 100000000, '施工', '公开', 0,"+
			" CONCAT('C', n % 211), '', 90000000, 90000000, <on>, <on>, <on>, 0, '', '', <on>", "<on>", b.d.spread()), every, 0)
	fund := b.batch("funds", len(bulkPaid))
	for i, p := range bulkPaid {
		day := time.Date(2018, 1, 2+i, 0, 0, 0, 0, time.UTC)
		b.r.create(&model.Fund{ID: fund<<24 | int64(i+1), DocNo: "文" + p.code, Name: p.name, ItemCode: p.code, AmountFen: 1, IssuedOn: day, ArrivedOn: day, ArrivedAt: "县", BatchID: fund, RowNo: i + 1})
	}
}
