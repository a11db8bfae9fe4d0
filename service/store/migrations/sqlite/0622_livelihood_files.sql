-- +goose Up
CREATE TABLE livelihood_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX ix_livelihood_files_task ON livelihood_files (task_id, id);
