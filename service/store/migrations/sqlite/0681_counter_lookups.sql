-- +goose Up
CREATE TABLE counter_lookups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL,
  village_code TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  year INTEGER NOT NULL,
  reason_sealed BLOB NOT NULL,
  file_id INTEGER NOT NULL
);
CREATE INDEX ix_counter_lookups_person_id ON counter_lookups (person_id, at);
CREATE INDEX ix_counter_lookups_village_code ON counter_lookups (village_code, at);
