-- +goose Up
CREATE TABLE field_visits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task_id INTEGER NOT NULL,
  project_no TEXT NOT NULL,
  uuid TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  verdict TEXT NOT NULL,
  percent_found INTEGER NULL,
  found_milli INTEGER NULL,
  unit TEXT NOT NULL,
  note TEXT NOT NULL,
  longitude TEXT NOT NULL,
  latitude TEXT NOT NULL,
  accuracy_m INTEGER NULL,
  distance_m INTEGER NULL,
  filed_percent INTEGER NULL,
  filed_milli INTEGER NULL,
  filed_unit TEXT NOT NULL,
  filed_longitude TEXT NOT NULL,
  filed_latitude TEXT NOT NULL,
  on_day DATE NOT NULL,
  captured_at DATETIME NOT NULL,
  arrived_at DATETIME NOT NULL,
  queued BOOLEAN NOT NULL,
  second BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  reviewed_by INTEGER NOT NULL,
  reviewed_by_name TEXT NOT NULL,
  reviewed_at DATETIME NULL,
  review_note TEXT NOT NULL
);
CREATE UNIQUE INDEX ux_field_visits_uuid ON field_visits (uuid);
CREATE INDEX ix_field_visits_check ON field_visits (task_id);
CREATE INDEX ix_field_visits_state ON field_visits (state, project_no);
