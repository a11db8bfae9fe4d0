-- +goose Up
CREATE TABLE outbox_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  topic TEXT NOT NULL,
  dedupe TEXT NOT NULL,
  payload BLOB NOT NULL,
  attempts INTEGER NOT NULL,
  not_before DATETIME NOT NULL,
  last_error TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  done_at DATETIME NULL,
  CONSTRAINT uq_outbox_events_topic UNIQUE (topic, dedupe)
);
CREATE INDEX ix_outbox_events_done_at ON outbox_events (done_at, not_before);
