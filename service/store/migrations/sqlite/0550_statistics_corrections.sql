-- +goose Up
CREATE TABLE statistics_corrections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  span TEXT NOT NULL,
  version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  figures TEXT NOT NULL,
  salt TEXT NOT NULL,
  digest BLOB NOT NULL,
  submitted_by INTEGER NOT NULL,
  submitted_name TEXT NOT NULL,
  submitted_at DATETIME NOT NULL,
  CONSTRAINT uq_statistics_corrections_span UNIQUE (span, version)
);
