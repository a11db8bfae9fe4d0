-- +goose Up
CREATE TABLE timers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  object TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  started_on DATE NOT NULL,
  amount INTEGER NOT NULL,
  unit TEXT NOT NULL,
  extra INTEGER NOT NULL,
  extensions INTEGER NOT NULL,
  due_at DATETIME NOT NULL,
  provisional NUMERIC NOT NULL,
  started_at DATETIME NOT NULL,
  ended_at DATETIME NULL,
  running INTEGER NULL,
  warned_at DATETIME NULL,
  overdue_at DATETIME NULL
);
CREATE UNIQUE INDEX ux_timers_running ON timers (object, object_id, kind, running);
CREATE INDEX ix_timers_due ON timers (running, due_at, object, object_id);
