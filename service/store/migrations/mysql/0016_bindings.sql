-- +goose Up
CREATE TABLE bindings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  wechat_user_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  active_mark BIGINT NOT NULL,
  method VARCHAR(16) NOT NULL,
  bound_at DATETIME NOT NULL,
  unbound_at DATETIME NULL,
  unbound_why VARCHAR(64) NOT NULL,
  CONSTRAINT uq_bindings_wechat_user_id UNIQUE (wechat_user_id, active_mark),
  KEY ix_bindings_person_id (person_id, active_mark)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
