-- +goose Up
CREATE TABLE employment (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  employer TEXT NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  base_fen INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_employment_person_id ON employment (person_id);
CREATE INDEX ix_employment_batch_id ON employment (batch_id);
