-- +goose Up
CREATE TABLE staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  division TEXT NOT NULL,
  bureau TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change BOOLEAN NOT NULL,
  totp_sealed BLOB NULL,
  totp_confirmed BOOLEAN NOT NULL,
  totp_last_step INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  locked_until DATETIME NULL,
  disabled_at DATETIME NULL,
  session_epoch INTEGER NOT NULL,
  last_seen_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_staff_login UNIQUE (login)
);
