-- +goose Up
CREATE TABLE handover_keys (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  office TEXT NOT NULL,
  public_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  valid_from DATE NOT NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL,
  retired_at DATETIME NULL
);
CREATE UNIQUE INDEX ux_handover_keys_fingerprint ON handover_keys (fingerprint);
