-- +goose Up
CREATE TABLE insurance (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  scheme TEXT NOT NULL,
  year INTEGER NOT NULL,
  aided BOOLEAN NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_insurance_person_id ON insurance (person_id);
CREATE INDEX ix_insurance_batch_id ON insurance (batch_id);
