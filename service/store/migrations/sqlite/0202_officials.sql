-- +goose Up
CREATE TABLE officials (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  unit TEXT NOT NULL,
  post TEXT NOT NULL,
  category TEXT NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  village_code TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_officials_person_id ON officials (person_id);
CREATE INDEX ix_officials_batch_id ON officials (batch_id);
