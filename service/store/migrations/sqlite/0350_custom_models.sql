-- +goose Up
CREATE TABLE custom_models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model_key TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  says TEXT NOT NULL,
  basis TEXT NOT NULL,
  severity INTEGER NOT NULL,
  items TEXT NOT NULL,
  registers TEXT NOT NULL,
  expression TEXT NOT NULL,
  questions TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  author_id INTEGER NOT NULL,
  author_name TEXT NOT NULL,
  approver_id INTEGER NOT NULL,
  approver_name TEXT NOT NULL,
  decided_at DATETIME NULL,
  row_version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_custom_models_version ON custom_models (model_key, version);
CREATE INDEX ix_custom_models_state ON custom_models (state);
