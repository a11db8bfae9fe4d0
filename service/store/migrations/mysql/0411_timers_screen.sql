-- +goose Up
INSERT INTO timers (object, object_id, kind, started_on, amount, unit, extra, extensions, due_at, provisional, started_at, ended_at, running, warned_at, overdue_at)
SELECT 'petition', p.id, 'T0', DATE(DATE_ADD(p.received_at, INTERVAL 8 HOUR)), COALESCE((SELECT CAST(a.value AS SIGNED) FROM parameters a WHERE a.name = 'T0' AND a.effective_from <= p.received_at ORDER BY a.effective_from DESC, a.id DESC LIMIT 1), 5), 'workdays', 0, 0, p.screen_due, p.screen_provisional, p.received_at, NULL, 1, NULL, NULL
FROM petitions p
WHERE p.state IN ('received', 'screening', 'need_info');
