-- +goose Up
CREATE TABLE wechat_users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  openid_digest BLOB NOT NULL,
  openid_sealed BLOB NOT NULL,
  subscribed BOOLEAN NOT NULL,
  subscribed_at DATETIME NULL,
  unsubscribed_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_wechat_users_openid_digest UNIQUE (openid_digest)
);
