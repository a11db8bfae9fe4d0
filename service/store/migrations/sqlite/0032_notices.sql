-- +goose Up
CREATE TABLE notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  wechat_user_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  dedupe TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  link TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  last_error TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  sent_at DATETIME NULL,
  read_at DATETIME NULL,
  CONSTRAINT uq_notices_dedupe UNIQUE (dedupe)
);
CREATE INDEX ix_notices_wechat_user_id ON notices (wechat_user_id, created_at);
