-- +goose Up
CREATE TABLE petition_calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  picked_at DATETIME NOT NULL,
  called_at DATETIME NULL,
  called_by INTEGER NOT NULL,
  reached BOOLEAN NOT NULL,
  rating TEXT NOT NULL,
  note_sealed BLOB NULL
);
CREATE UNIQUE INDEX ux_petition_calls_petition_id ON petition_calls (petition_id);
CREATE INDEX ix_petition_calls_waiting ON petition_calls (called_at);
