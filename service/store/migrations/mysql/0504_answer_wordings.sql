-- +goose Up
CREATE TABLE answer_wordings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(32) NOT NULL,
  version INT NOT NULL,
  action VARCHAR(32) NOT NULL,
  title VARCHAR(64) NOT NULL,
  body VARCHAR(1000) NOT NULL,
  withdrawn BOOLEAN NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  at DATETIME NOT NULL,
  UNIQUE KEY ux_answer_wordings_name (name, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
