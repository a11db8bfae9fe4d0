-- +goose Up
CREATE TABLE inquiry_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  inquiry_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  note_sealed BLOB NULL,
  file_id INTEGER NOT NULL,
  file_kind TEXT NOT NULL
);
CREATE INDEX ix_inquiry_events_inquiry ON inquiry_events (inquiry_id, id);
