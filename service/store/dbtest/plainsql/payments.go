package plainsql

// income is S10: what members earned and drew in the twelve months before a
// payment, by head, against the highest standard. Left out: steady work below
// it, public posts, and wages that stand for none but by their employer's name.
var income = `WITH source AS (
 SELECT r.person_id, r.from_on, COALESCE(r.to_on, '9999-01-01') AS to_on, r.base_fen AS fen FROM employment r
  WHERE r.base_fen > 0 AND r.employer NOT REGEXP '灵活就业|个人缴费|个体缴费|代理|人才|挂靠|公益' AND` + named("r") + `
 UNION ALL SELECT r.person_id, r.from_on, COALESCE(r.to_on, '9999-01-01'), r.monthly_fen FROM pensions r WHERE r.monthly_fen > 0 AND r.scheme IN ('职工', '机关') AND` + named("r") + `),
earned AS (
 SELECT p.id, p.item_id, p.period_start AS a, p.period_end AS b, p.amount_fen AS fen, h.household_no, MIN(s.person_id) AS subject,
  SUM(s.fen * GREATEST(0, TIMESTAMPDIFF(MONTH, GREATEST(s.from_on, p.period_start - INTERVAL 12 MONTH), LEAST(s.to_on + INTERVAL 1 DAY, p.period_start)))) AS got,
  ` + living("") + ` AS heads
 FROM source s JOIN ` + household("s.person_id") + ` WHERE` + paid + ` AND i.name REGEXP '` + allowance + `' GROUP BY p.id, p.item_id, p.period_start, p.period_end, p.amount_fen, h.household_no, h.item_id),
hit AS (
 SELECT e.*, s.standard FROM earned e JOIN (SELECT item_id, effective_from, COALESCE(effective_to, '9999-12-31') AS effective_to, MAX(standard_fen) AS standard FROM subsidies u
   WHERE` + held("u") + ` GROUP BY item_id, effective_from, effective_to) s ON s.item_id = e.item_id AND s.effective_from <= e.a AND s.effective_to > e.a
 WHERE e.got * 1000 > s.standard * 12 * e.heads)
SELECT subject, item_id, COUNT(*), SUM(fen), MIN(a), MAX(b) FROM hit GROUP BY subject, item_id, household_no HAVING COUNT(*) > 3`

// exclusivePairs are the benefits that do not go together, the one first that
// fewer people have.
var exclusivePairs = [][2]string{
	{destitute, allowance}, {destitute, "残疾人生活"}, {destitute, "残疾人护理"}, {"孤儿|事实无人抚养", "残疾人生活"}, {"城市.*低保|城市.*最低生活保障", "农村.*低保|农村.*最低生活保障"},
}

// exclusive is S11: two payments of a pair that overlap, to the same person or
// to the roster household that a person of the first belongs to. Left out: that
// a household may not count the person.
func exclusive() string {
	q := ""
	for _, pair := range exclusivePairs {
		both := "q.period_start <= p.period_end AND q.period_end >= p.period_start AND q.result <> '退票' AND q.name_given = '' AND q.batch_id " + loaded +
			" AND k.name REGEXP '" + pair[0] + "' AND i.name REGEXP '" + pair[1] + "' AND" + paid
		if q != "" {
			q += " UNION "
		}
		q += "SELECT q.person_id AS subject, " + row + " FROM items k JOIN payouts q ON q.item_id = k.id JOIN payouts p ON p.person_id = q.person_id JOIN items i ON i.id = p.item_id WHERE " + both +
			" UNION SELECT q.person_id, " + row + " FROM items k JOIN payouts q ON q.item_id = k.id JOIN " + household("q.person_id") + " WHERE " + both
	}
	return "WITH hit AS (" + q + ") SELECT subject, item_id, COUNT(*), SUM(fen), MIN(a), MAX(b) FROM hit GROUP BY subject, item_id HAVING COUNT(*) >= 2"
}

// towns is S12: one item for the same time in two towns, to a person or to two
// roster households of a member. Left out: the month of moving, and which of
// the two is to stay.
func towns() string {
	const apart = "q.id <> p.id AND q.period_start <= p.period_end AND q.period_end >= p.period_start AND q.result <> '退票' AND q.name_given = ''" +
		" AND q.village_code <> '' AND p.village_code <> '' AND LEFT(q.village_code, 9) < LEFT(p.village_code, 9) AND i.name NOT REGEXP '耕地|公益林|退耕' AND q.batch_id " + loaded + " AND" + paid
	return "WITH hit AS (SELECT p.person_id AS subject, " + row + " FROM payouts p JOIN items i ON i.id = p.item_id JOIN payouts q ON q.person_id = p.person_id AND q.item_id = p.item_id WHERE " + apart +
		" UNION SELECT m.person_id, " + row + " FROM rosters n JOIN rosters o ON o.item_id = n.item_id AND o.household_no = n.household_no JOIN payouts q ON q.person_id = o.person_id AND q.item_id = o.item_id JOIN " +
		household("n.person_id") + " AND m.item_id = n.item_id AND m.household_no <> n.household_no WHERE" + named("n") + " AND" + named("o") + " AND " + apart +
		") SELECT subject, item_id, COUNT(*), SUM(fen), MIN(a), MAX(b) FROM hit GROUP BY subject, item_id HAVING COUNT(*) >= 2"
}

// resettled is S13. Left out: who was born or married into a household, or has
// moved away, which asks for company.
func resettled() string {
	from := " FROM payouts p JOIN items i ON i.id = p.item_id AND i.name REGEXP '移民'"
	one := "SELECT p.person_id AS subject, " + row + from
	const quarter = "15000 * (TIMESTAMPDIFF(MONTH, p.period_start, p.period_end + INTERVAL 1 DAY)) / 3"
	return "WITH hit AS (" +
		one + " JOIN deaths r ON r.person_id = p.person_id AND r.revoked = 0 AND" + named("r") + " WHERE" + paid + " AND YEAR(p.period_start) > YEAR(r.died_on)" +
		" UNION " + one + " JOIN officials r ON r.person_id = p.person_id AND" + named("r") + " WHERE" + paid +
		" AND r.category IN ('公务员', '参公', '事业', '国企') AND p.period_start > r.from_on AND (r.to_on IS NULL OR p.period_start < r.to_on)" +
		" UNION " + one + " JOIN inmates r ON r.person_id = p.person_id AND" + named("r") + " WHERE" + paid + " AND r.category NOT REGEXP " + atLarge +
		" AND p.period_start >= r.in_on + INTERVAL 1 DAY + INTERVAL 1 MONTH AND (r.out_on IS NULL OR p.period_start < r.out_on)" +
		" UNION " + one + " WHERE" + paid + " AND p.period_start > '2026-06-30' AND NOT EXISTS (SELECT 1 FROM rosters k WHERE k.person_id = p.person_id AND k.item_id = p.item_id AND" + named("k") +
		" AND k.from_on > '2006-07-01' AND p.period_start < k.from_on + INTERVAL 20 YEAR)" +
		" UNION " + one + " WHERE" + paid + " AND p.repay_of = '' AND p.quantity_milli <= 3000 AND p.amount_fen <> " + quarter +
		" AND " + quarter + " <> (SELECT SUM(q.amount_fen) FROM payouts q WHERE q.person_id = p.person_id AND q.item_id = p.item_id AND q.period_start = p.period_start AND q.result <> '退票')" +
		" UNION " + one + " JOIN payouts q ON q.person_id = p.person_id AND q.id <> p.id AND q.period_start <= p.period_end AND q.period_end >= p.period_start AND q.result <> '退票'" +
		" JOIN items k ON k.id = q.item_id AND k.name REGEXP '移民' WHERE" + paid + " AND q.id < p.id AND (q.item_id <> p.item_id OR (SELECT COUNT(DISTINCT k.household_no) FROM rosters k" +
		" WHERE k.person_id = p.person_id AND k.item_id = p.item_id AND" + named("k") + ") > 1))" + sums
}

// rebuilt is S14: a family of a householder and spouse that was paid for another
// rebuilding before, by the kind or by an approval or more than two years of
// it. Left out: the household a person headed elsewhere.
var rebuilt = `WITH grants AS (SELECT p.person_id, ` + row + `, p.paid_on, (SELECT MAX(k.approved_on) FROM rosters k WHERE k.person_id = p.person_id AND k.item_id = p.item_id AND k.approved_on <= p.paid_on AND` + named("k") + `) AS approved
 FROM items i JOIN payouts p ON p.item_id = i.id WHERE i.name REGEXP '` + houseOnce + `' AND` + paid + `),
family AS (SELECT g.person_id AS one, g.person_id AS other FROM grants g
 UNION SELECT m.person_id, h.person_id FROM rosters m JOIN rosters h ON h.item_id = m.item_id AND h.household_no = m.household_no AND m.household_no <> '' JOIN items i ON i.id = m.item_id AND i.name REGEXP '` + houseOnce + `'
  WHERE` + named("m") + ` AND` + named("h") + ` AND m.relation IN ('户主', '本人', '', '配偶', '妻', '夫', '妻子', '丈夫') AND h.relation IN ('户主', '本人', '', '配偶', '妻', '夫', '妻子', '丈夫')),
hit AS (SELECT DISTINCT g.person_id AS subject, g.item_id, g.id, g.fen, g.a, g.b FROM grants g JOIN family f ON f.one = g.person_id JOIN grants e ON e.person_id = f.other
 WHERE e.paid_on < g.paid_on AND (e.item_id <> g.item_id OR COALESCE(e.approved <> g.approved, g.paid_on > e.paid_on + INTERVAL 24 MONTH) OR g.paid_on > e.paid_on + INTERVAL 36 MONTH))` + sums

// acreage is S17: what a registered household was paid for in a year against
// the land that its members hold, each parcel once. Left out: who belongs to it
// by the parcels' own household number, and villages as wholes.
var acreage = `WITH land AS (SELECT home, SUM(area) AS area FROM (SELECT COALESCE(x.household_no, CONCAT('p', l.person_id)) AS home, l.parcel_no, MAX(l.area_milli) AS area FROM parcels l
  LEFT JOIN residents x ON x.person_id = l.person_id AND x.closed_by = 0 AND x.household_no <> '' WHERE l.category = '承包地' AND` + held("l") + ` GROUP BY home, l.parcel_no) t GROUP BY home),
paid AS (SELECT COALESCE(x.household_no, CONCAT('p', p.person_id)) AS home, YEAR(p.period_start) AS year, MIN(p.person_id) AS subject, MIN(p.item_id) AS item_id, SUM(p.quantity_milli) AS area, SUM(p.amount_fen) AS fen,
  MIN(p.period_start) AS a, MAX(p.period_end) AS b FROM items i JOIN payouts p ON p.item_id = i.id LEFT JOIN residents x ON x.person_id = p.person_id AND x.closed_by = 0 AND x.household_no <> ''
  WHERE i.name REGEXP '耕地地力' AND p.repay_of = '' AND` + paid + ` GROUP BY home, year)
SELECT d.subject, d.item_id, COUNT(*), SUM(d.fen), MIN(d.a), MAX(d.b) FROM paid d LEFT JOIN land l ON l.home = d.home
 WHERE d.area > COALESCE(l.area, 0) * 1.05 + 1 OR d.area > 50000 GROUP BY d.subject, d.item_id, d.home`

// vocational is S19. Left out: instalments that together make a term's sum, and
// a household that no register knows.
var vocational = `WITH aid AS (SELECT p.person_id, ` + row + `, i.frequency FROM items i JOIN payouts p ON p.item_id = i.id WHERE i.name REGEXP '雨露' AND` + paid + `),
payees AS (SELECT DISTINCT person_id, item_id FROM aid),
mates AS (SELECT person_id, person_id AS other FROM payees
 UNION SELECT t.person_id, h.person_id FROM payees t JOIN rosters m ON m.person_id = t.person_id AND m.item_id = t.item_id AND m.household_no <> '' AND` + named("m") + `
  JOIN rosters h ON h.item_id = m.item_id AND h.household_no = m.household_no AND` + named("h") + `),
families AS (SELECT person_id, other FROM mates
 UNION SELECT t.person_id, y.person_id FROM payees t JOIN residents x ON x.person_id = t.person_id AND x.closed_by = 0 AND x.household_no <> '' JOIN residents y ON y.household_no = x.household_no AND y.closed_by = 0),
studied AS (SELECT DISTINCT a.id FROM aid a JOIN mates f ON f.person_id = a.person_id JOIN enrolments r ON r.person_id = f.other AND` + named("r") + ` WHERE r.full_time <> '否' AND r.from_on <= a.b
  AND (r.to_on IS NULL OR r.to_on >= a.a) AND r.stage IN ('中职', '高职') AND r.state NOT IN ('休学', '保留学籍', '参军', '参军保留') AND NOT (r.state = '退学' AND r.to_on IS NULL)),
aided AS (SELECT DISTINCT a.id FROM aid a JOIN families f ON f.person_id = a.person_id JOIN aided_households k ON k.person_id = f.other AND` + held("k") + ` WHERE k.identified_on <= a.b),
hit AS (SELECT a.person_id AS subject, a.item_id, a.id, a.fen, a.a, a.b FROM aid a LEFT JOIN studied s ON s.id = a.id WHERE s.id IS NULL AND a.frequency <> '一次'
 UNION SELECT a.person_id, a.item_id, a.id, a.fen, a.a, a.b FROM aid a LEFT JOIN aided k ON k.id = a.id WHERE k.id IS NULL
 UNION SELECT a.person_id, a.item_id, a.id, a.fen, a.a, a.b FROM aid a JOIN payouts q ON q.person_id = a.person_id AND q.item_id = a.item_id AND q.id < a.id AND q.period_start <= a.b AND q.period_end >= a.a
  AND q.result <> '退票' AND q.amount_fen + a.fen > 150000)` + sums

// pensions is S21. Left out: the month in which one follows the other, but for
// what is paid.
func pensions() string {
	return "WITH hit AS (SELECT p.person_id AS subject, " + row + " FROM pensions r JOIN payouts p ON p.person_id = r.person_id JOIN items i ON i.id = p.item_id WHERE" + named("r") + " AND" + paid +
		" AND r.scheme IN ('职工', '机关') AND i.name REGEXP '居民养老|居民基本养老' AND p.period_start >= r.from_on AND (r.to_on IS NULL OR p.period_start <= r.to_on)" +
		" UNION SELECT r.person_id, 0, r.id, r.monthly_fen, r.from_on, r.to_on FROM pensions r JOIN pensions o ON o.person_id = r.person_id AND o.id <> r.id WHERE" + named("r") + " AND" + named("o") +
		" AND r.scheme = '居民' AND (o.scheme IN ('职工', '机关') OR o.scheme = '居民' AND o.place <> r.place) AND GREATEST(r.from_on, o.from_on) + INTERVAL 1 MONTH < LEAST(COALESCE(r.to_on, '9999-12-31'), COALESCE(o.to_on, '9999-12-31')))" + sums
}

// disabled is S22. Left out: certificates that were issued anew with the day of
// the new one, and categories that a county added.
func disabled() string {
	one := "SELECT p.person_id AS subject, " + row + " FROM items i JOIN payouts p ON p.item_id = i.id WHERE" + paid
	certificate := func(more string) string {
		return " AND NOT EXISTS (SELECT 1 FROM disabilities r WHERE r.person_id = p.person_id AND" + named("r") + more +
			" AND r.issued_on <= p.period_end AND (r.expires_on IS NULL OR r.expires_on + INTERVAL 6 MONTH > p.period_start))"
	}
	return "WITH hit AS (" + one + " AND i.name REGEXP '残疾人生活|残疾人护理'" + certificate("") + " UNION " + one + " AND i.name REGEXP '残疾人护理'" + certificate(" AND r.level <= 2") +
		" UNION " + one + " AND i.name REGEXP '残疾人生活' AND NOT EXISTS (SELECT 1 FROM rosters m JOIN items j ON j.id = m.item_id AND j.name REGEXP '" + allowance + "' WHERE m.person_id = p.person_id AND" + named("m") +
		" AND m.from_on <= p.period_end AND (m.to_on IS NULL OR m.to_on >= p.period_start))" +
		" UNION " + one + " AND i.name REGEXP '残疾人生活|残疾人护理' AND EXISTS (SELECT 1 FROM payouts q JOIN items j ON j.id = q.item_id AND j.name REGEXP '" + destitute + "' WHERE q.person_id = p.person_id" +
		" AND q.result <> '退票' AND q.period_start <= p.period_start AND q.period_end >= p.period_start))" + sums
}

// standards is S24: a payment that is neither an approved amount of the payee's
// household nor a standard of its class. Left out: corrections paid beside it, and
// which of several is the nearest.
var standards = `WITH hit AS (SELECT p.person_id AS subject, ` + row + ` FROM payouts p JOIN items i ON i.id = p.item_id WHERE` + paid + ` AND p.quantity_milli <> 0 AND p.repay_of = '' AND p.amount_fen > 0
 AND NOT EXISTS (SELECT 1 FROM rosters h JOIN rosters m ON m.item_id = h.item_id AND m.household_no = h.household_no WHERE h.person_id = p.person_id AND h.item_id = p.item_id AND m.approved_fen > 0 AND` + named("h") + ` AND` + named("m") + `)
 AND EXISTS (SELECT 1 FROM subsidies s WHERE s.item_id = p.item_id AND s.class = p.class AND s.closed_by = 0)
 AND NOT EXISTS (SELECT 1 FROM subsidies s WHERE s.item_id = p.item_id AND s.class = p.class AND s.closed_by = 0 AND s.effective_from <= p.period_end AND (s.effective_to IS NULL OR s.effective_to >= p.period_start)
  AND ABS(p.amount_fen - ROUND(s.standard_fen * p.quantity_milli / 1000)) <= 1)
 UNION SELECT p.person_id, ` + row + ` FROM rosters h JOIN rosters m ON m.item_id = h.item_id AND m.household_no = h.household_no AND m.approved_fen > 0 JOIN payouts p ON p.person_id = h.person_id AND p.item_id = h.item_id
 WHERE` + paid + ` AND` + named("h") + ` AND` + named("m") + ` AND p.repay_of = '' AND m.from_on <= p.period_end AND (m.to_on IS NULL OR m.to_on >= p.period_start)
 AND ABS(p.amount_fen - m.approved_fen * GREATEST(1, TIMESTAMPDIFF(MONTH, p.period_start, p.period_end + INTERVAL 1 DAY))) > 1)` + sums

// accounts is S25. Left out: guardians, the old who use a child's card, heirs,
// and who holds the account.
var accounts = `SELECT p.account_digest, 0, COUNT(DISTINCT p.person_id), SUM(p.amount_fen), MIN(p.period_start), MAX(p.period_end) FROM payouts p
 LEFT JOIN residents x ON x.person_id = p.person_id AND x.closed_by = 0 WHERE` + paid + ` AND p.account_name NOT REGEXP '村民委员会|村委会|合作社|集体|敬老院|福利院|福利中心|养老|救助站|学校'
 GROUP BY p.account_digest HAVING COUNT(DISTINCT p.person_id) >= 3 OR COUNT(DISTINCT p.person_id) >= 2 AND COUNT(DISTINCT x.household_no) >= 2`

// stuck is S28. Left out: the freeze at the beginning of a year, and how far the
// payments' file reaches.
var stuck = `WITH days AS (SELECT p.item_id, p.paid_on FROM payouts p WHERE p.batch_id ` + loaded + ` GROUP BY p.item_id, p.paid_on)
SELECT r.doc_no, i.id, 1, r.amount_fen, r.arrived_on, COALESCE(MIN(d.paid_on), @today) FROM funds r JOIN items i ON i.code = r.item_code LEFT JOIN days d ON d.item_id = i.id AND d.paid_on >= r.arrived_on
 WHERE` + held("r") + ` GROUP BY r.id, r.doc_no, i.id, r.amount_fen, r.arrived_on HAVING DATEDIFF(COALESCE(MIN(d.paid_on), @today), r.arrived_on) > 30`
