-- +goose Up
CREATE TABLE petition_subjects (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  subject_digest BLOB NOT NULL,
  sealed BLOB NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_petition_subjects ON petition_subjects (petition_id, subject_digest);
CREATE INDEX ix_petition_subjects_digest ON petition_subjects (subject_digest);
