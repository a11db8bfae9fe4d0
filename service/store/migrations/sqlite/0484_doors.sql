-- +goose Up
CREATE TABLE doors (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  matter TEXT NOT NULL,
  office TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  hours TEXT NOT NULL,
  shown BOOLEAN NOT NULL,
  changed_by INTEGER NOT NULL,
  changed_at DATETIME NOT NULL
);
