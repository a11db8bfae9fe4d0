-- +goose Up
CREATE TABLE indicators (
  id INTEGER NOT NULL PRIMARY KEY,
  household_no TEXT NOT NULL,
  year INTEGER NOT NULL,
  income_fen INTEGER NOT NULL,
  housing_grade TEXT NOT NULL,
  rebuild_accepted TEXT NOT NULL,
  water_met BOOLEAN NOT NULL,
  schooling_met BOOLEAN NOT NULL,
  insurance_met BOOLEAN NOT NULL,
  verified_on DATE NULL,
  verifier TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_indicators_household_no ON indicators (household_no, year);
CREATE INDEX ix_indicators_batch_id ON indicators (batch_id);
