-- +goose Up
CREATE TABLE batches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_digest BLOB NOT NULL,
  file_size INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  withdrawn_mark INTEGER NOT NULL,
  bureau TEXT NOT NULL,
  as_of DATE NOT NULL,
  progress INTEGER NOT NULL,
  rows_total INTEGER NOT NULL,
  rows_good INTEGER NOT NULL,
  rows_bad INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  message TEXT NOT NULL,
  preview_sealed BLOB NULL,
  created_by INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  loaded_at DATETIME NULL,
  withdrawn_by INTEGER NOT NULL,
  withdrawn_at DATETIME NULL,
  withdraw_reason TEXT NOT NULL,
  CONSTRAINT uq_batches_kind UNIQUE (kind, file_digest, withdrawn_mark)
);
CREATE INDEX ix_batches_status ON batches (status, kind);
