package plainsql

// dead is S01. Left out: a householder who died and whose household is paid for
// the living only where the quantity says nothing, and the pensions of
// households without a roster.
func dead() string {
	after := " AND CASE WHEN i.frequency = '一次' THEN p.paid_on > r.died_on + INTERVAL 62 DAY AND p.period_start > r.died_on" +
		" WHEN i.name REGEXP '移民' THEN p.period_start > MAKEDATE(YEAR(r.died_on) + 1, 1) - INTERVAL 1 DAY" +
		" WHEN i.name REGEXP '" + hardship + "' THEN p.period_start > LAST_DAY(r.died_on + INTERVAL 1 MONTH) ELSE p.period_start > LAST_DAY(r.died_on) END"
	return state{table: "deaths", where: " AND r.revoked = 0" + after, from: "r.died_on", to: "NULL",
		items:     hardship + "|" + emergency + "|移民|产业|雨露|" + posts + "|居民养老|居民基本养老|残疾人生活|残疾人护理|高龄|孤儿|事实无人抚养",
		household: " AND p.quantity_milli > " + living("")}.String()
}

// payroll is S02. Left out: a person's two employments that follow each other.
func payroll() string {
	return state{table: "officials", from: "r.from_on + INTERVAL 1 MONTH", to: "r.to_on", items: hardship + "|" + emergency + "|" + houseOnce + "|移民|产业|" + posts + "|居民养老|残疾人生活",
		where: " AND r.post NOT REGEXP '公益性岗位|公益岗|临聘|临时工|合同工|护林员|保洁员|信息员|三支一扶|西部计划|民办教师|代课教师|遗属'" +
			" AND (r.category IN ('公务员', '参公', '事业', '国企') AND i.name NOT REGEXP '居民养老' OR r.category = '退休' AND i.name REGEXP '" + hardship + "|" + rebuilding + "|居民养老')"}.String()
}

// kin is S03. Left out: that a relative who is on file is told only in the
// company of another hit.
func kin() string {
	near := " AND r.relation REGEXP '配偶|丈夫|妻|父|母|子|女|兄|弟|姐|妹|祖|孙|岳|公公|婆婆|媳|婿|伯|叔|姑|舅|姨|侄|甥'" +
		" AND r.relation NOT REGEXP '族|宗|远房|远亲|同村|前妻|前夫|前配偶|离异|离婚'"
	q := state{table: "(SELECT relative_id AS person_id, official_id, relation, name_given, batch_id, closed_by FROM official_relatives)",
		joins: " JOIN officials o ON o.person_id = r.official_id AND" + named("o") + " AND o.category IN ('公务员', '参公', '事业', '国企', '村干部')",
		where: near, from: "o.from_on", to: "o.to_on", items: hardship + "|" + emergency + "|" + rebuilding + "|产业|雨露|" + posts}
	return q.String()
}

// cadres is S04. Left out: the benefits that are told only in company.
func cadres() string {
	return state{table: "officials", from: "r.from_on", to: "r.to_on", items: hardship,
		where: " AND r.category = '村干部' AND (r.post REGEXP '书记|主任|委员|文书|会计' OR r.post NOT REGEXP '组长|护林员|信息员|网格员|保洁员|协管员|监测员')"}.String()
}

// atLarge are the sorts of inmates who are not in custody.
const atLarge = "'缓刑|管制|假释|社区矫正|取保|监外执行|保外就医|行政拘留|治安拘留|司法拘留|社区戒毒|社区康复'"

// custody is S05.
func custody() string {
	inside := " AND NOT EXISTS (SELECT 1 FROM inmates n WHERE n.person_id = k.person_id AND" + named("n") + " AND n.category NOT REGEXP " + atLarge +
		" AND n.in_on <= p.period_start AND (n.out_on IS NULL OR n.out_on > p.period_start))"
	return state{table: "inmates", where: " AND r.category NOT REGEXP " + atLarge + " AND p.period_start >= r.in_on + INTERVAL 1 DAY + INTERVAL 1 MONTH",
		from: "r.in_on", to: "r.out_on", items: hardship + "|移民|产业|雨露|" + posts + "|居民养老|居民基本养老",
		household: " AND p.quantity_milli > " + living(inside)}.String()
}

// badCar is a vehicle that counts. Left out: the one small vehicle that
// somebody makes a living with.
const badCar = "r.vehicle_type NOT REGEXP '摩托|三轮|残疾|代步|电动自行车|电动两轮|手扶' AND r.usage_kind NOT REGEXP '残疾'" +
	" AND (r.value_fen = 0 OR r.value_fen > 3000000) AND NOT (r.transferred_on IS NULL AND r.state REGEXP '报废')"

// cars is S06.
func cars() string {
	return state{table: "vehicles", where: " AND " + badCar, from: "r.registered_on", to: "r.transferred_on", items: hardship}.String()
}

// Parts of a market entity that counts. Left out: when a role began and ended
// within the entity's own time is taken as the later and the earlier day.
const (
	badRole = "(r.role IN ('法定代表人', '经营者') OR r.role = '股东' AND CONCAT(c.kind, c.name) NOT REGEXP '合作社' AND (r.share_milli = 0 OR r.share_milli >= 5000))" +
		" AND c.state NOT REGEXP '吊销|歇业|停业|清算' AND CONCAT(c.kind, c.name) NOT REGEXP '小卖部|小卖店|代销店|代销点|家庭农场' AND NOT (c.kind REGEXP '个体' AND c.capital_fen BETWEEN 1 AND 1000000)"
	roleFrom = "GREATEST(c.founded_on, COALESCE(r.from_on, c.founded_on))"
	roleTo   = "LEAST(COALESCE(c.dissolved_on, '9999-12-31'), COALESCE(r.to_on, '9999-12-31'))"
)

func companyOf() string { return " JOIN companies c ON c.code = r.code AND" + held("c") }

// businesses is S07.
func businesses() string {
	return state{table: "company_roles", joins: companyOf(), where: " AND " + badRole, from: roleFrom, to: roleTo, items: hardship}.String()
}

// badHouse is a building that counts. Left out: small shares that were
// inherited.
const (
	badHouse = "r.purpose IN ('住宅', '商业') AND r.acquisition NOT REGEXP '自建|网签|预告|预售|继承|赠'"
	bought   = "r.purpose = '住宅' AND r.acquisition REGEXP '购|买|商品房' AND r.acquisition NOT REGEXP '拆迁|安置|征收|回迁|搬迁|置换'"
)

// houses is S08: shops, a second dwelling of the same roster household, and
// flats bought within a year of the approval. Left out: what two resettled
// dwellings allow, and the area a head.
func houses() string {
	second := "EXISTS (SELECT 1 FROM properties v JOIN rosters w ON w.person_id = v.person_id WHERE w.item_id = m.item_id AND w.household_no = m.household_no AND" + named("v") + " AND" + named("w") +
		" AND v.purpose = '住宅' AND v.acquisition NOT REGEXP '自建|网签|预告|预售|继承|赠' AND v.unit_no <> r.unit_no AND v.registered_on <= p.period_start AND (v.cancelled_on IS NULL OR v.cancelled_on > p.period_start))"
	near := bought + " AND r.registered_on BETWEEN COALESCE(h.approved_on, h.from_on) - INTERVAL 12 MONTH AND COALESCE(h.approved_on, h.from_on) + INTERVAL 12 MONTH"
	return state{table: "properties", where: " AND " + badHouse, from: "r.registered_on", to: "r.cancelled_on", items: hardship + "|" + rebuilding,
		household: " AND (r.purpose = '商业' OR r.purpose = '住宅' AND " + second + " OR " + near + ")"}.String()
}

// unfit is S15: what stood against a household on the day a rebuilding was
// approved, or that it was in none of the groups. Left out: who lives together
// by another roster than that of 低保 and 特困.
func unfit() string {
	const on = "COALESCE(h.approved_on, p.period_start)"
	grants := "grants AS (SELECT h.household_no, h.item_id AS roster, p.person_id, " + row + ", " + on + " AS day FROM rosters h JOIN payouts p ON p.person_id = h.person_id AND p.item_id = h.item_id" +
		" JOIN items i ON i.id = p.item_id WHERE i.name REGEXP '" + rebuilding + "' AND" + named("h") + " AND" + paid + ")"
	members := "members AS (SELECT g.id, m.person_id FROM grants g JOIN rosters m ON m.item_id = g.roster AND m.household_no = g.household_no AND" + named("m") +
		" UNION SELECT g.id, b.person_id FROM grants g JOIN rosters m ON m.item_id = g.roster AND m.household_no = g.household_no AND" + named("m") +
		" JOIN rosters a ON a.person_id = m.person_id AND" + named("a") + " JOIN items j ON j.id = a.item_id AND j.name REGEXP '" + hardship + "'" +
		" JOIN rosters b ON b.item_id = a.item_id AND b.household_no = a.household_no AND" + named("b") + ")"
	against := func(table, joins, where, from, to string) string {
		return "SELECT g.person_id AS subject, g.item_id, g.id, g.fen, g.a, g.b FROM grants g JOIN members t ON t.id = g.id JOIN " + table + " r ON r.person_id = t.person_id AND" + named("r") + joins +
			" WHERE " + where + " AND " + from + " <= g.day AND (" + to + " IS NULL OR " + to + " > g.day)"
	}
	// Who was in one of the groups: by a roster, a certificate, or a head of the poverty register at home.
	safe := "safe AS (SELECT g.id FROM grants g JOIN members t ON t.id = g.id JOIN rosters k ON k.person_id = t.person_id AND" + held("k") + " JOIN items j ON j.id = k.item_id AND j.name REGEXP '" + hardship + "|边缘|刚性支出'" +
		" WHERE k.from_on <= g.day AND (k.to_on IS NULL OR k.to_on >= g.day)" +
		" UNION SELECT g.id FROM grants g JOIN members t ON t.id = g.id JOIN disabilities k ON k.person_id = t.person_id AND" + held("k") + " WHERE k.issued_on <= g.day AND (k.expires_on IS NULL OR k.expires_on > g.day)" +
		" UNION SELECT g.id FROM grants g JOIN members t ON t.id = g.id JOIN aided_households k ON k.person_id = t.person_id AND" + held("k") + " WHERE k.identified_on <= g.day" +
		" UNION SELECT g.id FROM grants g JOIN members t ON t.id = g.id JOIN residents x ON x.person_id = t.person_id AND x.closed_by = 0 AND x.household_no <> '' JOIN residents y ON y.household_no = x.household_no AND y.closed_by = 0" +
		" JOIN aided_households k ON k.person_id = y.person_id AND" + held("k") + " WHERE k.identified_on <= g.day)"
	group := "SELECT g.person_id, g.item_id, g.id, g.fen, g.a, g.b FROM grants g LEFT JOIN safe s ON s.id = g.id WHERE s.id IS NULL"
	return "WITH " + grants + ", " + members + ", " + safe + ", hit AS (" +
		against("officials", "", "r.category IN ('公务员', '参公', '事业', '国企', '退休')", "r.from_on", "r.to_on") + " UNION " +
		against("vehicles", "", badCar, "r.registered_on", "r.transferred_on") + " UNION " +
		against("company_roles", companyOf(), badRole, roleFrom, roleTo) + " UNION " +
		against("properties", "", "(r.purpose = '商业' OR "+bought+")", "r.registered_on", "r.cancelled_on") + " UNION " + group + ")" + sums
}
