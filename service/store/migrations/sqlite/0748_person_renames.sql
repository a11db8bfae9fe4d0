-- +goose Up
CREATE TABLE person_renames (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  batch_id INTEGER NOT NULL
);
CREATE INDEX ix_person_renames_batch ON person_renames (batch_id);
