-- +goose Up
CREATE TABLE filings (
  project_no TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  updated_at DATETIME NOT NULL
);
