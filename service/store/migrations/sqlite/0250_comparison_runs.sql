-- +goose Up
CREATE TABLE comparison_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  as_of DATE NOT NULL,
  scope TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  batches BLOB NOT NULL,
  batches_digest BLOB NOT NULL,
  models BLOB NOT NULL,
  parameters BLOB NOT NULL,
  parameter_hash TEXT NOT NULL,
  people INTEGER NOT NULL,
  payouts INTEGER NOT NULL,
  hits INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  load_millis INTEGER NOT NULL,
  compare_millis INTEGER NOT NULL,
  apply_millis INTEGER NOT NULL,
  peak_bytes INTEGER NOT NULL,
  message TEXT NOT NULL,
  started_by TEXT NOT NULL,
  started_at DATETIME NOT NULL,
  finished_at DATETIME NULL
);
CREATE INDEX ix_comparison_runs_status ON comparison_runs (status);
