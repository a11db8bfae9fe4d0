-- +goose Up
CREATE TABLE field_checks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_no TEXT NOT NULL,
  open_no TEXT NULL,
  plan_id INTEGER NOT NULL,
  finding_id INTEGER NOT NULL,
  model TEXT NOT NULL,
  why TEXT NOT NULL,
  village_code TEXT NOT NULL,
  town_code TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at DATETIME NOT NULL,
  due_provisional BOOLEAN NOT NULL,
  visit_id INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  closed_at DATETIME NULL,
  closed_why TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_field_checks_open ON field_checks (open_no);
CREATE INDEX ix_field_checks_project ON field_checks (project_no);
CREATE INDEX ix_field_checks_state ON field_checks (state, town_code, due_at);
