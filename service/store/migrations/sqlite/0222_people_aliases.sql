-- +goose Up
CREATE TABLE people_aliases (
  id_digest BLOB NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  former_id INTEGER NOT NULL,
  basis TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL
);
CREATE INDEX ix_people_aliases_person_id ON people_aliases (person_id);
