-- +goose Up
CREATE TABLE clue_evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  clue_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  title_sealed BLOB NOT NULL,
  dated_on DATE NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX ix_clue_evidence_clue ON clue_evidence (clue_id);
