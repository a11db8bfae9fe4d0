-- +goose Up
CREATE TABLE answer_wordings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  action TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  withdrawn BOOLEAN NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_answer_wordings_name ON answer_wordings (name, version);
