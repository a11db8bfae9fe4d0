-- +goose Up
CREATE TABLE match_pairs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  grade TEXT NOT NULL,
  kind TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  other_person_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  verdict TEXT NOT NULL,
  judged_by INTEGER NOT NULL,
  judged_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_match_pairs_person_id_other_person_id UNIQUE (person_id, other_person_id)
);
CREATE INDEX ix_match_pairs_verdict ON match_pairs (verdict, id);
CREATE INDEX ix_match_pairs_batch_id ON match_pairs (batch_id);
