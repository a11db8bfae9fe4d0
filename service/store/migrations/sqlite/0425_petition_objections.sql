-- +goose Up
CREATE TABLE petition_objections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  kind TEXT NOT NULL,
  side TEXT NOT NULL,
  how TEXT NOT NULL,
  from_state TEXT NOT NULL,
  text_sealed BLOB NULL,
  submit_key BLOB NOT NULL,
  outcome TEXT NOT NULL,
  outcome_sealed BLOB NULL,
  decided_by INTEGER NOT NULL,
  decided_at DATETIME NULL
);
CREATE UNIQUE INDEX ux_petition_objections_submit_key ON petition_objections (submit_key);
CREATE INDEX ix_petition_objections_petition_id ON petition_objections (petition_id);
