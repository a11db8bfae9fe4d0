-- +goose Up
CREATE TABLE items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  bureau TEXT NOT NULL,
  target TEXT NOT NULL,
  frequency TEXT NOT NULL,
  CONSTRAINT uq_items_code UNIQUE (code)
);
