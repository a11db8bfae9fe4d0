-- +goose Up
CREATE TABLE payout_answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  payout_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  answer TEXT NOT NULL,
  came_fen INTEGER NOT NULL,
  answered_at DATETIME NOT NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_payout_answers_said UNIQUE (payout_id, person_id)
);
CREATE INDEX ix_payout_answers_person ON payout_answers (person_id);
