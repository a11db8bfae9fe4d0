-- +goose Up
CREATE TABLE kiosk_looks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  at DATETIME NOT NULL
);
CREATE INDEX ix_kiosk_looks_person_id ON kiosk_looks (person_id, at);
