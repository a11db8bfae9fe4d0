-- +goose Up
CREATE TABLE kiosk_devices (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  village_code TEXT NOT NULL,
  place TEXT NOT NULL,
  code_digest BLOB NULL,
  code_expires_at DATETIME NOT NULL,
  token_digest BLOB NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL,
  enrolled_at DATETIME NULL,
  revoked_by INTEGER NOT NULL,
  revoked_at DATETIME NULL,
  CONSTRAINT uq_kiosk_devices_code_digest UNIQUE (code_digest),
  CONSTRAINT uq_kiosk_devices_token_digest UNIQUE (token_digest)
);
