-- +goose Up
CREATE TABLE clue_talks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  clue_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  plan_sealed BLOB NOT NULL,
  planned_by INTEGER NOT NULL,
  sent_on DATE NULL,
  letter_no TEXT NOT NULL,
  replied_on DATE NULL,
  commented NUMERIC NOT NULL,
  opinion TEXT NOT NULL,
  measure TEXT NOT NULL,
  report_sealed BLOB NULL,
  created_at DATETIME NOT NULL
);
CREATE INDEX ix_clue_talks_clue ON clue_talks (clue_id);
