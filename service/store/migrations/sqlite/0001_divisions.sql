-- +goose Up
CREATE TABLE divisions (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  parent_code TEXT NOT NULL,
  valid_from DATE NULL,
  valid_to DATE NULL,
  batch_id INTEGER NOT NULL,
  PRIMARY KEY (code)
);
CREATE INDEX ix_divisions_parent_code ON divisions (parent_code);
