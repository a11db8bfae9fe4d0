-- +goose Up
CREATE TABLE clues (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL,
  source TEXT NOT NULL,
  petition_id INTEGER NOT NULL,
  title_sealed BLOB NOT NULL,
  summary_sealed BLOB NOT NULL,
  village_code TEXT NOT NULL,
  state TEXT NOT NULL,
  unit TEXT NOT NULL,
  opinion TEXT NOT NULL,
  opinion_note_sealed BLOB NULL,
  proposed_by INTEGER NOT NULL,
  proposed_at DATETIME NULL,
  decided_by INTEGER NOT NULL,
  decided_at DATETIME NULL,
  decision_note_sealed BLOB NULL,
  opinion_due DATETIME NULL,
  opinion_provisional BOOLEAN NOT NULL,
  created_by INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  CONSTRAINT uq_clues_number UNIQUE (number),
  CONSTRAINT uq_clues_source UNIQUE (source, petition_id)
);
CREATE INDEX ix_clues_state ON clues (state);
