-- +goose Up
CREATE TABLE refunds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  finding_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  payer_sealed BLOB NULL,
  ordered_fen INTEGER NOT NULL,
  ordered_by INTEGER NOT NULL,
  ordered_at DATETIME NOT NULL,
  due_on DATE NULL,
  paid_fen INTEGER NOT NULL,
  paid_on DATE NULL,
  receipt TEXT NOT NULL,
  returned_fen INTEGER NOT NULL,
  returned_to TEXT NOT NULL,
  returned_on DATE NULL,
  note_sealed BLOB NULL,
  version INTEGER NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX ix_refunds_finding ON refunds (finding_id);
