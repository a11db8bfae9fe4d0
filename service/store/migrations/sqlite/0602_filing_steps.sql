-- +goose Up
CREATE TABLE filing_steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_no TEXT NOT NULL,
  seq INTEGER NOT NULL,
  stage TEXT NOT NULL,
  on_day DATE NULL,
  amount_fen INTEGER NOT NULL,
  doc_no TEXT NOT NULL,
  skipped TEXT NOT NULL,
  note TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  money_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_filing_steps_project ON filing_steps (project_no, seq);
