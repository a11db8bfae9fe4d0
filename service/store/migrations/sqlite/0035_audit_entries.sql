-- +goose Up
CREATE TABLE audit_entries (
  seq INTEGER NOT NULL PRIMARY KEY,
  at DATETIME NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX ix_audit_entries_action ON audit_entries (action, at);
CREATE INDEX ix_audit_entries_object ON audit_entries (object);
