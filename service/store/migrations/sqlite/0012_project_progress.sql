-- +goose Up
CREATE TABLE project_progress (
  id INTEGER NOT NULL PRIMARY KEY,
  project_no TEXT NOT NULL,
  on_day DATE NOT NULL,
  percent_milli INTEGER NOT NULL,
  note TEXT NOT NULL,
  reporter TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL
);
CREATE INDEX ix_project_progress_project_no ON project_progress (project_no, on_day);
CREATE INDEX ix_project_progress_batch_id ON project_progress (batch_id);
