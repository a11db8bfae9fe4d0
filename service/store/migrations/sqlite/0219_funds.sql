-- +goose Up
CREATE TABLE funds (
  id INTEGER NOT NULL PRIMARY KEY,
  doc_no TEXT NOT NULL,
  name TEXT NOT NULL,
  item_code TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  issued_on DATE NOT NULL,
  arrived_on DATE NOT NULL,
  arrived_at TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_funds_doc_no ON funds (doc_no);
CREATE INDEX ix_funds_item_code ON funds (item_code);
CREATE INDEX ix_funds_batch_id ON funds (batch_id);
