-- +goose Up
CREATE TABLE enrolments (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  school TEXT NOT NULL,
  stage TEXT NOT NULL,
  full_time TEXT NOT NULL,
  state TEXT NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_enrolments_person_id ON enrolments (person_id);
CREATE INDEX ix_enrolments_batch_id ON enrolments (batch_id);
