-- +goose Up
CREATE TABLE project_question_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  text_sealed BLOB NOT NULL,
  file_id INTEGER NOT NULL,
  unit TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE INDEX ix_project_question_events_question ON project_question_events (question_id);
