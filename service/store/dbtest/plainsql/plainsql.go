// Package plainsql holds the models of a fresh county as somebody would write
// them for MariaDB without the comparison engine, each as one statement: what
// the engine is measured against.
//
// A statement finds whom the model means, and often more: it knows no
// company of other hits, no corrections, no evidence and no sentence, and what
// else it leaves out stands beside it. It is written for the county's standard
// parameters; @today is the day of the run.
package plainsql

// Statement is one model as SQL. Its columns are whom it is about (people.id,
// the digest of an account, a document or project number), items.id or 0, how
// many rows, 分, and the first and last day in question.
type Statement struct{ Model, Query string }

// Statements are the models that are switched on in a fresh county, in the
// order of their keys.
func Statements() []Statement {
	return []Statement{
		{"L01", released}, {"P01", untendered}, {"P03", slow}, {"P06", champions},
		{"S01", dead()}, {"S02", payroll()}, {"S03", kin()}, {"S04", cadres()}, {"S05", custody()}, {"S06", cars()}, {"S07", businesses()}, {"S08", houses()},
		{"S10", income}, {"S11", exclusive()}, {"S12", towns()}, {"S13", resettled()}, {"S14", rebuilt}, {"S15", unfit()}, {"S17", acreage},
		{"S19", vocational}, {"S21", pensions()}, {"S22", disabled()}, {"S24", standards}, {"S25", accounts}, {"S28", stuck},
	}
}

// LeavesOut reports whether the statement of a model leaves out a sort of what
// the model finds, by its name in the truth: S17 as SQL looks at households and
// not at villages as wholes, which are a sum over the households left over.
func LeavesOut(model, sort string) bool { return model == "S17" && sort == "whole_village" }

// Tables are those that the statements read, for ANALYZE.
const Tables = "aided_households, batches, companies, company_roles, deaths, disabilities, employment, enrolments, funds, inmates, items, official_relatives, officials, parcels, payouts, pensions," +
	" prepayment_lists, prepayment_rows, prepayouts, project_progress, projects, properties, residents, rosters, subsidies, vehicles"

// Parts that statements share. A payment counts when it reached whom its row
// names, a row of a register when it holds.
const (
	loaded = "IN (SELECT id FROM batches WHERE status = 'loaded')"
	paid   = " p.result <> '退票' AND p.name_given = '' AND p.batch_id " + loaded
	sums   = " SELECT subject, item_id, COUNT(*), SUM(fen), MIN(a), MAX(b) FROM hit GROUP BY subject, item_id"
	row    = "p.item_id, p.id, p.amount_fen AS fen, p.period_start AS a, p.period_end AS b"
)

// held is the condition on a row of a register under a name.
func held(alias string) string {
	return " " + alias + ".closed_by = 0 AND " + alias + ".batch_id " + loaded
}

// named is held for a register of people.
func named(alias string) string { return held(alias) + " AND " + alias + ".name_given = ''" }

// state is the shape of many models: something is true of a person in a register
// r for a while, and the person, or their roster household while they belong to
// it, is paid. Payments count by the first day of a month, by any day of a
// longer period, and one-off ones by the day they were approved. Left out of all
// of these: a benefit in two households, and what a bureau has paid back.
type state struct {
	table, joins, where string
	from, to            string // of the state, half open
	items               string // a regular expression
	household           string // another condition where a household is paid
}

func (s state) String() string {
	lasts := func(once string) string {
		day := "CASE i.frequency WHEN '月' THEN p.period_start WHEN '一次' THEN " + once + " ELSE p.period_end END"
		begins := "CASE i.frequency WHEN '一次' THEN " + once + " ELSE p.period_start END"
		return " AND " + s.from + " <= " + day + " AND (" + s.to + " IS NULL OR " + s.to + " > " + begins + ")"
	}
	where := named("r") + " AND" + paid + " AND i.name REGEXP '" + s.items + "'" + s.where
	return "WITH hit AS (SELECT r.person_id AS subject, " + row + " FROM " + s.table + " r JOIN payouts p ON p.person_id = r.person_id JOIN items i ON i.id = p.item_id" + s.joins +
		" WHERE" + where + lasts("p.period_start") + s.alone() +
		" UNION SELECT r.person_id, " + row + " FROM " + s.table + " r JOIN " + household("r.person_id") + s.joins +
		" WHERE" + where + lasts("COALESCE(h.approved_on, p.period_start)") + s.household + ")" + sums
}

// alone leaves to the household what its roster knows.
func (s state) alone() string {
	if s.household == "" {
		return ""
	}
	return " AND (i.target <> '户' OR NOT EXISTS (SELECT 1 FROM rosters k WHERE k.person_id = p.person_id AND k.item_id = p.item_id AND" + named("k") + "))"
}

// household joins the payments p of an item i to the roster household that a
// person is a member m of, through the payee's own place h.
func household(person string) string {
	return "rosters m ON m.person_id = " + person + " AND m.household_no <> '' AND" + named("m") +
		" JOIN rosters h ON h.household_no = m.household_no AND h.item_id = m.item_id AND" + named("h") +
		" JOIN payouts p ON p.person_id = h.person_id AND p.item_id = h.item_id" +
		" JOIN items i ON i.id = p.item_id AND i.target = '户' AND (i.frequency = '一次' OR p.period_start >= m.from_on AND (m.to_on IS NULL OR p.period_start <= m.to_on))"
}

// living counts the members of household h on the first day of a payment who
// live, in thousandths as 数量 is; besides says who is left out as well.
func living(besides string) string {
	return "1000 * (SELECT COUNT(*) FROM rosters k WHERE k.household_no = h.household_no AND k.item_id = h.item_id AND" + named("k") +
		" AND p.period_start >= k.from_on AND (k.to_on IS NULL OR p.period_start <= k.to_on)" +
		" AND NOT EXISTS (SELECT 1 FROM deaths d WHERE d.person_id = k.person_id AND d.revoked = 0 AND" + named("d") + " AND d.died_on < p.period_start)" + besides + ")"
}

// What items are called. 低保 is 城市低保 or 农村低保.
const (
	allowance  = "低保|最低生活保障"
	destitute  = "特困"
	hardship   = allowance + "|" + destitute
	emergency  = "临时救助"
	rebuilding = "危房改造|危改|抗震改造"
	houseOnce  = rebuilding + "|易地搬迁|易地扶贫搬迁|因灾重建|因灾倒损"
	posts      = "护林员|公益性岗位|公益岗"
)
