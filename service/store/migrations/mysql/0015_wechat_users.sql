-- +goose Up
CREATE TABLE wechat_users (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  openid_digest BINARY(32) NOT NULL,
  openid_sealed VARBINARY(512) NOT NULL,
  subscribed BOOLEAN NOT NULL,
  subscribed_at DATETIME NULL,
  unsubscribed_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_wechat_users_openid_digest UNIQUE (openid_digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
