package plainsql

// untendered is P01.
var untendered = `SELECT project_no, 0, 1, estimate, approved_on, approved_on FROM (SELECT r.*, IF(r.control_fen > 0, r.control_fen, IF(r.estimate_fen > 0, r.estimate_fen, r.planned_fen)) AS estimate,
  CASE r.procurement WHEN '施工' THEN 400000000 WHEN '货物' THEN 200000000 WHEN '服务' THEN 100000000 END AS least FROM projects r WHERE` + held("r") + `) r
 WHERE r.estimate >= r.least AND r.fiscal_fen >= 200000000 AND r.fiscal_fen * 100 >= r.planned_fen * 10 AND CONCAT(r.name, r.kind) NOT REGEXP '以工代赈|村民自建|抢险救灾'
 AND NOT (r.bid_method = '公开' OR r.bid_method = '邀请' AND r.approval_no <> '') AND (r.bid_method <> '' OR r.winner_code <> '' OR r.contract_on IS NOT NULL OR r.real_start IS NOT NULL)`

// slow is P03. Left out: how the reasons are told together.
var slow = `WITH last AS (SELECT project_no, on_day, percent_milli FROM (SELECT g.*, ROW_NUMBER() OVER (PARTITION BY g.project_no ORDER BY g.on_day DESC, g.id DESC) AS n FROM project_progress g
  WHERE g.batch_id ` + loaded + `) t WHERE n = 1)
SELECT r.project_no, 0, 1, r.planned_fen, r.plan_start, r.plan_end FROM projects r LEFT JOIN last l ON l.project_no = r.project_no
 WHERE` + held("r") + ` AND (r.real_end IS NULL OR r.real_end > @today) AND (r.accepted_on IS NULL OR r.accepted_on > @today) AND COALESCE(l.percent_milli, 0) < 100000 AND r.plan_start <= @today AND (
  (r.real_start IS NULL OR r.real_start > @today) AND COALESCE(l.percent_milli, 0) = 0 AND @today > r.plan_start + INTERVAL 60 DAY
  OR @today > r.plan_end
  OR l.on_day IS NOT NULL AND LEAST(100000, GREATEST(0, DATEDIFF(l.on_day, r.plan_start)) * 100000 / GREATEST(1, DATEDIFF(r.plan_end, r.plan_start))) - l.percent_milli > 20000
  OR (r.real_start <= @today OR l.percent_milli > 0) AND DATEDIFF(@today, GREATEST(COALESCE(l.on_day, r.real_start), COALESCE(r.real_start, l.on_day))) > 30)`

// champions is P06, twelve months being 365 days. Left out: whether the winner
// won all that they bid for.
var champions = `WITH won AS (SELECT r.project_no, r.winner_code, r.owner_unit, LEFT(r.village_code, 9) AS town, COALESCE(r.bid_on, r.contract_on, r.notice_on, r.real_start, r.approved_on) AS day,
  IF(r.contract_fen > 0, r.contract_fen, r.win_fen) AS fen FROM projects r WHERE` + held("r") + ` AND r.winner_code <> ''),
given AS (SELECT project_no, winner_code, day, fen, TO_DAYS(day) AS d, CONCAT('owner ', owner_unit) AS giver FROM won WHERE owner_unit <> ''
 UNION ALL SELECT project_no, winner_code, day, fen, TO_DAYS(day), CONCAT('town ', town) FROM won WHERE town <> ''),
windows AS (SELECT g.*, SUM(fen) OVER (PARTITION BY giver ORDER BY d RANGE BETWEEN CURRENT ROW AND 364 FOLLOWING) AS total,
  SUM(fen) OVER (PARTITION BY giver, winner_code ORDER BY d RANGE BETWEEN CURRENT ROW AND 364 FOLLOWING) AS theirs,
  COUNT(*) OVER (PARTITION BY giver, winner_code ORDER BY d RANGE BETWEEN CURRENT ROW AND 364 FOLLOWING) AS wins FROM given g),
told AS (SELECT w.*, MAX(IF(wins >= 3 AND theirs * 100 >= total * 50, 1, 0)) OVER (PARTITION BY giver, winner_code ORDER BY d RANGE BETWEEN 364 PRECEDING AND CURRENT ROW) AS tell FROM windows w)
SELECT DISTINCT project_no, 0, 1, fen, day, day FROM told WHERE tell = 1`

// released is L01: lines of released lists whose batch was paid, and what was
// paid beside them.
var released = `WITH listed AS (SELECT r.* FROM prepayouts r JOIN prepayment_lists t ON t.batch_id = r.batch_id AND t.state = 'released' WHERE r.batch_id ` + loaded + `
  AND NOT EXISTS (SELECT 1 FROM prepayment_rows x WHERE x.list_id = t.id AND x.payout_id = r.id AND x.answer = 'withdraw')),
hit AS (
 SELECT r.person_id AS subject, r.item_id, r.id, r.amount_fen AS fen, r.period_start AS a, r.period_end AS b FROM listed r WHERE EXISTS (SELECT 1 FROM payouts q WHERE q.batch_no = r.batch_no AND q.batch_id ` + loaded + `)
  AND NOT EXISTS (SELECT 1 FROM payouts p WHERE p.person_id = r.person_id AND p.item_id = r.item_id AND p.period_start = r.period_start AND p.batch_no = r.batch_no AND p.amount_fen = r.amount_fen AND p.account_digest = r.account_digest)
 UNION SELECT p.person_id, ` + row + ` FROM (SELECT DISTINCT batch_no FROM listed) t JOIN payouts p ON p.batch_no = t.batch_no WHERE p.batch_id ` + loaded + `
  AND NOT EXISTS (SELECT 1 FROM listed r WHERE r.person_id = p.person_id AND r.item_id = p.item_id AND r.period_start = p.period_start AND r.batch_no = p.batch_no))` + sums
