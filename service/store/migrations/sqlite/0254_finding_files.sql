-- +goose Up
CREATE TABLE finding_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  finding_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  hearing_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX ix_finding_files_finding ON finding_files (finding_id, id);
