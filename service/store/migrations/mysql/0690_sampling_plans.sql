-- +goose Up
CREATE TABLE sampling_plans (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  seed BIGINT NOT NULL,
  top INT NOT NULL,
  random_share INT NOT NULL,
  days INT NOT NULL,
  candidates INT NOT NULL,
  state VARCHAR(16) NOT NULL,
  note VARCHAR(500) NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name VARCHAR(64) NOT NULL,
  made_at DATETIME NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_by_name VARCHAR(64) NOT NULL,
  decided_at DATETIME NULL,
  decided_note VARCHAR(500) NOT NULL,
  version INT NOT NULL,
  KEY ix_sampling_plans_state (state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
