-- +goose Up
CREATE TABLE voluntary_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  return_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  kind TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  note_sealed BLOB NULL
);
CREATE INDEX ix_voluntary_events_return ON voluntary_events (return_id, id);
