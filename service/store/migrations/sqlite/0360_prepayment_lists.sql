-- +goose Up
CREATE TABLE prepayment_lists (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL,
  bureau TEXT NOT NULL,
  state TEXT NOT NULL,
  message TEXT NOT NULL,
  total_rows INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  stop_rows INTEGER NOT NULL,
  verify_rows INTEGER NOT NULL,
  withdrawn_rows INTEGER NOT NULL,
  withdrawn_fen INTEGER NOT NULL,
  released_rows INTEGER NOT NULL,
  released_fen INTEGER NOT NULL,
  released_digest BLOB NULL,
  checked_at DATETIME NULL,
  compare_millis INTEGER NOT NULL,
  submitted_by INTEGER NOT NULL,
  submitted_name TEXT NOT NULL,
  submitted_at DATETIME NULL,
  decided_by INTEGER NOT NULL,
  decided_name TEXT NOT NULL,
  decided_at DATETIME NULL,
  decide_note TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_prepayment_lists_batch_id ON prepayment_lists (batch_id);
CREATE INDEX ix_prepayment_lists_bureau ON prepayment_lists (bureau, state);
