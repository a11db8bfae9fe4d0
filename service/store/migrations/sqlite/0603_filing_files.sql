-- +goose Up
CREATE TABLE filing_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_no TEXT NOT NULL,
  step_id INTEGER NOT NULL,
  stage TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  file_id INTEGER NOT NULL,
  shown_id INTEGER NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,
  sm3 BLOB NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX ix_filing_files_project ON filing_files (project_no, stage, kind);
