-- +goose Up
CREATE TABLE voluntary_periods (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  doc_no TEXT NOT NULL,
  notice TEXT NOT NULL,
  promise TEXT NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  state TEXT NOT NULL,
  created_by INTEGER NOT NULL,
  agreed_by INTEGER NOT NULL,
  agreed_at DATETIME NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX ix_voluntary_periods_days ON voluntary_periods (state, from_on);
