-- +goose Up
CREATE TABLE inmates (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  category TEXT NOT NULL,
  in_on DATE NOT NULL,
  out_on DATE NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_inmates_person_id ON inmates (person_id);
CREATE INDEX ix_inmates_batch_id ON inmates (batch_id);
