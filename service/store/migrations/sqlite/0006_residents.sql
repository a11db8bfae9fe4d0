-- +goose Up
CREATE TABLE residents (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  household_no TEXT NOT NULL,
  relation TEXT NOT NULL,
  village_code TEXT NOT NULL,
  group_no TEXT NOT NULL,
  phone_sealed BLOB NULL,
  phone_tail TEXT NOT NULL,
  status TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_residents_person_id ON residents (person_id, closed_by);
CREATE INDEX ix_residents_household_no ON residents (household_no);
CREATE INDEX ix_residents_village_code ON residents (village_code, closed_by);
CREATE INDEX ix_residents_batch_id ON residents (batch_id);
CREATE INDEX ix_residents_closed_by ON residents (closed_by);
