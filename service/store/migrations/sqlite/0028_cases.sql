-- +goose Up
CREATE TABLE cases (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL,
  clue_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  filed_on DATE NOT NULL,
  filed_by INTEGER NOT NULL,
  outcome_party TEXT NOT NULL,
  outcome_admin TEXT NOT NULL,
  outcome_other TEXT NOT NULL,
  form_of_four INTEGER NOT NULL,
  found_fen INTEGER NOT NULL,
  recovered_fen INTEGER NOT NULL,
  returned_fen INTEGER NOT NULL,
  result_public TEXT NOT NULL,
  result_note_sealed BLOB NULL,
  concluded_on DATE NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  CONSTRAINT uq_cases_number UNIQUE (number),
  CONSTRAINT uq_cases_clue_id UNIQUE (clue_id)
);
