-- +goose Up
CREATE TABLE field_results (
  id INTEGER NOT NULL PRIMARY KEY,
  project_no TEXT NOT NULL,
  on_day DATE NOT NULL,
  verdict TEXT NOT NULL,
  found_milli INTEGER NULL,
  filed_milli INTEGER NULL,
  unit TEXT NOT NULL,
  percent_found_milli INTEGER NULL,
  filed_percent INTEGER NULL,
  longitude TEXT NOT NULL,
  latitude TEXT NOT NULL,
  accuracy_m INTEGER NULL,
  office TEXT NOT NULL,
  inspectors TEXT NOT NULL,
  note TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_field_results_project ON field_results (project_no, on_day);
CREATE INDEX ix_field_results_batch_id ON field_results (batch_id);
