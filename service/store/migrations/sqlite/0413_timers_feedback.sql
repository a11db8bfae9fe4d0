-- +goose Up
INSERT INTO timers (object, object_id, kind, started_on, amount, unit, extra, extensions, due_at, provisional, started_at, ended_at, running, warned_at, overdue_at)
SELECT 'petition', p.id, 'T2', date(COALESCE((SELECT MAX(e.at) FROM petition_events e WHERE e.petition_id = p.id AND e.kind = 'case_result'), p.updated_at), '+8 hours') || ' 00:00:00+00:00', COALESCE((SELECT CAST(a.value AS INTEGER) FROM parameters a WHERE a.name = 'T2' AND a.effective_from <= p.received_at ORDER BY a.effective_from DESC, a.id DESC LIMIT 1), 15), 'workdays', 0, 0, p.feedback_due, p.feedback_provisional, COALESCE((SELECT MAX(e.at) FROM petition_events e WHERE e.petition_id = p.id AND e.kind = 'case_result'), p.updated_at), NULL, 1, NULL, NULL
FROM petitions p
WHERE p.state IN ('accepted', 'transferred_town', 'forwarded', 'linked_clue') AND p.feedback_due IS NOT NULL;
