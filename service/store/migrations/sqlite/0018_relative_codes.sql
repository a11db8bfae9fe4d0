-- +goose Up
CREATE TABLE relative_codes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code_digest BLOB NOT NULL,
  person_id INTEGER NOT NULL,
  issued_by_kind TEXT NOT NULL,
  issued_by INTEGER NOT NULL,
  expires_at DATETIME NOT NULL,
  used_at DATETIME NULL,
  used_by INTEGER NOT NULL,
  CONSTRAINT uq_relative_codes_code_digest UNIQUE (code_digest)
);
