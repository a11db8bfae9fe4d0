-- +goose Up
CREATE TABLE assessments (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  conclusion TEXT NOT NULL,
  concluded_on DATE NOT NULL,
  matter TEXT NOT NULL,
  explanation TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_assessments_person_id ON assessments (person_id);
CREATE INDEX ix_assessments_batch_id ON assessments (batch_id);
