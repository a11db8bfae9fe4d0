-- +goose Up
CREATE TABLE policies (
  id INTEGER NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  item_code TEXT NOT NULL,
  category TEXT NOT NULL,
  issuer TEXT NOT NULL,
  doc_no TEXT NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE NULL,
  eligibility TEXT NOT NULL,
  standard TEXT NOT NULL,
  materials TEXT NOT NULL,
  place TEXT NOT NULL,
  phone TEXT NOT NULL,
  body TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_policies_item_code ON policies (item_code);
CREATE INDEX ix_policies_category ON policies (category);
CREATE INDEX ix_policies_batch_id ON policies (batch_id);
