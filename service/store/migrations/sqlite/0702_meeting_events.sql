-- +goose Up
CREATE TABLE meeting_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  kind TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  staff_unit TEXT NOT NULL,
  note_sealed BLOB NULL
);
CREATE INDEX ix_meeting_events_issue ON meeting_events (issue_id, id);
