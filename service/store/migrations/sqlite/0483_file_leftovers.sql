-- +goose Up
CREATE TABLE file_leftovers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  store TEXT NOT NULL,
  path TEXT NOT NULL
);
