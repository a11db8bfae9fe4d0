-- +goose Up
CREATE TABLE pensions (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  scheme TEXT NOT NULL,
  place TEXT NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  monthly_fen INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_pensions_person_id ON pensions (person_id);
CREATE INDEX ix_pensions_batch_id ON pensions (batch_id);
