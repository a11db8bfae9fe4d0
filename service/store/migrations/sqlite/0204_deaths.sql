-- +goose Up
CREATE TABLE deaths (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  died_on DATE NOT NULL,
  deregistered_on DATE NULL,
  source TEXT NOT NULL,
  revoked BOOLEAN NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_deaths_person_id ON deaths (person_id);
CREATE INDEX ix_deaths_batch_id ON deaths (batch_id);
