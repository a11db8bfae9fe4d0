-- +goose Up
INSERT INTO timers (object, object_id, kind, started_on, amount, unit, extra, extensions, due_at, provisional, started_at, ended_at, running, warned_at, overdue_at)
SELECT 'clue', c.id, 'T4', strftime('%Y-%m-%d 00:00:00+00:00', MAX(e.at), '+8 hours'), 1, 'months', 0, 0, c.opinion_due, c.opinion_provisional, MAX(e.at), NULL, 1, NULL, NULL
FROM clues c JOIN casework_events e ON e.object = 'clue' AND e.object_id = c.id AND e.kind = 'assign'
WHERE c.state IN ('assigned', 'returned', 'proposed') AND c.opinion_due IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.object = 'clue' AND t.object_id = c.id AND t.kind = 'T4')
GROUP BY c.id, c.opinion_due, c.opinion_provisional;
