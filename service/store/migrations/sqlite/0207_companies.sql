-- +goose Up
CREATE TABLE companies (
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  founded_on DATE NOT NULL,
  dissolved_on DATE NULL,
  capital_fen INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_companies_code ON companies (code);
CREATE INDEX ix_companies_batch_id ON companies (batch_id);
