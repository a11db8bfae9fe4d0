-- +goose Up
CREATE TABLE clarifications (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  clue_id INTEGER NOT NULL,
  scope TEXT NOT NULL,
  words_sealed BLOB NOT NULL,
  told_sealed BLOB NOT NULL,
  state TEXT NOT NULL,
  asked_by INTEGER NOT NULL,
  asked_at DATETIME NOT NULL,
  done_on DATE NULL,
  done_by INTEGER NOT NULL
);
CREATE INDEX ix_clarifications_clue ON clarifications (clue_id);
