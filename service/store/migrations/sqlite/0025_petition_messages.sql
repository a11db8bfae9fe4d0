-- +goose Up
CREATE TABLE petition_messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  from_side TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  body_sealed BLOB NOT NULL,
  submit_key BLOB NOT NULL,
  CONSTRAINT uq_petition_messages_submit_key UNIQUE (submit_key)
);
CREATE INDEX ix_petition_messages_petition_id ON petition_messages (petition_id, at);
