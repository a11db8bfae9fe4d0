-- +goose Up
CREATE TABLE petition_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  kind TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  public_text TEXT NOT NULL,
  note_sealed BLOB NULL
);
CREATE INDEX ix_petition_events_petition_id ON petition_events (petition_id, at);
