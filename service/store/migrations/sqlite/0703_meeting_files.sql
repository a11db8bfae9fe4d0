-- +goose Up
CREATE TABLE meeting_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX ix_meeting_files_issue ON meeting_files (issue_id, id);
