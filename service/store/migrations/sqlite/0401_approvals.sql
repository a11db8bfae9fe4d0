-- +goose Up
CREATE TABLE approvals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  object TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  to_role TEXT NOT NULL,
  asked_by INTEGER NOT NULL,
  asked_name TEXT NOT NULL,
  asked_at DATETIME NOT NULL,
  reason_sealed BLOB NULL,
  details_sealed BLOB NULL,
  state TEXT NOT NULL,
  waiting INTEGER NULL,
  decided_by INTEGER NOT NULL,
  decided_name TEXT NOT NULL,
  decided_at DATETIME NULL,
  words_sealed BLOB NULL
);
CREATE UNIQUE INDEX ux_approvals_waiting ON approvals (object, object_id, kind, waiting);
CREATE INDEX ix_approvals_role ON approvals (waiting, to_role);
