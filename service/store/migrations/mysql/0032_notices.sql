-- +goose Up
CREATE TABLE notices (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wechat_user_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  dedupe VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  text VARCHAR(500) NOT NULL,
  link VARCHAR(200) NOT NULL,
  status VARCHAR(16) NOT NULL,
  attempts INT NOT NULL,
  last_error VARCHAR(200) NOT NULL,
  created_at DATETIME NOT NULL,
  sent_at DATETIME NULL,
  read_at DATETIME NULL,
  CONSTRAINT uq_notices_dedupe UNIQUE (dedupe),
  KEY ix_notices_wechat_user_id (wechat_user_id, created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
