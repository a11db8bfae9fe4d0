-- +goose Up
CREATE TABLE people (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  id_digest BLOB NOT NULL,
  id_sealed BLOB NOT NULL,
  id_grade TEXT NOT NULL,
  name TEXT NOT NULL,
  birth_on DATE NULL,
  sex TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_people_id_digest UNIQUE (id_digest)
);
CREATE INDEX ix_people_name ON people (name);
