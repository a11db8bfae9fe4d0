-- +goose Up
CREATE TABLE case_returns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id INTEGER NOT NULL,
  village_code TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  returned_on DATE NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL,
  answer TEXT NOT NULL,
  answer_sealed BLOB NULL,
  answered_at DATETIME NULL,
  version INTEGER NOT NULL
);
CREATE INDEX ix_case_returns_case ON case_returns (case_id);
CREATE INDEX ix_case_returns_person ON case_returns (person_id);
