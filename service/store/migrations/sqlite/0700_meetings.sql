-- +goose Up
CREATE TABLE meetings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  held_on DATE NOT NULL,
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  units TEXT NOT NULL,
  minutes_sealed BLOB NULL,
  version INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX ix_meetings_held ON meetings (held_on);
