-- +goose Up
CREATE TABLE clue_checks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  clue_id INTEGER NOT NULL,
  plan_sealed BLOB NOT NULL,
  planned_by INTEGER NOT NULL,
  leads_party NUMERIC NOT NULL,
  secretary_on DATE NULL,
  secretary_no TEXT NOT NULL,
  started_on DATE NULL,
  opinion TEXT NOT NULL,
  report_sealed BLOB NULL,
  drafted_at DATETIME NULL,
  created_at DATETIME NOT NULL
);
CREATE INDEX ix_clue_checks_clue ON clue_checks (clue_id);
