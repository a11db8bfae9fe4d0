-- +goose Up
CREATE TABLE aided_households (
  id INTEGER NOT NULL PRIMARY KEY,
  household_no TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  village_code TEXT NOT NULL,
  category TEXT NOT NULL,
  identified_on DATE NOT NULL,
  lifted_on DATE NULL,
  cause TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_aided_households_household_no ON aided_households (household_no);
CREATE INDEX ix_aided_households_person_id ON aided_households (person_id);
CREATE INDEX ix_aided_households_village_code ON aided_households (village_code);
CREATE INDEX ix_aided_households_batch_id ON aided_households (batch_id);
