-- +goose Up
CREATE TABLE statistics_reports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  span TEXT NOT NULL,
  figures TEXT NOT NULL,
  digest BLOB NOT NULL,
  submitted_by INTEGER NOT NULL,
  submitted_name TEXT NOT NULL,
  submitted_at DATETIME NOT NULL,
  CONSTRAINT uq_statistics_reports_span UNIQUE (span)
);
