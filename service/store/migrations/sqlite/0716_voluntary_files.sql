-- +goose Up
CREATE TABLE voluntary_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  return_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX ix_voluntary_files_return ON voluntary_files (return_id, id);
