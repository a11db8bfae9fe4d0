-- +goose Up
CREATE TABLE finding_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  finding_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  kind TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  note TEXT NOT NULL,
  note_sealed BLOB NULL
);
CREATE INDEX ix_finding_events_finding ON finding_events (finding_id, id);
