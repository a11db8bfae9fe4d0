-- +goose Up
CREATE TABLE sampling_plans (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  seed INTEGER NOT NULL,
  top INTEGER NOT NULL,
  random_share INTEGER NOT NULL,
  days INTEGER NOT NULL,
  candidates INTEGER NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  decided_by INTEGER NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at DATETIME NULL,
  decided_note TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX ix_sampling_plans_state ON sampling_plans (state);
