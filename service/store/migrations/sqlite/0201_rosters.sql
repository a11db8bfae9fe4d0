-- +goose Up
CREATE TABLE rosters (
  id INTEGER NOT NULL PRIMARY KEY,
  item_id INTEGER NOT NULL,
  household_no TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  relation TEXT NOT NULL,
  class TEXT NOT NULL,
  approved_fen INTEGER NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  approved_on DATE NULL,
  handler_id INTEGER NOT NULL,
  account_digest BLOB NULL,
  account_sealed BLOB NULL,
  account_tail TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_rosters_person_id ON rosters (person_id);
CREATE INDEX ix_rosters_household_no ON rosters (household_no);
CREATE INDEX ix_rosters_account_digest ON rosters (account_digest);
CREATE INDEX ix_rosters_batch_id ON rosters (batch_id);
