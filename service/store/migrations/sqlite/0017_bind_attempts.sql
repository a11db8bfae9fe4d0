-- +goose Up
CREATE TABLE bind_attempts (
  subject_digest BLOB NOT NULL,
  on_day DATE NOT NULL,
  failures INTEGER NOT NULL,
  locked_until DATETIME NULL,
  PRIMARY KEY (subject_digest, on_day)
) WITHOUT ROWID;
