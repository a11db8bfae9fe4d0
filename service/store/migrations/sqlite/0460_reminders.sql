-- +goose Up
CREATE TABLE reminders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dedupe TEXT NOT NULL,
  sort TEXT NOT NULL,
  object TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  timer_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  to_role TEXT NOT NULL,
  to_staff INTEGER NOT NULL,
  at DATETIME NOT NULL,
  seen_at DATETIME NULL,
  seen_by INTEGER NOT NULL
);
CREATE UNIQUE INDEX ux_reminders_dedupe ON reminders (dedupe);
CREATE INDEX ix_reminders_to ON reminders (to_role, to_staff, seen_at);
CREATE INDEX ix_reminders_object ON reminders (object, object_id, sort);
