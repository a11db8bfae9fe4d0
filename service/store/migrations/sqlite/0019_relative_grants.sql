-- +goose Up
CREATE TABLE relative_grants (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  holder_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  relation TEXT NOT NULL,
  granted_kind TEXT NOT NULL,
  granted_by INTEGER NOT NULL,
  granted_at DATETIME NOT NULL,
  expires_on DATE NULL,
  revoked_at DATETIME NULL,
  active_mark INTEGER NOT NULL,
  CONSTRAINT uq_relative_grants_holder_id UNIQUE (holder_id, person_id, active_mark)
);
CREATE INDEX ix_relative_grants_person_id ON relative_grants (person_id);
