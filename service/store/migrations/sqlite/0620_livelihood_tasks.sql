-- +goose Up
CREATE TABLE livelihood_tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint BLOB NOT NULL,
  finding_id INTEGER NOT NULL,
  model TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  household_no TEXT NOT NULL,
  village_code TEXT NOT NULL,
  town_code TEXT NOT NULL,
  bureau TEXT NOT NULL,
  severity INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_at DATETIME NOT NULL,
  due_provisional BOOLEAN NOT NULL,
  way TEXT NOT NULL,
  jobs INTEGER NOT NULL,
  remedied_by INTEGER NOT NULL,
  remedied_at DATETIME NULL,
  reason TEXT NOT NULL,
  asked_by INTEGER NOT NULL,
  asked_at DATETIME NULL,
  met_by TEXT NOT NULL,
  visited_by INTEGER NOT NULL,
  verified_at DATETIME NULL,
  closed_at DATETIME NULL,
  rounds INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  CONSTRAINT uq_livelihood_tasks_fingerprint UNIQUE (fingerprint)
);
CREATE INDEX ix_livelihood_tasks_state ON livelihood_tasks (state, kind, town_code, bureau);
CREATE INDEX ix_livelihood_tasks_bureau ON livelihood_tasks (bureau, state);
CREATE INDEX ix_livelihood_tasks_town ON livelihood_tasks (town_code, state);
CREATE INDEX ix_livelihood_tasks_finding ON livelihood_tasks (finding_id);
CREATE INDEX ix_livelihood_tasks_household ON livelihood_tasks (household_no);
CREATE INDEX ix_livelihood_tasks_person ON livelihood_tasks (person_id);
