-- +goose Up
CREATE TABLE subsidies (
  id INTEGER NOT NULL PRIMARY KEY,
  item_id INTEGER NOT NULL,
  item_code TEXT NOT NULL,
  name TEXT NOT NULL,
  bureau TEXT NOT NULL,
  target TEXT NOT NULL,
  class TEXT NOT NULL,
  standard_fen INTEGER NOT NULL,
  unit TEXT NOT NULL,
  frequency TEXT NOT NULL,
  counts_income BOOLEAN NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE NULL,
  basis TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_subsidies_item_id ON subsidies (item_id);
CREATE INDEX ix_subsidies_batch_id ON subsidies (batch_id);
